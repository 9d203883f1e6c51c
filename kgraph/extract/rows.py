"""A row of an incident data base as a report: its cells are the claims and their evidence."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from kgraph import mappings, stamps
from kgraph.extract import handwritten
from kgraph.mappings import Table
from kgraph.model import (
    ActorValue,
    Cell,
    Certainty,
    Claim,
    ConceptValue,
    CountValue,
    DateValue,
    Document,
    Evidence,
    PlaceValue,
    Report,
    Row,
    ThingValue,
    Value,
)

CONFIDENCE = 0.95  # a coder's decision, which may err too
_MOST = 10**6  # people; a larger number is a slip of the pen
_NUMBER = re.compile(r"\d+(?:\.\d*)?|\.\d+")
_GROUPED = re.compile(r"[1-9]\d{0,2}([., '’])\d{3}(?:\1\d{3})*")
_ALWAYS = " '’"  # set thousands apart in any table
# Three decimals that a share of a toll may have.
_SHARE = re.compile(r".*[.,](?:000|125|250|333|334|375|500|625|666|667|750|875)")
# What people write into tables of their own where they know no one number.
_BOUNDS = re.compile(
    r"(?P<low>\d{1,6}) ?(?:-|–|—|to) ?(?P<high>\d{1,6})|(?:at least|min\.?|≥|>=) ?(?P<least>\d{1,6})"
    r"|(?P<more>\d{1,6}) ?(?:\+|or more)|(?:at most|up to|max\.?|≤|<=) ?(?P<most>\d{1,6})",
    re.IGNORECASE,
)
_LEAST, _GREATEST = ("low", "least", "more"), ("high", "most")  # what of it is which
_UNKNOWN = re.compile(r"-(?:1|9{1,3})(?:\.0+)?")  # what data bases write where nothing is known
# And what programs write for an empty cell: R, pandas, SQL, Stata, people.
_MISSING = frozenset("na n/a #n/a <na> nan null none . - -- –".split())
# And in the cell of a name what no data base needs to be told is none.
_NOBODY = frozenset(
    {"not known", "not claimed", "not specified", "tbd", "tbc", "?", "??", "???"}
    | {*"unknown unidentified unspecified undetermined unclaimed unk".split()}
)
_MOST_NORTH = 90  # degrees
_YES = frozenset(("1", "1.0", "true", "yes", "y"))
_COUNTED = (
    ("killed", "killed"),
    ("wounded", "wounded"),
    ("kidnapped", "kidnapped"),
    ("perpetratorsKilled", "perpetrators_killed"),
)


@dataclass(frozen=True, slots=True)
class Resolver:
    """How names become known actors and ISO 3166-1 alpha-2 codes of countries, and codes become names.

    `is_gone` tells of a name whether it is that of a state without a code, as it is no more, `is_known` whether
    the register has it; `is_swapped` of a place's name, its country's code and a point whether that is there only
    with latitude and longitude swapped. `count` is the number of people that words say.
    """

    actor: Callable[[str], ActorValue]
    country: Callable[[str], str | None]
    country_label: Callable[[str], str]
    is_gone: Callable[[str], bool]
    is_known: Callable[[str], bool]
    is_swapped: Callable[[str | None, str | None, float, float], bool]
    count: Callable[[str], CountValue | None]


@dataclass(frozen=True, slots=True)
class _Cells:
    document: Document
    table: Table
    by_column: Mapping[str, Cell]

    def cell(self, property: str) -> Cell | None:
        """The first cell that holds a property."""
        return next(self._cells(property), None)

    def _cells(self, property: str) -> Iterator[Cell]:
        for name in self.table.columns.get(property, ()):
            cell = self.by_column.get(name.casefold())
            if cell and not (
                cell.value.casefold() in _MISSING and not self._is_code(property, cell)
            ):
                yield cell

    def _is_code(self, property: str, cell: Cell) -> bool:
        """Whether it is the code of a country, not what programs write for an empty cell: NA is Namibia's."""
        return property == "country" and self.row.codes and cell.value == "NA"

    def value(self, property: str) -> str | None:
        """The words of a property's cell."""
        cell = self.cell(property)
        return cell.value if cell else None

    def concept(self, property: str) -> tuple[str, Cell] | None:
        """The concept of a coded property; the first column whose word is known decides."""
        words = self.table.values.get(property, {})
        known = (cell for cell in self._cells(property) if cell.value.casefold() in words)
        return next(((words[cell.value.casefold()], cell) for cell in known), None)

    def is_incident(self) -> bool:
        """Whether it tells of one: data bases of conflict also list protests and treaties."""
        told = (cell.value.casefold() in self.table.no_incident for cell in self._cells("type"))
        return self.concept("type") is not None or not any(told)

    def unknown_type(self) -> str | None:
        """The word for a type that stands for none that is known."""
        words = self.value("type") if self.table.values.get("type") else None
        return words if self.concept("type") is None and self.is_incident() else None

    def amount(self, property: str) -> float | None:
        """The number of a property's cell, its thousands set apart or not; None where it is none of people."""
        words = self.value(property) or ""
        if grouped := _GROUPED.fullmatch(words):
            if grouped[1] in _ALWAYS + self.row.thousands:
                words = words.replace(grouped[1], "")
            elif grouped[1] not in self.row.fractions or not _SHARE.fullmatch(words):
                return None  # a riddle
        words = words.replace(",", ".") if "," in self.row.fractions else words
        found = float(words) if _NUMBER.fullmatch(words) else None
        return found if found is not None and found <= _MOST else None

    def bounds(self, property: str) -> tuple[int | None, int | None]:
        """The least and the most people that a property's cell says: "5-7", "at least 5", "5+", "up to 7"."""
        found = _BOUNDS.fullmatch(self.value(property) or "")
        if found is None:
            return None, None
        low, high = (_first(*map(found.group, names)) for names in (_LEAST, _GREATEST))
        return (None, None) if low and high is not None and low > high else (low, high)

    def in_words(
        self, property: str, count: Callable[[str], CountValue | None]
    ) -> CountValue | None:
        """The people that a property's cell tells of as news does: "about 5", "~5", "several", "a dozen"."""
        value = self.value(property)
        if value is None or property.endswith(("_low", "_high")):
            return None
        said = count(handwritten.number(value))
        numbers = [n for n in (said.best, said.low, said.high) if n is not None] if said else []
        return said if numbers and max(numbers) <= _MOST else None

    def is_toll(self, property: str, count: Callable[[str], CountValue | None]) -> bool:
        """Whether a property's cell says how many people, or that nobody knows."""
        bounded = not property.endswith(("_low", "_high")) and self.bounds(property) != (None, None)
        unknown = _UNKNOWN.fullmatch(self.value(property) or "")
        told = self.amount(property) is not None or bounded or unknown is not None
        return told or self.in_words(property, count) is not None

    @property
    def row(self) -> Row:
        """The row itself."""
        assert self.document.row is not None
        return self.document.row

    def day(self, property: str) -> dt.date | None:
        """The day that a property's cell says; None where it says none that is known."""
        words = self.value(property) or ""
        written = stamps.day(words, month_first=self.row.month_first)
        return written or stamps.serial_day(words, since_1904=self.row.since_1904)

    def number(self, property: str) -> int | None:
        """The whole number of a property's cell."""
        found = self.amount(property)
        return None if found is None else round(found)

    def claim(
        self, property: str, value: Value, *cells: Cell | None, certainty: Certainty = "stated"
    ) -> Claim:
        """A claim whose evidence are these cells."""
        evidence = tuple(
            Evidence(self.document.id, start, end, self.document.text[start:end])
            for start, end in _spans([cell for cell in cells if cell is not None])
        )
        return Claim(
            property,
            value,
            evidence,
            certainty,
            confidence=CONFIDENCE,
            extractor=f"rows.{self.table.id}",
        )


