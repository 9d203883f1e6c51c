"""The words that tell one text from others, weighted by how rarely news uses them.

The weights are inverse document frequencies (Spärck Jones 1972) counted once and shipped
(`data/document_frequencies.tsv.gz`, `training/linking/frequencies.py`): they must not depend on the
documents of a store, or adding one document would change how all others compare.
"""

from __future__ import annotations

import gzip
import itertools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from kgraph.records import Term

MOST = 80  # terms kept of a text
_LEAD = (
    60  # words that a text begins with: the title and a sentence or two, which say what it is about
)
_LEAST = 1.5  # words rarer than in about every fourth text carry meaning
_WORD = re.compile(r"[^\W_](?:[\w'’-]*\w)?")
_FREQUENCIES = Path(__file__).parent / "data" / "document_frequencies.tsv.gz"


def of(text: str) -> tuple[Term, ...]:
    """The most telling words of a text, at most MOST, heaviest first; names are those written large."""
    counts = Counter(forms(text))
    large = _written_large(text)
    heavy = [
        ((1 + math.log(number)) * weight, word, weight)
        for word, number in counts.items()
        if len(word) > 1 and (weight := weight_of(word)) >= _LEAST
    ]
    heavy.sort(key=lambda item: (-item[0], item[1]))
    return tuple(Term(word, round(weight * 100), word in large) for _, word, weight in heavy[:MOST])


def lead(text: str) -> tuple[Term, ...]:
    """The telling words of the title and the first sentences."""
    words = list(itertools.islice(_WORD.finditer(text), _LEAD))
    return of(text[: words[-1].end()]) if words else ()


def weight_of(word: str) -> float:
    """ln((N + 1) / (n + ½)) of a case-folded word in n of N texts of news."""
    total, known = frequencies()
    return min(8.0, math.log((total + 1) / (known.get(word, 0) + 0.5)))


def forms(text: str) -> list[str]:
    """The words of a text as they are counted: without case, accents and a possessive s."""
    return [_form(word) for word in _WORD.findall(text)]


def _form(word: str) -> str:
    return folded(word).replace("’", "'").removesuffix("'s")


def folded(word: str) -> str:
    """A word without case and accents, since papers print "Bogota" and "Bogotá"."""
    plain = word.casefold()
    if plain.isascii():
        return plain
    letters = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _written_large(text: str) -> frozenset[str]:
    """Words seen with a large first letter; in a text all in capitals that is no sign of a name."""
    words = _WORD.findall(text)
    shouted = sum(word.isupper() for word in words) > len(words) / 2
    return frozenset(_form(word) for word in words if shouted or word[0].isupper())


@lru_cache(maxsize=1)
def frequencies() -> tuple[int, Mapping[str, int]]:
    """The number of texts counted, and in how many of them each word stands."""
    with gzip.open(_FREQUENCIES, "rt", encoding="utf-8") as lines:
        pairs = [line.rstrip("\n").split("\t") for line in lines]
    counts: Counter[str] = Counter()
    for word, number in pairs:
        counts[folded(word)] += int(number)
    return counts.pop(""), MappingProxyType(counts)
