"""The text of a SPARQL query without what only looks like its words: strings, comments, IRIs."""

from __future__ import annotations

import re

_UNREAD = re.compile(
    r"'''.*?'''|\"\"\".*?\"\"\"|'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"|<[^<>\"{}|^`\\\s]*>|#[^\n]*",
    re.DOTALL,
)
_FROM = re.compile(r"(?<![?$:\w-])FROM\s+(?:NAMED\s+)?(<[^>]*>|[\w-]*:\S*)", re.IGNORECASE)


def bare(text: str) -> str:
    """The text without its strings and comments."""
    return _UNREAD.sub(lambda match: match.group() if match.group().startswith("<") else " ", text)


def words(text: str) -> str:
    """The text without its strings, comments and IRIs."""
    return _UNREAD.sub(" ", text)


def named_graphs(text: str) -> list[str]:
    """The graphs that a query asks, with FROM, instead of the union of all: `<…>` or a prefixed name each."""
    return [match[1] for match in _FROM.finditer(bare(text))]
