"""JSON Lines: one document a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from kgraph.errors import DocumentError
from kgraph.model import Document
from kgraph.sources.article import Input, checked, clean, dated, identified, joined
from kgraph.sources.decode import decoded


def read(source: Input) -> Iterator[Document | DocumentError]:
    """The documents of a JSONL file; a broken line costs only itself."""
    for number, line in enumerate(source.stream, start=1):
        where = f"{source.name}#{number}"
        if line.strip(b"\xef\xbb\xbf \t\r\n"):
            try:
                yield from document(parsed(decoded(line, where), where), where, source.fields)
            except DocumentError as problem:
                yield problem


def parsed(line: str, where: str) -> Any:
    """The JSON value of a line. Raises DocumentError."""
    try:
        return json.loads(line.lstrip("\ufeff"))
    except (ValueError, RecursionError) as exc:
        raise DocumentError(f"{where}: is no JSON ({exc}); the other lines are read") from exc


def document(row: Any, where: str, fields: Mapping[str, str]) -> Iterator[Document | DocumentError]:
    """The document of one JSON object, and what is wrong with its date."""
    if not isinstance(row, dict):
        raise DocumentError(f"{where}: is no JSON object with a {fields['text']!r} field")
    text = row.get(fields["text"])
    if not isinstance(text, str):
        raise DocumentError(
            f"{where}: has no {fields['text']!r} field with text; name yours with --field text=NAME"
        )
    title, url = _text(row, fields["title"]), _text(row, fields["url"])
    published, problems = dated(_text(row, fields["published"]), where)
    yield from problems
    body = checked(joined(clean(title) if title else None, checked(clean(text), where)), where)
    identity = identified(_text(row, fields["id"]), url, where, body)
    publisher = _text(row, fields["publisher"])
    yield Document(identity, where, body, title, published, publisher, url)


def _text(row: Mapping[str, Any], field: str) -> str | None:
    value = row.get(field)
    return str(value) if isinstance(value, str | int | float) and str(value).strip() else None
