"""What a report says of one property as the plain triples of an incident."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pyoxigraph as ox

from kgraph.records import Saying
from kgraph.terms import date, integer, node, text
from kgraph.vocab import KG, TARGET_TYPE, WEAPON_TYPE

Term = ox.NamedNode | ox.Literal


def plain(said: Saying) -> Iterator[tuple[str, Term]]:
    """The predicates and objects that stand for a saying in everyday SPARQL."""
    value = said.value
    if said.property == "date":
        yield KG.edtf, text(value["edtf"])
        for end, predicate in (("earliest", KG.dateEarliest), ("latest", KG.dateLatest)):
            if value.get(end):
                yield predicate, date(dt.date.fromisoformat(value[end]))
    elif said.property in ("target", "weapon"):
        if value.get("name"):
            yield KG[said.property], text(value["name"])
        if value.get("type"):
            yield _kind(said)
    elif said.property not in ("incidentType", "stage"):
        term = shown(said)
        if term.value and not (value.get("scope") and value.get("best") is None):
            yield KG[said.property], term


def shown(said: Saying) -> Term:
    """The one term that says most of a value: its node, number, or words."""
    value = said.value
    if said.node:
        return node(said.node)
    if "scope" in value:
        number = value.get("best", value.get("low", value.get("high")))
        return integer(number) if number is not None else text(value.get("words", ""))
    if value.get("type") and not value.get("name"):
        return _kind(said)[1]
    return text(
        next(
            (
                value[key]
                for key in ("edtf", "name", "text", "mention", "concept")
                if value.get(key)
            ),
            "",
        )
    )


def _kind(said: Saying) -> tuple[str, Term]:
    if said.property == "weapon":
        return KG.weaponType, node(WEAPON_TYPE[said.value["type"]])
    return KG.targetType, node(TARGET_TYPE[said.value["type"]])
