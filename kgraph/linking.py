"""One run of linking over a store: what is new is compared, what can change is clustered again.

The graph of links keeps, for each report, what it was compared as, and each pair worth keeping with its
score. So documents that come later cost what they add, and end in the same graphs as if all had come at
once. Links and incidents are written in one transaction: a store holds the old ones or the new ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from rdflib.namespace import DCTERMS

from kgraph import incidents, judgements, records, terms
from kgraph.errors import StoreError
from kgraph.incidents import recalls
from kgraph.link import aliases, clusters, copies, weights
from kgraph.model import Judgement, Verdict
from kgraph.records import STORY, Record
from kgraph.store import Store
from kgraph.terms import node, text
from kgraph.vocab import KG

if TYPE_CHECKING:
    from kgraph.link.scoring import Scored

_SURE = 0.9  # probability from which the program says "same" itself
_FEW = 0.3  # share of new reports up to which comparing only them pays
_RECORDS = f"""SELECT ?report ?record WHERE {{
  ?report <{KG.record}> ?record ; <{KG.prominence}> "main"
}}"""
_OLD = f"""ASK {{
  ?report a <{KG.Report}> ; <{KG.prominence}> "main" FILTER NOT EXISTS {{ ?report <{KG.record}> ?record }}
}}"""
_LINKED = f"SELECT ?report ?digest WHERE {{ GRAPH <{terms.LINKS}> {{ ?report <{KG.linkedAs}> ?digest }} }}"
_BACKGROUND = f"""SELECT DISTINCT ?record WHERE {{
  ?report <{KG.prominence}> "background" ; <{KG.record}> ?record ;
    <{KG.dateEarliest}> ?day ; <{KG.dateLatest}> ?day ; <{KG.place}> ?place
}}"""
_RECALLED = f"""SELECT DISTINCT ?s ?p ?o WHERE {{
  ?report <{KG.prominence}> "background" ; <{KG.dateEarliest}> ?day ; <{KG.place}> ?place .
  GRAPH <{terms.INCIDENTS}> {{ ?s a <{KG.Incident}> ; <{KG.dateEarliest}> ?day ; <{KG.place}> ?place ; ?p ?o }}
}}"""
_STATE = f"{terms.BASE}links"


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


def link(store: Store, *, anew: bool = False) -> Linked:
    """Bring links and incidents up to date with the claims and judgements of a store.

    `anew` throws the old links away. Raises StoreError where the store answers none of our queries.
    """
    lines = _lines(store)
    persons = judgements.read(store, terms.JUDGEMENTS)
    state = _State(_digests(lines), _digest_of(persons))
    before = _State({}, "") if anew else _before(store)
    contradicting = _told(persons)
    if state == before:
        return Linked(0, *_counted(store), contradicting)
    main = sorted(lines)
    changed = {report for report in main if before.reports.get(report) != state.reports[report]}
    whole = not before.reports or len(changed) > _FEW * len(main) or _lost(before, state)
    read = [records.from_text(lines[report]) for report in main]
    known = [] if whole else judgements.read(store, terms.LINKS)
    links, touched = _compared(read, known, set(main) if whole else changed)
    if whole or state.persons != before.persons:
        _write_all(store, read, links, persons, state)
    else:
        _write_changed(store, read, (known, links), persons, state, touched)
    return Linked(len(changed), *_counted(store), contradicting)


# --- what is there --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _State:
    """What links were made from: a digest for each report, one for all judgements of persons."""

    reports: Mapping[str, str]
    persons: str


def _rows(store: Store, query: str) -> Iterable[Any]:
    found = store.query(query)
    if not isinstance(found, ox.QuerySolutions):
        raise StoreError(f"{store.location}: the store does not answer queries as expected")
    return found


def _lines(store: Store) -> dict[str, str]:
    """The record of every main report, by local id. Raises StoreError where one has none."""
    if store.query(_OLD):
        raise StoreError(
            f"{store.location}: holds documents that an older kgraph read; read them again with kgraph build"
        )
    return {terms.local(row["report"].value): row["record"].value for row in _rows(store, _RECORDS)}


def _digests(lines: Mapping[str, str]) -> dict[str, str]:
    version = _version().encode()
    return {
        report: hashlib.blake2b(
            line.encode("utf-8", "replace"), digest_size=9, key=version
        ).hexdigest()
        for report, line in lines.items()
    }


def _version() -> str:
    return f"kgraph-link/{weights.shipped().version}"


def _digest_of(persons: Sequence[Judgement]) -> str:
    return hashlib.blake2b(repr(persons).encode("utf-8", "replace"), digest_size=9).hexdigest()


def _before(store: Store) -> _State:
    found = {row["report"].value: row["digest"].value for row in _rows(store, _LINKED)}
    persons = found.pop(_STATE, "")
    return _State({terms.local(report): digest for report, digest in found.items()}, persons)


def _untouched(store: Store) -> bool:
    """Whether nothing was ever linked here, by this kgraph or an older one."""
    return not store.query(
        f"ASK {{ VALUES ?g {{ <{terms.LINKS}> <{terms.INCIDENTS}> }} GRAPH ?g {{ ?s ?p ?o }} }}"
    )


def _lost(before: _State, state: _State) -> bool:
    """Whether a report went away or reads otherwise: what it kept from being compared is not known."""
    return any(state.reports.get(report) != digest for report, digest in before.reports.items())


def _counted(store: Store) -> tuple[int, int]:
    """How many incidents there are, and how many of them several reports tell of."""
    query = f"""
    SELECT (COUNT(?incident) AS ?all) (SUM(?many) AS ?shared) WHERE {{
      SELECT ?incident (IF(COUNT(?report) > 1, 1, 0) AS ?many)
      WHERE {{ GRAPH <{terms.INCIDENTS}> {{ ?incident <{KG.report}> ?report }} }} GROUP BY ?incident
    }}"""
    row = next(iter(_rows(store, query)))
    return int(row["all"].value), int(row["shared"].value) if row["shared"] else 0


def _told(persons: Sequence[Judgement]) -> tuple[str, ...]:
    """Each contradiction in one line."""
    return tuple(
        f"{different.first} and {different.second} are judged different, but the same by way of "
        + ", ".join(f"{step.first} = {step.second}" for step in chain)
        for different, chain in judgements.contradictions(persons)
    )


# --- comparing ------------------------------------------------------------------------------------


def _compared(
    read: Sequence[Record], known: Sequence[Judgement], changed: set[str]
) -> tuple[list[Judgement], set[str]]:
    """All links, and the reports whose links may be others than the known ones."""
    if not changed:
        return list(known), set()
    from kgraph.link import scoring

    whole = len(changed) == len(read)
    places = {place for place, record in enumerate(read) if record.report in changed}
    pairs, compared = scoring.compare(read, None if whole else places)
    touched = changed if whole else {read[place].report for place in compared}
    kept = (item for item in known if touched.isdisjoint(item.pair))
    return sorted([*kept, *map(_link, pairs)], key=lambda item: item.pair), touched


def _link(pair: Scored) -> Judgement:
    verdict: Verdict = "same" if pair.probability >= _SURE else "unsure"
    return Judgement(
        pair.first, pair.second, verdict, _version(), score=pair.probability, levels=pair.levels
    )


# --- clustering and writing -----------------------------------------------------------------------


def _groups(
    read: Sequence[Record], links: Iterable[Judgement], persons: Sequence[Judgement]
) -> list[list[Record]]:
    """Clusters of these records.

    Where judgements contradict each other, "different" holds and the chain of "same" counts as
    probability 1.
    """
    by_id = {record.report: record for record in read}
    said = [
        item for item in judgements.latest(persons) if item.first in by_id and item.second in by_id
    ]
    doubtful = {step.pair for _, chain in judgements.contradictions(said) for step in chain}
    decided = {item.pair for item in said if item.verdict != "unsure"}
    edges = [
        (item.first, item.second, item.score or 0.0) for item in links if item.pair not in decided
    ]
    edges += [(*pair, 1.0) for pair in sorted(doubtful)]
    stories = {record.report for record in read if record.prominence == STORY}
    found = clusters.with_stories(
        by_id.keys() - stories,
        stories,
        edges,
        same=[item.pair for item in said if item.verdict == "same" and item.pair not in doubtful],
        different=[item.pair for item in said if item.verdict == "different"],
        exclusive={record.report: _labels(record) for record in read},
    )
    return [[by_id[report] for report in group] for group in found]


def _made(
    read: Sequence[Record], links: Sequence[Judgement], persons: Sequence[Judgement]
) -> list[ox.Quad]:
    """The graph of incidents of these records."""
    groups = _groups(read, links, persons)
    agreed = [item for item in persons if item.verdict != "different"]
    united = groups if len(agreed) == len(persons) else _groups(read, links, agreed)
    named = incidents.heirs(groups, united)
    actors = {
        (terms.judged(item.first), terms.judged(item.second)): str(item.verdict)
        for item in judgements.latest(persons)
        if not terms.is_local(item.first)
    }
    return [
        quad
        for group in map(incidents.eldest_first, groups)
        for quad in _incident_quads(group, named, actors)
    ]


def _incident_quads(
    group: Sequence[Record], named: Mapping[str, str], actors: Mapping[tuple[str, str], str]
) -> Iterator[ox.Quad]:
    """One incident or topic, each of its actors under one name."""
    joined = aliases.joined(group, actors)
    renamed = [aliases.under(record, joined) for record in group]
    yield from incidents.quads(renamed, copies.voices_of(group), named)
    if joined:
        incident = incidents.iri(renamed, named)
        said = [Judgement(*item.pair, "same", _version(), note=item.why) for item in joined]
        yield from judgements.within(incident, said, terms.INCIDENTS)


def _labels(record: Record) -> list[str]:
    """What no two reports of one incident share: their document, the data base they are rows of."""
    return [f"document {record.document}", *([f"table {record.table}"] if record.table else [])]


def _state_quads(state: _State, reports: Iterable[str]) -> list[ox.Quad]:
    graph, predicate = node(terms.LINKS), node(KG.linkedAs)
    said = [(terms.report(report), state.reports[report]) for report in reports]
    return [
        ox.Quad(node(subject), predicate, text(digest), graph)
        for subject, digest in [*said, (_STATE, state.persons)]
    ]


def _write_all(
    store: Store,
    read: Sequence[Record],
    links: Sequence[Judgement],
    persons: Sequence[Judgement],
    state: _State,
) -> None:
    """Write all links and incidents."""
    made = _made(read, links, persons)
    made += recalls.quads(_background(store), _facts(made))
    kept = [*judgements.quads(links, terms.LINKS), *_state_quads(state, state.reports)]
    if _untouched(store):
        store.add([*made, *kept])
    else:
        store.replace({terms.INCIDENTS: made, terms.LINKS: kept})


def _write_changed(
    store: Store,
    read: Sequence[Record],
    known_and_new: tuple[Sequence[Judgement], Sequence[Judgement]],
    persons: Sequence[Judgement],
    state: _State,
    touched: set[str],
) -> None:
    """Write only what hangs together, by known links or new ones, with reports whose links changed."""
    known, links = known_and_new
    said = [item.pair for item in persons if set(item.pair) <= state.reports.keys()]
    linked = [item.pair for item in (*known, *links)]
    hanging = clusters.components(state.reports, [*linked, *said])
    parts = {hanging[report] for report in touched}
    members = [record for record in read if hanging[record.report] in parts]
    names = {record.report for record in members}
    gone, fresh = (
        [item for item in found if not touched.isdisjoint(item.pair)] for found in known_and_new
    )
    made = _made(members, [item for item in links if item.first in names], persons)
    replaced, background = _subjects(store, names), _background(store)
    spoken_of = _facts(made) | recalls.facts(
        (row["s"].value, row["p"].value, row["o"].value)
        for row in _rows(store, _RECALLED)
        if row["s"].value not in replaced
    )
    store.amend(
        {
            terms.INCIDENTS: replaced | {terms.report(record.report) for record in background},
            terms.LINKS: [*map(judgements.iri, gone), _STATE, *map(terms.report, touched)],
        },
        [
            *made,
            *recalls.quads(background, spoken_of),
            *judgements.quads(fresh, terms.LINKS),
            *_state_quads(state, touched),
        ],
    )


def _background(store: Store) -> list[Record]:
    """The background reports of a day and a place."""
    return [records.from_text(row["record"].value) for row in _rows(store, _BACKGROUND)]


def _facts(made: Iterable[ox.Quad]) -> recalls.Facts:
    return recalls.facts(
        (str(quad.subject.value), quad.predicate.value, str(quad.object.value))
        for quad in made
        if isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.NamedNode | ox.Literal)
    )


def _subjects(store: Store, reports: Iterable[str]) -> set[str]:
    """Every subject of the incidents that these reports are in: incidents, tombstones, resolutions."""
    listed = " ".join(f"<{terms.report(report)}>" for report in sorted(reports))
    query = f"""
    SELECT DISTINCT ?subject WHERE {{ VALUES ?report {{ {listed} }} GRAPH <{terms.INCIDENTS}> {{
      {{ ?subject <{KG.report}>|<{KG.story}> ?report }}
      UNION {{ ?incident <{KG.report}> ?report . ?subject <{KG.resolves}> ?incident }}
      UNION {{ ?incident <{KG.report}> ?report . ?subject <{DCTERMS.isReplacedBy}> ?incident }}
    }} }}"""
    return {row["subject"].value for row in _rows(store, query)}
