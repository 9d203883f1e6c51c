"""JSON: one object, or an array of them."""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.errors import DocumentError
from kgraph.model import Document
from kgraph.sources.article import MAX_CHARACTERS, Input
from kgraph.sources.decode import contents, decoded
from kgraph.sources.jsonl import document, parsed


def read(source: Input) -> Iterator[Document | DocumentError]:
    """The documents of a JSON file, in the order of the array."""
    data = contents(source.stream, source.name, 100 * MAX_CHARACTERS)
    value = parsed(decoded(data, source.name), source.name)
    rows = value if isinstance(value, list) else [value]
    for number, row in enumerate(rows, start=1):
        try:
            yield from document(row, f"{source.name}#{number}", source.fields)
        except DocumentError as problem:
            yield problem
