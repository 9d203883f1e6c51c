"""From links and judgements to incidents, as far as anything about them may have changed.

Two groups of reports become one only while a pair between them is at least `clusters.JOINED`, so reports
that hang together by no such pair, and by no judgement of a person, cannot change each other's incident.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial

import pyoxigraph as ox
from rdflib.namespace import DCTERMS

from kgraph import judgements, terms, workers
from kgraph.link import clusters
from kgraph.link.keyed import Keyed
from kgraph.linking import comparing, naming, preparing, recalling, state
from kgraph.linking.comparing import Links
from kgraph.linking.naming import Names
from kgraph.linking.state import News, State
from kgraph.model import Judgement
from kgraph.records import from_text
from kgraph.store import Store
from kgraph.vocab import KG

_AT_ONCE = 1000  # incidents that are made at a time

Pair = tuple[str, str]
Progress = Callable[[str, int, int], object]


@dataclass(frozen=True, slots=True)
class Change:
    """What is otherwise than at the last run.

    `given` are all reports and stories, `persons` all judgements of persons, and `renamed` the reports on
    whose actors they judge otherwise.
    """

    before: State
    given: Keyed
    news: News
    links: Links
    persons: Sequence[Judgement]
    renamed: frozenset[str]

    def seeds(self) -> set[str]:
        """The reports that something changed about."""
        pairs = [item.pair for item in (*self.links.gone, *self.links.fresh)]
        pairs += state.pairs(self.before.persons ^ state.said(self.persons))
        found = self.news.changed | self.news.gone | self.renamed
        return {*found, *itertools.chain.from_iterable(pairs)}

    def judged(self) -> list[Pair]:
        """The reports that persons judge or judged."""
        return state.pairs(self.before.persons | state.said(self.persons))

    def documents(self) -> set[str]:
        """The documents (IRIs) that came, changed or went."""
        return set(map(state.document_iri, self.news.documents))

    def outdated(self) -> set[str]:
        """The subjects (IRIs) in the graph of links about which other things are said now, or none."""
        gone = map(judgements.iri, self.links.gone)
        return state.subjects(self.news).union(gone)

    def statements(self) -> Iterator[ox.Quad]:
        """The new links, and what the next run will know this one by."""
        yield from judgements.quads(self.links.fresh, terms.LINKS)
        said = state.said(self.persons)
        yield from state.quads(self.given, self.news, said, comparing.version())


def write(store: Store, change: Change, jobs: int, progress: Progress) -> None:
    """Write what changes of links and incidents, made by so many processes, as one change of the store."""
    region, edges = _region(store, change)
    members = change.given.only(region)
    groups = _groups(members, edges, change.persons)
    names = naming.names(store, groups, _united(members, edges, change, groups), change.persons)
    if change.before.keyed:
        moved = change.news.changed | change.renamed | _named_by_persons(region, edges, change)
        _write_changed(store, change, region, moved, groups, names, jobs, progress)
    else:
        made = recalling.with_all(store, _made(store, groups, names, jobs, progress))
        links = ox.serialize(change.statements(), format=ox.RdfFormat.N_QUADS) or b""
        _write_all(store, itertools.chain(made, [links]))


def _write_changed(
    store: Store,
    change: Change,
    region: set[str],
    moved: Set[str],
    groups: Sequence[clusters.Group],
    names: Names,
    jobs: int,
    progress: Progress,
) -> None:
    """Write the incidents of a region, but for those that nothing `moved` in and that are the groups they were."""
    old = _incidents(store, region)
    same = {group for group in old.values() if moved.isdisjoint(group)}
    same &= set(map(frozenset, groups))
    left = [incident for incident, group in old.items() if group not in same]
    fresh = [group for group in groups if frozenset(group) not in same]
    pieces = _made(store, fresh, names, jobs, progress)
    made = list(ox.parse(b"".join(pieces), format=ox.RdfFormat.N_QUADS))
    recollecting, recalled = recalling.again(store, change.documents(), left, made)
    store.amend(
        {
            terms.INCIDENTS: recollecting.union(_subjects(store, left)),
            terms.LINKS: change.outdated(),
        },
        itertools.chain(made, recalled, change.statements()),
    )


def untouched(store: Store) -> bool:
    """Whether nothing was ever linked here, by this kgraph or an older one."""
    return not store.query(
        f"ASK {{ VALUES ?g {{ <{terms.LINKS}> <{terms.INCIDENTS}> }} GRAPH ?g {{ ?s ?p ?o }} }}"
    )


def _write_all(store: Store, statements: Iterable[bytes]) -> None:
    """Write all links and incidents, in the place of any that there are."""
    both = (terms.INCIDENTS, terms.LINKS)
    if untouched(store):
        store.fill(both, statements)
        return
    by_graph: dict[str, list[ox.Quad]] = {name: [] for name in both}
    for quad in ox.parse(b"".join(statements), format=ox.RdfFormat.N_QUADS):
        by_graph[quad.graph_name.value].append(quad)
    store.replace(by_graph)


# --- clustering -----------------------------------------------------------------------------------


def _region(store: Store, change: Change) -> tuple[set[str], dict[Pair, float]]:
    """The reports whose incident may be another one now, and the links that they take part in."""
    near: dict[str, list[Judgement]] = defaultdict(list)
    for link in change.links.fresh:
        for report in link.pair:
            near[report].append(link)
    beside: dict[str, set[str]] = defaultdict(set)
    for one, other in change.judged():
        beside[one].add(other)
        beside[other].add(one)
    dropped = set(change.links.gone)
    region = frontier = change.seeds()
    edges: dict[Pair, float] = {}
    while frontier:
        known = judgements.read(store, terms.LINKS, among=frontier) if change.before.keyed else []
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
    members: Keyed, edges: Mapping[Pair, float], persons: Iterable[Judgement]
) -> list[clusters.Group]:
    """Clusters of these reports and stories.

    Where judgements contradict each other, "different" holds and the chain of "same" counts as
    probability 1.
    """
    among = set(members.reports)
    said = [item for item in judgements.in_force(persons) if among.issuperset(item.pair)]
    doubtful = {step.pair for _, chain in judgements.contradictions(said) for step in chain}
    decided = {item.pair for item in said if item.verdict != "unsure"}
    scored = [
        (*pair, score)
        for pair, score in edges.items()
        if pair not in decided and among.issuperset(pair)
    ]
    scored += [(*pair, 1.0) for pair in sorted(doubtful)]
    stories = set(filter(terms.is_story, among))
    return clusters.with_stories(
        among - stories,
        stories,
        scored,
        same=[item.pair for item in said if item.verdict == "same" and item.pair not in doubtful],
        different=[item.pair for item in said if item.verdict == "different"],
        exclusive={
            report: _labels(document, base)
            for report, (_, document, base, *_) in zip(
                members.reports, members.heads.tolist(), strict=True
            )
        },
    )


def _united(
    members: Keyed,
    edges: Mapping[Pair, float],
    change: Change,
    groups: list[clusters.Group],
) -> list[clusters.Group]:
    """The clusters that there would be if no person had parted any."""
    said = judgements.in_force(change.persons)
    agreed = [item for item in said if item.verdict != "different"]
    return groups if len(agreed) == len(said) else _groups(members, edges, agreed)


def _named_by_persons(region: set[str], edges: Mapping[Pair, float], change: Change) -> set[str]:
    """Reports that hang together with judged ones: their incident may be named otherwise as it is."""
    judged = [pair for pair in change.judged() if region.issuperset(pair)]
    if not judged:
        return set()
    linked = [*edges, *(link.pair for link in change.links.gone)]
    hanging = clusters.components(
        region, [*judged, *(pair for pair in linked if region.issuperset(pair))]
    )
    parts = {hanging[report] for report in itertools.chain.from_iterable(judged)}
    return {report for report, part in hanging.items() if part in parts}


def _labels(document: int, base: int) -> list[str]:
    """What no two reports of one incident share: their document, the data base they are rows of."""
    return [f"document {document}", *([f"table {base}"] if base else [])]


# --- incidents ------------------------------------------------------------------------------------


def _incidents(store: Store, reports: Iterable[str]) -> dict[str, frozenset[str]]:
    """The incidents and topics that tell of these reports and stories, by IRI, with all of theirs."""
    found: dict[str, set[str]] = defaultdict(set)
    for some in state.batches(sorted(reports)):
        query = f"""
        SELECT DISTINCT ?incident ?report WHERE {{ {state.listed(some, "known")} GRAPH <{terms.INCIDENTS}> {{
          ?incident <{KG.report}>|<{KG.story}> ?known , ?report
        }} }}"""
        for row in state.rows(store, query):
            found[row["incident"].value].add(terms.local(row["report"].value))
    return {incident: frozenset(group) for incident, group in found.items()}


def _subjects(store: Store, gone: Sequence[str]) -> list[str]:
    """The subjects of the statements about these incidents: themselves, tombstones, resolutions."""
    found = list(gone)
    for some in state.batches(gone):
        listed = " ".join(f"<{incident}>" for incident in some)
        query = f"""
        SELECT ?subject WHERE {{ VALUES ?incident {{ {listed} }} GRAPH <{terms.INCIDENTS}> {{
          {{ ?subject <{KG.resolves}> ?incident }} UNION {{ ?subject <{DCTERMS.isReplacedBy}> ?incident }}
        }} }}"""
        found += [row["subject"].value for row in state.rows(store, query)]
    return found


def _made(
    store: Store, groups: Sequence[clusters.Group], names: Names, jobs: int, progress: Progress
) -> Iterator[bytes]:
    """What is written of these incidents and topics as N-Quads, made some at a time."""
    batches = [groups[start : start + _AT_ONCE] for start in range(0, len(groups), _AT_ONCE)]
    tasks = (_texts(store, some) for some in batches)
    number = preparing.processes(sum(map(len, groups)), jobs)
    done = 0
    for some, made in zip(
        batches, workers.results(partial(_statements, names), tasks, number), strict=True
    ):
        progress("writing", done, len(groups))
        yield made
        done += len(some)


def _texts(store: Store, groups: Sequence[clusters.Group]) -> list[list[str]]:
    """The records of the reports of each group, as they are stored."""
    every = state.texts(store, list(itertools.chain.from_iterable(groups)))
    return [list(itertools.islice(every, len(group))) for group in groups]


def _statements(names: Names, groups: Sequence[Sequence[str]]) -> bytes:
    """What is written of some incidents and topics, as N-Quads; groups of reports, each as it is stored."""
    read = ([from_text(text, words=False) for text in group] for group in groups)
    quads = (quad for group in read for quad in names.quads(group))
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
