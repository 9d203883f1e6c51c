"""What background reports recall, as far as incidents of their days and place came, went or changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from typing import cast

import pyoxigraph as ox
from rdflib.namespace import PROV

from kgraph import records, terms
from kgraph.incidents import recalls
from kgraph.incidents.recalls import Facts, Span, Spot
from kgraph.linking import state
from kgraph.records import Record, Wording
from kgraph.store import Store
from kgraph.terms import node
from kgraph.vocab import KG

_BACKGROUND = f"""SELECT DISTINCT ?record WHERE {{ AMONG
  ?report <{KG.prominence}> "background" ; <{KG.record}> ?record ;
    <{KG.dateEarliest}> ?first ; <{KG.dateLatest}> ?last ; <{KG.place}> ?place DAYS
}}"""
_WITHIN = "FILTER(?first <= ?day && ?day <= ?last)"
_OF_DOCUMENTS = f"""SELECT ?record WHERE {{ AMONG
  ?report <{PROV.wasDerivedFrom}> ?document ; <{KG.prominence}> "background" ; <{KG.record}> ?record
}}"""
_STALE = f"""SELECT DISTINCT ?report WHERE {{
  GRAPH <{terms.INCIDENTS}> {{ ?report <{KG.recalls}> ?incident }}
  FILTER NOT EXISTS {{ ?report <{KG.prominence}> "background" }}
}}"""
_SPOTS = f"""SELECT ?place ?day WHERE {{ AMONG GRAPH <{terms.INCIDENTS}> {{
  ?incident <{KG.dateEarliest}> ?day ; <{KG.place}> ?place
}} }}"""
_FACTS = f"""SELECT DISTINCT ?s ?p ?o WHERE {{ AMONG GRAPH <{terms.INCIDENTS}> {{
  ?s <{KG.dateEarliest}> ?day ; <{KG.place}> ?place ; a <{KG.Incident}> ; ?p ?o
}} {_WITHIN} }}"""


def with_all(store: Store, made: Iterable[bytes]) -> Iterator[bytes]:
    """The statements of all incidents, given as N-Quads, and then what background reports recall."""
    background = list(_read(store, _BACKGROUND.replace("DAYS", ""), [""]))
    wanted = {place for record in background for place, _, _ in recalls.spans(record)}
    known: Facts = {}
    for statements in made:
        yield statements
        if wanted:
            quads = ox.parse(statements, format=ox.RdfFormat.N_QUADS)
            known |= {
                incident: facts
                for incident, facts in _facts(quads).items()
                if not wanted.isdisjoint(place for place, _ in recalls.where(facts))
            }
    yield ox.serialize(recalls.quads(background, known), format=ox.RdfFormat.N_QUADS) or b""


def again(
    store: Store, documents: Iterable[str], left: Sequence[str], made: Iterable[ox.Quad]
) -> tuple[set[str], list[ox.Quad]]:
    """Background reports (IRIs) of whom it is said anew what they recall, and what is said.

    These are the reports of `documents` (IRIs), and those of the day and place of the incidents that are
    `left` behind or `made`.
    """
    fresh = _facts(made)
    spots = {spot for facts in fresh.values() for spot in recalls.where(facts)}
    spots |= {
        (row["place"].value, row["day"].value)
        for among in _iris("incident", left)
        for row in state.rows(store, _SPOTS.replace("AMONG", among))
    }
    background = {
        record.report: record
        for record in (
            *_read(store, _OF_DOCUMENTS, _iris("document", sorted(documents))),
            *_read(store, _BACKGROUND.replace("DAYS", _WITHIN), _at(spots)),
        )
    }
    around = {span for record in background.values() for span in recalls.spans(record)}
    known = _known(store, around, set(left)) | fresh
    stale = {row["report"].value for row in state.rows(store, _STALE)}
    told = [*recalls.quads(background.values(), known)]
    return stale | set(map(terms.report, background)), told


def _known(store: Store, spans: Set[Span], left: Set[str]) -> Facts:
    """The facts of incidents at these places and days but for those left behind."""
    return recalls.facts(
        (row["s"].value, row["p"].value, row["o"].value)
        for among in _during(spans)
        for row in state.rows(store, _FACTS.replace("AMONG", among))
        if row["s"].value not in left
    )


def _facts(made: Iterable[ox.Quad]) -> Facts:
    triples = (
        (cast(ox.NamedNode, quad.subject).value, quad.predicate.value, quad.object) for quad in made
    )
    return recalls.facts(
        (subject, predicate, cast(ox.NamedNode | ox.Literal, term).value)
        for subject, predicate, term in triples
    )


def _read(store: Store, query: str, among: Iterable[str]) -> Iterator[Record]:
    """The records that a query gives, without their words, which nothing is recalled by."""
    for values in among:
        for row in state.rows(store, query.replace("AMONG", values)):
            read = records.from_text(row["record"].value, words=False)
            yield replace(read, wording=Wording())


def _iris(name: str, items: Sequence[str]) -> Iterator[str]:
    for some in state.batches(items):
        yield f"VALUES ?{name} {{ {' '.join(f'<{item}>' for item in some)} }}"


def _at(spots: Iterable[Spot]) -> Iterator[str]:
    for some in state.batches(sorted(spots)):
        listed = " ".join(f"({node(place)} {_day(day)})" for place, day in some)
        yield f"VALUES (?place ?day) {{ {listed} }}"


def _during(spans: Iterable[Span]) -> Iterator[str]:
    for some in state.batches(sorted(spans)):
        listed = " ".join(
            f"({node(place)} {_day(one)} {_day(other)})" for place, one, other in some
        )
        yield f"VALUES (?place ?first ?last) {{ {listed} }}"


def _day(iso: str) -> ox.Literal:
    return terms.date(dt.date.fromisoformat(iso))
