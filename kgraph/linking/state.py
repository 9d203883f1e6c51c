"""What a store keeps of its last linking: what each report was then, its keys, and what persons had said."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import pyoxigraph as ox
from rdflib.namespace import PROV

from kgraph import records, terms
from kgraph.errors import StoreError
from kgraph.link import keyed
from kgraph.link.keyed import Keyed
from kgraph.model import Judgement
from kgraph.records import Record
from kgraph.store import Store
from kgraph.terms import node, text
from kgraph.vocab import KG

T = TypeVar("T")
Said = tuple[str, str, str]
"""A person's judgement: the two reports or actors, and a digest of all of it."""

_MAIN = f"""
  ?report <{PROV.wasDerivedFrom}> ?document ; <{KG.prominence}> "main" .
  OPTIONAL {{ ?document <{KG.digest}> ?digest }}"""
_ALL = f"SELECT ?report ?document ?digest WHERE {{ {_MAIN} }}"
# Digests are compared where they are: reading those of all documents would take longer.
_CHANGED = f"""SELECT ?report ?document ?digest WHERE {{
  {{ SELECT ?document WHERE {{
    ?document a <{KG.Document}> FILTER NOT EXISTS {{
      ?document <{KG.digest}> ?known . GRAPH <{terms.LINKS}> {{ ?document <{KG.linkedAs}> ?known }}
    }}
  }} }} {_MAIN}
}}"""
_GONE = f"""SELECT ?report WHERE {{
  GRAPH <{terms.LINKS}> {{ ?report <{KG.keys}> ?keys }}
  FILTER NOT EXISTS {{ ?report <{KG.prominence}> "main" }}
}}"""
_OLD = f"""ASK {{
  {{ SELECT (COUNT(*) AS ?reports) WHERE {{ VALUES ?kind {{ <{KG.Report}> <{KG.Story}> }} ?report a ?kind }} }}
  {{ SELECT (COUNT(*) AS ?records) WHERE {{ ?report <{KG.record}> ?record }} }}
  FILTER(?reports > ?records)
}}"""
_KEYS = f"SELECT ?report ?keys WHERE {{ GRAPH <{terms.LINKS}> {{ ?report <{KG.keys}> ?keys }} }}"
_ITSELF = f"{terms.BASE}links"
_MADE_BY = f"SELECT ?as WHERE {{ GRAPH <{terms.LINKS}> {{ <{_ITSELF}> <{KG.linkedAs}> ?as }} }}"
_AT_ONCE = 2000  # things asked about in one query


@dataclass(frozen=True, slots=True)
class State:
    """What links were made from: the packed keys of every report by local id, and persons' judgements."""

    packed: Mapping[str, str]
    persons: frozenset[Said]

    def keyed(self, report: str) -> Keyed:
        """The keys that a report had."""
        return keyed.from_text(report, self.packed[report])


EMPTY = State({}, frozenset())


@dataclass(frozen=True, slots=True)
class News:
    """Reports (local ids) that came or may read otherwise, those that went, and digests of documents.

    The digest is that of the document of a changed report, by its IRI. A document without one cannot be
    known to be unchanged: its reports are compared at every run.
    """

    changed: frozenset[str]
    gone: frozenset[str]
    digests: Mapping[str, str]


def said(persons: Iterable[Judgement]) -> frozenset[Said]:
    """What is kept of judgements."""
    return frozenset((item.first, item.second, _digest(repr(item))) for item in persons)


def pairs(judged: Iterable[Said]) -> list[tuple[str, str]]:
    """Those of judgements that are on reports, not on actors."""
    return [(first, second) for first, second, _ in judged if terms.is_local(first)]


def _digest(words: str) -> str:
    return hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=9).hexdigest()


# --- reading --------------------------------------------------------------------------------------


def rows(store: Store, query: str) -> Iterator[Any]:
    """The rows of a query. Raises StoreError where the answer is no table."""
    found = store.query(query)
    if not isinstance(found, ox.QuerySolutions):
        raise StoreError(f"{store.location}: the store does not answer queries as expected")
    return iter(found)


def read(store: Store, version: str) -> State:
    """What the last run kept; EMPTY where it was of another version."""
    made_by = next((row["as"].value for row in rows(store, _MADE_BY)), "")
    kept, *judged = made_by.split("\n")
    if kept != version:
        return EMPTY
    packed = {terms.local(row["report"].value): row["keys"].value for row in rows(store, _KEYS)}
    return State(packed, frozenset(_said(*line.split(" ")) for line in judged))


def _said(first: str, second: str, digest: str) -> Said:
    return first, second, digest


def news(store: Store, before: State) -> News:
    """What is otherwise in a store than it was. Raises StoreError where a report has no record."""
    if store.query(_OLD):
        raise StoreError(
            f"{store.location}: holds documents that an older kgraph read; read them again with kgraph build"
        )
    found = list(rows(store, _CHANGED if before.packed else _ALL))
    gone = [row["report"].value for row in rows(store, _GONE)] if before.packed else []
    return News(
        frozenset(terms.local(row["report"].value) for row in found),
        frozenset(map(terms.local, gone)),
        {row["document"].value: row["digest"].value for row in found if row["digest"]},
    )


def fetch(store: Store, reports: Sequence[str]) -> Iterator[Record]:
    """The records of these reports, in their order."""
    return map(records.from_text, texts(store, reports))


def texts(store: Store, reports: Sequence[str]) -> Iterator[str]:
    """The records of these reports as they are stored, in their order."""
    for some in batches(reports):
        query = f"SELECT ?report ?record WHERE {{ {listed(some)} ?report <{KG.record}> ?record }}"
        found = {row["report"].value: row["record"].value for row in rows(store, query)}
        yield from (found[terms.report(report)] for report in some)


def batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """As many at a time as one query asks about."""
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]


def listed(reports: Iterable[str], name: str = "report") -> str:
    """The VALUES clause of these reports."""
    return f"VALUES ?{name} {{ " + " ".join(f"<{terms.report(item)}>" for item in reports) + " }"


# --- writing --------------------------------------------------------------------------------------


def quads(
    packed: Mapping[str, str], digests: Mapping[str, str], persons: Iterable[Said], version: str
) -> Iterator[ox.Quad]:
    """The statements that keep the keys of reports, the digests of documents, and judgements."""
    for report, keys in packed.items():
        yield _quad(terms.report(report), KG.keys, keys)
    for document, digest in digests.items():
        yield _quad(document, KG.linkedAs, digest)
    lines = [version, *(" ".join(item) for item in sorted(persons))]
    yield _quad(_ITSELF, KG.linkedAs, "\n".join(lines))


def _quad(subject: str, predicate: str, words: str) -> ox.Quad:
    return ox.Quad(node(subject), node(predicate), text(words), node(terms.LINKS))


def subjects(reports: Iterable[str]) -> set[str]:
    """The subjects of what is kept of these reports, of their documents, and of the state itself."""
    found = {_ITSELF}
    for report in reports:
        found |= {terms.report(report), document(report)}
    return found


def document(report: str) -> str:
    """The document (IRI) of a report or story."""
    return f"{terms.BASE}document/{report.rpartition('-')[0]}"
