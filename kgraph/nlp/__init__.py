"""The one place that loads the language pipeline."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kgraph import mentions
from kgraph.errors import ModelError
from kgraph.mentions import Layout
from kgraph.nlp import bounds, casing, reader, spacing, tokens
from kgraph.nlp.network import SHIPPED

_NEEDED = ("parser", "ner")


@lru_cache(maxsize=4)
def load(model: str | None = None, *, learned: bool = True) -> Language:
    """The pipeline: `model`, else $KGRAPH_MODEL, else the shipped one.

    A name or a path, as `spacy.load` takes it. Raises ModelError when it is missing or lacks a
    parser or an entity recogniser. With `learned` the reader says what parts phrases play.
    """
    name = model or os.environ.get("KGRAPH_MODEL")
    own = reader.folder()
    shared = learned and own == SHIPPED and name is None
    nlp = _brought(name) if name else _shipped(roles=shared)
    if learned and not shared:
        nlp.add_pipe("kgraph_network", "roles", config={"folder": str(own), "words": False})
    nlp.max_length = 10_000_000
    return nlp


def _shipped(*, roles: bool) -> Language:
    """English as the network says it, in one pass with the roles where they are wanted."""
    nlp = spacy.blank("en")
    tokens.extend(nlp)
    nlp.add_pipe(bounds.NAME)
    nlp.add_pipe("kgraph_network", config={"folder": str(SHIPPED), "roles": roles})
    return nlp


def _brought(name: str) -> Language:
    """A pipeline of the user's own."""
    try:
        nlp = spacy.load(name)
    except (OSError, ValueError, ImportError) as exc:
        raise ModelError(
            f"{name}: no spaCy pipeline can be loaded from here: {_first_line(exc)}"
        ) from exc
    missing = [part for part in _NEEDED if part not in nlp.pipe_names]
    if missing:
        raise ModelError(f"{name}: the pipeline lacks {' and '.join(missing)}; kgraph needs both")
    nlp.add_pipe(bounds.NAME, first=True)
    return nlp


def read(
    texts: Iterable[str], *, model: str | None = None, learned: bool = True, batch_size: int = 16
) -> Iterator[Doc]:
    """Parse texts one after another, a few at a time, so that memory does not grow with their number.

    It is read without what only lays it out, and in normal case where it is in capitals;
    `mentions.printed` still gives it as it is.
    """
    pairs = (_readable(text) for text in texts)
    for doc, (printed, layout) in load(model, learned=learned).pipe(
        pairs, as_tuples=True, batch_size=batch_size
    ):
        mentions.keep_printed(doc, printed, layout)
        yield doc


def _readable(text: str) -> tuple[str, tuple[str, Layout]]:
    """A text as it is read, and as it is printed."""
    read, layout = spacing.evened(text)
    return casing.restored(read), (text, layout)


def _first_line(exc: Exception) -> str:
    return str(exc).strip().splitlines()[0] if str(exc).strip() else type(exc).__name__