def _first(*numbers: str | None) -> int | None:
    return next((int(number) for number in numbers if number is not None), None)


def _spans(cells: list[Cell]) -> Iterator[tuple[int, int]]:
    """Where these cells stand in the text; neighbours are quoted together, with the columns' names."""
    ordered = sorted(cells, key=lambda cell: cell.start)
    while ordered:
        first = last = ordered.pop(0)
        while ordered and ordered[0].start - len(ordered[0].column) - 2 == _end(last) + 1:
            last = ordered.pop(0)
        alone = first is last
        yield first.start if alone else first.start - len(first.column) - 2, _end(last)


def _end(cell: Cell) -> int:
    return cell.start + len(cell.value)


def reports(
    document: Document, report_id: Callable[[int], str], resolve: Resolver
) -> tuple[Report, ...]:
    """The report of a row; none where it tells of no incident."""
    cells = _read(document)
    if not cells.is_incident():
        return ()
    coded = cells.concept("type")
    kind = coded[0] if coded else "attack"
    claims = [
        *_type(cells, kind, coded),
        *_date(cells),
        *_place(cells, resolve),
        *_counts(cells, resolve.count),
        *_actors(cells, kind, resolve),
        *_things(cells),
    ]
    return (Report(report_id(1), kind, "accomplished", "main", CONFIDENCE, tuple(claims)),)


