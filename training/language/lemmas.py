"""Exceptions among lemmas: `python -m training.language.lemmas kgraph/nlp/data/lemmas.tsv.gz DATA`.

DATA is what training.language.train made of the corpora. A word keeps its most frequent lemma of the
treebanks' train parts where the dictionary has another; the forms of a verb that it knows it knows better.
"""

from __future__ import annotations

import argparse
import gzip
from collections import Counter, defaultdict
from pathlib import Path

from lemminflect import getAllLemmas

from kgraph.nlp.lemmas import regular
from training.language.pieces import read

_NAMES = ("NNP", "NNPS")
_LEAST = 3  # fewer may be mistakes


def exceptions(path: Path) -> list[tuple[str, str, str]]:
    """Word, tag and lemma, in order."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for doc in read(path):
        for token in doc:
            lemma = token.lemma_.lower() if token.tag_ in _NAMES else token.lemma_
            counts[token.lower_.replace("’", "'"), token.tag_][lemma] += 1
    best = {key: min(found, key=lambda one: (-found[one], one)) for key, found in counts.items()}
    return sorted(
        (word, tag, lemma)
        for (word, tag), lemma in best.items()
        if lemma != regular(word, tag)
        and not (tag.startswith("VB") and len(word) > 2 and getAllLemmas(word, upos="VERB"))
        and counts[word, tag][lemma] >= _LEAST
    )


def main() -> None:
    """Write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("data", type=Path)
    options = parser.parse_args()
    rows = exceptions(options.data / "syntax.train.spacy")
    text = "".join("\t".join(row) + "\n" for row in rows)
    options.out.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{len(rows)} exceptions")


if __name__ == "__main__":
    main()
