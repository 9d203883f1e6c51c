"""From links and judgements to incidents, as far as anything about them may have changed.

Two groups of reports become one only while a pair between them is at least `clusters.JOINED`, so reports
that hang together by no such pair, and by no judgement of a person, cannot change each other's incident.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib.namespace import DCTERMS

from kgraph import incidents, judgements, terms
from kgraph.link import clusters, copies, keyed
from kgraph.link.keyed import Keyed
from kgraph.linking import comparing, state
from kgraph.linking.comparing import Links
from kgraph.linking.state import News, State
from kgraph.model import Judgement
from kgraph.records import Record
from kgraph.store import Store
from kgraph.vocab import KG

_AT_ONCE = 1000  # reports whose incidents are made at a time


@dataclass(frozen=True, slots=True)
class Change:
    """What is otherwise than at the last run; `given` are all reports, `persons` all their judgements."""

    before: State
    given: Sequence[Keyed]
    news: News
    links: Links
    persons: Sequence[Judgement]

    def seeds(self) -> set[str]:
        """The reports that something changed about."""
        pairs = [item.pair for item in (*self.links.gone, *self.links.fresh)]
        pairs += [item[:2] for item in self.before.persons ^ state.said(self.persons)]
        return {*self.news.changed, *self.news.gone, *itertools.chain.from_iterable(pairs)}

    def kept(self) -> Iterator[ox.Quad]:
        """The statements that the next run will know this one by."""
        changed = self.news.changed
        packed = {item.report: keyed.to_text(item) for item in self.given if item.report in changed}
        said = state.said(self.persons)
        return state.quads(packed, self.news.digests, said, comparing.version())


Pair = tuple[str, str]


def write(store: Store, change: Change, progress: Callable[[str, int, int], object]) -> None:
    """Write what changes of links and incidents, as one change of the store."""
    region, edges = _region(store, change)
    groups = _groups([item for item in change.given if item.report in region], edges, change)
    old = _incidents(store, region) if change.before.packed else {}
    same = {group for group in old.values() if change.news.changed.isdisjoint(group)}
    same &= set(map(frozenset, groups))
    made = itertools.chain(
        _incident_quads(
            store, [group for group in groups if frozenset(group) not in same], progress
        ),
        judgements.quads(change.links.fresh, terms.LINKS),
        change.kept(),
    )
    if change.before.packed:
        left = [incident for incident, group in old.items() if group not in same]
        links = {*map(judgements.iri, change.links.gone)}
        links |= state.subjects(change.news.changed | change.news.gone)
        store.amend({terms.INCIDENTS: _subjects(store, left), terms.LINKS: links}, made)
    else:
        _write_all(store, made)


def untouched(store: Store) -> bool:
    """Whether nothing was ever linked here, by this kgraph or an older one."""
    return not store.query(
        f"ASK {{ VALUES ?g {{ <{terms.LINKS}> <{terms.INCIDENTS}> }} GRAPH ?g {{ ?s ?p ?o }} }}"
    )


def _write_all(store: Store, quads: Iterable[ox.Quad]) -> None:
    """Write all links and incidents, in the place of any that there are."""
    both = (terms.INCIDENTS, terms.LINKS)
    if untouched(store):
        store.fill(both, quads)
        return
    by_graph: dict[str, list[ox.Quad]] = {name: [] for name in both}
    for quad in quads:
        by_graph[quad.graph_name.value].append(quad)  # type: ignore[union-attr]
    store.replace(by_graph)


# --- clustering -----------------------------------------------------------------------------------


def _region(store: Store, change: Change) -> tuple[set[str], dict[Pair, float]]:
    """The reports whose incident may be another one now, and the links that they take part in."""
    near: dict[str, list[Judgement]] = defaultdict(list)
    for link in change.links.fresh:
        for report in link.pair:
            near[report].append(link)
    beside: dict[str, set[str]] = defaultdict(set)
    for one, other, _ in change.before.persons | state.said(change.persons):
        beside[one].add(other)
        beside[other].add(one)
    dropped = set(change.links.gone)
    region = frontier = change.seeds()
    edges: dict[Pair, float] = {}
    while frontier:
        known = judgements.read(store, terms.LINKS, among=frontier) if change.before.packed else []
        fresh = [link for report in frontier for link in near.get(report, ())]
        edges |= {link.pair: link.score or 0.0 for link in known if link not in dropped}
        edges |= {link.pair: link.score or 0.0 for link in fresh}
        joined = {
            report
            for link in (*known, *fresh)
            if (link.score or 0.0) >= clusters.JOINED
            for report in link.pair
        }
        joined.update(*(beside.get(report, ()) for report in frontier))
        frontier = joined - region
        region = region | frontier
    return region, edges


def _groups(
    members: Sequence[Keyed], edges: Mapping[Pair, float], change: Change
) -> list[clusters.Group]:
    """Clusters of these reports.

    Where judgements contradict each other, "different" holds and the chain of "same" counts as
    probability 1.
    """
    among = {item.report for item in members}
    said = [item for item in judgements.latest(change.persons) if among.issuperset(item.pair)]
    doubtful = {step.pair for _, chain in judgements.contradictions(said) for step in chain}
    decided = {item.pair for item in said if item.verdict != "unsure"}
    scored = [
        (*pair, score)
        for pair, score in edges.items()
        if pair not in decided and among.issuperset(pair)
    ]
    scored += [(*pair, 1.0) for pair in sorted(doubtful)]
    return clusters.clusters(
        among,
        scored,
        same=[item.pair for item in said if item.verdict == "same" and item.pair not in doubtful],
        different=[item.pair for item in said if item.verdict == "different"],
        exclusive={item.report: _labels(item) for item in members},
    )


def _labels(report: Keyed) -> list[str]:
    """What no two reports of one incident share: their document, the data base they are rows of."""
    document, base = report.origins
    return [f"document {document}", *([f"table {base}"] if base else [])]


# --- incidents ------------------------------------------------------------------------------------


def _incidents(store: Store, reports: Iterable[str]) -> dict[str, frozenset[str]]:
    """The incidents that tell of these reports, by IRI, with all of their reports."""
    found: dict[str, set[str]] = defaultdict(set)
    for some in _batches(sorted(reports)):
        query = f"""
        SELECT DISTINCT ?incident ?report WHERE {{ {state.listed(some, "known")} GRAPH <{terms.INCIDENTS}> {{
          ?incident <{KG.report}> ?known , ?report
        }} }}"""
        for row in state.rows(store, query):
            found[row["incident"].value].add(terms.local(row["report"].value))
    return {incident: frozenset(group) for incident, group in found.items()}


def _subjects(store: Store, gone: Sequence[str]) -> list[str]:
    """The subjects of the statements about these incidents: themselves, tombstones, resolutions."""
    found = list(gone)
    for some in _batches(gone):
        listed = " ".join(f"<{incident}>" for incident in some)
        query = f"""
        SELECT ?subject WHERE {{ VALUES ?incident {{ {listed} }} GRAPH <{terms.INCIDENTS}> {{
          {{ ?subject <{KG.resolves}> ?incident }} UNION {{ ?subject <{DCTERMS.isReplacedBy}> ?incident }}
        }} }}"""
        found += [row["subject"].value for row in state.rows(store, query)]
    return found


def _incident_quads(
    store: Store,
    groups: Sequence[clusters.Group],
    progress: Callable[[str, int, int], object],
) -> Iterator[ox.Quad]:
    """What is written of these incidents, made some at a time."""
    for start in range(0, len(groups), _AT_ONCE):
        progress("writing", start, len(groups))
        some = groups[start : start + _AT_ONCE]
        reports = list(itertools.chain.from_iterable(some))
        by_id = {record.report: record for record in state.fetch(store, reports)}
        for group in some:
            yield from _quads([by_id[report] for report in group])


def _quads(group: Sequence[Record]) -> Iterator[ox.Quad]:
    ordered = incidents.eldest_first(group)
    yield from incidents.quads(ordered, copies.voices_of(ordered))


def _batches(items: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]
