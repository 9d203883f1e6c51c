"""Incident data bases as workbooks (.xlsx): the first sheet that holds one, as the CSV that it would be saved as."""

from __future__ import annotations

import datetime as dt
import io
import warnings
from collections.abc import Iterable, Iterator
from typing import Any

from kgraph.errors import DocumentError, in_one_line
from kgraph.model import Document
from kgraph.sources import table
from kgraph.sources.article import Input

_FAILED = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
_EXACT = 1e15  # up to which a fraction without decimals is a whole number


def read(source: Input) -> Iterator[Document | DocumentError]:
    """The document of every row; a row that cannot be read is a problem with its number."""
    yield from table.documents(_Rows(_sheet(source)), source)


def _sheet(source: Input) -> Iterator[tuple[Any, ...]]:
    """The rows of the first sheet with the columns of a data base, or else of the first. Raises DocumentError."""
    import openpyxl  # slow to import, and hardly ever needed

    # It warns of styles and drop-down lists, which are not read.
    warnings.filterwarnings("ignore", module="openpyxl")
    data = io.BytesIO(source.stream.read())
    try:
        book = openpyxl.load_workbook(data, read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what a file says of its own size may be wrong
        fitting = (sheet for sheet in book.worksheets if table.fits(_names(sheet), source))
        yield from next(fitting, book.worksheets[0]).iter_rows(values_only=True)
    except Exception as exc:  # openpyxl raises whatever its parts do
        raise DocumentError(
            f"{source.name}: is no workbook that can be read ({in_one_line(exc)[:100]}); save it as .csv"
        ) from exc


def _names(sheet: Any) -> list[str]:
    """What stands in the first row of a sheet that holds anything."""
    rows = (list(map(_words, row)) for row in sheet.iter_rows(values_only=True))
    return next((names for names in rows if any(names)), [])


class _Rows:
    """Rows as csv.reader gives them: words, all as many as the first row has or more."""

    def __init__(self, rows: Iterable[tuple[Any, ...]]) -> None:
        self.line_num = 0
        self._rows = rows

    def __iter__(self) -> Iterator[list[str]]:
        width = 0
        for row in self._rows:
            self.line_num += 1
            cells = list(map(_words, row))
            while cells and not cells[-1]:
                cells.pop()
            width = width or len(cells)
            yield cells + [""] * (width - len(cells))

    def reread(self, width: int) -> int:  # noqa: ARG002 - cells of a workbook swallow no rows
        """None of its rows is ever read again."""
        return 0


def _words(value: object) -> str:
    """A cell as a CSV would have it; formulas that failed are empty."""
    if value is None or value in _FAILED:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return str(value)
