"""Incident data bases as CSV: every row a document, whose text is its cells, one a line."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator, Sequence

from kgraph import mappings
from kgraph.errors import DocumentError
from kgraph.mappings import Table
from kgraph.model import Cell, Document, Row
from kgraph.sources.article import Input, dated
from kgraph.sources.decode import decoded


def read(source: Input) -> Iterator[Document | DocumentError]:
    """The document of every row; a row that cannot be read is a problem with its number."""
    csv.field_size_limit(1 << 27)
    rows = csv.reader(_lines(source), delimiter=_delimiter(source.name))
    header = next(rows, None)
    if not header:
        yield DocumentError(f"{source.name}: is empty; nothing to read")
        return
    names = [name.strip() for name in header]
    table = _table(names, source)
    while True:
        try:
            cells = next(rows, None)
        except csv.Error as exc:
            yield DocumentError(f"{source.name}:{rows.line_num}: is no CSV ({exc}); correct it")
            return
        if cells is None:
            if rows.line_num < 2:
                yield DocumentError(
                    f"{source.name}: holds no row below its header; nothing to read"
                )
            return
        if any(map(str.strip, cells)):
            known = (table, source.mapping or table.id)
            yield from _row(names, cells, known, f"{source.name}:{rows.line_num}")


def _lines(source: Input) -> Iterator[str]:
    """Lines in UTF-8, or in the Windows encoding that spreadsheets of the region write."""
    first = source.stream.readline()
    yield decoded(first, source.name).removeprefix("\ufeff")
    for line in source.stream:
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError:
            yield line.decode("cp1252", "replace")


def _delimiter(name: str) -> str:
    return "\t" if name.removesuffix(".gz").endswith(".tsv") else ","


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
    names: Sequence[str], cells: Sequence[str], known: tuple[Table, str], where: str
) -> Iterator[Document | DocumentError]:
    """The document of one row, behind the problem of its date if it has one."""
    if len(cells) != len(names):
        yield DocumentError(
            f"{where}: has {len(cells)} cells where the header has {len(names)}; correct it"
        )
        return
    table, mapping = known
    kept, text = _cells(names, cells)
    values = {cell.column.casefold(): cell.value for cell in kept}
    number = first(table, values, "id")
    if number is None:
        yield DocumentError(f"{where}: has no {' or '.join(table.columns['id'])}; correct it")
        return
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
