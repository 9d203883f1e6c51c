"""Typed mentions on a spaCy Doc: words of the text with the value they stand for.

Resolvers write them, extractors read them; a span group is spaCy's own way to carry such
annotations, so that any component of a user's own pipeline can add to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from spacy.tokens import Doc, Span

V = TypeVar("V")


def write(doc: Doc, group: str, found: Iterable[tuple[Span, Any]]) -> None:
    """Store mentions under `group` ("dates", "places", "counts", "actors"), in text order."""
    pairs = sorted(found, key=lambda pair: (pair[0].start, pair[0].end))
    doc.spans[group] = [span for span, _ in pairs]
    doc.user_data[f"kgraph.{group}"] = [value for _, value in pairs]


def read(doc: Doc, group: str, kind: type[V]) -> Iterator[tuple[Span, V]]:
    """The mentions of a group whose value is a `kind`, in text order; none where nothing was written."""
    spans = doc.spans.get(group, ())
    for span, value in zip(spans, doc.user_data.get(f"kgraph.{group}", ()), strict=True):
        if isinstance(value, kind):
            yield span, value


def keep_printed(doc: Doc, text: str) -> None:
    """Remember the document's own characters where the Doc was parsed with others of the same length."""
    if text != doc.text:
        doc.user_data["kgraph.printed"] = text


def printed(doc: Doc) -> str:
    """The characters as the document has them."""
    text: str = doc.user_data.get("kgraph.printed", doc.text)
    return text
