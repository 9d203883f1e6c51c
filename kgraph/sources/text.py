"""Plain text, with an optional `date YYYY-MM-DD` at its head."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.errors import DocumentError
from kgraph.model import Document
from kgraph.sources.article import MAX_CHARACTERS, Input, checked, clean, dated, identified
from kgraph.sources.decode import contents, decoded

_HEADER = re.compile(r"\s*date[ \t]+(\d[\d-]*)(?:\s+|$)", re.IGNORECASE)


def read(source: Input) -> Iterator[Document | DocumentError]:
    """The one document of a text file."""
    data = contents(source.stream, source.name, 4 * MAX_CHARACTERS)
    text = clean(decoded(data, source.name))
    header = _HEADER.match(text)
    published, problems = dated(header[1] if header else None, source.name)
    yield from problems
    body = checked(text[header.end() :] if header else text, source.name)
    identity = identified(None, None, source.name, body)
    yield Document(identity, source.name, body, published=published)
