"""When two claims are one, and the IRIs of claims and of the actors, victims and places in them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from kgraph import interface, terms
from kgraph.model import ActorValue, Claim, PlaceValue, Report, Value, VictimValue


def by_iri(report: Report) -> dict[str, Claim]:
    """The claims of a report by their IRIs, those that say the same thing made one."""
    about = terms.report(report.id)
    return {
        f"{terms.BASE}claim/{terms.digest(about, identity)}": claim
        for identity, claim in _by_identity(report.claims).items()
    }


def node_of(value: Value, about: str, document: str) -> str | None:
    """The IRI of the actor, victim or place that a value is."""
    match value:
        case PlaceValue():
            return place(value)
        case ActorValue():
            return actor(value, document)
        case VictimValue():
            return victim(value, about, document)
        case _:
            return None


def place(value: PlaceValue) -> str:
    """The IRI of a place."""
    point = (value.lat, value.lon) if value.lat is not None and value.lon is not None else None
    return terms.place(value.name, value.country, value.admin1, value.geonames, point)


def actor(value: ActorValue, document: str) -> str:
    """The IRI of an actor; one without a name is another in each document."""
    return terms.actor(value.id, value.name, value.cls, document, value.mention)


def victim(value: VictimValue, about: str, document: str) -> str:
    """The IRI of a victim; those without a name are others in each report."""
    if value.name is not None:
        return terms.actor(None, value.name, value.cls, document, value.mention)
    return f"{terms.BASE}victim/{terms.digest(about, value.mention, value.outcome)}"


def _by_identity(claims: Iterable[Claim]) -> dict[str, Claim]:
    found: dict[str, Claim] = {}
    for claim in claims:
        key = _identity(claim)
        if key in found:
            both = {*found[key].evidence, *claim.evidence}
            evidence = tuple(sorted(both, key=lambda item: (item.start, item.end)))
            best = max(found[key].confidence, claim.confidence)
            found[key] = replace(found[key], evidence=evidence, confidence=best)
        else:
            found[key] = claim
    return found


def _identity(claim: Claim) -> str:
    value = json.dumps(interface.value_json(claim.value), sort_keys=True, ensure_ascii=False)
    return "\x1f".join((claim.property, value, claim.certainty, claim.according_to or ""))
