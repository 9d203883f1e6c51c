"""Whether a text reads like English, the only language that kgraph reads."""

from __future__ import annotations

import re
from itertools import islice

# The commonest function words that few other languages written in Latin letters share.
_COMMON = frozenset(
    "the of and to that were are by for with from at his her their who which said it they has not after been".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_LOOKED_AT = 1000  # words
_ENOUGH = 40  # words; fewer say nothing about their language
_LATIN = "\u024f"  # the last of the letters that European languages write
_SHORT = 100  # words; of fewer, half the share is enough: a brief can be all names and numbers
_LEAST = 0.08  # of English news about 0.3 are such words, of German, Dutch, Spanish … under 0.05


def is_english(text: str) -> bool:
    """Whether enough of the first words are function words of English; True for texts too short to tell.

    No text is that short whose words are mostly written in other letters.
    """
    words = [found.group().lower() for found in islice(_WORD.finditer(text), _LOOKED_AT)]
    if 2 * sum(word[0] > _LATIN for word in words) > len(words):
        return False
    least = _LEAST if len(words) >= _SHORT else _LEAST / 2
    return len(words) < _ENOUGH or sum(word in _COMMON for word in words) >= least * len(words)
