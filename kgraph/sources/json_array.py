"""JSON: an array of documents, or a single one."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

from kgraph.errors import DocumentError
from kgraph.model import Document
from kgraph.sources import jsonl
from kgraph.sources.article import Input
from kgraph.sources.decode import contents, damage, decoded

MAX_FILE_BYTES = 512 * 1024 * 1024


def read(source: Input) -> Iterator[Document | DocumentError]:
    """The documents of the array; of several objects one below the other, as JSON Lines."""
    data = contents(source.stream, source.name, MAX_FILE_BYTES)
    if not data.strip():
        raise DocumentError(f"{source.name}: is empty; nothing to read")
    try:
        value = jsonl.parsed(decoded(data, source.name), source.name)
    except DocumentError as problem:
        if "Extra data" not in str(problem):
            raise
        yield from jsonl.read(replace(source, stream=io.BufferedReader(io.BytesIO(data))))
        return
    if value == []:
        raise DocumentError(f"{source.name}: holds no document; nothing to read")
    for number, row in enumerate(value if isinstance(value, list) else [value], 1):
        try:
            yield from jsonl.document(row, source, number)
        except DocumentError as problem:
            yield problem
    yield from damage(data, source.name)
