"""How fast articles are read and a large store answers, as ratios in one run.

python -m benchmarks.speed --limit 200 --documents 10000 --bert /tmp/bert.onnx
"""

from __future__ import annotations

import argparse
import resource
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import onnxruntime

from benchmarks import corpora
from kgraph import __version__, claims, linking, nlp, pipeline, queries, terms
from kgraph.model import Document, DocumentReports, Report
from kgraph.nlp import network, roles, words
from kgraph.nlp.network import Network
from kgraph.store import Store, open_store


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def reading(limit: int, bert: Path | None) -> None:
    """Articles a second with one process: the parts, the whole, and a BERT-base on the same texts.

    The parts take turns every few articles, so that a machine that slows down slows all of them.
    """
    documents = [document for document, _ in corpora.shootings(limit)]
    read = network.network(network.SHIPPED)
    parts = _parts(read, _session(bert))
    for work in parts.values():
        work(documents[:1])
    took: dict[str, float] = defaultdict(float)
    for start in range(0, limit, _TURN):
        turn = documents[start : start + _TURN]
        for name, work in parts.items():
            took[name] += seconds(lambda work=work, turn=turn: work(turn))  # type: ignore[misc]
    words_each = sum(len(document.text.split()) for document in documents) // limit
    print(f"articles                        {limit}, {words_each} words on average")
    for name, time_of in took.items():
        print(f"{name:<31} {limit / time_of:.2f} articles/s")
    print(f"everything beyond the pipeline  {took[_WHOLE] / took[_BARE] - 1:.2f} of its time")
    if bert is not None:
        print(f"whole reading against it        {took[_BERT] / took[_WHOLE]:.1f} times its rate")


_TURN = 5
_BARE, _WHOLE = "bare language pipeline with it", "whole reading, one process"
_BERT = "BERT-base, fp32, same pieces"


def _parts(
    read: Network, bert: onnxruntime.InferenceSession | None
) -> dict[str, Callable[[Sequence[Document]], object]]:
    """What is measured, by name."""
    parts: dict[str, Callable[[Sequence[Document]], object]] = {
        "bare encoder with its heads": lambda turn: read.scan(
            [document.text for document in turn], (*words.OUTPUTS, *roles.OUTPUTS)
        ),
        _BARE: lambda turn: list(nlp.read([document.text for document in turn])),
        "reading by rules": lambda turn: pipeline.read_documents(turn, None, learned=False),
        _WHOLE: lambda turn: pipeline.read_documents(turn, None),
    }
    if bert is not None:
        parts[_BERT] = lambda turn: _bert(bert, read, turn)
    return parts


def _session(path: Path | None) -> onnxruntime.InferenceSession | None:
    """A BERT-base, on one core as the reader is."""
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = 1
    return None if path is None else onnxruntime.InferenceSession(str(path), settings)


def _bert(session: onnxruntime.InferenceSession, read: Network, turn: Sequence[Document]) -> None:
    """A pass of a BERT-base over the windows that the reader sees."""
    for document in turn:
        for window in read.windows(read.pieces(document.text)):
            session.run(None, {"ids": window["ids"]})


def store(documents: int, sample: int) -> None:
    """A store of many documents: real graphs of a sample, under as many ids."""
    read = [
        item
        for item in pipeline.read_documents([d for d, _ in corpora.shootings(sample)], None)
        if isinstance(item, DocumentReports)
    ]
    folder = Path(tempfile.mkdtemp())
    with open_store(str(folder / "large.kg")) as opened:
        loading = seconds(lambda: _fill(opened, read, documents))
        linked = seconds(lambda: linking.link(opened))
        print(
            f"documents stored                {documents} in {loading:.1f} s ({documents / loading:.0f}/s); linked in {linked:.1f} s"
        )
        for name in ("attacks-by-month", "deadliest", "incident-documents"):
            text = queries.find(name).text
            took = seconds(lambda text=text: [None for _ in opened.query(text)])  # type: ignore[misc]
            print(f"query {name:<25} {took:.2f} s")
    shutil.rmtree(folder)


def _fill(opened: Store, read: list[DocumentReports], documents: int) -> None:
    """Store copies as new documents are stored, fifty in a transaction."""
    for start in range(0, documents, 50):
        numbers = range(start, min(start + 50, documents))
        copies = (_copied(read[number % len(read)], f"copy-{number}") for number in numbers)
        opened.add(
            quad
            for copy in copies
            for quad in claims.quads(copy, version=__version__, wordings=pipeline.wordings(copy))
        )


def _copied(read: DocumentReports, identity: str) -> DocumentReports:
    reports: tuple[Report, ...] = tuple(
        replace(report, id=terms.report_id(identity, number))
        for number, report in enumerate(read.reports, start=1)
    )
    original: Document = read.document
    document = Document(identity, identity, original.text, original.title, original.published)
    return DocumentReports(document, reports)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--limit", type=int, default=200, help="articles to read")
    parser.add_argument("--documents", type=int, default=10_000, help="documents to store")
    parser.add_argument(
        "--bert", type=Path, help="a BERT-base as ONNX, made by training.reader.yardstick"
    )
    options = parser.parse_args()
    print(f"kgraph {__version__}")
    reading(options.limit, options.bert)
    store(options.documents, 50)
    print(
        f"peak memory                     {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
    )


if __name__ == "__main__":
    main()
