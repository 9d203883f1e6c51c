"""The hour that stands with a date: "10 p.m. Sunday", "overnight … at 3 a.m."."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Span

from kgraph.mentions import text_of
from kgraph.model import DateValue

_CLOCK = r"\b(?:\d{1,2}(?::\d\d)?\s*[ap]\.?\s?m\b\.?|noon|midnight)"
_BEFORE = re.compile(rf"{_CLOCK}\W{{0,3}}(?:on |early |late )?$", re.IGNORECASE)
_AFTER = re.compile(
    rf"\W{{0,3}}(?:(?:just|shortly|around|about|at|before|after|near|sometime) ){{0,3}}{_CLOCK}",
    re.IGNORECASE,
)
_HOUR = re.compile(
    r"\b\d{1,2}(?::\d\d)?\s*(?P<half>[ap])\.?\s?m\b|\b(?P<side>before|after) midnight\b",
    re.IGNORECASE,
)


def stands_beside(span: Span) -> bool:
    """Whether the hour stands beside a date, as of an incident: "10 p.m. Sunday"."""
    text = text_of(span.doc)
    before = _BEFORE.search(text[max(span.start_char - 24, 0) : span.start_char])
    return before is not None or _AFTER.match(text[span.end_char : span.end_char + 40]) is not None


@dataclass(frozen=True, slots=True)
class Hour:
    """Words that tell the hour, and whether it is one after midnight."""

    span: Span
    early: bool

    def day_of(self, night: DateValue) -> DateValue:
        """The day of a night between two days in which this hour lies."""
        day = night.latest if self.early else night.earliest
        return DateValue(day, day, day.isoformat()) if day else night


def is_night(span: Span, value: DateValue) -> bool:
    """Whether a date is a night between two days."""
    two = value.earliest and value.latest and (value.latest - value.earliest).days == 1
    return bool(two) and "night" in span.text.lower()


def of_night(sentences: Iterable[Span]) -> Hour | None:
    """The first hour that some sentences tell."""
    for sentence in sentences:
        found = _HOUR.search(sentence.text)
        if found is not None:
            start = sentence.start_char + found.start()
            end = start + len(found.group())
            span = sentence.doc.char_span(start, end, alignment_mode="expand")
            early = (found["half"] or found["side"]).lower() in ("a", "after")
            return Hour(span, early) if span is not None else None
    return None
