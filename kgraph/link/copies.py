"""Copies of one text: agencies' reports are printed by many, and count as one voice.

Min-hash signatures of word trigrams (Broder 1997): the share of equal places estimates how much of
two texts is the same.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence

import numpy as np

from kgraph.records import Record

_PLACES = 32
_MERSENNE = (1 << 31) - 1
_SAME = 0.5
_WORD = re.compile(r"\w+")
_FACTORS = np.random.default_rng(20220905).integers(1, _MERSENNE, size=(2, _PLACES, 1))


def sketch(text: str) -> tuple[int, ...]:
    """The signature of a text; empty for one of fewer than three words."""
    words = _WORD.findall(text.casefold())
    trigrams = {" ".join(words[start : start + 3]) for start in range(len(words) - 2)}
    if not trigrams:
        return ()
    hashed = np.array([zlib.crc32(item.encode("utf-8", "replace")) >> 1 for item in trigrams])
    return tuple(((_FACTORS[0] * hashed + _FACTORS[1]) % _MERSENNE).min(axis=1).tolist())


def same_text(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether at least half of two texts is the same words in the same order."""
    equal = sum(mine == theirs for mine, theirs in zip(one, other, strict=False))
    return bool(one) and bool(other) and equal >= _SAME * _PLACES


def voices_of(records: Iterable[Record]) -> dict[str, int]:
    """The number of the independent source of each report (local id), given in the order of printing."""
    sketches = {record.report: record.wording.sketch for record in records}
    return dict(zip(sketches, voices(list(sketches.values())), strict=True))


def voices(sketches: Sequence[Sequence[int]]) -> list[int]:
    """For each text the number of the first one that it is a copy of; its own where it is none."""
    found: list[int] = []
    for place, mine in enumerate(sketches):
        copied = (first for first in range(place) if same_text(sketches[first], mine))
        found.append(next((found[first] for first in copied), place))
    return found
