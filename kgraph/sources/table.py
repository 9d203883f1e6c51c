"""Rows of incident data bases: every row a document, whose text is its cells, one a line; or tables of articles."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from kgraph import mappings
from kgraph.errors import DocumentError, KeptDocumentError, LeftOutError
from kgraph.mappings import TOLLS, Table
from kgraph.model import Cell, Document, Row
from kgraph.sources import columns, jsonl
from kgraph.sources.article import Input, checked, dated

_ROUNDED = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
ABOVE = 10  # lines among which the header stands: titles may be above it
_LOOKED_AT = 10_000  # rows, for how their dates and numbers are written


class Rows(Protocol):
    """What csv.reader gives: rows of cells, and the number of the line read last."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]:
        """The rows."""

    def reread(self, width: int) -> int:
        """How many lines of the row read last are rows of their own, so wide; they are read again."""


def documents(
    rows: Rows, source: Input, *, decimal_comma: bool = False
) -> Iterator[Document | DocumentError]:
    """The documents of the rows below the header."""
    each = iter(rows)
    header, above = _header(_filled(rows, each, 0), source)
    names = _in_one_line(header.cells)
    if _are_articles(names, source):
        yield from _articles(names, _filled(rows, each, 0), source)
        return
    table = _table(names, source)
    yield from above
    yield from _odd_columns(table, names, source)
    filled = _filled(rows, each, len(names))
    first_rows = list(itertools.islice(filled, _LOOKED_AT))
    if not first_rows:
        yield DocumentError(f"{source.name}: holds no row below its header; nothing to read")
    known, doubts = _written(table, names, first_rows, source, decimal_comma)
    yield from doubts
    for row in itertools.chain(first_rows, filled):
        if _in_one_line(row.cells) == names:
            continue  # a table was put below another one
        try:
            yield from _row(names, row, table, known, source.name)
        except DocumentError as problem:
            yield problem


def _in_one_line(names: Iterable[str]) -> list[str]:
    """The names of columns, which spreadsheets break into lines where they are long."""
    return [" ".join(name.split()) for name in names]


@dataclass(frozen=True, slots=True)
class _Line:
    """A row that holds anything: the line it begins in, its cells, over how many lines it goes, how many it swallowed."""

    number: int
    cells: list[str]
    lines: int
    swallowed: int


def _filled(rows: Rows, each: Iterator[list[str]], width: int) -> Iterator[_Line]:
    """The rows that hold anything."""
    number = rows.line_num + 1
    for cells in each:
        lines = rows.line_num - number + 1
        if any(map(str.strip, cells)):
            yield _Line(number, cells, lines, rows.reread(width))
        number = rows.line_num + 1


def _header(lines: Iterator[_Line], source: Input) -> tuple[_Line, list[DocumentError]]:
    """The first line with the columns of a data base, or else the first; and a notice of those above it."""
    seen: list[_Line] = []
    for line in itertools.islice(lines, ABOVE):
        seen.append(line)
        if fits(line.cells, source) or _are_articles(line.cells, source):
            above = f"{source.name}:{seen[0].number}: what stands above the columns is left out"
            return line, [LeftOutError(above)] if len(seen) > 1 else []
    if not seen:
        raise DocumentError(f"{source.name}: is empty; nothing to read")
    return seen[0], []


def _written(
    table: Table, names: Sequence[str], lines: list[_Line], source: Input, decimal_comma: bool
) -> tuple[Row, list[DocumentError]]:
    """A row without cells that knows how the table writes dates, numbers and countries; what stays in doubt."""
    rows = [line.cells for line in lines]
    month_first = columns.month_first(columns.cells(table, ("date", "date_end"), names, rows))
    thousands, fractions = columns.tolls(table, names, rows, decimal_comma=decimal_comma)
    known = Row(
        table.name,
        source.mapping or table.id,
        (),
        bool(month_first),
        decimal_comma,
        thousands,
        fractions,
        columns.are_codes(columns.cells(table, ("country",), names, rows)),
        source.since_1904,
    )
    doubt = f"{source.name}: its dates may have the day or the month first; they are read day first (write 2024-03-12)"
    return known, [KeptDocumentError(doubt)] if month_first is None else []


def fits(names: Sequence[str], source: Input) -> bool:
    """Whether these are the columns of a data base that is known, or of the one asked for."""
    known = (mappings.named(source.mapping),) if source.mapping else mappings.shipped()
    header = {name.casefold() for name in _in_one_line(names)}
    return any(table.fits(header) for table in known)


def _are_articles(names: Sequence[str], source: Input) -> bool:
    """Whether the rows of a table, which is none of incidents, have the fields of articles."""
    told = source.fields["text"].casefold() in map(str.casefold, _in_one_line(names))
    return told and source.mapping is None and not fits(names, source)


def _articles(
    names: Sequence[str], lines: Iterable[_Line], source: Input
) -> Iterator[Document | DocumentError]:
    """The article of every row, read as those of JSON Lines are."""
    ours = {name.casefold(): name for name in source.fields.values()}
    fields = [ours.get(name.casefold(), name) for name in names]
    empty = True
    for line in lines:
        empty = False
        try:
            cells = _as_many(line, names, f"{source.name}:{line.number}")
            row = dict(zip(reversed(fields), reversed(cells), strict=True))  # the first of a name
            yield from jsonl.document(row, source, line.number)
        except DocumentError as problem:
            yield problem
    if empty:
        yield DocumentError(f"{source.name}: holds no row below its header; nothing to read")


def header(rows: Iterable[list[str]], source: Input) -> list[str]:
    """Of rows that hold anything the one with the columns of a data base, or else the first, or none."""
    seen = list(itertools.islice(rows, ABOVE))
    return next((row for row in seen if fits(row, source)), seen[0] if seen else [])


