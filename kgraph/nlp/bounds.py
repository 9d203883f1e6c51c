"""Where a sentence may begin, as the layout and the punctuation of news say it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token

NAME = "sentence_bounds"


@Language.component(NAME)
def sentence_bounds(doc: Doc) -> Doc:
    """Say where a sentence may begin, before the parser decides the rest.

    News puts a full stop at the end of a sentence, unlike the web texts the parser learnt from: only
    after an abbreviation is it left to choose. A blank line always ends a sentence, and so does a dateline,
    which would lead the parse of the sentence behind it astray.
    """
    tokens = list(doc)
    said = [_NUMBERS[_begins(tokens, at) if at else None] for at in range(len(tokens))]
    column: Any = np.array(said, np.int64).astype(np.uint64)
    # All at once: to set them one by one, spaCy looks through the whole document for each.
    return doc.from_array(["SENT_START"], column)


_NUMBERS = {True: 1, None: 0, False: -1}  # spaCy's
_STOPS = frozenset({".", "!", "?", "…", "..."})
_CLOSERS = frozenset({"”", '"', "'", "’", ")", "]", "''"})


def _begins(doc: Sequence[Token], index: int) -> bool | None:
    """Whether a sentence begins at a token; None where only the parser can tell."""
    token, before = doc[index], doc[index - 1]
    if before.is_space and "\n" in before.text:
        return True
    if token.is_space:
        return False
    if before.text in _DASHES and _ends_dateline(doc, index - 1):
        return True
    while before.i > 0 and (before.is_space or before.text in _CLOSERS):
        before = doc[before.i - 1]
    if before.text in _STOPS:
        return not (
            token.text[0].islower()
            or token.text in _CLOSERS
            or (token.is_punct and not token.is_quote)
        )
    return None if before.text.endswith(".") and token.text[0].isupper() else False


_DASHES = frozenset({"-", "–", "—", "--"})
_SMALL = frozenset("of the and de del la el al al- near da do".split())
_LONGEST = 22  # tokens of a dateline


def _ends_dateline(doc: Sequence[Token], dash: int) -> bool:
    """Whether a dash closes a dateline: "KABUL, Afghanistan (Agency) —" at the head of a paragraph."""
    if not doc[dash].whitespace_ or doc[dash + 1].text[0].islower():
        return False
    start = dash
    while start > 0 and dash - start <= _LONGEST and "\n" not in doc[start - 1].text:
        start -= 1
    line = [token for token in doc[start:dash] if not token.is_space]
    if not line or dash - start > _LONGEST or len(line[0]) < 3 or not line[0].text[0].isupper():
        return False
    told = line[0].is_upper or any(token.text == "(" or token.is_digit for token in line)
    return told and not any(token.is_lower and token.lower_ not in _SMALL for token in line)
