"""The triples that each kind of value is written as: of the report, and of the claim."""

from __future__ import annotations

import pyoxigraph as ox

from kgraph.claims import identity
from kgraph.model import (
    ActorValue,
    ConceptValue,
    CountValue,
    DateValue,
    LegalValue,
    PlaceValue,
    TextValue,
    ThingValue,
    Value,
    VictimValue,
)
from kgraph.terms import boolean, date, integer, node, text
from kgraph.vocab import INCIDENT_TYPE, KG, TARGET_TYPE, WEAPON_TYPE

Term = ox.NamedNode | ox.Literal
Pair = tuple[str, Term]
Triple = tuple[str, str, Term]
Shape = tuple[list[Pair], list[Pair]]
"""The plain triples of the report, and the triples of the claim."""


def of(value: Value, property: str, about: str, document: str) -> Shape:
    """How a value of a property is written, of a report (`about`) in a document."""
    match value:
        case DateValue():
            return _date_shape(value)
        case PlaceValue():
            place = node(identity.place(value))
            return [(KG.place, place)], [(KG.value, place)]
        case ActorValue():
            return _actor_shape(value, property, document)
        case VictimValue():
            return _victim_shape(value, property, about, document)
        case CountValue():
            return _count_shape(value, property)
        case ThingValue():
            return _thing_shape(value, property)
        case ConceptValue():
            term = (
                node(INCIDENT_TYPE[value.concept])
                if property == "incidentType"
                else text(value.concept)
            )
            return [(KG[property], term)], [(KG.value, term)]
        case TextValue():
            own = [(KG.value, text(value.text)), *given((KG.relation, value.relation))]
            return [(KG[property], text(value.text))], own
        case LegalValue():
            told: list[Pair] = [
                (KG.value, text(value.text)),
                (KG.legalKind, text(value.kind)),
                *given((KG.by, value.by), (KG.against, value.against)),
            ]
            return [(KG[property], text(value.text))], told


def given(*pairs: tuple[str, str | int | None]) -> list[Pair]:
    """The pairs that have a value, as literals."""
    return [
        (predicate, integer(value) if isinstance(value, int) else text(value))
        for predicate, value in pairs
        if value is not None
    ]


def _date_shape(value: DateValue) -> Shape:
    plain: list[Pair] = [(KG.edtf, text(value.edtf))]
    if value.earliest:
        plain.append((KG.dateEarliest, date(value.earliest)))
    if value.latest:
        plain.append((KG.dateLatest, date(value.latest)))
    return plain, [(KG.value, text(value.edtf)), *plain]


def _actor_shape(value: ActorValue, property: str, document: str) -> Shape:
    actor = node(identity.actor(value, document))
    own: list[Pair] = [
        (KG.value, actor),
        (KG.mention, text(value.mention)),
        (KG.named, boolean(value.named)),
        *given((KG.role, value.role), (KG.count, value.count), (KG.nationality, value.nationality)),
    ]
    return [(KG[property], actor)], own


def _victim_shape(value: VictimValue, property: str, about: str, document: str) -> Shape:
    victim = node(identity.victim(value, about, document))
    own: list[Pair] = [
        (KG.value, victim),
        (KG.mention, text(value.mention)),
        (KG.named, boolean(value.named)),
        *given(
            (KG.outcome, value.outcome),
            (KG.count, value.count),
            (KG.nationality, value.nationality),
            (KG.occupation, value.occupation),
        ),
    ]
    return [(KG[property], victim)], own


def _count_shape(value: CountValue, property: str) -> Shape:
    plain: list[Pair] = []
    if value.best is not None and value.scope == "total":
        plain.append((KG[property], integer(value.best)))
    own: list[Pair] = [
        (KG.scope, text(value.scope)),
        *given(
            (KG.value, value.best),
            (KG.low, value.low),
            (KG.high, value.high),
            (KG.of, value.of),
            (KG.words, value.words),
        ),
    ]
    if value.perpetrators_included is not None:
        own.append((KG.perpetratorsIncluded, boolean(value.perpetrators_included)))
    return plain, own


def _thing_shape(value: ThingValue, property: str) -> Shape:
    scheme, kind = (
        (WEAPON_TYPE, KG.weaponType) if property == "weapon" else (TARGET_TYPE, KG.targetType)
    )
    plain = given((KG[property], value.name))
    own = given((KG.value, value.name), (KG.mention, value.mention))
    if value.type is not None:
        plain.append((kind, node(scheme[value.type])))
        own.append((KG.type, node(scheme[value.type])))
    return plain, own
