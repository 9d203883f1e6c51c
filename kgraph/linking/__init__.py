"""One run of linking over a store: what is new is compared, what can change is clustered again.

The graph of links keeps, for each report, what it was compared as and the keys it was found by, and each
pair worth keeping with its score. So documents that come later cost what they add, and end in the same
graphs as if all had come at once. Links and incidents are written in one transaction: a store holds the
old ones or the new ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rdflib.namespace import DCTERMS

from kgraph import judgements, terms
from kgraph.link import density, keyed
from kgraph.linking import comparing, grouping, naming, preparing, state
from kgraph.linking.grouping import Change
from kgraph.model import Judgement
from kgraph.records import Record
from kgraph.store import Store
from kgraph.vocab import KG

Progress = Callable[[str, int, int], object]
"""Told what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What a run did.

    Reports compared anew, incidents in the store, how many of them several reports tell of, and persons'
    judgements that contradict each other, a line each.
    """

    compared: int
    incidents: int
    shared: int
    contradictions: tuple[str, ...]


def link(
    store: Store,
    *,
    anew: bool = False,
    jobs: int = 0,
    progress: Progress = lambda what, done, of: None,
) -> Linked:
    """Bring links and incidents up to date with the claims and judgements of a store.

    `anew` throws the old links away; `jobs` is the number of processes, 0 one for every core. Raises StoreError where the store answers none of our queries.
    """
    every = judgements.read(store, terms.JUDGEMENTS)
    persons = naming.on_what_is_here(store, every)
    before = state.EMPTY if anew else state.read(store, comparing.version())
    news = state.news(store, before)
    said = state.said(persons)
    left = before is state.EMPTY and not grouping.untouched(store)
    if news.documents or said != before.persons or left:
        prepared = preparing.prepare(store, sorted(news.changed), jobs, progress)
        kept = before.keyed.without(news.changed | news.gone)
        given = keyed.joined([kept, prepared.keyed])
        links = comparing.compare(store, before, given, news, prepared, progress)
        renamed = naming.renamed(store, before.persons ^ said, before.persons | said)
        change = Change(before, given, news, links, persons, renamed)
        grouping.write(store, change, jobs, progress)
    return Linked(len(news.changed), *_counted(store), contradictions(every))


def around(store: Store, one: Record, other: Record) -> tuple[int, int]:
    """How much happens around each of two reports, as they were last linked: `density.places`."""
    given = state.read(store, comparing.version()).keyed
    found = dict(zip(given.reports, density.places(given).tolist(), strict=True))
    return found.get(one.report, density.UNKNOWN), found.get(other.report, density.UNKNOWN)


def _counted(store: Store) -> tuple[int, int]:
    """How many incidents there are, and how many of them several reports tell of."""
    every = f"?incident a <{KG.Incident}>"
    shared = f"?younger <{DCTERMS.isReplacedBy}> ?incident"
    found = [
        next(
            state.rows(
                store,
                f"SELECT (COUNT(DISTINCT ?incident) AS ?many) WHERE {{ GRAPH <{terms.INCIDENTS}> {{ {pattern} }} }}",
            )
        )
        for pattern in (every, shared)
    ]
    return int(found[0]["many"].value), int(found[1]["many"].value)


def contradictions(persons: Sequence[Judgement]) -> tuple[str, ...]:
    """Where persons' judgements contradict each other, a line each."""
    disputed = (
        f"{said[0].first} and {said[0].second}: "
        + ", ".join(f"{item.by} judged {item.verdict}" for item in said)
        + "; neither holds until one of them takes it back: kgraph judge … undo --by NAME"
        for said in judgements.disputes(persons)
    )
    chained = (
        f"{different.first} and {different.second} are judged different, but the same by way of "
        + ", ".join(f"{step.first} = {step.second}" for step in chain)
        for different, chain in judgements.contradictions(persons)
    )
    return (*disputed, *chained)
