"""Count how words are spelled (small, with a capital, in capitals) for kgraph/nlp/casing.py.

    python training/casing/make_casing.py --corpora ../shared/corpora

Only inside sentences, since a first word says nothing. Prints the transitions and the share of words
of Wikinews that get their spelling back from capitals.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from kgraph.nlp import casing
from kgraph.resolve.register import known_actors

ROOT = Path(__file__).parents[2]
OUT = ROOT / "kgraph" / "nlp" / "data" / "casing.tsv.gz"
_SPLIT = re.compile(r"(?<=[.!?])\s+|\n+")
_SETS = ("uner_ewt.train", "wikigold.train", "btc_news.train")
_REGISTER = 50  # what a name of the actor register counts for

Spellings = dict[str, Counter[int]]


def texts(corpora: Path) -> Iterator[str]:
    """Wikipedia's current events, the treebanks' and the entity corpora's training texts."""
    for path in sorted((corpora / "current_events").glob("*.jsonl.gz")):
        yield from (row["text"] for row in _rows(path))
    for path in sorted((corpora / "treebank").glob("*.train.conllu.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from (line[9:].strip() for line in lines if line.startswith("# text = "))
    for name in _SETS:
        for row in _rows(corpora / "ner" / f"{name}.jsonl.gz"):
            yield row["text"] or " ".join(row["tokens"])


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def sentences(text: str) -> Iterator[list[str]]:
    """The words of each sentence that is in normal case."""
    for part in _SPLIT.split(text):
        words = casing.WORD.findall(part)
        if words and sum(map(str.isupper, words)) < 0.5 * len(words):
            yield words


def shape(word: str) -> int:
    """The spelling of a word."""
    if word.isupper() and len(word) > 1:
        return casing.CAPITALS
    return casing.CAPITAL if word[0].isupper() else casing.SMALL


def count(corpora: Path) -> tuple[Spellings, Counter[tuple[int, int]]]:
    """Spellings by word, and pairs of spellings that follow each other."""
    spelled: Spellings = defaultdict(Counter)
    follows: Counter[tuple[int, int]] = Counter()
    for text in texts(corpora):
        for words in sentences(text):
            shapes = [shape(word) for word in words]
            follows.update(pairwise(shapes))
            for word, one in zip(words[1:], shapes[1:], strict=True):
                spelled[word.lower().replace("’", "'")][one] += 1
    for actor in known_actors():
        for name in actor.names:
            for word in casing.WORD.findall(name):
                spelled[word.lower()][shape(word)] += _REGISTER if word.isupper() else 1
    return spelled, follows


def write(spelled: Spellings) -> None:
    """Words with the powers of two of their counts; rare words are left to the rule for unknown ones."""
    lines = []
    for word, counts in sorted(spelled.items()):
        if sum(counts.values()) > 1 or counts[casing.SMALL]:
            digits = "".join(f"{min(counts[one].bit_length(), 15):x}" for one in casing.SHAPES)
            lines.append(f"{word}\t{digits}\n")
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_bytes(gzip.compress("".join(lines).encode(), 9, mtime=0))


def accuracy(corpora: Path) -> float:
    """The share of Wikinews' words that are spelled as printed again."""
    right = total = 0
    for row in _rows(corpora / "wikinews" / "articles.jsonl.gz"):
        text = row["text"]
        again = casing.restored(text.upper()) if len(text.upper()) == len(text) else text
        for one, other in zip(casing.WORD.finditer(text), casing.WORD.finditer(again), strict=True):
            right += one.group() == other.group()
            total += 1
    return right / total


def main() -> None:
    """Write the table and print what it is worth."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora")
    options = parser.parse_args()
    spelled, follows = count(options.corpora)
    write(spelled)
    for one in casing.SHAPES:
        whole = sum(follows[one, other] for other in casing.SHAPES)
        print(one, [round(follows[one, other] / whole, 3) for other in casing.SHAPES])
    print(f"words spelled as printed: {accuracy(options.corpora):.4f}")


if __name__ == "__main__":
    main()
