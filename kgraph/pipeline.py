"""The flow of kgraph: files → Documents → spaCy Docs → reports → graphs → incidents."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pyoxigraph as ox

from kgraph import __version__, claims, linking, mappings, sources, terms, workers
from kgraph.errors import DocumentError, KeptDocumentError, LeftOutError
from kgraph.link import copies, keyterms
from kgraph.linking import Linked
from kgraph.model import CountValue, Document, DocumentReports, Report, Row
from kgraph.records import Wording
from kgraph.store import Store
from kgraph.vocab import KG

if TYPE_CHECKING:
    from spacy.tokens import Doc

Made = TypeVar("Made")
Problems = Callable[[DocumentError], object]
Progress = Callable[[object], object]
"""Told of every document that is read or found unchanged."""

BATCH = 8  # articles that a worker reads at a time
_ROWS = 32  # rows of a table that are read in the time of one article, or less
_WRITTEN = 60_000  # characters of articles that are stored in one transaction
_MANY = 20_000_000  # bytes of statements that are filled in rather than added
_ALONE = 16  # up to this many documents, starting workers costs more than it saves


@dataclass(frozen=True, slots=True)
class Options:
    """How documents are read. `jobs` is the number of processes; `model`, `learned` as in `nlp.load`."""

    jobs: int = 0
    model: str | None = None
    fields: Mapping[str, str] | None = None
    format: str | None = None
    mapping: str | None = None
    learned: bool = True

    @property
    def workers(self) -> int:
        """The number of processes: `jobs`, or one for every core this process may use."""
        return self.jobs or workers.cores()


@dataclass(frozen=True, slots=True)
class Ingested:
    """What a run did: documents read anew, found unchanged, reports in the new ones, problems.

    `undated` are those of the new ones that do not say when they were published.
    """

    read: int
    unchanged: int
    reports: int
    problems: int
    undated: int


# --- files to reports -----------------------------------------------------------------------------


def extract(
    paths: Iterable[str | Path], problems: Problems, options: Options
) -> Iterator[DocumentReports]:
    """The reports of every document, in the order of the documents, read on all cores."""
    documents = _documents(paths, problems, options)
    yield from _on_all_cores(documents, partial(_read, options=options), problems, options)


def _documents(
    paths: Iterable[str | Path], problems: Problems, options: Options
) -> Iterator[Document]:
    return sources.read(
        paths, problems, fields=options.fields, format=options.format, mapping=options.mapping
    )


Work = Callable[[list[Document]], list[Made | DocumentError]]
"""What a process makes of some documents."""


def _on_all_cores(
    documents: Iterator[Document], work: Work[Made], problems: Problems, options: Options
) -> Iterator[Made]:
    """What is made of every document, in their order; problems are passed on."""
    first = list(itertools.islice(documents, _ALONE))
    number = 1 if len(first) < _ALONE else options.workers
    every = itertools.chain(first, documents)
    tasks = _batches(every) if number > 1 else ([document] for document in every)
    made = workers.results(work, tasks, number)
    for item in itertools.chain.from_iterable(made):
        if isinstance(item, DocumentError):
            problems(item)
        else:
            yield item


def _batches(documents: Iterator[Document]) -> Iterator[list[Document]]:
    """Documents that take about as long to read, whether articles or rows."""
    batch: list[Document] = []
    weight = 0
    for document in documents:
        batch.append(document)
        weight += 1 if document.row else _ROWS
        if weight >= BATCH * _ROWS:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def _read(documents: list[Document], options: Options) -> list[DocumentReports | DocumentError]:
    return read_documents(documents, options.model, learned=options.learned)


Parse = Callable[..., "Iterator[Doc]"]
"""Parses texts, called as `nlp.read` is."""


def read_documents(
    documents: list[Document],
    model: str | None,
    *,
    learned: bool = True,
    parse: Parse | None = None,
) -> list[DocumentReports | DocumentError]:
    """Parse documents, resolve what their words stand for, and collect the reports of each.

    What could not be read of a row comes before it. `parse` takes the place of `nlp.read`.
    """
    articles = [document.text for document in documents if document.row is None]
    docs = _parsed(articles, model, learned, parse)
    read: list[DocumentReports | DocumentError] = []
    for document in documents:
        read += [_read_one(document, docs)] if document.row is None else _read_row(document)
    return read


def _parsed(
    texts: list[str], model: str | None, learned: bool, parse: Parse | None
) -> Iterator[Doc]:
    if not texts:
        return iter(())
    from kgraph import nlp  # slow to import, and not needed for rows

    return (parse or nlp.read)(texts, model=model, learned=learned)


def _read_row(document: Document) -> Iterator[DocumentReports | DocumentError]:
    """A row of a table, which needs no language, behind what could not be read of it."""
    from kgraph.extract import rows
    from kgraph.resolve import lookup, swapped

    resolve = rows.Resolver(
        lookup.actor,
        lookup.country,
        lookup.country_label,
        lookup.is_gone,
        lookup.is_known,
        swapped.is_swapped,
        _count,
    )
    found = rows.reports(document, lambda number: terms.report_id(document.id, number), resolve)
    for report in found:
        for problem in rows.unread(document, report, resolve):
            yield KeptDocumentError(f"{document.source}: {problem}; the row is kept without that")
    yield DocumentReports(document, found)


def _count(words: str) -> CountValue | None:
    """The people that words say; what knows them takes a while to load, and few tables need it."""
    from kgraph.resolve import counts

    return counts.parse(words)


def _read_one(document: Document, docs: Iterator[Doc]) -> DocumentReports | DocumentError:
    """One document; a fault of ours in it must not cost the user the others."""
    from kgraph import extract as extraction

    try:
        doc = annotated(next(docs), document.published)
        found = extraction.reports(
            doc, document.id, document.published, lambda n: terms.report_id(document.id, n)
        )
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
        StopIteration,
    ) as exc:
        return DocumentError(
            f"{document.source}: could not be understood ({type(exc).__name__}: {exc}); please report this"
        )
    return DocumentReports(document, found)


def annotated(doc: Doc, published: dt.date | None) -> Doc:
    """A parsed text with what its words stand for: dates, counts, places, actors."""
    from kgraph.resolve import actors, counts, dates, places

    dates.annotate(doc, published)
    counts.annotate(doc)
    places.annotate(doc)
    actors.annotate(doc)
    return doc


# --- reports to graphs ----------------------------------------------------------------------------


def ingest(
    paths: Iterable[str | Path],
    store: Store,
    problems: Problems,
    options: Options,
    progress: Progress = lambda item: None,
) -> Ingested:
    """Read documents into the store, each graph replaced as a whole; what is unchanged is left alone."""
    tally = _Tally(problems)
    documents = _documents(paths, tally, options)
    known = _digests(store)
    here = (_as_stored(document, known, store.base) for document in documents)
    fresh = _changed(here, known, tally, options, progress)
    written = _on_all_cores(fresh, partial(write_documents, options=options), tally, options)
    stored = set(store.graphs())
    for batch in _weighed(written):
        stored |= _put(store, batch, stored)
        for item in batch:
            tally.read += 1
            tally.reports += item.reports
            tally.undated += not item.dated
            progress(item)
    return Ingested(tally.read, tally.unchanged, tally.reports, tally.problems, tally.undated)


@dataclass(frozen=True, slots=True)
class Written:
    """A document as it is stored: the name of its graph, its statements as N-Quads, its number of reports.

    `weight` is the length of its text; that of a row, which is read quickly, counts less. `dated` tells
    whether it says when it was published.
    """

    graph: str
    statements: bytes
    reports: int
    weight: int
    dated: bool


def write_documents(documents: list[Document], options: Options) -> list[Written | DocumentError]:
    """Read documents, and make the statements that are stored of each."""
    return [
        item if isinstance(item, DocumentError) else written(item, options)
        for item in _read(documents, options)
    ]


def written(read: DocumentReports, options: Options) -> Written:
    """A read document as it is stored."""
    statements = claims.nquads(
        read,
        version=__version__,
        digest=digest(read.document, options),
        wordings=wordings(read),
    )
    text = len(read.document.text)
    return Written(
        terms.document(read.document.id),
        statements,
        len(read.reports),
        text // 8 if read.document.row else text,
        read.document.published is not None or read.document.row is not None,
    )


def _put(store: Store, batch: Sequence[Written], stored: set[str]) -> set[str]:
    """Store some documents beside, or in the place of, graphs already `stored`; the names of theirs.

    What describes actors and places goes first, where it harms nobody alone.
    """
    latest = {item.graph: item.statements for item in batch}
    if stored.isdisjoint(latest) and sum(map(len, latest.values())) > _MANY:
        store.fill(latest, latest.values())
        return set(latest)
    quads = ox.parse(b"".join(latest.values()), format=ox.RdfFormat.N_QUADS)
    if stored.isdisjoint(latest):
        store.add(quads)
        return set(latest)
    by_graph: dict[str, list[ox.Quad]] = {name: [] for name in (*latest, terms.NODES)}
    for quad in quads:
        by_graph[quad.graph_name.value].append(quad)
    store.add(by_graph.pop(terms.NODES))
    store.replace(by_graph)
    return set(latest)


def _weighed(written: Iterator[Written]) -> Iterator[list[Written]]:
    """Batches that took about as long to read, whether articles or rows."""
    batch: list[Written] = []
    weight = 0
    for item in written:
        batch.append(item)
        weight += item.weight
        if weight > _WRITTEN:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


class _Tally:
    """Counts of a run; calling it passes a problem on and counts it."""

    def __init__(self, problems: Problems) -> None:
        self._pass_on = problems
        self.read = self.unchanged = self.reports = self.problems = self.undated = 0

    def __call__(self, problem: DocumentError) -> None:
        self.problems += not isinstance(problem, LeftOutError)
        self._pass_on(problem)


def _digests(store: Store) -> dict[str, str]:
    """The digest of every document in the store, by document IRI."""
    found: Any = store.query(
        f"SELECT ?document ?digest WHERE {{ ?document <{KG.digest}> ?digest }}"
    )
    return {row["document"].value: row["digest"].value for row in found}


def _changed(
    documents: Iterable[Document],
    known: dict[str, str],
    tally: _Tally,
    options: Options,
    progress: Progress,
) -> Iterator[Document]:
    """The documents that are new or not as they were; of two with one id, the later published.

    Of two with one text the one that says more of itself is kept, so that their order does not show.
    """
    seen: dict[str, tuple[str, str, int, str]] = {}
    for document in documents:
        iri, age = terms.document(document.id), _age(document, options)
        if iri in seen:
            if seen[iri][:2] != age[:2]:
                tally(
                    KeptDocumentError(
                        f"{document.source}: the id {document.id} is given twice with different texts; the one published last is kept"
                    )
                )
            if seen[iri] >= age:
                continue
        seen[iri] = age
        if known.get(iri) == age[-1]:
            tally.unchanged += 1
            progress(document)
        else:
            known[iri] = age[-1]  # a later version is compared with what this one has replaced
            yield document


def _as_stored(document: Document, known: Mapping[str, str], base: str) -> Document:
    """The document by the name that its file has in the store, whatever folder a run is started in and however it writes the path.

    A new one is named from the folder in which the store was made, so that two files never share a name.
    """
    if document.source.startswith(sources.STDIN):
        return document
    names = sources.spellings(document.source, base)
    first = next(names)
    if document.id != document.source:
        return replace(document, source=first)
    every = itertools.chain([first], names)
    name = next((name for name in every if terms.document(name) in known), first)
    return replace(document, id=name, source=name)


def _age(document: Document, options: Options) -> tuple[str, str, int, str]:
    """What of two documents with one id tells the one to keep, the greater; the last is the digest."""
    said = sum(map(bool, (document.title, document.publisher, document.url)))
    published = str(document.published or "")
    return published, document.text_sha256, said, digest(document, options)


def digest(document: Document, options: Options) -> str:
    """A hash of everything that a document's graph is made from: the document and the reader."""
    parts = (
        document.id,
        document.source,
        document.text_sha256,
        document.title,
        document.published,
        document.publisher,
        document.url,
        _mapping_digest(replace(document.row, cells=())) if document.row else None,
        __version__,
        _model_digest(options.model or os.environ.get("KGRAPH_MODEL")),
        _reader_digest(os.environ.get("KGRAPH_READER")) if options.learned else None,
    )
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "replace")).hexdigest()