def _table(names: Sequence[str], source: Input) -> Table:
    """The data base that has these columns. Raises DocumentError where none is known."""
    header = {name.casefold() for name in names}
    if source.mapping:
        return _asked_for(mappings.named(source.mapping), header, source)
    for table in mappings.shipped():
        if table.fits(header):
            return table
    for table in mappings.shipped():
        lacking = table.lacking(header)
        if 2 * len(lacking) < len(table.needs):
            raise DocumentError(
                f"{source.name}: looks like {table.name} but has no column {' and no '.join(lacking)}; add what is missing, or describe the columns with --mapping FILE.toml"
            )
    known = ", ".join(table.name for table in mappings.shipped())
    raise DocumentError(
        f"{source.name}: its columns ({', '.join(itertools.islice(names, 5))} …) are those of no known data base ({known}); describe them with --mapping FILE.toml, or, where they hold articles, name the one of the text with --field text=NAME"
    )


def _asked_for(table: Table, header: set[str], source: Input) -> Table:
    """The mapping that was asked for. Raises DocumentError where the table has not what it needs."""
    lacking = table.lacking(header)
    if not lacking and not _are_there(table.columns["id"], header):
        lacking = list(table.columns["id"][:1])
    if lacking:
        raise DocumentError(
            f"{source.name}: has no column {' and no '.join(lacking)}, which the mapping {source.mapping} needs; correct one of them"
        )
    return table


def _odd_columns(table: Table, names: Sequence[str], source: Input) -> Iterator[DocumentError]:
    """The columns that a mapping of one's own names and the table has not, and those that it has twice."""
    header = {name.casefold() for name in names}
    own = source.mapping not in (None, *(known.id for known in mappings.shipped()))
    lacking = [words[0] for words in table.columns.values() if not _are_there(words, header)]
    if own and lacking:
        yield KeptDocumentError(
            f"{source.name}: has no column {' and no '.join(lacking)}, which the mapping {source.mapping} names; its rows are kept without"
        )

    read = {name.casefold() for words in table.columns.values() for name in words}
    often = sorted(name for name in header & read if list(map(str.casefold, names)).count(name) > 1)
    if often:
        yield KeptDocumentError(
            f"{source.name}: has several columns {' and several '.join(often)}; of each the first that holds something is read"
        )


def _are_there(columns: Sequence[str], header: set[str]) -> bool:
    """Whether a table has a column by any of its names."""
    return any(name.casefold() in header for name in columns)


def _row(
    names: Sequence[str], row: _Line, table: Table, known: Row, name: str
) -> Iterator[Document | DocumentError]:
    """The document of one row, behind the problem of its date if it has one."""
    where = f"{name}:{row.number}"
    if row.swallowed:
        raise DocumentError(
            f"{where}: a quotation mark is not closed, or closed only {row.swallowed} lines below; correct it"
        )
    kept, text = _cells(names, _as_many(row, names, where))
    checked(text, where)
    values = {cell.column.casefold(): cell.value for cell in kept}
    number = first(table, values, "id")
    if number is None:
        raise DocumentError(f"{where}: has no {' or '.join(table.columns['id'])}; correct it")
    if _ROUNDED.fullmatch(number):
        raise DocumentError(
            f"{where}: a spreadsheet has rounded the id ({number}); save that column as text"
        )
    if len(kept) == 1:
        raise DocumentError(f"{where}: holds nothing but its id; nothing to read")
    if _is_sum(table, names, values):
        raise DocumentError(
            f"{where}: has tolls, but no date, place, actor or type; is it a sum of other rows?"
        )
    published, problems = dated(first(table, values, "published"), where)
    yield from problems
    yield Document(
        f"{table.id}:{number}",
        where,
        text,
        published=published,
        publisher=table.name,
        row=replace(known, cells=kept),
    )


def _as_many(row: _Line, names: Sequence[str], where: str) -> list[str]:
    """The cells of a row, as many as the header has. Raises DocumentError where there are others."""
    cells = row.cells
    while len(cells) > len(names) and not cells[-1].strip():
        cells.pop()  # spreadsheets end rows with empty cells
    if len(cells) == len(names):
        return cells
    long = f" and goes on for {row.lines} lines: is a quotation mark not closed"
    raise DocumentError(
        f"{where}: has {len(cells)} cells where the header has {len(names)}{long if row.lines > 1 else ''}; correct it"
    )


def _cells(names: Sequence[str], cells: Sequence[str]) -> tuple[tuple[Cell, ...], str]:
    """The cells that hold something, and the text they make: "column: value" lines."""
    kept, lines, start = [], [], 0
    for name, value in zip(names, cells, strict=True):
        shown = " ".join(value.split())
        if shown and name:
            lines.append(f"{name}: {shown}")
            kept.append(Cell(name, shown, start + len(name) + 2))
            start += len(lines[-1]) + 1
    return tuple(kept), "\n".join(lines)


def _is_sum(table: Table, names: Sequence[str], values: Mapping[str, str]) -> bool:
    """Whether a row has tolls and nothing that tells of what, as one that adds others up."""
    others = [part for part in table.columns if part not in (*TOLLS, "id")]
    if any(first(table, values, part) for part in others):
        return False
    header = {name.casefold() for name in names}
    tellable = any(_are_there(table.columns[part], header) for part in others)
    return tellable and any(first(table, values, part) for part in TOLLS)


def first(table: Table, values: Mapping[str, str], property: str) -> str | None:
    """The value of the first column that holds a property."""
    names = table.columns.get(property, ())
    return next((values[name.casefold()] for name in names if name.casefold() in values), None)
