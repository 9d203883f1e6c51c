"""Web pages, by trafilatura: title, date, publisher, address and body."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from kgraph.errors import DocumentError
from kgraph.model import Document
from kgraph.sources.article import MAX_CHARACTERS, Input, checked, clean, dated, identified, joined
from kgraph.sources.decode import contents, decoded

_DEEPEST = 1000
"""Levels of nesting beyond which a page is refused: real pages have some dozens, parsers fail at many."""

_TAG = re.compile(r"<(/?)(\w+)[^>]*?(/?)>")
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "tr",
        "th",
        "dt",
        "dd",
        "option",
    ]
)


def read(source: Input) -> Iterator[Document | DocumentError]:
    """The one article of a page."""
    data = contents(source.stream, source.name, 10 * MAX_CHARACTERS)
    page = clean(decoded(data, source.name, html=True))
    if _depth(page) > _DEEPEST:
        raise DocumentError(
            f"{source.name}: its tags are nested more than {_DEEPEST} deep; it is no article"
        )
    found = _extracted(page, source.name)
    title = found.get("title") or None
    published, problems = dated(found.get("date"), source.name)
    yield from problems
    body = checked(joined(title, checked(found.get("text") or "", source.name)), source.name)
    url = found.get("url") or None
    identity = identified(None, url, source.name, body)
    yield Document(
        identity, source.name, body, title, published, found.get("sitename") or None, url
    )


def _extracted(page: str, where: str) -> dict[str, Any]:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    options = {"original_date": True, "extensive_search": False}
    try:
        found = trafilatura.bare_extraction(
            page,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params=options,
        )
    except (ValueError, TypeError, AttributeError, RecursionError, LookupError) as exc:
        raise DocumentError(f"{where}: the page cannot be read ({type(exc).__name__})") from exc
    if found is None:
        raise DocumentError(f"{where}: holds no article that can be found")
    return {
        name: getattr(found, name, None) for name in ("title", "date", "sitename", "url", "text")
    }


def _depth(page: str) -> int:
    """How deep the tags of a page are nested, roughly."""
    deepest = depth = 0
    for closing, name, alone in _TAG.findall(page):
        if name.lower() in _VOID or alone:
            continue
        depth = max(depth - 1, 0) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest
