"""Armed groups that no register knows, by the words that introduce them: "a group calling itself the Red Dawn"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from kgraph.mentions import read, text_of
from kgraph.model import ActorValue, PlaceValue
from kgraph.resolve.organisations import clean
from kgraph.resolve.register import people_of

_GROUP = r"(?:group|outfit|organi[sz]ation|faction|movement|militia|gang|cell|network|cartel|band)"
_ARMED = (
    r"(?:militant|armed|jihadist|jihadi|rebel|insurgent|extremist|terrorist|terror|separatist|guerrilla|Islamist|anarchist|"
    r"paramilitary|criminal|secessionist|far-right|far-left|neo-Nazi)"
)
_WORD = r"[A-Z][\w'’]+"
_NAME = (
    rf"(?P<name>{_WORD}(?:(?:[- ](?:al|ul|el|e|i|of|the|bin|de|del|la|wal))*[- ]{_WORD}){{0,6}})"
)
_INTRODUCED = re.compile(
    rf"\b(?:{_GROUP} (?:which |that )?(?:calling|calls|called|naming|styling) (?:itself|themselves) (?:the )?"
    rf"|{_ARMED} {_GROUP},? (?:(?:called|known as|named|dubbed|identified as) )?(?:the )?"
    rf"|(?:outfit|militia|gang|faction|cartel) (?:called|known as|named|dubbed) (?:the )?){_NAME}"
)
_NAMED_FIRST = re.compile(rf"\b{_NAME} {_ARMED} {_GROUP}\b")


def introduced(doc: Doc) -> Iterator[tuple[Span, ActorValue]]:
    """Names that a text introduces as those of an armed group."""
    towns = {(span.start, span.end) for span, _ in read(doc, "places", PlaceValue)}
    for pattern in (_INTRODUCED, _NAMED_FIRST):
        for match in pattern.finditer(text_of(doc)):
            span = doc.char_span(*match.span("name"), alignment_mode="expand")
            if span is None or (span.start, span.end) in towns:
                continue  # "a Medellin criminal group"
            if not all(map(_only_describes, clean(span.text).split())):
                yield span, ActorValue(clean(span.text), "ArmedGroup", True, span.text)


def _only_describes(word: str) -> bool:
    """Whether a capitalised word is no name: "the Palestinian Islamist militant group"."""
    return re.fullmatch(_ARMED, word, re.IGNORECASE) is not None or people_of(word) is not None
