"""Plain text, with or without first lines that say when it was printed, by whom and under which title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph import stamps
from kgraph.errors import DocumentError
from kgraph.model import Document
from kgraph.sources.article import MAX_BYTES, Input, checked, clean, dated, identified, joined
from kgraph.sources.decode import contents, damage, decoded

_PRINTED = (
    r"(?:date published|publication date|published|posted|pubdate|dated|date)(?:[ \t]+(?:on|at))?"
)
_THEN = r"(?::[ \t]*|[ \t]+)"
_CLOCK = r"(?:[T ]\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?[ap]\.?m\b\.?)?(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d)\b)?)?"
# Digits are a date whatever follows them; words only where they fill the line.
_STAMP = re.compile(rf"{_PRINTED}{_THEN}(?P<date>\d[\d/.-]{{5,}}{_CLOCK})(?:\s+|$)", re.IGNORECASE)
_WRITTEN = re.compile(rf"{_PRINTED}{_THEN}(?P<date>[^\n]{{6,60}})(?:\n\s*|$)", re.IGNORECASE)
_BELOW = re.compile(
    rf"^[ \t]*{_PRINTED}:[ \t]*(?P<date>[^\n]{{6,60}})\n", re.IGNORECASE | re.MULTILINE
)
_TOP = re.compile(r"(?:[^\n]*\n){1,5}")  # lines among which a headline and its date stand
_ODD = re.compile(
    r"Date:[ \t]+(?P<date>[^\n]{0,30}\b(?:19|20)\d\d\b[^\n]{0,10})(?:\n\s*|$)", re.IGNORECASE
)
_NAMED = re.compile(
    r"(?P<name>title|headline|source|publisher|url|link)(?P<colon>:?)[ \t]+(?P<words>\S[^\n]*)\n\s*",
    re.IGNORECASE,
)
_OURS = {"headline": "title", "source": "publisher", "link": "url"}


def read(source: Input) -> Iterator[Document | DocumentError]:
    """The article, and the problem of its date if it has one; the header is not part of the text."""
    data = contents(source.stream, source.name, MAX_BYTES)
    whole = clean(decoded(data, source.name))
    header, body = _parts(whole)
    title, url = header.get("title"), header.get("url")
    text = checked(joined(title, checked(body, source.name)), source.name)
    published, problems = dated(header.get("date"), source.name)
    name = identified(None, url, source.name, text)
    publisher = header.get("publisher")
    yield Document(name, source.name, text, title, published, publisher, url)
    yield from (*problems, *damage(data, source.name))


def _parts(whole: str) -> tuple[dict[str, str], str]:
    """What the first lines say, and the text below them; without a date among them all is text."""
    header: dict[str, str] = {}
    at = len(whole) - len(whole.lstrip())
    while found := _date(whole, at) or _named(whole, at):
        said = found.groupdict()
        name = said.get("name", "date").lower()
        header.setdefault(_OURS.get(name, name), (said.get("words") or said["date"]).strip())
        at = found.end()
    return (header, whole[at:]) if "date" in header else _below_headline(whole)


def _named(whole: str, at: int) -> re.Match[str] | None:
    """What stands there with the word for it, which is no sentence: it has a colon, or is in small letters as `date` is."""
    found = _NAMED.match(whole, at)
    return found if found and (found["colon"] or found["name"].islower()) else None


def _below_headline(whole: str) -> tuple[dict[str, str], str]:
    """The date that a line of its own gives below a headline, and the text without that line."""
    top = _TOP.match(whole)
    for found in _BELOW.finditer(whole, 0, top.end()) if top else ():
        if stamps.day(found["date"]):
            return {"date": found["date"]}, whole[: found.start()] + whole[found.end() :]
    return {}, whole


def _date(whole: str, at: int) -> re.Match[str] | None:
    """The date that stands there with the word for it, right or wrong."""
    if stamp := _STAMP.match(whole, at) or _ODD.match(whole, at):
        return stamp
    written = _WRITTEN.match(whole, at)
    return written if written and stamps.day(written["date"]) else None
