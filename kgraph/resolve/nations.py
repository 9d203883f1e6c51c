"""Words for the people of a state: "Afghan", "South Sudanese"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Span

from kgraph.mentions import tokens_of
from kgraph.resolve.register import demonyms, people_of

_LONGEST = 3  # words: "Papua New Guinean"


def peoples(doc: Doc, *, cased: bool = True) -> Iterator[tuple[Span, str]]:
    """Each with the ISO 3166-1 alpha-2 code of its state; of "South Sudanese" that of all its words."""
    for token in tokens_of(doc, _last_words()):
        if not token.is_alpha:
            continue
        spans = (doc[max(token.i + 1 - size, 0) : token.i + 1] for size in range(_LONGEST, 0, -1))
        found = ((span, code) for span in spans if (code := people_of(span.text, cased=cased)))
        yield from next(([item] for item in found), [])


@cache
def _last_words() -> frozenset[str]:
    return frozenset(word.split()[-1] for word in demonyms())