def _read(document: Document) -> _Cells:
    assert document.row is not None
    return _Cells(document, mappings.named(document.row.mapping), _by_column(document.row))


def unread(document: Document, report: Report, resolve: Resolver) -> Iterator[str]:
    """What the report of a row lacks because a cell that should tell it could not be read, each in words."""
    cells = _read(document)
    told = {claim.property: claim.value for claim in report.claims}
    if kind := cells.unknown_type():
        yield f"{kind[:40]!r} is no type of incident that {cells.table.name} is known to have"
    yield from _undated(cells, told.get("date"))
    yield from _unplaced(cells, told.get("place"), resolve)
    country = _named(cells, "country")
    if country and _code(cells, country, resolve) is None and not resolve.is_gone(country):
        yield f"{country[:40]!r} is no one country that is known (write its name in full, or its ISO code)"
    for property in mappings.TOLLS:
        cell = cells.cell(property)
        if cell and not cells.is_toll(property, resolve.count):
            yield f"{cell.column}: {cell.value[:40]!r} is no number of people"


def _unplaced(cells: _Cells, place: Value | None, resolve: Resolver) -> Iterator[str]:
    """What is wrong with the point of a row."""
    lat, lon = cells.value("lat"), cells.value("lon")
    given = [words for words in (lat, lon) if words and not _UNKNOWN.fullmatch(words)]
    if not isinstance(place, PlaceValue) or place.lat is not None or not given:
        return
    told = f"{(lat or '')[:40]!r}, {(lon or '')[:40]!r}"
    if _point(cells) in (None, (0, 0)):
        yield f"{told} are no latitude and longitude in degrees"
    elif _is_swapped(cells, resolve):
        yield f"{told} are not in {place.name}, but would be with latitude and longitude swapped"


def _undated(cells: _Cells, told: Value | None) -> Iterator[str]:
    """What is wrong with the days of a row."""
    begin, end = cells.day("date"), cells.day("date_end")
    if end is None and (last := cells.value("date_end")):
        yield f"{last[:40]!r} is no date that is known (write 2024-03-12)"
    words = cells.value("date") or (_parts_told(cells) if told is None else "")
    month_first = cells.row.month_first
    if begin is None and words and handwritten.date(words, month_first=month_first) is None:
        yield f"{words[:40]!r} is no date that is known (write 2024-03-12)"
    elif begin and end and end < begin:
        yield f"{(cells.value('date_end') or '')[:40]!r} ends what begins later"


