"""CSV and its kin: bytes to rows, in the encodings and with the delimiters that spreadsheets write."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import cast

from kgraph.errors import DocumentError
from kgraph.model import Document
from kgraph.sources import table
from kgraph.sources.article import Input
from kgraph.sources.decode import damage, decoded, marked, refuse_binary, row_decoded

SEPARATOR = re.compile(r"sep=(.)", re.IGNORECASE)
"""The line above the header by which spreadsheets tell each other what stands between cells."""
_QUOTE = '"'
_WIDE = 6  # cells from which on a line that has as many as the header is hardly prose


def read(source: Input) -> Iterator[Document | DocumentError]:
    """The document of every row; a row that cannot be read is a problem with its number."""
    csv.field_size_limit(1 << 27)
    damaged: list[DocumentError] = []
    lines = _lines(source, damaged)
    above, header = _header(lines)
    said = SEPARATOR.fullmatch(header.rstrip("\r\n"))
    if said:  # what spreadsheets write for each other
        blank, header = _header(lines)
        above += ["\n", *blank]
    first = [header, *itertools.islice(lines, table.ABOVE)]
    delimiter = said[1] if said else _delimiter(first, source)
    rows = _Csv(itertools.chain(above, first, lines), delimiter)
    try:
        yield from table.documents(rows, source, decimal_comma=delimiter == ";")
    except csv.Error as exc:
        yield DocumentError(f"{source.name}:{rows.line_num}: is no CSV ({exc}); correct it")
    yield from damaged


class _Csv:
    """csv.reader that can go back to the lines of the row read last."""

    def __init__(self, lines: Iterable[str], delimiter: str) -> None:
        self.line_num = 0
        self._lines, self._delimiter = iter(lines), delimiter
        self._again: deque[str] = deque()
        self._row: list[str] = []

    def __iter__(self) -> Iterator[list[str]]:
        yield from self._rows()
        while self._again:  # a quotation mark that nobody closed took all lines to the end
            yield from self._rows()

    def _rows(self) -> Iterator[list[str]]:
        for cells in csv.reader(self._numbered(), delimiter=self._delimiter):
            yield cells
            self._row = []

    def _numbered(self) -> Iterator[str]:
        while True:
            line = self._again.popleft() if self._again else next(self._lines, None)
            if line is None:
                return
            self.line_num += 1
            self._row.append(line)
            yield line

    def reread(self, width: int) -> int:
        """How many lines of the row read last are rows of their own, so wide; they are read again.

        A quotation mark that nobody closed, or a later one that closes it, puts them into one cell.
        """
        below = self._row[1:]
        if width < _WIDE or not any(self._is_row(line, width) for line in below):
            return 0
        self._again.extendleft(reversed(below))
        self._row = []
        self.line_num -= len(below)
        return len(below)

    def _is_row(self, line: str, width: int) -> bool:
        whole = line.count(_QUOTE) % 2 == 0
        return whole and len(next(csv.reader([line], delimiter=self._delimiter), [])) == width


def _header(lines: Iterator[str]) -> tuple[list[str], str]:
    """The blank lines, and the first that is not, "" where there is none."""
    blank: list[str] = []
    for line in lines:
        if line.strip():
            return blank, line
        blank.append(line)
    return blank, ""


def _lines(source: Input, damaged: list[DocumentError]) -> Iterator[str]:
    """Lines in UTF-8, or in an encoding that spreadsheets write: UTF-16, or the Windows one of the region.

    Those that are UTF-8 but for some bytes are told in `damaged`.
    """
    stream = cast("io.BufferedReader", source.stream)
    head = stream.peek(64)[:64]
    refuse_binary(head, source.name)
    if marked(head) in {"utf-16", "utf-32"}:
        yield from _wide(stream, source.name)
        return
    for number, line in enumerate(stream, start=1):
        damaged += damage(line, f"{source.name}:{number}")
        text = row_decoded(line) if number > 1 else decoded(line, source.name)
        yield from _ended(text.removeprefix("\ufeff") if number == 1 else text)


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


def _delimiter(lines: list[str], source: Input) -> str:
    """What stands between the columns of a data base, or else what there is most of in the first line.

    Programs that write decimal commas write semicolons.
    """
    name = source.name.lower().removesuffix(".gz")
    likely = "\t,;|" if name.endswith(".tsv") else ",\t;|"
    for line in lines:
        for mark in sorted(likely, key=line.count, reverse=True):
            with suppress(csv.Error):
                if table.fits(next(csv.reader([line], delimiter=mark), []), source):
                    return mark
    return max(likely, key=lines[0].count)
