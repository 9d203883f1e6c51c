"""Count in how many texts of open news each word stands, for the weights of key terms.

python -m training.linking.frequencies kgraph/link/data/document_frequencies.tsv.gz
"""

from __future__ import annotations

import gzip
import itertools
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks import corpora
from kgraph.link import keyterms

_LEAST = 4  # texts; rarer words are as rare as unknown ones


def main(target: str) -> None:
    """Write "word<TAB>texts" lines, most frequent first; the empty word stands for all texts."""
    counts: Counter[str] = Counter()
    public: Counter[str] = Counter()
    for text, is_open in _texts():
        words = {"", *keyterms.forms(text)}
        counts.update(words)
        public.update(words if is_open else ())
    kept = sorted(
        ((number, word) for word, number in counts.items() if number >= _LEAST <= 2 * public[word]),
        key=lambda pair: (-pair[0], pair[1]),
    )
    data = "".join(f"{word}\t{number}\n" for number, word in kept).encode()
    Path(target).write_bytes(gzip.compress(data, 9, mtime=0))


def _texts() -> Iterator[tuple[str, bool]]:
    """Texts of about one article's length, and whether anyone may have them.

    Words of the closed corpora are kept only where the open ones know them: no name of a private
    person comes out of them.
    """
    yield from ((text, True) for text in _of("wikinews"))
    for day in _batches(_of("current_events")):
        yield " ".join(day), True
    for folder in ("linking", "events", "muc4"):
        yield from ((text, False) for text in _of(folder) if len(text) > 500)


def _batches(items: Iterator[str]) -> Iterator[list[str]]:
    while batch := list(itertools.islice(items, 12)):
        yield batch


def _of(folder: str) -> Iterator[str]:
    for path in sorted((corpora.ROOT / folder).glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found = (json.loads(line).get("text") for line in lines)
            yield from (text for text in found if isinstance(text, str))


if __name__ == "__main__":
    main(sys.argv[1])
