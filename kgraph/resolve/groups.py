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
_POINTING = frozenset({"DET", "PRON", "NUM", "ADV"})


def introduced(doc: Doc) -> Iterator[tuple[Span, ActorValue]]:
    """Names that a text introduces as those of an armed group."""
    towns = {(span.start, span.end) for span, _ in read(doc, "places", PlaceValue)}
    for pattern, is_name in ((_INTRODUCED, _says_more), (_NAMED_FIRST, _is_name)):
        for match in pattern.finditer(text_of(doc)):
            span = doc.char_span(*match.span("name"), alignment_mode="expand")
            # "a Medellin criminal group" is none of that name.
            if span is not None and (span.start, span.end) not in towns and is_name(span):
                yield span, ActorValue(clean(span.text), "ArmedGroup", True, span.text)


def _says_more(span: Span) -> bool:
    return not all(map(_only_describes, clean(span.text).split()))


def _is_name(span: Span) -> bool:
    """Whether capitalised words name a group, as those that only begin a sentence do not: "Another armed group"."""
    words = [token for token in span if token.pos_ not in _POINTING and token.text[0].isupper()]
    names = [token for token in words if not _only_describes(token.text)]
    return len(names) > 1 or any(token.pos_ != "ADJ" for token in names)


def _only_describes(word: str) -> bool:
    """Whether a capitalised word is no name: "the Palestinian Islamist militant group"."""
    return re.fullmatch(_ARMED, word, re.IGNORECASE) is not None or people_of(word) is not None
