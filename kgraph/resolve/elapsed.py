"""How long ago what the words go on to tell was: "ten days after the blast", "two years since", "the fifth anniversary of".

They count from the day that their sentence tells, or from publication where the text opens with them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Span

from kgraph.mentions import text_of
from kgraph.model import DateValue
from kgraph.resolve import periods
from kgraph.resolve.counts import number

Dated = tuple[Span, DateValue]

_NUMBER = (
    r"\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty"
)
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_ABOUT = r"(?P<about>(?:nearly|almost|about|around|some|more\s+than|less\s+than|over|under)\s+)?"
_UNIT = r"(?P<unit>days?|weeks?|months?|years?|decades?)"
_PASSED = (
    r"(?P<exact>\s+to\s+the\s+day)?(?:\s+(?:have|has)\s+(?:now\s+)?(?:passed|gone\s+by|elapsed))?"
)
_ELAPSED = re.compile(
    # "Six months and five days after" counts further back than its end says.
    rf"(?<!\band\s)\b{_ABOUT}(?P<number>{_NUMBER})\s+{_UNIT}(?P<link>\s+(?:on\s+)?after|{_PASSED}\s+since|\s+on\s+from)\b",
    re.IGNORECASE,
)
_ANNIVERSARY = re.compile(
    rf"\b(?P<on>on\s+)?(?:the\s+)?(?:(?P<ordinal>{'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
    rf"|(?P<years>{_NUMBER})[\s-]years?)\s+anniversary(?=\s+of\b)",
    re.IGNORECASE,
)
_OPENING = 3  # sentences, with the title, in which a text says what day it is without saying so
_MOST_DAYS, _CENTURY = 90, 36_525  # told in days or weeks, and in longer units


def find(doc: Doc, told: Sequence[Dated], published: dt.date | None) -> Iterator[Dated]:
    """Each expression with the day, month or year that it counts back to; `told` are the other dates of the text."""
    for at, sentence in enumerate(_sentences(doc)):
        within = [pair for pair in told if sentence.start <= pair[0].start < sentence.end]
        today = published if at < _OPENING else None
        text = text_of(doc)[sentence.start_char : sentence.end_char]
        for match in (*_ELAPSED.finditer(text), *_ANNIVERSARY.finditer(text)):
            first = sentence.start_char + match.start()
            span = doc.char_span(first, first + len(match.group()), alignment_mode="expand")
            if span is None:
                continue
            value = _value(match, _day_before(span, within), published, today)
            if value is not None:
                yield span, value


def _sentences(doc: Doc) -> Iterable[Span]:
    return doc.sents if doc.has_annotation("SENT_START") else (doc[:],)


def _day_before(span: Span, told: Iterable[Dated]) -> dt.date | None:
    """The day that a sentence tells besides: right before the expression, else behind it, else the last one before it."""
    days = [
        (other, value.earliest)
        for other, value in told
        if value.earliest is not None and value.earliest == value.latest
    ]
    before = [pair for pair in days if pair[0].end <= span.start]
    beside = [day for other, day in before if span.start - other.end <= _BESIDE]
    behind = [day for other, day in days if other.start >= span.end]
    return next(iter((*beside[-1:], *behind[:1], *(day for _, day in before[-1:]))), None)


_BESIDE = 2  # tokens: a comma, "just"


def _value(
    match: re.Match[str], day: dt.date | None, published: dt.date | None, today: dt.date | None
) -> DateValue | None:
    if match.re is _ANNIVERSARY:
        return _anniversary(match, day or published)
    # What has been so "since" has been so until the text was written.
    link = match["link"].lower()
    told = None if link.endswith("since") else day
    start = told or (today if link.endswith("after") else published)
    many = number(match["number"])
    return _counted_back(match, start, many, told is not None) if start and many else None


_DAYS = {"day": 1, "week": 7, "month": 30.44, "year": 365.25, "decade": 3652.5}


def _counted_back(
    match: re.Match[str], start: dt.date, many: int, exactly: bool
) -> DateValue | None:
    """So many days before a start, with what the words leave open; a text is printed a day after it is written."""
    unit = match["unit"].lower().rstrip("s")
    if many * _DAYS[unit] > (_MOST_DAYS if unit in ("day", "week") else _CENTURY):
        return None
    at = start - dt.timedelta(days=round(many * _DAYS[unit]))
    slack = 1 if match["exact"] else _slack(unit, many) * (2 if match["about"] else 1)
    if slack == 0:
        return periods.interval(at if exactly else at - periods.ONE, at)
    return periods.interval(at - slack * periods.ONE, at + slack * periods.ONE)


def _slack(unit: str, many: int) -> int:
    """Days by which a round number of units may be off; who tells of one week or one year mostly means it."""
    if many == 1:
        return {"day": 0, "week": 1, "month": 7, "year": 15, "decade": 365}[unit]
    return {"day": 0, "week": 3, "month": 15, "year": 150, "decade": 730}[unit]


def _anniversary(match: re.Match[str], day: dt.date | None) -> DateValue | None:
    """The day itself for "on the fifth anniversary", else its month: who gathers before it is not counted."""
    if day is None:
        return None
    many = _ordinal(match["ordinal"]) if match["ordinal"] else number(match["years"])
    if match["on"] and (day.month, day.day) != (2, 29):
        return periods.day(day.replace(year=day.year - many))
    return periods.month(day.year - many, day.month)


def _ordinal(word: str) -> int:
    digits = re.match(r"\d+", word)
    return int(digits.group()) if digits else _ORDINALS.index(word.lower()) + 1
