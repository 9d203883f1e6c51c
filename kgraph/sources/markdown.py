"""Markdown with YAML front matter: title, date, publisher, url, id."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from kgraph.errors import DocumentError
from kgraph.model import Document
from kgraph.sources.article import MAX_CHARACTERS, Input, checked, clean, dated, identified, joined
from kgraph.sources.decode import contents, decoded

_FRONT = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)\n*", re.DOTALL)


def read(source: Input) -> Iterator[Document | DocumentError]:
    """The one document of a Markdown file."""
    data = contents(source.stream, source.name, 4 * MAX_CHARACTERS)
    text = clean(decoded(data, source.name))
    front = _FRONT.match(text)
    known = _front_matter(front[1], source.name) if front else {}
    title = _first(known, "title")
    url = _first(known, "url", "canonical", "link")
    published, problems = dated(_first(known, "date", "published"), source.name)
    yield from problems
    body = checked(
        joined(title, checked(text[front.end() :] if front else text, source.name)), source.name
    )
    identity = identified(_first(known, "id"), url, source.name, body)
    publisher = _first(known, "publisher", "source", "site")
    yield Document(identity, source.name, body, title, published, publisher, url)


def _front_matter(text: str, where: str) -> dict[str, Any]:
    try:
        known = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as exc:
        raise DocumentError(
            f"{where}: its front matter is no YAML: {' '.join(str(exc).split())[:120]}"
        ) from exc
    return (
        {str(key).lower(): value for key, value in known.items()} if isinstance(known, dict) else {}
    )


def _first(known: dict[str, Any], *names: str) -> str | None:
    """The first of these fields that has a value, as text."""
    return next((str(known[name]) for name in names if known.get(name) not in (None, "")), None)
