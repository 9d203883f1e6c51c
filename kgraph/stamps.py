"""Days as tables, pages and the first lines of articles write them: in digits or words, with or without the time, or as computers count."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

_YEARS = (
    1000,
    2999,
)  # beyond them stand 0001-01-01 and 9999-12-31, which programs write for "none"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",
        rf"{_DAY}(?:\s+|-){_NAME}(?:,?\s+|-)(?P<year>\d{{4}})",
        rf"{_DAY}-{_NAME}-(?P<year>\d\d)",  # what spreadsheets make of "12 March 2024"
        rf"{_NAME}\s+{_DAY},?\s+(?P<year>\d{{4}})",
    )
)
EITHER = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?!\d)")
"""Of which the day or the month may come first: 06/09/2022."""
_LAST_MONTH = 12
_LAST_CENTURY = 30  # from which on two digits are a year of it
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
_CLOCK = re.compile(r"(?:T|,?\s+(?:at\s+)?)\d{1,2}[:.]\d\d\b.*", re.DOTALL)
_SECONDS = re.compile(r"(1\d{9})(?:\d{3})?")  # since 1970, or milliseconds: from 2001 to 2033
_SERIAL = re.compile(r"([2-5]\d{4})(?:\.\d+)?")
_SERIAL_START = dt.date(1899, 12, 30)
_SERIAL_START_1904 = dt.date(1904, 1, 1)


@lru_cache(maxsize=10_000)  # many rows have the same few, and each is asked for twice
def day(words: str, *, month_first: bool | None = None) -> dt.date | None:
    """The day that words say; None where they say none, or more than one while nothing tells the order."""
    bare = _CLOCK.sub("", _WEEKDAY.sub("", words.strip(), count=1)).strip()
    if found := EITHER.fullmatch(bare):
        return _ordered(int(found[1]), int(found[3]), int(found[4]), month_first)
    if found := _SECONDS.fullmatch(bare):
        return dt.datetime.fromtimestamp(int(found[1]), dt.UTC).date()
    for form in _FORMS:
        if found := form.fullmatch(bare):
            parts = found.groupdict()
            month = int(parts["month"]) if "month" in parts else _number(parts["name"])
            return _day(_year(parts["year"]), month, int(parts["day"]))
    return None


def serial_day(words: str, *, since_1904: bool = False) -> dt.date | None:
    """The day of a number by which spreadsheets count days: 44810 is 2022-09-06, within 1954 and 2064.

    Those of old Macintoshes count from 1904.
    """
    found = _SERIAL.fullmatch(words)
    start = _SERIAL_START_1904 if since_1904 else _SERIAL_START
    return start + dt.timedelta(days=int(found[1])) if found else None


def month_comes_first(first: int, second: int) -> bool | None:
    """Whether the first of two numbers is the month; None where both may be."""
    if first > _LAST_MONTH:
        return False
    return True if second > _LAST_MONTH else None


def _ordered(first: int, second: int, year: int, month_first: bool | None) -> dt.date | None:
    if month_first is None:
        month_first = False if first == second else month_comes_first(first, second)
    if month_first is None:
        return None
    return _day(year, first, second) if month_first else _day(year, second, first)


def _year(words: str) -> int:
    """A year, of which spreadsheets may write two digits: those from 1930 to 2029."""
    year = int(words)
    if len(words) > 2:
        return year
    return year + (2000 if year < _LAST_CENTURY else 1900)


def _number(name: str) -> int:
    return _MONTHS.index(name[:3].casefold()) + 1


def _day(year: int, month: int, day: int) -> dt.date | None:
    if not _YEARS[0] <= year <= _YEARS[1]:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
