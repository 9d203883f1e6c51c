"""What a store keeps of its last linking: the keys of each report, which document it read then, and what persons had said."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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

_ITSELF = f"{terms.BASE}links"
_MAIN = f'?report <{KG.prominence}> "main"'
_MAINS = f"SELECT ?report WHERE {{ {_MAIN} }}"
_OF_DOCUMENTS = (
    f"SELECT ?report WHERE {{ AMONG ?report <{PROV.wasDerivedFrom}> ?document . {_MAIN} }}"
)
_MARKED = f"?document <{KG.digest}> ?digest"
_LINKED = f"GRAPH <{terms.LINKS}> {{ ?document <{KG.linkedAs}> ?digest }}"
_DIGESTS = f"SELECT ?document ?digest WHERE {{ {_MARKED} }}"
# MINUS leaves the comparing to the store, which knows strings by number; asking for all takes ten times as long.
_CAME = f"SELECT ?document ?digest WHERE {{ {_MARKED} MINUS {{ {_LINKED} }} }}"
_WENT = f"""SELECT ?document WHERE {{
  {_LINKED} MINUS {{ {_MARKED} }} FILTER(?document != <{_ITSELF}>)
}}"""
_UNMARKED = (
    f"SELECT ?report WHERE {{ {_MAIN} ; <{PROV.wasDerivedFrom}> ?document MINUS {{ {_MARKED} }} }}"
)
_MANY = f"SELECT (COUNT(*) AS ?many) WHERE {{ {_MAIN} }}"
_OLD = f"""ASK {{
  {{ SELECT (COUNT(*) AS ?reports) WHERE {{ VALUES ?kind {{ <{KG.Report}> <{KG.Story}> }} ?report a ?kind }} }}
  {{ SELECT (COUNT(*) AS ?records) WHERE {{ ?report <{KG.record}> ?record }} }}
  FILTER(?reports > ?records)
}}"""
_KEPT = f"SELECT ?keys WHERE {{ GRAPH <{terms.LINKS}> {{ ?shelf <{KG.keys}> ?keys }} }}"
_MADE_BY = f"SELECT ?as WHERE {{ GRAPH <{terms.LINKS}> {{ <{_ITSELF}> <{KG.linkedAs}> ?as }} }}"
_FORMAT = "6"  # of what is kept
_SHELF = (
    2  # first characters of a report's id that name its shelf: 256 of them, of about equal size
)
_AT_ONCE = 2000  # things asked about in one query


@dataclass(frozen=True, slots=True)
class State:
    """What links were made from: the keys of every report, and persons' judgements."""

    keyed: Keyed
    persons: frozenset[Said]


EMPTY = State(keyed.EMPTY, frozenset())


@dataclass(frozen=True, slots=True)
class News:
    """Reports (local ids) that came or may read otherwise, those that went, and their documents.

    `documents` are all that came, changed or went; `digests` those that they have now. A document without
    one, here "", cannot be known to be unchanged: its reports are compared at every run.
    """

    changed: frozenset[str]
    gone: frozenset[str]
    documents: frozenset[str]
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
    if kept != _mark(version):
        return EMPTY
    return State(
        keyed.joined(keyed.from_text(row["keys"].value) for row in rows(store, _KEPT)),
        frozenset(_said(*line.split(" ")) for line in judged),
    )


def _mark(version: str) -> str:
    return f"{version} {_FORMAT}"


def _said(first: str, second: str, digest: str) -> Said:
    return first, second, digest


def news(store: Store, before: State) -> News:
    """What is otherwise in a store than it was. Raises StoreError where a report has no record."""
    if store.query(_OLD):
        raise StoreError(
            f"{store.location}: holds documents that an older kgraph read; read them again with kgraph build"
        )
    if not before.keyed:
        return _news(_reports(store, _MAINS), set(), _digests(store, _DIGESTS), set())
    digests = _digests(store, _CAME)
    left = {terms.local(row["document"].value) for row in rows(store, _WENT)}
    known = {item for item in before.keyed.reports if document(item) in digests.keys() | left}
    mains = _told_by(store, digests.keys() | left)
    many = int(next(rows(store, _MANY))["many"].value)
    if many != len(before.keyed) - len(known) + len(mains):
        mains |= _reports(store, _UNMARKED)
    return _news(mains, known, digests, left)


def _news(mains: set[str], known: set[str], digests: dict[str, str], left: set[str]) -> News:
    """News of documents with these main reports now, these `known` from the last run, and these digests."""
    every = dict.fromkeys(map(document, mains), "") | digests
    return News(frozenset(mains), frozenset(known - mains), frozenset(left | every.keys()), every)


def _reports(store: Store, query: str) -> set[str]:
    return {terms.local(row["report"].value) for row in rows(store, query)}


def _told_by(store: Store, documents: Collection[str]) -> set[str]:
    """The main reports and stories of these documents."""
    found: set[str] = set()
    for some in batches(sorted(documents)):
        listed = " ".join(f"<{document_iri(name)}>" for name in some)
        found |= _reports(store, _OF_DOCUMENTS.replace("AMONG", f"VALUES ?document {{ {listed} }}"))
    return found


def _digests(store: Store, query: str) -> dict[str, str]:
    found = rows(store, query)
    return {terms.local(row["document"].value): row["digest"].value for row in found}


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


def quads(given: Keyed, news: News, persons: Iterable[Said], version: str) -> Iterator[ox.Quad]:
    """The statements that keep the keys of reports, the digests of documents, and judgements.

    `given` are all reports; what is as it was is left out.
    """
    shelves = _shelves(news)
    here = given.at([at for at, report in enumerate(given.reports) if report[:_SHELF] in shelves])
    for shelf, some in here.parts([report[:_SHELF] for report in here.reports]):
        yield _quad(_shelf(shelf), KG.keys, keyed.to_text(some))
    for name, digest in sorted(news.digests.items()):
        yield _quad(document_iri(name), KG.linkedAs, digest)
    lines = [_mark(version), *(" ".join(item) for item in sorted(persons))]
    yield _quad(_ITSELF, KG.linkedAs, "\n".join(lines))


def _quad(subject: str, predicate: str, words: str) -> ox.Quad:
    return ox.Quad(node(subject), node(predicate), text(words), node(terms.LINKS))


def subjects(news: News) -> set[str]:
    """The subjects of what is kept otherwise now: shelves, documents, and the state itself."""
    return {_ITSELF, *map(_shelf, _shelves(news)), *map(document_iri, news.documents)}


def _shelves(news: News) -> set[str]:
    return {report[:_SHELF] for report in news.changed | news.gone}


def _shelf(name: str) -> str:
    return f"{_ITSELF}/{name}"


def document_iri(name: str) -> str:
    """A document by its local id."""
    return f"{terms.BASE}document/{name}"


def document(report: str) -> str:
    """The document (local id) of a report or story."""
    return report.rpartition("-")[0]
