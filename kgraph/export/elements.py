"""Nodes and edges of a network in a fixed order, with plain values that every format can carry."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import networkx as nx

Value = str | int | float

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
# Red for those who attack, blue for states and their bodies, grey for incidents …
COLORS: Mapping[str, tuple[int, int, int]] = {
    "Incident": (120, 120, 120),
    "ArmedGroup": (200, 40, 40),
    "UnnamedActor": (230, 140, 120),
    "State": (40, 90, 180),
    "GovernmentBody": (80, 130, 210),
    "SecurityForce": (60, 60, 130),
    "IntergovernmentalOrganization": (40, 150, 150),
    "Organization": (90, 160, 90),
    "MediaOrganization": (160, 120, 40),
    "Person": (150, 80, 160),
}
_OTHER = (150, 150, 150)


@dataclass(frozen=True, slots=True)
class Node:
    """A node with a short id, a label for people, and its attributes in alphabetical order."""

    id: str
    label: str
    attributes: tuple[tuple[str, Value], ...]
    color: tuple[int, int, int]
    size: float


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge with an id of its own; `label` is its kind, `weight` is above zero."""

    id: str
    source: str
    target: str
    label: str
    weight: float
    attributes: tuple[tuple[str, Value], ...]


def nodes(graph: nx.Graph) -> list[Node]:
    """The nodes, sorted by IRI; ids are n0, n1 …"""
    degree = dict(graph.degree())
    return [
        Node(
            f"n{number}",
            clean(str(data.get("label", iri))),
            _attributes({**data, "kg_degree": degree[iri]}, skip=("label",)),
            COLORS.get(str(data.get("cls")), _OTHER),
            round(4 + 3 * math.log1p(degree[iri]), 3),
        )
        for number, (iri, data) in enumerate(sorted(graph.nodes(data=True)))
    ]


def edges(graph: nx.Graph) -> list[Edge]:
    """The edges, sorted by their ends and kind; ids are e0, e1 …"""
    number_of = {iri: f"n{number}" for number, iri in enumerate(sorted(graph.nodes))}
    rows = sorted(
        (one, other, str(data.get("relation", "")), tuple(sorted(data.items())))
        for one, other, data in graph.edges(data=True)
    )
    return [
        Edge(
            f"e{number}",
            number_of[one],
            number_of[other],
            clean(relation),
            max(float(dict(data).get("weight", 1.0)), 1e-6),
            _attributes(dict(data), skip=("weight",)),
        )
        for number, (one, other, relation, data) in enumerate(rows)
    ]


def _attributes(data: Mapping[str, object], skip: tuple[str, ...]) -> tuple[tuple[str, Value], ...]:
    return tuple(
        sorted(
            (_name(key), value)
            for key, given in data.items()
            if key not in skip and (value := _value(given)) is not None
        )
    )


def _name(key: str) -> str:
    """Names that Gephi would take for its own are moved out of the way."""
    return {
        "type": "incident_type",
        "cls": "class",
        "wounded": "kg_wounded",
        "killed": "kg_killed",
    }.get(key, key)


def _value(given: object) -> Value | None:
    if isinstance(given, bool) or given is None:
        return str(given).lower() if isinstance(given, bool) else None
    if isinstance(given, float):
        return given if math.isfinite(given) else None
    return given if isinstance(given, int) else clean(str(given))


def clean(text: str) -> str:
    """Text without the characters that XML 1.0 forbids."""
    return _CONTROL.sub("", text)


def types(items: list[Node] | list[Edge]) -> dict[str, str]:
    """One type an attribute over the whole file: integer, double or string."""
    found: dict[str, str] = {}
    for name, value in _all(items):
        kind = (
            "integer"
            if isinstance(value, int)
            else "double"
            if isinstance(value, float)
            else "string"
        )
        before = found.get(name, kind)
        found[name] = (
            kind
            if before == kind
            else "double"
            if {before, kind} == {"integer", "double"}
            else "string"
        )
    return dict(sorted(found.items()))


def _all(items: list[Node] | list[Edge]) -> Iterator[tuple[str, Value]]:
    for item in items:
        yield from item.attributes
