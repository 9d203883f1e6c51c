"""The time expressions of the training texts: `python -m training.reader.days OUT`.

One JSON line a document: its id, its text (messages in capitals in normal case), and every time
expression as [start, end, first day, last day, EDTF]. It takes about eight minutes on one core.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks import corpora, muc4
from kgraph import mentions, nlp
from kgraph.model import DateValue, Document
from kgraph.resolve import dates


def documents() -> Iterator[Document]:
    """MUC-4, HRDsAttack and the shootings, train parts."""
    yield from (document for document, _ in muc4.documents("train", 10_000))
    yield from (document for document, _ in corpora.defenders("train"))
    yield from (document for document, _ in corpora.shootings(10_000))


def main() -> None:
    """Annotate and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    found = list(documents())
    docs = nlp.read((document.text for document in found), learned=False)
    with gzip.open(options.out, "wt", encoding="utf-8") as out:
        for document, doc in zip(found, docs, strict=True):
            dates.annotate(doc, document.published)
            row = {
                "id": document.id,
                "text": doc.text,
                "dates": [
                    (span.start_char, span.end_char, str(day.earliest), str(day.latest), day.edtf)
                    for span, day in mentions.read(doc, "dates", DateValue)
                ],
            }
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
