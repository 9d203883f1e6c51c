"""Incident data bases as workbooks (.xlsx): every sheet that holds one, as the CSV that it would be saved as."""

from __future__ import annotations

import datetime as dt
import io
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from typing import Any

from kgraph.errors import DocumentError, KeptDocumentError, LeftOutError, in_one_line
from kgraph.model import Document
from kgraph.sources import hollow, table
from kgraph.sources.article import Input

_FAILED = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
_WIDE = 3  # cells in the first row of what may be a table
_EXACT = 1e15  # up to which a fraction without decimals is a whole number
_MACINTOSH = 1904  # from which old ones count days
_LISTED = 3  # cells
_NA = "#N/A"  # what people write where nothing is known


def read(source: Input) -> Iterator[Document | DocumentError]:
    """The document of every row; a row that cannot be read is a problem with its number."""
    book = _opened(source)
    filled = [(sheet, names) for sheet in book.worksheets if any(names := _names(sheet, source))]
    fitting = [sheet for sheet, names in filled if table.fits(names, source)]
    first, *later = fitting or [sheet for sheet, _ in filled] or [None]
    source = replace(source, since_1904=book.epoch.year == _MACINTOSH)
    yield from _documents(first, source)
    if not fitting:
        return
    for sheet in later:
        yield from _documents(
            sheet, replace(source, name=f"{source.name}#{in_one_line(sheet.title)}")
        )
    for sheet, names in filled:
        if sheet not in fitting:
            yield _left_out(sheet.title, names, source)


def _documents(sheet: Any, source: Input) -> Iterator[Document | DocumentError]:
    """The documents of a sheet, and what tells of its cells that people see filled and that are empty here."""
    rows = _Rows(_rows(sheet, source))
    yield from table.documents(rows, source)
    if sheet is None:
        return
    with _translated(source):
        found = hollow.of(sheet, _header(sheet, source))
    if rows.failed:
        yield _told(source, rows.failed, "formulas that failed")
    if found.formulas:
        yield _told(source, found.formulas, "formulas without a stored result")
    if found.merged:
        yield _told(
            source, found.merged, "merged cells, of whose rows only the first has the value"
        )


def _header(sheet: Any, source: Input) -> int:
    """The number of the row with the columns of a data base, or of the first."""
    rows = (list(map(_words, row)) for row in islice(_rows(sheet, source), 2 * table.ABOVE))
    return next((at for at, names in enumerate(rows, start=1) if table.fits(names, source)), 1)


def _told(source: Input, cells: Sequence[str], what: str) -> KeptDocumentError:
    listed = ", ".join(cells[:_LISTED]) + (" …" if len(cells) > _LISTED else "")
    return KeptDocumentError(
        f"{source.name}: has {what} ({listed}); they are read as empty cells: write the values into them"
    )


def _opened(source: Input) -> Any:
    import openpyxl  # slow to import, and hardly ever needed

    # It warns of styles and drop-down lists, which are not read.
    warnings.filterwarnings("ignore", module="openpyxl")
    with _translated(source):
        data = io.BytesIO(source.stream.read())
        book = openpyxl.load_workbook(data, read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what a file says of its own size may be wrong
        return book


@contextmanager
def _translated(source: Input) -> Iterator[None]:
    try:
        yield
    except Exception as exc:  # openpyxl raises whatever its parts do
        raise DocumentError(
            f"{source.name}: is no workbook that can be read ({in_one_line(exc)[:100]}); save it as .csv"
        ) from exc


def _rows(sheet: Any, source: Input) -> Iterator[tuple[Any, ...]]:
    with _translated(source):
        yield from sheet.iter_rows(values_only=True) if sheet else ()


def _names(sheet: Any, source: Input) -> list[str]:
    """What stands in the row of a sheet that may be its header."""
    rows = (list(map(_words, row)) for row in _rows(sheet, source))
    return table.header((names for names in rows if any(names)), source)


def _left_out(title: str, names: Sequence[str], source: Input) -> DocumentError:
    """What tells that a sheet is not read: a fault where it is as wide as a table, or else a notice."""
    said = f'{source.name}: the sheet "{in_one_line(title)}" is left out'
    if sum(map(bool, names)) < _WIDE:
        return LeftOutError(f"{said}; it holds no table")
    return KeptDocumentError(
        f"{said}: its first row has the columns of no known data base; describe them with --mapping FILE.toml"
    )


class _Rows:
    """Rows as csv.reader gives them: words, all as many as any row above has."""

    def __init__(self, rows: Iterable[tuple[Any, ...]]) -> None:
        self.line_num = 0
        self.failed: list[str] = []
        self._rows = rows

    def __iter__(self) -> Iterator[list[str]]:
        width = 0
        for row in self._rows:
            self.line_num += 1
            self.failed += _failures(row, self.line_num)
            cells = list(map(_words, row))
            while cells and not cells[-1]:
                cells.pop()
            width = max(width, len(cells))
            yield cells + [""] * (width - len(cells))

    def reread(self, width: int) -> int:  # noqa: ARG002 - cells of a workbook swallow no rows
        """None of its rows is ever read again."""
        return 0


def _failures(row: Sequence[object], number: int) -> Iterator[str]:
    """The cells of a row whose formula failed."""
    from openpyxl.utils import get_column_letter

    for column, value in enumerate(row, start=1):
        if value in _FAILED and value != _NA:
            yield f"{get_column_letter(column)}{number}"


def _words(value: object) -> str:
    """A cell as a CSV would have it; formulas that failed are empty."""
    if value is None or value in _FAILED:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return str(value)
