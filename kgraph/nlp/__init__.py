"""The one place that loads the language pipeline."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kgraph.errors import ModelError

SHIPPED = Path(__file__).parent / "models" / "en_kgraph"
_NEEDED = ("parser", "ner")


@Language.component("paragraphs")
def paragraphs(doc: Doc) -> Doc:
    """Let a sentence begin after a blank line and nowhere across one."""
    for token in doc[:-1]:
        if token.is_space and "\n" in token.text:
            token.is_sent_start = token.i == 0
            doc[token.i + 1].is_sent_start = True
    return doc


@lru_cache(maxsize=2)
def load(model: str | None = None) -> Language:
    """The pipeline: `model`, else $KGRAPH_MODEL, else the shipped one.

    A name or a path, as `spacy.load` takes it. Raises ModelError when it is missing or lacks a
    parser or an entity recogniser.
    """
    name = model or os.environ.get("KGRAPH_MODEL") or str(SHIPPED)
    try:
        nlp = spacy.load(name)
    except (OSError, ValueError, ImportError) as exc:
        raise ModelError(
            f"{name}: no spaCy pipeline can be loaded from here: {_first_line(exc)}"
        ) from exc
    missing = [part for part in _NEEDED if part not in nlp.pipe_names]
    if missing:
        raise ModelError(f"{name}: the pipeline lacks {' and '.join(missing)}; kgraph needs both")
    nlp.add_pipe("paragraphs", first=True)
    nlp.max_length = 10_000_000
    return nlp


def read(texts: Iterable[str], *, model: str | None = None, batch_size: int = 16) -> Iterator[Doc]:
    """Parse texts one after another, a few at a time, so that memory does not grow with their number."""
    return load(model).pipe(texts, batch_size=batch_size)


def _first_line(exc: Exception) -> str:
    return str(exc).strip().splitlines()[0] if str(exc).strip() else type(exc).__name__
