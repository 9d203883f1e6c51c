"""When: time expressions relative to publication and to each other, as days, intervals and EDTF.

EDTF is the Extended Date/Time Format of ISO 8601-2:2019 (levels 0 and 1, and `199X` for a decade).
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from kgraph import mentions
from kgraph.model import DateValue
from kgraph.resolve import elapsed, periods
from kgraph.resolve.counts import number
from kgraph.resolve.datelines import dateline

_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_DAY = "|".join(_DAYS) + r"|mon\.|tues?\.|wed\.|thur?s?\.|fri\.|sat\.|sun\."
_MONTH = (
    "|".join(_MONTHS)
    + r"|jan\.?|feb\.?|mar\.?|apr\.?|jun\.?|jul\.?|aug\.?|sept?\.?|oct\.?|nov\.?|dec\.?"
)
_YEAR = r"(?:19|20)\d\d"
_PART = r"(?:\s+(?:morning|afternoon|evening|night|noon|dawn))"
_COUNT = r"\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a\s+few|a\s+couple\s+of"
_ORDINAL = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?"
# A "Christmas market" is held for weeks.
_FESTIVE = "market|event|rally|parade|gathering|festival|tree|part|shop|light|carol|season|holiday|break|fair|concert|dinner|celebration|truce"
_HOLIDAYS = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "new year's eve": (12, 31),
    "new year’s eve": (12, 31),
    "new year's day": (1, 1),
    "new year’s day": (1, 1),
    "boxing day": (12, 26),
    "valentine's day": (2, 14),
    "halloween": (10, 31),
}

# What a year before it dates: "the 2005 assassination", "the 2016 Ankara bombing".
_EVENT = r"(?:\w+\s+)?(?:attacks?|bombings?|assassinations?|killings?|murders?|massacres?|shootings?|kidnappings?|raids?|siege)\b"
# What any of the expressions below begins with, so that few words of a text are tried against all of them.
_BEGINNING = (
    r"\d|a(?:n?|t)\s|apr|aug|box|by|chr|com|da|dec|dur|ea|ei|el|feb|fi|fo|fri|fro|hal|in|ja|ju|la|ma|mi|mo"
    r"|ne|ni|nov|o[cfnv]|pa|pr|sa|se|si|su|t[ehuw]|to[dn]|un|val|wed|yes"
)
_THAT_YEAR = r"(?:that(?:\s+same)?|the\s+same)\s+year"
_RELATIVE_YEAR = rf"(?:of\s+)?(?:(?:last|this)\s+year|{_THAT_YEAR})"
_PATTERN = re.compile(
    rf"(?<![\w-])(?={_BEGINNING})(?:"
    rf"(?P<iso>(?P<iy>{_YEAR})-(?P<im>[01]\d)-(?P<id>[0-3]\d))"
    rf"|(?P<slashed>(?P<sa>[0-3]?\d)/(?P<sb>[0-3]?\d)/(?P<sy>{_YEAR}|\d\d))"
    # 5 to 7 March 2019, March 5-7
    rf"|(?P<range>(?:(?P<rd1>[0-3]?\d)\s*(?:-|–|to|and)\s*(?P<rd2>[0-3]?\d)\s+(?P<rm>{_MONTH})|(?P<rm2>{_MONTH})\s+(?P<rd3>[0-3]?\d)\s*(?:-|–|to|and)\s*(?P<rd4>[0-3]?\d))(?:,?\s+(?P<ry>{_YEAR}|{_RELATIVE_YEAR}))?)"
    rf"|(?P<dmy>{_ORDINAL.format('dd')}\s+(?:of\s+)?(?P<dm>{_MONTH})(?:,?\s+(?P<dy>{_YEAR}|{_RELATIVE_YEAR}|\d\d(?!\d|:|\s*(?:a|p)\.?m)))?)"
    rf"|(?P<mdy>(?P<mm>{_MONTH})\s+(?:the\s+)?{_ORDINAL.format('md')}(?!\d|:\d)(?:,?\s+(?P<my>{_YEAR}|{_RELATIVE_YEAR}))?)"
    rf"|(?P<monthyear>(?:(?P<mypart>early|mid|late)[\s-]+)?(?P<mym>{_MONTH})\s+(?:of\s+)?(?P<myy>{_YEAR}|last\s+year|this\s+year|{_THAT_YEAR}))"
    rf"|(?P<lastmonth>last\s+(?P<lm>{_MONTH})|(?P<lm2>{_MONTH})\s+last\s+year)"
    rf"|(?P<month>(?:in|last|since|during|of|early|late|mid)[\s-]+(?:early\s+|late\s+|mid-?\s*)?(?P<mo>{_MONTH}))(?!\.?\s+(?:\d|last\s+year|of\s+(?:19|20|last\s+year|this\s+year|{_THAT_YEAR})|this\s+year|{_THAT_YEAR}))"
    rf"|(?P<later>(?:(?<=\n)|(?<=[.!?]\s))(?:(?P<ln>{_COUNT})\s+(?P<lu>days?|weeks?)\s+later|(?:on\s+)?the\s+(?:next|following)\s+day)(?=,))"
    rf"|(?P<thatyear>(?:in\s+)?{_THAT_YEAR})"
    rf"|(?P<weekday>(?P<which>last\s+|this\s+|next\s+|coming\s+|the\s+previous\s+|previous\s+)?(?P<wd>{_DAY})(?:['’´`]s)?{_PART}?)(?!\s+(?:times|newspaper))"
    r"|(?P<relday>today|yesterday|tonight|overnight|(?:this|late\s+this|early\s+this)\s+(?:morning|afternoon|evening)|last\s+night|(?:the\s+)?day\s+before\s+yesterday)"
    r"|(?P<same>(?:the\s+same|that(?:\s+same)?)\s+(?:day|night|morning|evening|afternoon))"
    r"|(?P<before>(?:the\s+)?(?:previous|preceding)\s+(?:day|night)|(?:the|a)\s+(?:day|night)\s+(?:before|earlier))"
    r"|(?P<weekend>(?:over|during|at|on|this|last)\s+(?:the\s+)?(?:past\s+)?weekend)"
    r"|(?P<lastunit>(?:earlier\s+|later\s+)?(?P<lw>last|this|the\s+past|past|the\s+previous)\s+(?P<unit>week|month|year))"
    rf"|(?P<ago>(?P<an>{_COUNT})\s+(?P<au>days?|weeks?|months?|years?)\s+(?P<aw>ago|earlier|before|prior(?!\s+to\b)))"
    r"|(?P<hours>(?:\d+|several|a\s+few|two|three|four|five|six|twelve)\s+hours\s+(?:ago|earlier))"
    rf"|(?P<holiday>christmas(?:\s+eve|\s+day)?(?!\s+(?:{_FESTIVE})\w*)|new\s+year['’]s\s+(?:eve|day)|boxing\s+day|valentine['’]s\s+day|halloween)"
    r"|(?P<decade>(?:the\s+)?(?:early\s+|late\s+|mid-?)?(?P<dec>(?:19|20)\d)0s)"
    rf"|(?P<eventyear>(?<=\bthe\s)(?P<ey>{_YEAR})(?=\s+(?:[A-Z][\w-]+\s+){{0,3}}{_EVENT}))"
    rf"|(?P<bareyear>(?:(?P<yp>in|since|of|during|early|late|mid|from|until|by)[\s-]+(?:early\s+|late\s+|mid-?\s*|the\s+year\s+)?)(?P<yy>{_YEAR}))(?!\s*[-–]\s*\d|\s+(?:people|dead|troops|soldiers|rounds|others|civilians|miles|km))"
    r")(?!\w)",
    re.IGNORECASE,
)
# "may" and "march" are dates only with a number or a capital beside a preposition.
_DOUBTFUL = ("may", "march", "mar", "jun", "sun.", "sat.", "sat", "wed.", "dec", "jan")
# What follows tells when somebody was born, and dates nothing else.
_BIRTH = re.compile(r"\bborn\b[^,;.!?\n]*$", re.IGNORECASE)
# Before a weekday, these say that it is still to come: "ahead of Sunday's election".
_COMING = re.compile(
    r"\b(?:ahead of|run-up to|(?:due|set|slated|scheduled|planned) (?:for|on)|upcoming) (?:the |this )?$",
    re.IGNORECASE,
)
# A day by which attacks of one year are known.
_THE_ATTACKS = re.compile(
    r"(?:september\s+11|october\s+7)(?:th)?,?\s+(?:(?:terror(?:ist)?|hamas|hamas-led)\s+)?attacks\b",
    re.IGNORECASE,
)
_KNOWN = {9: dt.date(2001, 9, 11), 10: dt.date(2023, 10, 7)}
# "Residents said on Wednesday": the day before is not that before the day on which they spoke.
_SAID = re.compile(
    r"\b(?:said|says|announced|confirmed|reported|told (?:\w+ ){1,3})(?:in a statement |by (?:tele)?phone )?(?:late |early )?$"
    r"|\b(?:said|announced|confirmed|told \w+(?: \w+)?) (?:in a statement |by (?:tele)?phone )?(?:late |early )?on $"
)


@dataclass(slots=True)
class _Clock:
    """What relative words count from: publication, and the last full date the text gave."""

    published: dt.date | None
    last_day: dt.date | None = None  # on which more happened than that somebody spoke
    last_year: int | None = None


def annotate(doc: Doc, published: dt.date | None) -> None:
    """Write every time expression that can date an incident under "dates"; the future is left out."""
    clock = _Clock(_filed(doc, published))
    told = list(_find(doc, clock))
    mentions.write(doc, "dates", [*told, *elapsed.find(doc, told, clock.published)])


_LATE = 3  # days by which a paper may print what a dateline dates


# "SAVANNAH, Ga. (Oct. 16, 2015) –", and a line like "Posted: 10/16/2015 8:02 PM" of a page.
_DATED_LINE = re.compile(
    rf"^[A-Z][A-Z'’.\- ]{{2,40}}(?:, [\w. ]{{2,15}})? \((?P<said>[^()\n]{{4,30}}{_YEAR})\)\s*[-–—:]",
    re.MULTILINE,
)
_STAMP = re.compile(
    rf"^(?:posted|published|created|filed|updated)\b(?: on| at)?:? *(?P<said>[^\n]{{0,30}}?{_YEAR})\b[^\n]{{0,40}}$",
    re.MULTILINE | re.IGNORECASE,
)
_HEAD = 1500  # characters in which a page says when it was written


def _filed(doc: Doc, published: dt.date | None) -> dt.date | None:
    """The day from which a report counts: that of its dateline, "SRINAGAR, Sept 1:", else of its publication.

    A page printed again long after keeps the day that it says it was written.
    """
    if published is None:
        return None
    line = dateline(doc)
    day_of = _day_in(line.text, published) if line is not None else None
    if day_of is not None and dt.timedelta() <= published - day_of <= _LATE * periods.ONE:
        return day_of
    head = mentions.text_of(doc)[:_HEAD]
    for pattern in (_DATED_LINE, _STAMP):
        said = (_day_in(match["said"], published) for match in pattern.finditer(head))
        written = min((day_of for day_of in said if day_of is not None), default=None)
        if written is not None and published - written > _AGAIN:
            return written
    return published


_AGAIN = dt.timedelta(days=30)


def _day_in(words: str, published: dt.date) -> dt.date | None:
    """The day that some words name in full, but for the year."""
    said = _PATTERN.search(words)
    if said is None or not (said["mdy"] or said["dmy"] or said["slashed"]):
        return None
    value = _value(said, _Clock(published), words)
    return value.earliest if value is not None and value.earliest == value.latest else None


def _known(value: DateValue, clock: _Clock) -> DateValue | None:
    """The day of attacks that are known by their date, if they had happened when the text came out."""
    day = _KNOWN[value.earliest.month] if value.earliest else None
    if day is None or (clock.published is not None and clock.published < day):
        return None
    return DateValue(day, day, day.isoformat())


def _find(doc: Doc, clock: _Clock) -> Iterator[tuple[Span, DateValue]]:
    text = mentions.text_of(doc)
    found = list(_PATTERN.finditer(text))
    for match, after in itertools.zip_longest(found, found[1:]):
        before = text[max(match.start() - 60, 0) : match.start()]
        day = match["weekday"] or match["mdy"] or match["dmy"]
        if _BIRTH.search(before) or (day and _COMING.search(before)):
            continue
        value = _value(match, clock, text)
        if match["weekday"] and after and _is_same(text[match.end() : after.start()], after):
            value = _value(after, clock, text) or value
        if match["mdy"] and value and _THE_ATTACKS.match(text, match.start()):
            value = _known(value, clock) or value
        if value is None:
            continue
        told = clock.last_day is None or _SAID.search(before) is None
        if told and value.earliest is not None and value.earliest == value.latest:
            clock.last_day = value.earliest
        if value.earliest is not None:
            clock.last_year = value.earliest.year
        start, end = match.span()
        lead = re.match(
            r"(?:in|since|of|during|from|until|by|over|at|on)[\s]+", match.group(), re.IGNORECASE
        )
        end -= 2 if re.search(r"['’´`]s$", match.group(), re.IGNORECASE) else 0
        span = doc.char_span(start + (lead.end() if lead else 0), end, alignment_mode="expand")
        if span is not None:
            yield span, value


def _is_same(between: str, after: re.Match[str]) -> bool:
    """Whether a weekday and the date behind it are one day: "Saturday, Feb. 9, 2013"."""
    return between in (", ", " ") and bool(after["mdy"] or after["dmy"] or after["iso"])


def _value(match: re.Match[str], clock: _Clock, text: str) -> DateValue | None:
    """The value of one expression; None for the future, the impossible and the look-alike."""
    kind = match.lastgroup or ""
    kind = next(name for name in _READERS if match[name] is not None)
    if kind in ("month", "monthyear", "lastmonth", "mdy", "dmy") and not _is_month(match, text):
        return None
    try:
        value = _READERS[kind](match, clock)
    except ValueError:
        return None
    if value is None:
        return None
    if clock.published and value.earliest and value.earliest > clock.published + periods.ONE:
        return None
    return value


def _is_month(match: re.Match[str], text: str) -> bool:
    words = next(
        w for name in ("mo", "mym", "lm", "lm2", "mm", "dm") if (w := match.groupdict().get(name))
    )
    if words.lower().rstrip(".") not in ("may", "march", "mar", "dec", "jan", "jun", "sept", "sep"):
        return True
    return words[0].isupper() or not any(char.isupper() for char in text[:400])


# --- absolute dates -------------------------------------------------------------------------------


def _month_number(words: str) -> int:
    short = words.lower()[:3]
    return next(i for i, name in enumerate(_MONTHS, start=1) if name.startswith(short))


def _full_year(words: str) -> int:
    value = int(words)
    return value if value > 99 else value + (1900 if value > 40 else 2000)


def _iso(match: re.Match[str], _: _Clock) -> DateValue | None:
    return periods.day(dt.date(int(match["iy"]), int(match["im"]), int(match["id"])))


def _slashed(match: re.Match[str], _: _Clock) -> DateValue | None:
    first, second, of = int(match["sa"]), int(match["sb"]), _full_year(match["sy"])
    return periods.day(dt.date(of, second, first) if first > 12 else dt.date(of, first, second))


def _without_year(clock: _Clock, number_of: int, day_of: int) -> dt.date | None:
    """The latest such day that is not after publication."""
    if clock.published is None:
        return dt.date(clock.last_day.year, number_of, day_of) if clock.last_day else None
    found = dt.date(clock.published.year, number_of, day_of)
    return found if found <= clock.published + periods.ONE else found.replace(year=found.year - 1)


def _day_of_month(
    clock: _Clock, day_of: str, month_of: str, year_of: str | None
) -> DateValue | None:
    if year_of:
        told = _year_told(year_of, clock)
        return periods.day(dt.date(told, _month_number(month_of), int(day_of))) if told else None
    found = _without_year(clock, _month_number(month_of), int(day_of))
    return periods.day(found) if found else None


def _year_told(words: str, clock: _Clock) -> int | None:
    """The year that digits, "last year" or "that year" stand for."""
    if words[0].isdigit():
        return _full_year(words)
    if re.search(_THAT_YEAR, words, re.IGNORECASE):
        return clock.last_year
    return clock.published.year - ("last" in words.lower()) if clock.published else None


def _dmy(match: re.Match[str], clock: _Clock) -> DateValue | None:
    return _day_of_month(clock, match["dd"], match["dm"], match["dy"])


def _mdy(match: re.Match[str], clock: _Clock) -> DateValue | None:
    return _day_of_month(clock, match["md"], match["mm"], match["my"])


def _range(match: re.Match[str], clock: _Clock) -> DateValue | None:
    first = _day_of_month(
        clock, match["rd1"] or match["rd3"], match["rm"] or match["rm2"], match["ry"]
    )
    last = _day_of_month(
        clock, match["rd2"] or match["rd4"], match["rm"] or match["rm2"], match["ry"]
    )
    if (
        first is None
        or last is None
        or first.earliest is None
        or last.latest is None
        or first.earliest > last.latest
    ):
        return None
    return periods.interval(first.earliest, last.latest)


def _month_year(match: re.Match[str], clock: _Clock) -> DateValue | None:
    told = _year_told(match["myy"], clock)
    return periods.month(told, _month_number(match["mym"])) if told else None


def _last_month(match: re.Match[str], clock: _Clock) -> DateValue | None:
    if clock.published is None:
        return None
    number_of = _month_number(match["lm"] or match["lm2"])
    if match["lm2"]:
        return periods.month(clock.published.year - 1, number_of)
    return periods.month(clock.published.year - (number_of >= clock.published.month), number_of)


def _bare_month(match: re.Match[str], clock: _Clock) -> DateValue | None:
    if clock.published is None:
        return None
    number_of = _month_number(match["mo"])
    return periods.month(clock.published.year - (number_of > clock.published.month), number_of)


def _bare_year(match: re.Match[str], _: _Clock) -> DateValue | None:
    return periods.year(int(match["yy"]))


def _that_year(_: re.Match[str], clock: _Clock) -> DateValue | None:
    return periods.year(clock.last_year) if clock.last_year else None


def _year_of_event(match: re.Match[str], _: _Clock) -> DateValue | None:
    return periods.year(int(match["ey"]))


def _decade(match: re.Match[str], _: _Clock) -> DateValue | None:
    first = int(match["dec"]) * 10
    return DateValue(dt.date(first, 1, 1), dt.date(first + 9, 12, 31), f"{match['dec']}X")


# --- relative dates -------------------------------------------------------------------------------


def _weekday(match: re.Match[str], clock: _Clock) -> DateValue | None:
    """The latest such day up to publication; "last Monday" on a Monday is a week before."""
    which = " ".join((match["which"] or "").lower().split())
    if clock.published is None or which in ("next", "coming"):
        return None
    index = next(
        i for i, name in enumerate(_DAYS) if name.startswith(match["wd"].lower().rstrip(".")[:3])
    )
    back = (clock.published.weekday() - index) % 7
    return periods.day(clock.published - dt.timedelta(days=back or (7 if which == "last" else 0)))


def _relative_day(match: re.Match[str], clock: _Clock) -> DateValue | None:
    if clock.published is None:
        return None
    words = " ".join(match["relday"].lower().split())
    if words in ("yesterday", "last night"):
        return periods.day(clock.published - periods.ONE)
    if "before yesterday" in words:
        return periods.day(clock.published - 2 * periods.ONE)
    return (
        periods.interval(clock.published - periods.ONE, clock.published)
        if words == "overnight"
        else periods.day(clock.published)
    )


def _same_day(_: re.Match[str], clock: _Clock) -> DateValue | None:
    return periods.day(clock.last_day) if clock.last_day else None


def _day_before(_: re.Match[str], clock: _Clock) -> DateValue | None:
    return periods.day(clock.last_day - periods.ONE) if clock.last_day else None


def _later(match: re.Match[str], clock: _Clock) -> DateValue | None:
    """ "Two days later, …" counts from the last day told of; "a week later" may be a few days off."""
    words = " ".join((match["ln"] or "a").lower().split())
    if clock.last_day is None or words in ("several", "a few", "a couple of"):
        return None
    if (match["lu"] or "day").lower().startswith("day"):
        return periods.day(clock.last_day + number(words) * periods.ONE)
    middle = clock.last_day + dt.timedelta(weeks=number(words))
    return periods.interval(middle - 3 * periods.ONE, middle + 3 * periods.ONE)


def _weekend(_: re.Match[str], clock: _Clock) -> DateValue | None:
    if clock.published is None:
        return None
    sunday = clock.published - dt.timedelta(days=(clock.published.weekday() + 1) % 7)
    return periods.interval(sunday - periods.ONE, sunday)


def _last_unit(match: re.Match[str], clock: _Clock) -> DateValue | None:
    if clock.published is None:
        return None
    unit, which = match["unit"].lower(), match["lw"].lower()
    this, today = which == "this", clock.published
    if which.endswith("past") and unit != "year":
        return periods.interval(today - (6 if unit == "week" else 30) * periods.ONE, today)
    if unit == "year":
        return periods.year(today.year - (not this))
    if unit == "month":
        first = today.replace(day=1)
        return (
            periods.month(first.year, first.month)
            if this
            else periods.month((first - periods.ONE).year, (first - periods.ONE).month)
        )
    monday = today - dt.timedelta(days=today.weekday())
    return (
        periods.interval(monday, today)
        if this
        else periods.interval(monday - 7 * periods.ONE, monday - periods.ONE)
    )


def _ago(match: re.Match[str], clock: _Clock) -> DateValue | None:
    """ "Two weeks ago" counts from publication, "two weeks earlier" from the last day told of, "prior" from either."""
    word = match["aw"].lower()
    start = None if word == "ago" else clock.last_day
    start = start or (clock.published if word in ("ago", "prior") else None)
    words = " ".join(match["an"].lower().split())
    if start is None or words in ("several", "a few"):
        return None
    many = 2 if words.startswith("a couple") else number(words)
    unit = match["au"].lower().rstrip("s")
    if unit == "day":
        return periods.day(start - dt.timedelta(days=many))
    if unit == "week":
        middle = start - dt.timedelta(weeks=many)
        return periods.interval(middle - 3 * periods.ONE, middle + 3 * periods.ONE)
    months = start.year * 12 + start.month - 1 - many * (12 if unit == "year" else 1)
    return (
        periods.year(months // 12)
        if unit == "year"
        else periods.month(months // 12, months % 12 + 1)
    )


def _hours(_: re.Match[str], clock: _Clock) -> DateValue | None:
    return (
        periods.interval(clock.published - periods.ONE, clock.published)
        if clock.published
        else None
    )


def _holiday(match: re.Match[str], clock: _Clock) -> DateValue | None:
    month_of, day_of = _HOLIDAYS[" ".join(match["holiday"].lower().replace("’", "'").split())]
    found = _without_year(clock, month_of, day_of)
    return periods.day(found) if found else None


_READERS = {
    "iso": _iso,
    "slashed": _slashed,
    "range": _range,
    "dmy": _dmy,
    "mdy": _mdy,
    "monthyear": _month_year,
    "lastmonth": _last_month,
    "month": _bare_month,
    "weekday": _weekday,
    "relday": _relative_day,
    "same": _same_day,
    "before": _day_before,
    "later": _later,
    "weekend": _weekend,
    "lastunit": _last_unit,
    "ago": _ago,
    "hours": _hours,
    "holiday": _holiday,
    "decade": _decade,
    "bareyear": _bare_year,
    "thatyear": _that_year,
    "eventyear": _year_of_event,
}
