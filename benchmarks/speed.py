"""How fast articles are read and a large store answers, as ratios in one run.

python -m benchmarks.speed --limit 200 --documents 10000 --bert /tmp/bert.onnx
"""

from __future__ import annotations

import argparse
import resource
import shutil
import tempfile
import time
from collections.abc import Callable
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
    """Articles a second with one process: the parts, the whole, and a BERT-base on the same texts."""
    documents = [document for document, _ in corpora.shootings(limit)]
    texts = [document.text for document in documents]
    read = network.network(network.SHIPPED)
    pipeline.read_documents(documents[:4], None)
    pipeline.read_documents(documents[:4], None, learned=False)
    encoder = seconds(lambda: read.scan(texts, (*words.OUTPUTS, *roles.OUTPUTS)))
    bare = seconds(lambda: list(nlp.read(texts)))
    rules = seconds(lambda: pipeline.read_documents(documents, None, learned=False))
    whole = seconds(lambda: pipeline.read_documents(documents, None))
    print(f"articles                        {limit}, {_words(texts) // limit} words on average")
    for name, took in (
        ("bare encoder with its heads", encoder),
        ("bare language pipeline with it", bare),
        ("reading by rules", rules),
        ("whole reading, one process", whole),
    ):
        print(f"{name:<31} {limit / took:.1f} articles/s")
    print(f"everything beyond the pipeline  {whole / bare - 1:.2f} of its time")
    if bert is not None:
        few = texts[: max(limit // 10, 1)]
        base = seconds(lambda: _bert(bert, read, few)) * limit / len(few)
        print(f"BERT-base, fp32, same pieces    {limit / base:.2f} articles/s")
        print(f"whole reading against it        {base / whole:.1f} times its rate")


def _words(texts: list[str]) -> int:
    return sum(len(text.split()) for text in texts)


def _bert(path: Path, read: Network, texts: list[str]) -> None:
    """A pass of a BERT-base over the windows that the reader sees."""
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), settings)
    for text in texts:
        for window in read.windows(read.pieces(text)):
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
