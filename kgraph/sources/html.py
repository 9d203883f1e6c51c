"""Web pages: trafilatura finds the article; the date is only what the page itself declares."""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from email.utils import parsedate_to_datetime
from typing import Any

from kgraph import stamps
from kgraph.errors import DocumentError
from kgraph.model import Document
from kgraph.sources.article import Input, checked, clean, dated, identified, joined
from kgraph.sources.decode import contents, damage, decoded

MAX_PAGE_BYTES = 20_000_000
_NAMES = (
    *("article:published_time", "og:article:published_time", "datepublished", "date"),
    *("dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "pubdate"),
    *("publishdate", "publish-date", "publish_date", "publication_date", "parsely-pub-date"),
    *("sailthru.date", "article.published", "citation_publication_date"),
)
_FEED = re.compile(r"\ufeff?\s*(?:<[?!][^>]*>\s*)*<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
_JSON_LD = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_TIME = ".//time[@datetime][@itemprop='datePublished' or @pubdate]|.//article//time[@datetime]"
_IN_URL = re.compile(r"/(\d{4})/(\d{2})/(\d{2})/|/(\d{4})-(\d{2})-(\d{2})[-/]")


def read(source: Input) -> Iterator[Document | DocumentError]:
    """The article of a page: title, blank line, body without menus and notices."""
    data = contents(source.stream, source.name, MAX_PAGE_BYTES)
    markup = checked_markup(decoded(data, source.name, html=True), source.name)
    tree, page = _article(markup, source.name)
    title, url = clean(page.title or "").strip() or None, page.url or None
    text = checked(joined(title, clean(page.text)), source.name)
    published, problems = _published(tree, url, source.name)
    name = identified(None, url, source.name, text)
    yield Document(name, source.name, text, title, published, page.sitename or None, url)
    yield from (*problems, *damage(data, source.name))


def checked_markup(markup: str, where: str) -> str:
    """The markup, or DocumentError where there is none."""
    if not markup.strip():
        raise DocumentError(f"{where}: is empty; nothing to read")
    if _FEED.match(markup):
        raise DocumentError(f"{where}: is a feed, not an article; save the pages it leads to")
    return clean(markup)


def _article(markup: str, where: str) -> tuple[Any, Any]:
    """The parsed page and what trafilatura makes of it; DocumentError where it finds no article."""
    import trafilatura  # slow to import, and only pages need it

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    # The page's own dates are read below: htmldate would guess from copyright lines and "today".
    settings: Any = {
        "date_extraction_params": {"extensive_search": False, "max_date": "2100-01-01"}
    }
    try:
        tree = trafilatura.load_html(markup)
        page: Any = trafilatura.bare_extraction(
            tree, include_comments=False, with_metadata=True, **settings
        )
    except Exception as exc:  # a page can break any of four parsers; it must not stop the others
        raise DocumentError(f"{where}: the page cannot be parsed ({type(exc).__name__})") from exc
    if tree is None or page is None or not (page.text or "").strip():
        raise DocumentError(f"{where}: no article is found in this page; save its text as .txt")
    return tree, page


def _published(
    tree: Any, url: str | None, where: str
) -> tuple[dt.date | None, list[DocumentError]]:
    """The first declared date that is one; a problem where all that is declared is none."""
    first = None
    for words in _declared(tree, url):
        first = first or words
        with suppress(ValueError, IndexError, TypeError):
            return _day(words), []
    return dated(first, where)


def _declared(tree: Any, url: str | None) -> Iterator[str]:
    """What the page says its date is, the surest first."""
    metas = tree.xpath(".//meta[@content]")
    for name in _NAMES:
        for meta in metas:
            keys = (meta.get(key) or "" for key in ("property", "name", "itemprop"))
            if name in {key.lower() for key in keys}:
                yield meta.get("content")
    for script in tree.xpath(".//script[@type='application/ld+json']"):
        yield from _JSON_LD.findall(script.text or "")[:1]
    yield from (time.get("datetime") for time in tree.xpath(_TIME)[:1])
    for found in _IN_URL.finditer(url or ""):
        yield "-".join(filter(None, found.groups()))


def _day(words: str) -> dt.date:
    """The day of a date however pages write it: '2022-09-06T10:00', '20220906', 'Tue, 06 Sep 2022 10:00:00 GMT'."""
    return stamps.day(words) or parsedate_to_datetime(words.strip()).date()
