"""One run of linking over a store: what is new is compared, what can change is clustered again.

The graph of links keeps, for each report, what it was compared as and the keys it was found by, and each
pair worth keeping with its score. So documents that come later cost what they add, and end in the same
graphs as if all had come at once. Links and incidents are written in one transaction: a store holds the
old ones or the new ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rdflib.namespace import DCTERMS

from kgraph import judgements, terms
from kgraph.link import keyed
from kgraph.link.keyed import Keyed
from kgraph.linking import comparing, grouping, naming, state
from kgraph.linking.grouping import Change
from kgraph.linking.state import News, State
from kgraph.model import Judgement
from kgraph.store import Store
from kgraph.vocab import KG

Progress = Callable[[str, int, int], object]
"""Told what is being done, how much of it is done, and how much there is."""

_AT_ONCE = 1000  # reports between two words on progress


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
    progress: Progress = lambda what, done, of: None,
) -> Linked:
    """Bring links and incidents up to date with the claims and judgements of a store.

    `anew` throws the old links away. Raises StoreError where the store answers none of our queries.
    """
    persons = judgements.read(store, terms.JUDGEMENTS)
    before = state.EMPTY if anew else state.read(store, comparing.version())
    news = state.news(store, before)
    said = state.said(persons)
    left = before is state.EMPTY and not grouping.untouched(store)
    if news.changed or news.gone or said != before.persons or left:
        fresh = _fresh(store, sorted(news.changed), progress)
        given = _given(before, news, fresh)
        links = comparing.compare(store, before, given, news, progress)
        renamed = naming.renamed(store, before.persons ^ said)
        grouping.write(store, Change(before, given, news, links, persons, renamed), progress)
    return Linked(len(news.changed), *_counted(store), _told(persons))


def _fresh(store: Store, changed: Sequence[str], progress: Progress) -> list[Keyed]:
    """The keys of changed reports."""
    found: list[Keyed] = []
    for record in state.fetch(store, changed):
        if len(found) % _AT_ONCE == 0:
            progress("preparing", len(found), len(changed))
        found.append(keyed.of(record))
    return found


def _given(before: State, news: News, fresh: Iterable[Keyed]) -> list[Keyed]:
    """The keys of all reports that there are now, sorted."""
    left = before.packed.keys() - news.changed - news.gone
    return sorted([*map(before.keyed, left), *fresh], key=lambda item: item.report)


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


def _told(persons: Sequence[Judgement]) -> tuple[str, ...]:
    """Each contradiction in one line."""
    return tuple(
        f"{different.first} and {different.second} are judged different, but the same by way of "
        + ", ".join(f"{step.first} = {step.second}" for step in chain)
        for different, chain in judgements.contradictions(persons)
    )
