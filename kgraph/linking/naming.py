"""What incidents and actors are called: which part of one that persons split keeps its id, which actors are one."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib.namespace import RDFS

from kgraph import incidents, judgements, terms
from kgraph.link import aliases, clusters, copies
from kgraph.link.clusters import Group
from kgraph.linking import comparing, state
from kgraph.linking.state import Said
from kgraph.model import Judgement
from kgraph.records import Record
from kgraph.store import Store
from kgraph.vocab import KG


@dataclass(frozen=True, slots=True)
class Names:
    """What `incidents.heirs` gives, and what persons decided about pairs of actors (IRIs)."""

    heirs: Mapping[str, str]
    actors: Mapping[tuple[str, str], str]

    def quads(self, group: Sequence[Record]) -> Iterator[ox.Quad]:
        """One incident or topic, each of its actors under one name."""
        ordered = incidents.eldest_first(group)
        joined = aliases.joined(ordered, self.actors)
        renamed = [aliases.under(record, joined) for record in ordered]
        yield from incidents.quads(renamed, copies.voices_of(renamed), self.heirs)
        if joined:
            said = [
                Judgement(*item.pair, "same", comparing.version(), note=item.why) for item in joined
            ]
            incident = incidents.iri(renamed, self.heirs)
            yield from judgements.within(incident, said, terms.INCIDENTS)


def names(
    store: Store, groups: Iterable[Group], united: Iterable[Group], persons: Iterable[Judgement]
) -> Names:
    """How these clusters are named; `united` are those that there would be if no person had parted any."""
    said = judgements.of_actors(persons)
    return Names(_heirs(store, list(groups), united), said)


def _heirs(store: Store, groups: Sequence[Group], united: Iterable[Group]) -> dict[str, str]:
    whole = set(groups)
    parted = [group for group in united if group not in whole]
    among = set(itertools.chain.from_iterable(parted))
    parts = [group for group in groups if not among.isdisjoint(group)]
    reports = sorted(itertools.chain.from_iterable(parts))
    by_id = {record.report: record for record in state.fetch(store, reports)}
    return incidents.heirs(
        [[by_id[report] for report in group] for group in parts],
        [[by_id[report] for report in group] for group in parted],
    )


def on_what_is_here(store: Store, persons: Sequence[Judgement]) -> list[Judgement]:
    """The judgements but for those on actors that no document has named yet: they have no name to go by."""
    actors = {name for item in persons for name in item.pair if not terms.is_local(name)}
    listed = " ".join(f"<{terms.judged(name)}>" for name in sorted(actors))
    query = f"SELECT DISTINCT ?it WHERE {{ VALUES ?it {{ {listed} }} ?it <{RDFS.label}> ?label }}"
    here = {terms.local(row["it"].value) for row in state.rows(store, query)} if actors else set()
    return [item for item in persons if here.issuperset(actors.intersection(item.pair))]


def renamed(store: Store, judged: Iterable[Said], every: Iterable[Said]) -> frozenset[str]:
    """The reports in whose incidents two actors may be one that were not, or no more.

    `judged` are the judgements that came or went, `every` these and all that stay: who is the same by way
    of others goes by one name with them.
    """
    pairs = _of_actors(every)
    one_of = clusters.components(itertools.chain.from_iterable(pairs), pairs)
    moved = {one_of[first] for first, _ in _of_actors(judged)}
    actors = [actor for actor, part in sorted(one_of.items()) if part in moved]
    return frozenset().union(*(_naming(store, actor) for actor in actors))


def _of_actors(judged: Iterable[Said]) -> list[tuple[str, str]]:
    return [(first, second) for first, second, _ in judged if not terms.is_local(first)]


def _naming(store: Store, actor: str) -> set[str]:
    """The main reports that name an actor."""
    query = f"""SELECT DISTINCT ?report WHERE {{
      ?report ?role <{terms.judged(actor)}> ; <{KG.prominence}> "main"
    }}"""
    return {terms.local(row["report"].value) for row in state.rows(store, query)}
