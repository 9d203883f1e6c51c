"""Judgements to triples, tables and back: the only module that knows their shape.

What persons decide and what the program computes stand in two graphs: the second can be thrown away and
made again, the first cannot.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

import pyoxigraph as ox
from rdflib.namespace import PROV, RDF

from kgraph import terms
from kgraph.errors import KgraphError, StoreError
from kgraph.model import Judgement, Verdict
from kgraph.terms import decimal, node, text
from kgraph.vocab import KG

_AT_ONCE = 2000  # reports asked about in one query
_ID = re.compile(r"[^\s<>\"{}|\\^`/]+")  # what can be the last part of an IRI
COLUMNS = ("first", "second", "verdict", "by", "at", "note")
_READ = """
SELECT ?judgement ?said ?value WHERE { AMONG GRAPH <GRAPH> {
  ?judgement <SIDE> ?report ; ?said ?value
} }
"""


def iri(judgement: Judgement) -> str:
    """One node for each pair and judge: who decides again decides anew."""
    return f"{terms.BASE}judgement/{terms.digest(*judgement.pair, judgement.by)}"


def quads(judgements: Iterable[Judgement], graph: str) -> Iterator[ox.Quad]:
    """The triples of these judgements."""
    for item in judgements:
        yield from _quads(item, node(iri(item)), node(graph))


def within(incident: str, judgements: Iterable[Judgement], graph: str) -> Iterator[ox.Quad]:
    """The triples of judgements about actors that hold in one incident (IRI) only."""
    for item in judgements:
        subject = node(f"{terms.BASE}judgement/{terms.digest(*item.pair, item.by, incident)}")
        yield from _quads(item, subject, node(graph))
        yield ox.Quad(subject, node(KG.resolves), node(incident), node(graph))


def _quads(item: Judgement, subject: ox.NamedNode, name: ox.NamedNode) -> Iterator[ox.Quad]:
    pairs: list[tuple[str, ox.NamedNode | ox.Literal]] = [
        (RDF.type, node(KG.Judgement)),
        (KG.first, node(terms.judged(item.first))),
        (KG.second, node(terms.judged(item.second))),
        (KG.verdict, text(item.verdict)),
        (KG.judgedBy, text(item.by)),
    ]
    if item.at is not None:
        pairs.append((PROV.generatedAtTime, terms.moment(item.at)))
    if item.note:
        pairs.append((KG.note, text(item.note)))
    if item.score is not None:
        pairs.append((KG.score, decimal(item.score)))
    if item.levels:
        pairs.append((KG.levels, text(" ".join(map(str, item.levels)))))
    for predicate, term in pairs:
        yield ox.Quad(subject, node(predicate), term, name)


def read(
    store: terms.Queryable, graph: str, *, among: Iterable[str] | None = None
) -> list[Judgement]:
    """The judgements of one graph, sorted; all of them, or those on some reports (local ids)."""
    if among is None:
        return sorted(_found(store, graph, KG.first, ""), key=_order)
    reports = sorted(among)
    found = {
        item
        for start in range(0, len(reports), _AT_ONCE)
        for side in (KG.first, KG.second)
        for item in _found(store, graph, side, _values(reports[start : start + _AT_ONCE]))
    }
    return sorted(found, key=_order)


def _found(store: terms.Queryable, graph: str, side: str, among: str) -> Iterator[Judgement]:
    """The judgements whose report on one side is `among` some."""
    query = _READ.replace("AMONG", among).replace("GRAPH>", f"{graph}>").replace("SIDE", side)
    rows: Any = store.query(query)
    by_subject: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        by_subject[row["judgement"].value][row["said"].value] = row["value"].value
    return (_judgement(subject, said) for subject, said in by_subject.items())


def _values(reports: Iterable[str]) -> str:
    listed = " ".join(f"<{terms.report(report)}>" for report in reports)
    return f"VALUES ?report {{ {listed} }}"


def _judgement(subject: str, said: Mapping[str, str]) -> Judgement:
    at, score = said.get(str(PROV.generatedAtTime)), said.get(str(KG.score))
    try:
        return Judgement(
            terms.local(said[str(KG.first)]),
            terms.local(said[str(KG.second)]),
            said[str(KG.verdict)],  # type: ignore[arg-type]
            said[str(KG.judgedBy)],
            dt.datetime.fromisoformat(at) if at else None,
            said.get(str(KG.note)),
            float(score) if score else None,
            tuple(map(int, said.get(str(KG.levels), "").split())),
        )
    except (KeyError, ValueError) as exc:
        raise StoreError(
            f"the judgement <{subject}> is damaged ({exc}); restore the store from a dump of kgraph"
        ) from exc


def _order(item: Judgement) -> tuple[str, str, str]:
    return item.first, item.second, item.by


def of_each(judgements: Iterable[Judgement]) -> list[Judgement]:
    """One judgement a pair and person: the word said last."""
    kept = {
        iri(item): item for item in sorted(judgements, key=lambda item: (_time(item), repr(item)))
    }
    return sorted(kept.values(), key=_order)


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """One judgement a pair: the last word of those who decided, else the last "unsure".

    There is none on a pair of which one person says "same" and another "different".
    """
    by_pair = _by_pair(judgements)
    disputed = {items[0].pair for items in _disputed(by_pair.values())}
    held = [_decided(items) or items for pair, items in by_pair.items() if pair not in disputed]
    return sorted((items[-1] for items in held), key=_order)


def disputes(judgements: Iterable[Judgement]) -> list[list[Judgement]]:
    """What is said of each pair that one person holds to be the same and another to be different."""
    found = _disputed(_by_pair(judgements).values())
    return sorted((sorted(_decided(items), key=_order) for items in found), key=lambda d: d[0].pair)


def _by_pair(judgements: Iterable[Judgement]) -> dict[tuple[str, str], list[Judgement]]:
    """The judgements of each pair, the last one said last."""
    found: dict[tuple[str, str], list[Judgement]] = defaultdict(list)
    for item in sorted(judgements, key=lambda item: (_time(item), item.by)):
        found[item.pair].append(item)
    return found


def _disputed(pairs: Iterable[list[Judgement]]) -> list[list[Judgement]]:
    return [items for items in pairs if len({item.verdict for item in _decided(items)}) > 1]


def _decided(items: Iterable[Judgement]) -> list[Judgement]:
    return [item for item in items if item.verdict != "unsure"]


def _time(item: Judgement) -> float:
    return item.at.timestamp() if item.at else 0.0


def of_actors(judgements: Iterable[Judgement]) -> dict[tuple[str, str], str]:
    """The verdict in force on each pair of actors (IRIs).

    Where a chain of "same" joins two that are judged different, none of the chain is in force.
    """
    said = [item for item in in_force(judgements) if not terms.is_local(item.first)]
    doubtful = {step.pair for _, chain in contradictions(said) for step in chain}
    return {
        (terms.judged(item.first), terms.judged(item.second)): str(item.verdict)
        for item in said
        if item.pair not in doubtful
    }


def contradictions(judgements: Iterable[Judgement]) -> list[tuple[Judgement, list[Judgement]]]:
    """Each "different" whose reports are "same" by way of others, with the chain that says so."""
    said = in_force(judgements)
    near: dict[str, list[Judgement]] = defaultdict(list)
    for item in said:
        if item.verdict == "same":
            near[item.first].append(item)
            near[item.second].append(item)
    chains = (
        (item, _chain(item.first, item.second, near))
        for item in said
        if item.verdict == "different"
    )
    return [(item, chain) for item, chain in chains if chain]


def _chain(start: str, end: str, near: dict[str, list[Judgement]]) -> list[Judgement]:
    """The shortest way from one report to another over judgements of sameness; empty where there is none."""
    ways: dict[str, list[Judgement]] = {start: []}
    waiting = [start]
    for report in waiting:
        for step in near[report]:
            other = step.second if step.first == report else step.first
            if other not in ways:
                ways[other] = [*ways[report], step]
                waiting.append(other)
    return ways.get(end, [])


def to_csv(judgements: Iterable[Judgement]) -> str:
    """A table that can be kept under version control: sorted, one judgement a line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for item in sorted(judgements, key=_order):
        at = item.at.isoformat() if item.at else ""
        writer.writerow((item.first, item.second, item.verdict, item.by, at, item.note or ""))
    return out.getvalue()