@lru_cache(maxsize=16)
def _mapping_digest(row: Row) -> str:
    """Stands for what a table's columns are taken to mean, and for how it writes dates and numbers."""
    return hashlib.sha256(repr((row, mappings.named(row.mapping))).encode()).hexdigest()


@lru_cache(maxsize=4)
def _model_digest(named: str | None) -> str:
    """What the language pipeline depends on, without loading it: the version of the user's own, or our weights."""
    if named is None:
        return _reader_digest(None)
    meta = Path(named) / "meta.json"
    return hashlib.sha256(meta.read_bytes()).hexdigest() if meta.is_file() else named


@lru_cache(maxsize=4)
def _reader_digest(folder: str | None) -> str:
    """The weights of the network."""
    network = Path(folder or Path(__file__).parent / "nlp" / "models" / "reader") / "reader.onnx"
    return hashlib.sha256(network.read_bytes()).hexdigest() if network.is_file() else str(folder)


def wordings(read: DocumentReports) -> dict[str, Wording]:
    """What linking keeps of the words of each report, by its id.

    A report that shares its document with others is compared by the paragraphs that told it; a document
    without a main report has a story, which is compared by all its words.
    """
    if read.document.row is not None:
        return {}
    main = [report for report in read.reports if report.prominence == "main"]
    story = {} if main else {terms.story_id(read.document.id): wording(read.document.text)}
    return story | {
        report.id: wording(
            read.document.text if main == [report] else _passage(read.document.text, report)
        )
        for report in read.reports
    }


def wording(text: str) -> Wording:
    """What linking keeps of a text."""
    return Wording(keyterms.of(text), copies.sketch(text), keyterms.lead(text))


def _passage(text: str, report: Report) -> str:
    """The title and the paragraphs that hold the report's evidence."""
    spots = [item.start for claim in report.claims for item in claim.evidence]
    kept, start = [], 0
    for line in text.split("\n"):
        if start == 0 or any(start <= spot <= start + len(line) for spot in spots):
            kept.append(line)
        start += len(line) + 1
    return "\n".join(kept)


# --- graphs to incidents --------------------------------------------------------------------------


def build(
    paths: Iterable[str | Path],
    store: Store,
    problems: Problems,
    options: Options,
    progress: Progress = lambda item: None,
    linking_progress: linking.Progress = lambda what, done, of: None,
) -> tuple[Ingested, Linked]:
    """Ingest and link: the whole way from files to incidents."""
    done = ingest(paths, store, problems, options, progress)
    return done, linking.link(store, jobs=options.jobs, progress=linking_progress)
