"""Why two reports are, or are not, one incident, and what persons say of it.

`actors` tells the same of two actors, `doubts` what persons should look at, `timeline` what was known when.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rdflib.namespace import PROV

from kgraph import judgements, terms
from kgraph.errors import QueryError
from kgraph.explain import reading
from kgraph.link import density, weights
from kgraph.link.weights import Reason
from kgraph.model import Judgement
from kgraph.records import Record
from kgraph.store import Store

_AT_ONCE = 2000  # ids asked about in one query


@dataclass(frozen=True, slots=True)
class Explanation:
    """Two reports, each comparison of them, and what follows.

    `start` are the bits that any candidate pair begins with; `together` tells whether both stand in one
    incident now; `persons` is what persons said of this pair; `runners_up` are the next best matches of
    the first report, with their probability.
    """

    one: Record
    other: Record
    start: float
    reasons: tuple[Reason, ...]
    bits: float
    probability: float
    together: bool
    persons: tuple[Judgement, ...]
    runners_up: tuple[tuple[Record, float], ...]


def find(store: Store, word: str) -> Record:
    """The main report that an IRI, a local id or a document's id stands for. Raises QueryError."""
    local = terms.local(word)
    named = f"{{ ?report <{PROV.wasDerivedFrom}> <{terms.document(word)}> }}"
    if terms.is_local(local):
        named += f" UNION {{ BIND(<{terms.report(local)}> AS ?report) }}"
    found = reading.reports(store, named)
    if not found:
        raise QueryError(
            f"no report in the store is {word!r}, and no actor; kgraph query incident-documents lists documents and reports"
        )
    if len(found) > 1:
        listed = ", ".join(sorted(record.report for record, _ in found))
        raise QueryError(f"{word} tells of several incidents; choose one of its reports: {listed}")
    return found[0][0]


def explain(
    store: Store, one: Record, other: Record, around: tuple[int, int] = density.UNKNOWNS
) -> Explanation:
    """Compare two reports and say why the answer is what it is.

    `around` is how much happens around each (`linking.around`).
    """
    from kgraph.link import scoring

    pair = scoring.compare_two(one, other, around)
    near = [item for item in judgements.read(store, terms.LINKS) if one.report in item.pair]
    best = sorted(near, key=lambda item: -(item.score or 0))[:4]
    names = {
        item.first if item.second == one.report else item.second: item.score or 0.0 for item in best
    }
    known = reading.by_id(store, [one.report, other.report, *names])
    homes = {known[report][1] for report in (one.report, other.report) if report in known}
    return Explanation(
        one,
        other,
        weights.shipped().prior,
        pair.reasons(),
        pair.bits,
        pair.probability,
        len(homes) == 1 and None not in homes,
        tuple(
            item
            for item in judgements.read(store, terms.JUDGEMENTS)
            if item.pair == (pair.first, pair.second)
        ),
        tuple(
            (known[report][0], score)
            for report, score in names.items()
            if report in known and report != other.report
        ),
    )


def judge(store: Store, judgement: Judgement) -> None:
    """Keep a person's word; one that the same person gave before is replaced."""
    store.amend(
        {terms.JUDGEMENTS: [judgements.iri(judgement)]},
        judgements.quads([judgement], terms.JUDGEMENTS),
    )


def undo(store: Store, judgement: Judgement) -> None:
    """Take a person's word back."""
    store.amend({terms.JUDGEMENTS: [judgements.iri(judgement)]}, [])


def said_by(store: Store, pair: tuple[str, str]) -> list[str]:
    """The persons who have judged a pair (local ids, the smaller first)."""
    return [item.by for item in judgements.read(store, terms.JUDGEMENTS) if item.pair == pair]


def unknown(store: Store, ids: Iterable[str]) -> list[str]:
    """Those of some local ids that no report and no actor in the store has, sorted."""
    wanted = sorted(set(ids))
    known = {iri for some in _batches(wanted) for iri in _known(store, some)}
    return [name for name in wanted if terms.judged(name) not in known]


def _known(store: Store, ids: Iterable[str]) -> set[str]:
    listed = " ".join(f"<{terms.judged(name)}>" for name in ids)
    rows: Any = store.query(
        f"SELECT DISTINCT ?it WHERE {{ VALUES ?it {{ {listed} }} ?it a ?kind }}"
    )
    return {row["it"].value for row in rows}


def _batches(ids: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
