"""Why two reports are, or are not, one incident; what is in doubt; and what was known when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rdflib.namespace import PROV, RDFS

from kgraph import incidents, judgements, records, terms
from kgraph.errors import QueryError
from kgraph.incidents import policies
from kgraph.link import copies, weights
from kgraph.link.weights import Reason
from kgraph.model import Judgement
from kgraph.records import Record
from kgraph.store import Store
from kgraph.vocab import KG

_NEAR = (0.15, 0.85)  # probabilities between which a pair is worth a person's time
_RECORDS = f"""SELECT ?record ?incident WHERE {{
  FILTERED ?report <{KG.record}> ?record ; <{KG.prominence}> "main" .
  OPTIONAL {{ GRAPH <{terms.INCIDENTS}> {{ ?incident <{KG.report}> ?report }} }}
}}"""


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
    found = _read(store, named)
    if not found:
        raise QueryError(
            f"no report in the store is {word!r}; kgraph query incident-documents lists documents and reports"
        )
    if len(found) > 1:
        listed = ", ".join(sorted(record.report for record, _ in found))
        raise QueryError(f"{word} tells of several incidents; choose one of its reports: {listed}")
    return found[0][0]


def find_actor(store: Store, word: str) -> str | None:
    """The local id of the actor that an IRI, a local id or a name stands for; None where there is none.

    Raises QueryError where several have the name.
    """
    rows: Any = store.query(
        f"""SELECT DISTINCT ?actor WHERE {{
          ?actor <{RDFS.label}> ?label .
          FILTER(STRSTARTS(STR(?actor), "{terms.BASE}actor/"))
          FILTER(LCASE(STR(?label)) = LCASE({terms.text(word)}) || STR(?actor) IN ({_named(word)}))
        }}"""
    )
    found = sorted(terms.local(row["actor"].value) for row in rows)
    if len(found) > 1:
        raise QueryError(f"several actors go by {word!r}; choose one: {', '.join(found)}")
    return found[0] if found else None


def _named(word: str) -> str:
    """A word as the IRI or the local id of an actor, as strings of a query."""
    return f"{terms.text(word)}, {terms.text(f'{terms.BASE}actor/{word}')}"


@dataclass(frozen=True, slots=True)
class Joined:
    """Two actors, what persons decided about them, and the incidents (labels) where they are joined, with why."""

    pair: tuple[str, str]
    persons: tuple[Judgement, ...]
    incidents: tuple[tuple[str, str], ...]


def joined(store: Store, one: str, other: str) -> Joined:
    """Whether and where two actors (local ids) are taken for one."""
    first, second = sorted((one, other))
    rows: Any = store.query(
        f"""SELECT ?label ?note WHERE {{ GRAPH <{terms.INCIDENTS}> {{
          ?judgement <{KG.first}> <{terms.judged(first)}> ; <{KG.second}> <{terms.judged(second)}> ;
            <{KG.resolves}> ?incident ; <{KG.note}> ?note . ?incident <{RDFS.label}> ?label
        }} }} ORDER BY ?label ?note"""
    )
    said = judgements.read(store, terms.JUDGEMENTS)
    return Joined(
        (first, second),
        tuple(item for item in said if item.pair == (first, second)),
        tuple((row["label"].value, row["note"].value) for row in rows),
    )


def _read(store: Store, pattern: str) -> list[tuple[Record, str | None]]:
    """The main reports of a pattern on ?report, each with the incident it stands in."""
    rows: Any = store.query(_RECORDS.replace("FILTERED", pattern))
    return [
        (records.from_text(row["record"].value), row["incident"].value if row["incident"] else None)
        for row in rows
    ]


def _by_id(store: Store, reports: Iterable[str]) -> dict[str, tuple[Record, str | None]]:
    listed = " ".join(f"<{terms.report(report)}>" for report in sorted(set(reports)))
    found = _read(store, f"VALUES ?report {{ {listed} }}") if listed else []
    return {record.report: (record, incident) for record, incident in found}


def explain(store: Store, one: Record, other: Record) -> Explanation:
    """Compare two reports and say why the answer is what it is."""
    from kgraph.link import scoring

    pair = scoring.compare_two(one, other)
    near = [item for item in judgements.read(store, terms.LINKS) if one.report in item.pair]
    best = sorted(near, key=lambda item: -(item.score or 0))[:4]
    names = {
        item.first if item.second == one.report else item.second: item.score or 0.0 for item in best
    }
    known = _by_id(store, [one.report, other.report, *names])
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


def doubtful(store: Store) -> list[tuple[Judgement, Record, Record]]:
    """The pairs that the program is least sure of and no person has spoken of, the most doubtful first."""
    said = {item.pair for item in judgements.read(store, terms.JUDGEMENTS)}
    low, high = _NEAR
    unsure = [
        item
        for item in judgements.read(store, terms.LINKS)
        if item.pair not in said and low <= (item.score or 0) <= high
    ]
    unsure.sort(key=lambda item: (abs((item.score or 0) - 0.5), item.pair))
    known = _by_id(store, (report for item in unsure for report in item.pair))
    return [
        (item, known[item.first][0], known[item.second][0])
        for item in unsure
        if item.first in known and item.second in known
    ]


def judge(store: Store, judgement: Judgement) -> None:
    """Keep a person's word; one that the same person gave before is replaced."""
    store.amend(
        {terms.JUDGEMENTS: [judgements.iri(judgement)]},
        judgements.quads([judgement], terms.JUDGEMENTS),
    )