def _parts_told(cells: _Cells) -> str:
    """A date that stands in three cells, as one."""
    found = [cells.value(part) for part in ("year", "month", "day")]
    return "-".join(words for words in found if words) if found[0] else ""


def _by_column(row: Row) -> Mapping[str, Cell]:
    """The first cell of each column that holds something, by the column's case-folded name."""
    return {cell.column.casefold(): cell for cell in reversed(row.cells)}


def _type(cells: _Cells, kind: str, coded: tuple[str, Cell] | None) -> Iterator[Claim]:
    if coded:
        yield cells.claim("incidentType", ConceptValue(kind), coded[1])


# --- when and where -------------------------------------------------------------------------------


def _date(cells: _Cells) -> Iterator[Claim]:
    begin = cells.day("date")
    if begin is not None:
        last = cells.day("date_end")
        end, ends = (last, cells.cell("date_end")) if last and last >= begin else (begin, None)
        edtf = begin.isoformat() if begin == end else f"{begin.isoformat()}/{end.isoformat()}"
        yield cells.claim("date", DateValue(begin, end, edtf), cells.cell("date"), ends)
        return
    words = cells.value("date")
    if words and (some := handwritten.date(words, month_first=cells.row.month_first)):
        yield cells.claim("date", some, cells.cell("date"))
        return
    year, month, day = (cells.number(part) for part in ("year", "month", "day"))
    value = handwritten.parts(year, month, day)
    if value is not None:
        yield cells.claim("date", value, *map(cells.cell, ("year", "month", "day")))


def _named(cells: _Cells, part: str) -> str | None:
    """The name in a cell for a place; None where it says that none is known."""
    name = cells.value(part)
    return None if name and name.casefold() in _NOBODY.union(cells.table.nobody) else name


def _place(cells: _Cells, resolve: Resolver) -> Iterator[Claim]:
    country, admin1, city = (_named(cells, part) for part in ("country", "admin1", "place"))
    name = city or admin1 or (resolve.country_label(country) if country else None)
    if name is None:
        return
    point = None if _is_swapped(cells, resolve) else _point(cells)
    # Where both are 0 there is only sea: that is what programs write for nothing.
    lat, lon = point if point and point != (0, 0) else (None, None)
    # A point without a settlement's name is a spot somewhere in the region that is named.
    precision = "city" if city or lat is not None else "region" if admin1 else "country"
    value = PlaceValue(
        name,
        _code(cells, country, resolve) if country else None,
        admin1,
        cells.value("admin2"),
        city,
        lat,
        lon,
        precision,  # type: ignore[arg-type]
    )
    yield cells.claim(
        "place", value, *map(cells.cell, ("place", "admin1", "country", "lat", "lon"))
    )


def _code(cells: _Cells, country: str, resolve: Resolver) -> str | None:
    """The code of a country, as the data base means it or else by its name."""
    words = cells.table.values.get("country", {})
    return words.get(country.casefold()) or resolve.country(country)


def _point(cells: _Cells) -> tuple[float, float] | None:
    """The latitude and longitude of a row; None where they are none."""
    lat, lon = (handwritten.degrees(cells.value(part) or "") for part in ("lat", "lon"))
    if lat is None or lon is None or abs(lat) > _MOST_NORTH or abs(lon) > 2 * _MOST_NORTH:
        return None
    return lat, lon


def _is_swapped(cells: _Cells, resolve: Resolver) -> bool:
    """Whether the point of a row is where its place or country is only with its numbers swapped."""
    point, country = _point(cells), _named(cells, "country")
    code = _code(cells, country, resolve) if country else None
    return point is not None and resolve.is_swapped(_named(cells, "place"), code, *point)


# --- who and how many -----------------------------------------------------------------------------


