"""What every format shares: the input, the rules for a text, a date and an id."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from kgraph import stamps
from kgraph.errors import DocumentError, KeptDocumentError
from kgraph.model import Document

FIELDS = ("id", "title", "text", "published", "url", "publisher")
MAX_CHARACTERS = 2_000_000
"""A text longer than this is a book or a damaged file, not an article."""
MAX_BYTES = 4 * MAX_CHARACTERS


@dataclass(frozen=True, slots=True)
class Input:
    """One file while it is read: its name as shown to people, its bytes, the names of its fields.

    `mapping` says how the columns of a table are read; None leaves it to the columns. `since_1904` tells
    that its numbers for days count from that year, as in workbooks that come from an old Macintosh.
    """

    name: str
    stream: BinaryIO
    fields: Mapping[str, str]
    mapping: str | None = None
    since_1904: bool = False


def clean(text: str) -> str:
    """The text without byte-order mark and with \\n line ends; nothing else is changed."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def checked(text: str, where: str) -> str:
    """The same text, or DocumentError where no article can be read from it or written as UTF-8."""
    if not text.strip():
        raise DocumentError(f"{where}: is empty; nothing to read")
    if len(text) > MAX_CHARACTERS:
        raise DocumentError(
            f"{where}: the text has {len(text):,} characters, more than {MAX_CHARACTERS:,}; split it"
        )
    if "\0" in text:
        raise DocumentError(f"{where}: holds NUL characters; it is binary or damaged, not text")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise DocumentError(
            f"{where}: holds half a character (a lone surrogate); write it as UTF-8 again"
        )
    return text


def joined(title: str | None, body: str) -> str:
    """Title, blank line, body; the body alone where it already starts with the title."""
    if not title or body.lstrip("# \t\n").startswith(title.strip()):
        return body
    return f"{title}\n\n{body}"


def dated(words: str | None, where: str) -> tuple[dt.date | None, list[DocumentError]]:
    """The date these words give, and the problem when they give none."""
    if not words or not words.strip():
        return None, []
    if (day := stamps.day(words)) is not None:
        return day, []
    problem = f"{where}: {words.strip()[:40]!r} is not a date; the document is kept without one"
    if stamps.EITHER.match(words.strip()):
        problem += " (write 2022-09-06: which of the numbers is the month?)"
    return None, [KeptDocumentError(problem)]


def identified(given: str | None, url: str | None, where: str, text: str) -> str:
    """The id that was given, else the URL, else where it stands; of standard input, its content."""
    if given or url:
        return given or url or ""
    if where == "-":
        return f"stdin-{Document('', '-', text).text_sha256[:16]}"
    return where
