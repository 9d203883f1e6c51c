"""Settlements that the gazetteer spells otherwise: "Hodeidah" is its "Al Hudaydah", "Deir al-Balah" its "Dayr al Balah".

Names out of other scripts are spelled as they sound to whoever writes. Two spellings are of one name if they sound
alike: without the article, with one sign for vowels and consonants that are written for one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kgraph.resolve import gazetteer
from kgraph.resolve.gazetteer import Place

_ARTICLE = r"(?:a[ldnrtsz]|e[ldnrtsz]|ul|ash|esh) "
_LEADING = re.compile(rf"^{_ARTICLE}")
_WITHIN = re.compile(rf" {_ARTICLE}")
# In this order: what stands for what.
_SOUNDS = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"[kgdt](?=h)(?:h)"), lambda match: match[0][0]),
    (re.compile(r"q|c(?!h)"), "k"),
    (re.compile(r"a[iy]|e[iy]|iy|ae|ee?"), "e"),
    (re.compile(r"o[uw]|oo|au|aw|[ow]"), "u"),
    (re.compile(r"[iy]+"), "i"),
    (re.compile(r"([a-z])\1+"), r"\1"),
    (re.compile(r"(?<=[aeiu])h\b"), ""),
    (re.compile(r"\W"), ""),
)
# Where names are written in other scripts, or come out of Arabic.
_OTHER_SCRIPTS: frozenset[str | None] = frozenset(
    """
    AE AF AM AZ BD BG BH BY CN DJ DZ EG ER ET GE GR IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MA MD ME MK ML
    MM MN MR MV NE NP OM PK PS QA RS RU SA SD SO SS SY TD TH TJ TM TN TR UA UZ YE
    """.split()
)
_LEAST = 5  # letters; shorter names sound like many others
_LARGE = 50_000  # people, from which a place is known where no country is told


def sound(name: str) -> str:
    """What a name sounds like, whoever spelled it."""
    heard = _WITHIN.sub(" ", _LEADING.sub("", gazetteer.fold(name)))
    for written, spoken in _SOUNDS:
        heard = written.sub(spoken, heard)
    return heard


_WRITTEN = {"k": "[kqc]h?", "g": "gh?", "d": "dh?", "t": "th?", "f": "(?:f|ph)"}
_VOWELS = "aeiu"
_ANY_VOWELS = "[aeiouyw -]*"
_ARTICLES = ("", "al ", "el ", "ad ", "an ", "ar ", "as ", "ash ", "at ", "az ")


@lru_cache(maxsize=2_000)
def find(name: str, country: str | None) -> Place | None:
    """The largest settlement whose name sounds so, in a country or, where None is told, a large one anywhere."""
    heard = sound(name)
    if len(heard) < _LEAST or country not in _OTHER_SCRIPTS | {None}:
        return None
    alike = (
        place
        for known in _shortlist(heard)
        if sound(known) == heard
        for place in gazetteer.find(known)
        if place.kind == "P"
        and (place.country == country if country else place.population >= _LARGE)
    )
    return max(alike, key=lambda place: (place.population, -place.geonames), default=None)


def _shortlist(heard: str) -> Iterator[str]:
    """The names with the consonants of a sound, in its order."""
    inner = (
        _ANY_VOWELS if sign in _VOWELS else f"{_WRITTEN.get(sign, sign)}[{sign} -]*"
        for sign in heard
    )
    pattern = "".join(inner) + f"{_ANY_VOWELS}h?"
    firsts = "aeiouyw" if heard[0] in _VOWELS else {"k": "kqc", "f": "fp"}.get(heard[0], heard[0])
    for begins in (f"{article}{first}" for article in _ARTICLES for first in firsts):
        yield from gazetteer.names_like(begins, re.compile(f"(?:{_ARTICLE})?{pattern}"))
