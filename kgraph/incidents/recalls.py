"""Which incident a background report recalls: the only one of its day, its settlement and its kind.

An incident's values never rest on what an article only recalls, so no toll counts twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kgraph import terms
from kgraph.records import Record, Saying
from kgraph.terms import node
from kgraph.vocab import INCIDENT_TYPE, KG, type_path

_WIDE = ("region", "country", "district")
_USED = tuple(
    str(term) for term in (KG.dateEarliest, KG.dateLatest, KG.place, KG.mainType, KG.report)
)
Facts = dict[str, dict[str, set[str]]]
"""Of each incident (IRI) the values of the properties that a recollection is known by."""
Spot = tuple[str, str]
"""A place (IRI) and a day."""


def quads(background: Iterable[Record], incidents: Facts) -> Iterator[ox.Quad]:
    """A triple for each background report that recalls one of these incidents."""
    by_spot: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for incident, facts in sorted(incidents.items()):
        for spot in where(facts):
            by_spot[spot].append(incident)
    for record in background:
        for spot in spots(record):
            near = [item for item in by_spot[spot] if _fits(record, incidents[item])]
            if len(near) == 1:
                report = node(terms.report(record.report))
                yield ox.Quad(report, node(KG.recalls), node(near[0]), node(terms.INCIDENTS))


def facts(triples: Iterable[tuple[str, str, str]]) -> Facts:
    """The facts of incidents from subject, predicate and object, whatever else is among them."""
    found: Facts = defaultdict(lambda: defaultdict(set))
    for subject, predicate, value in triples:
        if predicate in _USED:
            found[subject][predicate].add(value)
    return found


def where(known: dict[str, set[str]]) -> set[Spot]:
    """Each place of an incident with its day; none where that is open."""
    days = known.get(str(KG.dateEarliest), set()) | known.get(str(KG.dateLatest), set())
    day = days.pop() if len(days) == 1 else None
    return {(place, day) for place in known.get(str(KG.place), ()) if day}


def spots(record: Record) -> list[Spot]:
    """Each settlement of a report with the day; none where the report leaves either open."""
    days = {(said.value.get("earliest"), said.value.get("latest")) for said in record.all("date")}
    exact = {first for first, last in days if first and first == last}
    if len(days) != 1 or not exact:
        return []
    places = {said.node for said in record.all("place") if said.node and not _is_wide(said)}
    return [(place, day) for place in sorted(places) for day in exact]


def _is_wide(place: Saying) -> bool:
    return place.value.get("precision") in _WIDE


def _fits(record: Record, known: dict[str, set[str]]) -> bool:
    """Whether the kinds agree and the document does not itself report the incident."""
    document = record.report.rpartition("-")[0]
    told = {terms.local(report).rpartition("-")[0] for report in known[str(KG.report)]}
    kinds = {
        kind
        for iri in known.get(str(KG.mainType), ())
        for kind in type_path(iri.removeprefix(str(INCIDENT_TYPE)))
    }
    mine = set(record.types)
    related = {"attack"} in (kinds, mine) or kinds & mine - {"attack"}
    return document not in told and bool(related)