def from_csv(data: str, name: str) -> list[Judgement]:
    """The judgements of a table. Raises KgraphError that names the line."""
    rows = csv.DictReader(io.StringIO(data))
    try:
        if missing := [column for column in COLUMNS[:4] if column not in (rows.fieldnames or ())]:
            raise KgraphError(
                f"{name}: has no column {missing[0]!r}; `kgraph judgements dump` shows the form"
            )
        found = _once(rows, name)
    except csv.Error as exc:
        raise KgraphError(f"{name}: is no CSV: {exc}") from exc
    if data.count('"') % 2:
        raise KgraphError(f"{name}: a quotation mark is not closed; was the file cut off?")
    return found


def _once(rows: csv.DictReader[str], name: str) -> list[Judgement]:
    """The judgements of the rows, in each of which somebody judges a pair for the first time."""
    found: dict[str, Judgement] = {}
    for row in rows:
        where = f"{name}, line {rows.line_num}"
        item = _from_row(row, where)
        if found.setdefault(iri(item), item) != item:
            raise KgraphError(
                f"{where}: {item.by} judges {item.first} and {item.second} in an earlier line too; keep one of them"
            )
    return list(found.values())


def _from_row(row: dict[str, str], where: str) -> Judgement:
    if wrong := _wrong(row):
        raise KgraphError(f"{where}: {wrong}")
    verdict: Any = row["verdict"]
    try:
        at = _moment(row["at"]) if row.get("at") else None
    except ValueError:
        raise KgraphError(
            f"{where}: {row['at']!r} is no time such as 2022-09-06T10:00:00+00:00"
        ) from None
    first, second = sorted((row["first"], row["second"]))
    return Judgement(first, second, verdict, row["by"], at, row.get("note") or None)


def _moment(words: str) -> dt.datetime:
    """A time; one without a zone is UTC, wherever it is read. Raises ValueError."""
    at = dt.datetime.fromisoformat(words)
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)


def _wrong(row: dict[str, Any]) -> str | None:
    """What is wrong with a row, None where nothing is."""
    if None in row or None in row.values():
        return "has more or fewer fields than the first line names; was the file cut off?"
    for column in ("first", "second"):
        if not _ID.fullmatch(row[column]):
            return f"{row[column]!r} is no id of a report or an actor"
    if row["first"] == row["second"]:
        return f"{row['first']} is judged against itself"
    if row["verdict"] not in get_args(Verdict):
        return f"the verdict {row['verdict']!r} is none of {', '.join(get_args(Verdict))}"
    return None if row["by"] else "does not say who judged (column 'by')"
