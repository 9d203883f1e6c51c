"""Incident data bases as CSV: every row a document, whose text is its cells, one a line."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterator, Sequence
from typing import Protocol, cast

from kgraph import mappings
from kgraph.errors import DocumentError
from kgraph.mappings import Table
from kgraph.model import Cell, Document, Row
from kgraph.sources.article import Input, checked, dated
from kgraph.sources.decode import decoded, marked, refuse_binary


class Rows(Protocol):
    """What csv.reader gives: rows of cells, and the number of the line read last."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]:
        """The rows."""


def read(source: Input) -> Iterator[Document | DocumentError]:
    """The document of every row; a row that cannot be read is a problem with its number."""
    csv.field_size_limit(1 << 27)
    lines = _lines(source)
    blank, header = _header(lines)
    every = itertools.chain(blank, [header], lines)
    rows = csv.reader(every, delimiter=_delimiter(header, source.name))
    try:
        yield from documents(rows, source)
    except csv.Error as exc:
        yield DocumentError(f"{source.name}:{rows.line_num}: is no CSV ({exc}); correct it")


def documents(rows: Rows, source: Input) -> Iterator[Document | DocumentError]:
    """The documents of the rows below the header, which is the first that holds anything."""
    filled = _filled(rows)
    _, header = next(filled, (0, []))
    if not header:
        raise DocumentError(f"{source.name}: is empty; nothing to read")
    names = [name.strip() for name in header]
    table = _table(names, source)
    known, empty = (table, source.mapping or table.id), True
    for line, cells in filled:
        empty = False
        where = f"{source.name}:{line}"
        try:
            yield from _row(names, cells, known, where, lines=rows.line_num - line + 1)
        except DocumentError as problem:
            yield problem
    if empty:
        yield DocumentError(f"{source.name}: holds no row below its header; nothing to read")


def _filled(rows: Rows) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, each with the line that it begins in."""
    line = rows.line_num + 1
    for cells in rows:
        if any(map(str.strip, cells)):
            yield line, cells
        line = rows.line_num + 1


def _header(lines: Iterator[str]) -> tuple[list[str], str]:
    """The blank lines, and the first that is not, "" where there is none."""
    blank: list[str] = []
    for line in lines:
        if line.strip():
            return blank, line
        blank.append(line)
    return blank, ""


def _lines(source: Input) -> Iterator[str]:
    """Lines in UTF-8, or in an encoding that spreadsheets write: UTF-16, or the Windows one of the region."""
    stream = cast("io.BufferedReader", source.stream)
    head = stream.peek(64)[:64]
    refuse_binary(head, source.name)
    if marked(head) in {"utf-16", "utf-32"}:
        yield from _wide(stream, source.name)
        return
    yield from _ended(decoded(stream.readline(), source.name).removeprefix("\ufeff"))
    for line in stream:
        try:
            yield from _ended(line.decode("utf-8"))
        except UnicodeDecodeError:
            yield from _ended(line.decode("cp1252", "replace"))


def _wide(stream: io.BufferedReader, name: str) -> Iterator[str]:
    wide = io.TextIOWrapper(stream, marked(stream.peek(4)))
    try:
        yield from wide
    except UnicodeError:
        raise DocumentError(f"{name}: the UTF-16 or UTF-32 is broken; save it as UTF-8") from None
    finally:
        wide.detach()  # the stream is not ours to close


def _ended(line: str) -> Iterator[str]:
    """The lines of a line, which are several where old programs end them with \\r."""
    return iter(io.StringIO(line, newline=None)) if "\r" in line else iter((line,))


def _delimiter(header: str, name: str) -> str:
    """What there is most of in the header: programs that write decimal commas write semicolons."""
    likely = "\t,;" if name.lower().removesuffix(".gz").endswith(".tsv") else ",\t;"
    return max(likely, key=header.count)


def _table(names: Sequence[str], source: Input) -> Table:
    """The data base that has these columns. Raises DocumentError where none is known."""
    if source.mapping:
        return mappings.named(source.mapping)
    header = {name.casefold() for name in names}
    for table in mappings.shipped():
        if table.fits(header):
            return table
    for table in mappings.shipped():
        lacking = [name for name in table.needs if name not in header]
        if 2 * len(lacking) < len(table.needs):
            raise DocumentError(
                f"{source.name}: looks like {table.name} but has no column {' and no '.join(lacking)}; add what is missing, or describe the columns with --mapping FILE.toml"
            )
    known = ", ".join(table.name for table in mappings.shipped())
    raise DocumentError(
        f"{source.name}: its columns ({', '.join(itertools.islice(names, 5))} …) are those of no known data base ({known}); describe them with --mapping FILE.toml"
    )


def _row(
    names: Sequence[str], cells: list[str], known: tuple[Table, str], where: str, *, lines: int
) -> Iterator[Document | DocumentError]:
    """The document of one row, behind the problem of its date if it has one."""
    while len(cells) > len(names) and not cells[-1].strip():
        cells.pop()  # spreadsheets end rows with empty cells
    if len(cells) != len(names):
        long = (
            f" and goes on for {lines} lines: is a quotation mark not closed" if lines > 1 else ""
        )
        raise DocumentError(
            f"{where}: has {len(cells)} cells where the header has {len(names)}{long}; correct it"
        )
    table, mapping = known
    kept, text = _cells(names, cells)
    checked(text, where)
    values = {cell.column.casefold(): cell.value for cell in kept}
    number = first(table, values, "id")
    if number is None:
        raise DocumentError(f"{where}: has no {' or '.join(table.columns['id'])}; correct it")
    if len(kept) == 1:
        raise DocumentError(f"{where}: holds nothing but its id; nothing to read")
    published, problems = dated(first(table, values, "published"), where)
    yield from problems
    yield Document(
        f"{table.id}:{number}",
        where,
        text,
        published=published,
        publisher=table.name,
        row=Row(table.name, mapping, kept),
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


def first(table: Table, values: dict[str, str], property: str) -> str | None:
    """The value of the first column that holds a property."""
    names = table.columns.get(property, ())
    return next((values[name.casefold()] for name in names if name.casefold() in values), None)