def undo(store: Store, judgement: Judgement) -> None:
    """Take a person's word back."""
    store.amend({terms.JUDGEMENTS: [judgements.iri(judgement)]}, [])


# --- what was known when --------------------------------------------------------------------------

TIMELINE = ("killed", "wounded", "kidnapped", "missing", "perpetrator", "claimedBy", "deniedBy")


@dataclass(frozen=True, slots=True)
class Moment:
    """What one report said of tolls and attribution, by property, in words."""

    published: dt.date | None
    document: str
    publisher: str | None
    said: dict[str, str]


def timeline(
    store: Store, incident: str, as_of: dt.date | None = None
) -> tuple[list[Moment], Moment]:
    """What each report of an incident said, by publication, and what follows from all up to a day.

    Raises QueryError where there was no report by then.
    """
    found = _read(store, f"GRAPH <{terms.INCIDENTS}> {{ <{incident}> <{KG.report}> ?report }}")
    told = incidents.eldest_first(
        record
        for record, _ in found
        if as_of is None or (record.published is not None and record.published <= as_of)
    )
    if not told:
        raise QueryError(f"no report of {incident} was published by {as_of}")
    moments = [
        Moment(record.published, record.document, record.publisher, _said(record, TIMELINE))
        for record in told
    ]
    return moments, Moment(as_of or told[-1].published, "", None, _resolved(told))


def _said(record: Record, properties: Sequence[str]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for said in record.says:
        if said.property in properties and said.value.get("scope") != "part":
            found.setdefault(said.property, []).append(_words(said))
    return {property: "; ".join(dict.fromkeys(words)) for property, words in found.items()}


def _words(said: records.Saying) -> str:
    value = said.value
    if "scope" in value:
        best, low, high = value.get("best"), value.get("low"), value.get("high")
        exact = str(best) if low == high else f"at least {best}"
        text = exact if best is not None else str(value.get("words") or f"{low or ''}–{high or ''}")
    else:
        text = str(value.get("name") or value.get("mention"))
    return text if said.certainty == "stated" else f"{text} ({said.certainty})"


def _resolved(told: Sequence[Record]) -> dict[str, str]:
    found = {}
    for choice in policies.resolve(incidents.tell(told, copies.voices_of(told))):
        if choice.property in TIMELINE and choice.chosen:
            words = "; ".join(dict.fromkeys(map(_words, choice.chosen)))
            found[choice.property] = f"{words} (sources differ)" if choice.conflict else words
    return found
