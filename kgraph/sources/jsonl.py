"""JSON Lines: one document a line; a bad line costs that line only."""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import Iterator, Mapping
from typing import cast

from kgraph.errors import DocumentError, KeptDocumentError
from kgraph.model import Document
from kgraph.sources.article import Input, checked, clean, dated, identified, joined
from kgraph.sources.decode import damage, decoded, marked, refuse_binary

MAX_LINE_BYTES = 256 * 1024 * 1024


def read(source: Input) -> Iterator[Document | DocumentError]:
    """The document of every line; a line that cannot be read is a problem with its number."""
    empty = True
    for number, line in _lines(source):
        if not line.strip(b" \t\r\n"):
            continue
        empty = False
        try:
            where = f"{source.name}:{number}"
            yield from document(parsed(decoded(line, where), where), source, number)
            yield from damage(line, where)
        except DocumentError as problem:
            yield problem
    if empty:
        yield DocumentError(f"{source.name}: is empty; nothing to read")


def parsed(text: str, where: str) -> object:
    """The JSON value of a text, or DocumentError."""
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as exc:
        place = f"column {exc.colno}" if exc.lineno == 1 else f"line {exc.lineno}"
        raise DocumentError(f"{where}: is not JSON ({exc.msg}, {place}); correct it") from None
    except (RecursionError, ValueError) as exc:
        reason = (
            "is nested too deeply" if isinstance(exc, RecursionError) else "holds a number too long"
        )
        raise DocumentError(f"{where}: the JSON {reason}; correct it") from None


def document(row: object, source: Input, number: int) -> Iterator[Document | DocumentError]:
    """The document of one JSON object, then the problem of its date if it has one."""
    where = f"{source.name}:{number}"
    if not isinstance(row, dict):
        raise DocumentError(f'{where}: is not a JSON object; write {{"id": …, "text": …}}')
    id = _word(row, source.fields["id"], where)
    (title, url, publisher, published), odd = _words(row, source, where)
    title = clean(title) if title else None
    text = checked(joined(title, clean(_text(row, source.fields["text"], where))), where)
    day, problems = dated(published, where)
    for word in filter(None, (id, url, publisher)):
        checked(word, where)
    place = source.name if source.name == "-" else f"{source.name}#{number}"
    yield Document(identified(id, url, place, text), place, text, title, day, publisher, url)
    yield from (*odd, *problems)


def _words(
    row: Mapping[str, object], source: Input, where: str
) -> tuple[list[str | None], list[DocumentError]]:
    """Title, address, publisher and date, and the problems of those that a document is kept without."""
    found: list[str | None] = []
    problems: list[DocumentError] = []
    for name in ("title", "url", "publisher", "published"):
        try:
            found.append(_word(row, source.fields[name], where))
        except DocumentError:
            found.append(None)
            odd = f'{where}: the field "{source.fields[name]}" is not a string'
            problems.append(KeptDocumentError(f"{odd}; the document is kept without it"))
    return found, problems


def _text(row: Mapping[str, object], name: str, where: str) -> str:
    text = row.get(name)
    if isinstance(text, str):
        return checked(text, where)
    if text is not None:
        raise DocumentError(f'{where}: the field "{name}" is not a string; write it as one')
    others = ", ".join(sorted(map(str, row))[:8])[:120].encode("unicode_escape").decode()
    has = f"the fields are: {others}; " if others else ""
    raise DocumentError(
        f'{where}: has no text in the field "{name}"; {has}name the right one with --field text=NAME'
    )


def _word(row: Mapping[str, object], name: str, where: str) -> str | None:
    """The value of a field as one string; None where it is missing, null or blank."""
    value = row.get(name)
    if value is None or value != value or (isinstance(value, str) and not value.strip()):
        return None  # what differs from itself is NaN, which tables write for what is missing
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # tables with gaps turn whole numbers into floats
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise DocumentError(f'{where}: the field "{name}" is not a string; write it as one')
    return str(value)


def _lines(source: Input) -> Iterator[tuple[int, bytes]]:
    """The lines with their numbers, without holding more than one."""
    stream = cast("io.BufferedReader", source.stream)
    head = stream.peek(64)[:64]
    encoding = marked(head)
    if encoding in {"utf-16", "utf-32"}:
        wide = io.TextIOWrapper(stream, encoding, newline="\n")
        yield from enumerate(_encoded(wide, source.name), 1)
        return
    refuse_binary(head, source.name)
    for number in itertools.count(1):
        line = stream.readline(MAX_LINE_BYTES)
        if not line:
            return
        if len(line) == MAX_LINE_BYTES and not line.endswith(b"\n"):
            raise DocumentError(f"{source.name}:{number}: the line is too long; split the file")
        yield number, line


def _encoded(wide: io.TextIOWrapper, name: str) -> Iterator[bytes]:
    try:
        yield from (line.encode() for line in wide)
    except UnicodeError:
        raise DocumentError(f"{name}: the UTF-16 or UTF-32 is broken; save it as UTF-8") from None
    finally:
        wide.detach()  # the stream is not ours to close
