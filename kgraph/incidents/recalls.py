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


def quads(background: Iterable[Record], incidents: Facts) -> Iterator[ox.Quad]:
    """A triple for each background report that recalls one of these incidents."""
    by_spot: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for incident, facts in sorted(incidents.items()):
        for place in facts.get(str(KG.place), ()):
            by_spot[place, *_days(facts)].append(incident)
    for record in background:
        for spot in _spots(record):
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


def _days(known: dict[str, set[str]]) -> tuple[str, ...]:
    return tuple(
        sorted(known.get(str(KG.dateEarliest), set()) | known.get(str(KG.dateLatest), set()))
    )


def _spots(record: Record) -> list[tuple[str, ...]]:
    """Each settlement with the day; none where the report leaves either open."""
    days = {(said.value.get("earliest"), said.value.get("latest")) for said in record.all("date")}
    exact = {first for first, last in days if first and first == last}
    if len(days) != 1 or not exact:
        return []
    places = {said.node for said in record.all("place") if said.node and not _is_wide(said)}
    return [(place, *exact) for place in sorted(places)]


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