def _counts(cells: _Cells, in_words: Callable[[str], CountValue | None]) -> Iterator[Claim]:
    for property, column in _COUNTED:
        best, low, high = (cells.amount(f"{column}{end}") for end in ("", "_low", "_high"))
        if best is None:
            least, most = cells.bounds(column)
            low, high = least if low is None else low, most if high is None else high
        # Some rows have their bounds the wrong way round, or a best estimate outside them.
        said = sorted(number for number in (best, low, high) if number is not None)
        if not said:
            if told := cells.in_words(column, in_words):
                included = None if property == "perpetratorsKilled" else cells.table.included
                yield cells.claim(
                    property, replace(told, perpetrators_included=included), cells.cell(column)
                )
            continue
        value = _count(
            best if best is not None or low != high else low,
            said[0] if best is not None or low is not None else None,
            said[-1] if best is not None or high is not None else None,
            None if property == "perpetratorsKilled" else cells.table.included,
        )
        columns = (column, f"{column}_low", f"{column}_high")
        yield cells.claim(property, value, *map(cells.cell, columns))


def _count(
    best: float | None, low: float | None, high: float | None, included: bool | None
) -> CountValue:
    """A toll in whole people: GTD shares one among the attacks of a day, and 2.5 are two or three."""
    return CountValue(
        None if best is None else round(best),
        None if low is None else math.floor(low),
        None if high is None else math.ceil(high),
        perpetrators_included=included,
    )


def _actors(cells: _Cells, kind: str, resolve: Resolver) -> Iterator[Claim]:
    side_a, side_b = cells.cell("perpetrator"), cells.cell("opponent")
    if side_a is not None and _is_actor(cells.table, side_a):
        claimed = (cells.value("claimed") or "").casefold() in _YES
        for cell, actor, certainty in _each(cells, side_a, resolve):
            yield cells.claim("perpetrator", actor, cell, certainty=certainty)
            if claimed and actor.named:
                yield cells.claim("claimedBy", actor, cell, cells.cell("claimed"))
    if side_b is None or _is_nobody(cells.table, side_b):
        return
    if _is_civilian(cells.table, side_b):
        yield cells.claim("target", ThingValue(None, side_b.value, "civilians"), side_b)
    elif kind in cells.table.both_sides:
        for cell, actor, certainty in _each(cells, side_b, resolve):
            yield cells.claim("perpetrator", actor, cell, certainty=certainty)
    else:
        yield cells.claim("target", ThingValue(side_b.value, side_b.value, None), side_b)


def _each(
    cells: _Cells, cell: Cell, resolve: Resolver
) -> Iterator[tuple[Cell, ActorValue, Certainty]]:
    """The actors that a cell names, each with its part of the cell and how certain it is."""
    for named in handwritten.names(cell.value, resolve.is_known):
        part = Cell(cell.column, named.name, cell.start + named.start)
        if not _is_actor(cells.table, part):
            continue
        actor = resolve.actor(named.name)
        if named.nameless:
            actor = ActorValue(None, "UnnamedActor", False, named.name)
        yield part, actor, "suspected" if named.suspected else "stated"


def _is_actor(table: Table, cell: Cell) -> bool:
    return not _is_nobody(table, cell) and not _is_civilian(table, cell)


def _is_nobody(table: Table, cell: Cell) -> bool:
    """Whether a cell says that none is known, if of which country: "Unidentified Armed Group (Mali)"."""
    return _without_country(cell) in _NOBODY.union(table.nobody)


def _is_civilian(table: Table, cell: Cell) -> bool:
    return _without_country(cell) in table.civilians


def _without_country(cell: Cell) -> str:
    return cell.value.partition(" (")[0].casefold()


def _things(cells: _Cells) -> Iterator[Claim]:
    target, coded = cells.cell("target"), cells.concept("target_type")
    if target is not None and _is_nobody(cells.table, target):
        target = None
    category = coded[0] if coded else None
    if target is not None or category is not None:
        name = target.value if target else None
        yield cells.claim(
            "target", ThingValue(name, name, category), target, coded[1] if coded else None
        )
    armed = cells.concept("weapon_type")
    if armed is not None:
        yield cells.claim("weapon", ThingValue(None, armed[1].value, armed[0]), armed[1])
