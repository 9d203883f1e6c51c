"""The network as a spaCy component: what it says of words, of phrases' parts and of the text."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from spacy import symbols
from spacy.language import Language
from spacy.tokens import Doc, Span

from kgraph import mentions
from kgraph.errors import ModelError
from kgraph.mentions import Filler, Told
from kgraph.nlp import network, roles, words
from kgraph.nlp.network import SHIPPED, Network, Outputs
from kgraph.nlp.roles import Roles, Scored
from kgraph.nlp.words import Said, Words

# Below this a phrase says nothing even beside a rule (kgraph/extract/agreement.py).
_FLOOR = 0.1
_ATTRIBUTES: list[int | str] = [
    "TAG",
    "POS",
    "MORPH",
    "LEMMA",
    "DEP",
    "HEAD",
    "ENT_IOB",
    "ENT_TYPE",
]
_IOB = {"I": 1, "O": 2, "B": 3}  # spaCy's numbers
_BOUNDS = {1: True, 0: None, -1: False}


def folder() -> Path:
    """Where the reader lies: $KGRAPH_READER, else the shipped one."""
    return Path(os.environ.get("KGRAPH_READER") or SHIPPED)


@Language.factory("kgraph_network", default_config={"folder": "", "words": True, "roles": True})
def make(nlp: Language, name: str, folder: str, words: bool, roles: bool) -> Annotator:  # noqa: ARG001 - spaCy's signature
    """The component that runs the network in `folder`. Raises ModelError where it cannot say what is asked."""
    read = network.network(Path(folder))
    try:
        return Annotator(
            read, Words(read.config) if words else None, Roles(read.config) if roles else None
        )
    except KeyError as exc:
        raise ModelError(f"{folder}: no reader can be loaded from here: it lacks {exc}") from exc


class Annotator:
    """Writes tags, lemmas, dependencies and entities, and the mentions "fillers" and what the text tells of."""

    def __init__(self, network: Network, words: Words | None, roles: Roles | None) -> None:
        self._network, self._words, self._roles = network, words, roles

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one text."""
        text = doc.text
        names = (words.OUTPUTS if self._words else ()) + (roles.OUTPUTS if self._roles else ())
        outputs = self._network.run(text, names)
        if self._words:
            write_words(doc, text, self._words, outputs)
        if self._roles and outputs.pieces.ids:
            write_roles(doc, text, self._roles, outputs)
        return doc


def write_words(doc: Doc, text: str, understood: Words, outputs: Outputs) -> None:
    """Tags, morphology, lemmas, sentences with their trees, and entities."""
    at = [token.i for token in doc if not token.is_space] if outputs.pieces.ids else []
    table = _hung(doc, at)
    if at:
        said = understood.said(
            outputs,
            text,
            [(doc[i].idx, doc[i].idx + len(doc[i])) for i in at],
            [_BOUNDS[doc[i].sent_start] for i in at],
        )
        for number, column in enumerate(_columns(doc, at, said)):
            table[at, number] = np.array(column, np.uint64)
        _join(doc, table)
    doc.from_array(_ATTRIBUTES, table)


def _columns(doc: Doc, at: Sequence[int], said: Said) -> Iterator[list[int]]:
    """The attributes of the words at these places as spaCy's numbers."""
    add, morph = doc.vocab.strings.add, doc.vocab.morphology.add
    kinds = [label.partition("|") for label in said.morphs]
    yield list(map(add, said.tags))
    yield [symbols.IDS[pos] for pos, _, _ in kinds]
    yield [morph(features) for _, _, features in kinds]
    yield list(map(add, said.lemmas))
    yield list(map(add, said.arcs))
    yield [_unsigned(at[head] - i) for i, head in zip(at, said.heads, strict=True)]
    yield [_IOB[label[0]] for label in said.entities]
    yield [add(label[2:]) if label[2:] else 0 for label in said.entities]


def _hung(doc: Doc, words: Sequence[int]) -> Any:
    """A table of the attributes in which white space hangs on the word before it, or on the first."""
    table = np.zeros((len(doc), len(_ATTRIBUTES)), np.uint64)
    add = doc.vocab.strings.add
    known, before = set(words), words[0] if words else 0
    for token in doc:
        if token.i in known:
            before = token.i
        else:
            lemma, head = add(token.text), _unsigned(before - token.i)
            row = (add("_SP"), symbols.IDS["SPACE"], 0, lemma, add("dep"), head, _IOB["O"], 0)
            table[token.i] = np.array(row, np.uint64)
    return table


def _join(doc: Doc, table: Any) -> None:
    """White space within a name is part of it: "Islamic  State" with two blanks is one name, not two halves."""
    entity = slice(_ATTRIBUTES.index("ENT_IOB"), _ATTRIBUTES.index("ENT_TYPE") + 1)
    for token in reversed(doc[:-1]):
        if token.is_space and table[token.i + 1, entity.start] == _IOB["I"]:
            table[token.i, entity] = table[token.i + 1, entity]


def _unsigned(distance: int) -> int:
    """A distance to a head as spaCy's table keeps it: in 64 bits without a sign."""
    return distance % 2**64


def write_roles(doc: Doc, text: str, understood: Roles, outputs: Outputs) -> None:
    """The mentions "fillers" (kgraph.mentions.Filler) and what the text tells of."""
    seen = understood.seen(outputs, _FLOOR)
    fillers = [
        (span, Filler(item.label, item.score, item.qualities))
        for item in seen.roles
        if (span := _span(doc, text, item)) is not None
    ]
    mentions.write(doc, "fillers", fillers)
    mentions.write_told(doc, Told(seen.kinds, seen.counts, seen.opening))


def _span(doc: Doc, text: str, item: Scored) -> Span | None:
    """Its words up to the end of the line's paragraph: nothing goes on behind a blank line."""
    end = text.find("\n\n", item.start, item.end)
    last = item.end if end < 0 else end
    return doc.char_span(item.start, last, label=item.label, alignment_mode="expand")
