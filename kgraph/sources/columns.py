"""How a table writes its dates and numbers, as its columns tell: one cell in doubt is settled by the others."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from kgraph import stamps
from kgraph.mappings import TOLLS, Table

_CODE = re.compile(r"[A-Z]{2}")
_WHOLE = re.compile(r"\d+")
# A program that leaves zeros away at the end may write such shares of a toll beside whole numbers.
_SHARE = re.compile(r"\d+.(?:125|333|334|375|625|666|667|875)")


def cells(
    table: Table, properties: Iterable[str], names: Sequence[str], rows: Iterable[Sequence[str]]
) -> Iterator[str]:
    """What stands in the columns of these properties."""
    wanted = {name.casefold() for part in properties for name in table.columns.get(part, ())}
    at = [number for number, name in enumerate(names) if name.casefold() in wanted]
    return (row[number].strip() for row in rows for number in at if number < len(row))


def month_first(dates: Iterable[str]) -> bool | None:
    """Whether dates like 06/09/2022 have the month first; None where they might and nothing tells."""
    found = [match for date in dates if (match := stamps.EITHER.match(date))]
    told = {stamps.month_comes_first(int(match[1]), int(match[3])) for match in found}
    if not found or False in told:
        return False
    return True if True in told else None


def are_codes(countries: Iterable[str]) -> bool:
    """Whether countries are told by ISO codes of two letters, so that NA is Namibia and not a gap."""
    told = {country for country in countries if country}
    return len(told) > 1 and all(map(_CODE.fullmatch, told))


def tolls(
    table: Table, names: Sequence[str], rows: Iterable[Sequence[str]], *, decimal_comma: bool
) -> tuple[str, str]:
    """The marks that set thousands apart in the tolls of a table, and those before fractions."""
    numbers = {*cells(table, TOLLS, names, rows)}
    told = {mark: _sets_thousands_apart(mark, numbers, decimal_comma) for mark in ".,"}
    thousands = "".join(mark for mark, does in told.items() if does)
    return thousands, "".join(mark for mark, does in told.items() if does is False)


def _sets_thousands_apart(mark: str, numbers: Collection[str], decimal_comma: bool) -> bool | None:
    """Whether a mark does so, or stands before fractions; None where nothing tells."""
    grouped = re.compile(rf"[1-9]\d{{0,2}}(?:\{mark}\d{{3}})+")
    fraction = re.compile(rf"\d*\{mark}\d+")
    doubtful = {number for number in numbers if grouped.fullmatch(number)}
    if any(fraction.fullmatch(number) for number in numbers if number not in doubtful):
        return False if mark == "." or decimal_comma else None
    if mark == ("." if decimal_comma else ","):
        return True
    if not doubtful:
        return False
    beside = any(map(_WHOLE.fullmatch, numbers))
    return True if beside and not all(map(_SHARE.fullmatch, doubtful)) else None
