"""Cells of a workbook in which people see a value, and for which its file has none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_AT_ONCE = 1 << 20  # bytes of a sheet that are searched at a time
# A formula whose result is an empty string has the type "str", and is as empty as it looks.
_FORMULA = re.compile(
    rb"<c\b(?![^>]*\bt=.str.)[^>]*?\br=.([A-Z]+\d+)[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
_MERGED = re.compile(rb"<mergeCell\b[^>]*\bref=.([A-Z]+(\d+):[A-Z]+(\d+))")


@dataclass(frozen=True, slots=True)
class Hollow:
    """Formulas that the program which wrote them never computed, and cells merged over several rows of a table."""

    formulas: list[str]
    merged: list[str]


def of(sheet: Any, header: int) -> Hollow:
    """The cells of a sheet, below the row that is its header: openpyxl, reading row by row, passes over them."""
    found = Hollow([], [])
    for part in _parts(sheet):
        found.formulas.extend(cell[1].decode() for cell in _FORMULA.finditer(part))
        found.merged.extend(
            cells[1].decode()
            for cells in _MERGED.finditer(part)
            if header < int(cells[2]) < int(cells[3])
        )
    return found


def _parts(sheet: Any) -> Iterator[bytes]:
    """The XML of a sheet in parts of whole rows."""
    left = b""
    with sheet._get_source() as file:
        while read := file.read(_AT_ONCE):
            whole, row, rest = (left + read).rpartition(b"<row")
            yield whole
            left = row + rest
    yield left
