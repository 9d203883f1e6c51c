"""Plain text, with or without a first line `date 2022-09-06`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.errors import DocumentError
from kgraph.model import Document
from kgraph.sources.article import MAX_BYTES, Input, checked, clean, dated, identified
from kgraph.sources.decode import contents, decoded

_HEADER = re.compile(r"\s*[Dd]ate:?[ \t]+(\d[\d/.-]{5,})(?:\s+|$)")


def read(source: Input) -> Iterator[Document | DocumentError]:
    """The article, and the problem of its date if it has one; the header is not part of the text."""
    whole = clean(decoded(contents(source.stream, source.name, MAX_BYTES), source.name))
    header = _HEADER.match(whole)
    text = checked(whole[header.end() :] if header else whole, source.name)
    published, problems = dated(header and header[1], source.name)
    yield Document(
        identified(None, None, source.name, text), source.name, text, published=published
    )
    yield from problems
