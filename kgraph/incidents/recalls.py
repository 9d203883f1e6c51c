"""Which incident a background report recalls: the only one of its day, its settlement and its kind.

"In March" or "in 2017" is enough where the toll is that of the incident, or a victim's name is.
An incident's values never rest on what an article only recalls, so no toll counts twice.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kgraph import terms
from kgraph.records import Record, Saying
from kgraph.terms import node
from kgraph.vocab import INCIDENT_TYPE, KG, type_path

_WIDE = ("region", "country", "district")
_USED = tuple(
    str(term)
    for term in (
        KG.dateEarliest, KG.dateLatest, KG.place, KG.mainType, KG.report, KG.killed, KG.victim,
    )
)  # fmt: skip
_YEAR = 366
_MONTH = 31
_TELLING = {_MONTH: 2, _YEAR: 5}  # killed from which a toll tells an incident from others so near
Facts = dict[str, dict[str, set[str]]]
"""Of each incident (IRI) the values of the properties that a recollection is known by."""
Spot = tuple[str, str]
"""A place (IRI) and a day."""
Span = tuple[str, str, str]
"""A place (IRI), the first and the last day."""


def quads(background: Iterable[Record], incidents: Facts) -> Iterator[ox.Quad]:
    """A triple for each background report that recalls one of these incidents."""
    by_place: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for incident, facts in sorted(incidents.items()):
        for place, day in where(facts):
            by_place[place].append((day, incident))
    for record in background:
        for place, first, last in spans(record):
            near = [
                incident
                for day, incident in by_place[place]
                if first <= day <= last
                and _fits(record, incidents[incident])
                and (first == last or _shares(record, _days(first, last), incidents[incident]))
            ]
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


def spans(record: Record) -> list[Span]:
    """Each settlement of a report with its days; none where the report leaves either open."""
    days = {(said.value.get("earliest"), said.value.get("latest")) for said in record.all("date")}
    first, last = days.pop() if len(days) == 1 else (None, None)
    if not first or not last or _days(first, last) > _YEAR:
        return []
    places = {said.node for said in record.all("place") if said.node and not _is_wide(said)}
    return [(place, first, last) for place in sorted(places)]


def _days(first: str, last: str) -> int:
    return (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days + 1


def _shares(record: Record, days: int, known: dict[str, set[str]]) -> bool:
    """Whether a report gives the toll of an incident, or names a victim of it."""
    least = next(number for width, number in _TELLING.items() if days <= width)
    tolls = [said.value for said in record.all("killed") if said.value.get("scope") == "total"]
    killed = {str(value["best"]) for value in tolls if (value.get("best") or 0) >= least}
    victims = {said.node for said in record.all("victim") if said.value.get("named")}
    return bool(
        killed & known.get(str(KG.killed), set()) or victims & known.get(str(KG.victim), set())
    )


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
