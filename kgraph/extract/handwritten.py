"""What persons write into the cells of tables of their own: parts of dates, rough numbers, several names in one cell."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kgraph import stamps
from kgraph.model import DateValue

_UNKNOWN = r"(?:0{1,2}|[xX?]{1,2})"  # a month or a day that nobody knows
_PART = re.compile(
    rf"(?P<year>\d{{4}})(?:(?P<mark>[-/.])(?:(?P<month>\d\d?)|[xX?]{{1,2}})(?:(?P=mark){_UNKNOWN})?)?"
    rf"|(?:{_UNKNOWN}[/.-])?(?P<first>\d\d?)[/.-](?P<whole>\d{{4}})"
    rf"|(?P<name>[a-zA-Z]{{3,9}})\.?[ -](?P<named>\d{{4}})"
)
_UNTIL = re.compile(r"\s+(?:to|until|till|through|[-–—])\s+|(?<=\d)[/–—](?=\d{4}-)")
_YEARS = range(1000, 3000)  # others are what programs write for "none"

_ROUGH = re.compile(r"(?:~|≈|c(?:irc)?a?\.?|approx\.?)\s*(?=\d)", re.IGNORECASE)
_ABOVE = re.compile(r">\s*(?=\d)")
_PEOPLE = re.compile(r"\s+(?:people|persons)", re.IGNORECASE)

_DEGREES = re.compile(r"(?P<number>[+-]?\d{1,3}(?:[.,]\d*)?)\s*°?\s*(?P<side>[NSEWnsew]?)")

_LISTED = re.compile(r"\s*[;|]\s*")
_JOINED = re.compile(r"\s*(?:,\s*(?:and|or)\s|[,/&+]|\s(?:and|or)\s)\s*", re.IGNORECASE)
_SUSPECTED = re.compile(
    r"(?:(?:suspected|allegedly|alleged|presumed|probably|probable|possibly|possible|likely|believed to be)(?: an?| the)?)\s+(?P<behind>\S.*)"
    r"|(?P<before>.*\S)\s*(?:\((?:suspected|alleged|presumed|probable|possible|likely|unconfirmed|\?)\)|\?)",
    re.IGNORECASE,
)
_NAMELESS = re.compile(r"(?i:unknown|unidentified|unnamed|unspecified)(?: [^\WA-Z]+)+")


def date(words: str, *, month_first: bool) -> DateValue | None:
    """A month or a year ("2021-07-00", "July 2021"), or days from one to another."""
    begin, *rest = _UNTIL.split(words.strip())
    if len(rest) == 1:
        days = [stamps.day(part, month_first=month_first) for part in (begin, *rest)]
        if days[0] and days[1] and days[0] < days[1]:
            return DateValue(days[0], days[1], f"{days[0].isoformat()}/{days[1].isoformat()}")
        return None
    found = _PART.fullmatch(words.strip())
    if found is None:
        return None
    if found["name"]:
        first = stamps.day(f"1 {found['name']} {found['named']}")
        return parts(first.year, first.month, None) if first else None
    year, month = found["year"] or found["whole"], found["month"] or found["first"]
    return parts(int(year), int(month) if month else None, None)


def parts(year: int | None, month: int | None, day: int | None) -> DateValue | None:
    """A date of numbers, of which 0 stands for unknown."""
    try:
        if not year or year not in _YEARS:
            return None
        if not month:
            return DateValue(dt.date(year, 1, 1), dt.date(year, 12, 31), f"{year:04}")
        if not day:
            last = calendar.monthrange(year, month)[1]
            return DateValue(
                dt.date(year, month, 1), dt.date(year, month, last), f"{year:04}-{month:02}"
            )
        exact = dt.date(year, month, day)
        return DateValue(exact, exact, exact.isoformat())
    except ValueError:
        return None


def number(words: str) -> str:
    """The words for a number of people as news has them: "~5" is "about 5", ">5 dead" is "more than 5"."""
    bare = _PEOPLE.sub("", words.strip())
    return _ABOVE.sub("more than ", _ROUGH.sub("about ", bare))


def degrees(words: str) -> float | None:
    """A latitude or a longitude: "34.52", "34,52", "34.52° N"."""
    found = _DEGREES.fullmatch(words.strip())
    if found is None:
        return None
    value = float(found["number"].replace(",", "."))
    return -value if found["side"] and found["side"] in "SWsw" else value


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a cell: where it begins there, and whether it is only suspected or stands for nobody by name."""

    name: str
    start: int
    suspected: bool
    nameless: bool


def names(words: str, is_known: Callable[[str], bool]) -> Iterator[Named]:
    """The names in a cell.

    A semicolon parts names always; what may stand in a name, as "and", a comma or a slash do, only between
    names of which each is known.
    """
    for part, at in _split(words, _LISTED):
        inner = [] if is_known(part) else list(_split(part, _JOINED))
        several = len(inner) > 1 and all(is_known(_plain(name)[0]) for name, _ in inner)
        either = " or " in part.casefold()
        for name, start in inner if several else [(part, 0)]:
            plain, offset = _plain(name)
            suspected = plain != name or (several and either)
            nameless = bool(_NAMELESS.fullmatch(plain)) or (plain != name and plain.islower())
            yield Named(plain, at + start + offset, suspected, nameless and not is_known(plain))


def _split(words: str, mark: re.Pattern[str]) -> Iterator[tuple[str, int]]:
    """The parts between marks that hold anything, with where they begin."""
    at = 0
    for found in (*mark.finditer(words), None):
        part = words[at : found.start() if found else len(words)]
        if part.strip():
            yield part, at
        at = found.end() if found else at


def _plain(name: str) -> tuple[str, int]:
    """A name without the word that it is only suspected, and where it begins."""
    found = _SUSPECTED.fullmatch(name)
    if found is None:
        return name, 0
    group = "behind" if found["behind"] else "before"
    return found[group], found.start(group)
