"""Seas, gulfs and straits: where ships are attacked; no town's or country's whose name is in theirs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc, Span

from kgraph.mentions import text_of
from kgraph.model import PlaceValue
from kgraph.resolve.place_surroundings import is_before_event

# Behind a sea's name these make it a region's on its shore: "Red Sea state".
_ON_LAND = frozenset("state governorate province region county district".split())


def waters(doc: Doc) -> Iterator[tuple[Span, PlaceValue | None]]:
    """Each with its place; None where it only says which port, fleet or crisis is meant: "the Black Sea fleet"."""
    for match in _pattern().finditer(text_of(doc)):
        span = doc.char_span(*match.span())
        if span is None or not span[0].text[0].isupper() or _behind(span).lower() in _ON_LAND:
            continue
        name = _names()[match.group().lower()]
        lat, lon = _table()[name]
        value = PlaceValue(name, lat=lat, lon=lon, precision="region")
        yield span, None if _is_told_of_another(span) else value


def _behind(span: Span) -> str:
    return span.doc[span.end : span.end + 1].text


def _is_told_of_another(span: Span) -> bool:
    """Whether a noun follows, of which the name is a part, that is no event: "the Red Sea port of Hodeidah"."""
    behind = span.doc[span.end : span.end + 1]
    noun = len(behind) == 1 and behind[0].pos_ in ("NOUN", "PROPN", "ADJ")
    return noun and not behind[0].is_sent_start and not is_before_event(span)


@cache
def _table() -> Mapping[str, tuple[float, float]]:
    text = files("kgraph.resolve").joinpath("waters.toml").read_text("utf-8")
    return {name: (lat, lon) for name, (lat, lon) in tomllib.loads(text)["waters"].items()}


@cache
def _names() -> Mapping[str, str]:
    return {name.lower(): name for name in _table()}


@cache
def _pattern() -> re.Pattern[str]:
    longest = sorted(_table(), key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.IGNORECASE)
