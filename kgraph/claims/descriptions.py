"""What the actors, victims and places of reports are, said once for all documents."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from rdflib.namespace import RDF, RDFS

from kgraph import terms
from kgraph.claims import identity
from kgraph.claims.shapes import Triple, given
from kgraph.model import ActorValue, Document, PlaceValue, Report, VictimValue
from kgraph.terms import decimal, node, text
from kgraph.vocab import GEO, GEOSPARQL, KG

_TYPE = RDF.type


def of(report: Report, document: Document) -> Iterator[Triple]:
    """What the actors, victims and places of a report are."""
    about, within = terms.report(report.id), terms.document(document.id)
    for claim in report.claims:
        match claim.value:
            case PlaceValue() as value:
                yield from _place(value)
            case ActorValue() as value:
                yield from _one(identity.actor(value, within), value)
            case VictimValue() as value:
                yield from _one(identity.victim(value, about, within), value)


def _one(subject: str, value: ActorValue | VictimValue) -> Iterator[Triple]:
    yield subject, _TYPE, node(KG[value.cls])
    yield subject, RDFS.label, text(value.name or value.mention)


def _place(value: PlaceValue) -> list[Triple]:
    place = identity.place(value)
    described: list[Triple] = [
        (place, _TYPE, node(KG.Place)),
        (place, RDFS.label, text(value.name)),
        (place, KG.precision, text(value.precision)),
    ]
    named = given(
        (KG.country, value.country),
        (KG.admin1, value.admin1),
        (KG.admin2, value.admin2),
        (KG.city, value.city),
        (KG.geonames, value.geonames),
    )
    described += [(place, predicate, term) for predicate, term in named]
    if value.lat is not None and value.lon is not None:
        point = f"POINT({value.lon} {value.lat})"
        described += [
            (place, GEO.lat, decimal(value.lat)),
            (place, GEO.long, decimal(value.lon)),
            (place, GEOSPARQL.asWKT, ox.Literal(point, datatype=node(GEOSPARQL.wktLiteral))),
        ]
    return described
