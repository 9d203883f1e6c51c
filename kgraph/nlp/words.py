"""What the network says of words: sentences, tags, lemmas, dependencies, entities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kgraph.nlp import lemmas, trees
from kgraph.nlp.network import Floats, Outputs, Pieces

# Scores of a word's labels, and vectors of which pairs give the score of an arc and of its label.
LABELS = ("tag", "morph", "begins", "entity")
PAIRS = ("below", "above", "root", "arc_below", "arc_above", "arc_alone", "arc_head")
OUTPUTS = LABELS + PAIRS
ROOT = "ROOT"
_LONGEST = 200  # words of a sentence
_NEVER = np.float32(-1e4)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of the words of a text, one item a word; `heads` are numbers of words."""

    tags: list[str]
    morphs: list[str]
    lemmas: list[str]
    heads: list[int]
    arcs: list[str]
    entities: list[str]


class Words:
    """Understands the outputs of a network by its config. Raises KeyError where that lacks their labels."""

    def __init__(self, config: dict[str, Any]) -> None:
        names: dict[str, list[str]] = config["words"]
        self._tags, self._morphs = names["tag"], names["morph"]
        self._arcs = names["arc"]
        self._root = self._arcs.index(ROOT)
        self._chain = trees.Chain(names["entity"])

    def said(
        self, outputs: Outputs, text: str, places: Sequence[Span], bounds: Sequence[bool | None]
    ) -> Said:
        """What they say of the words text[start:end]; `bounds` is whether a sentence begins, None if unknown."""
        rows = word_rows(outputs, places)
        told = rows["begins"][:, 0] > 0
        begins = [
            at == 0 or (bool(told[at]) if bound is None else bound)
            for at, bound in enumerate(bounds)
        ]
        starts = cut([at for at, first in enumerate(begins) if first], rows["begins"][:, 0])
        heads: list[int] = []
        arcs: list[str] = []
        entities: list[str] = []
        for start, end in zip(starts, [*starts[1:], len(places)], strict=True):
            sentence = {name: row[start:end] for name, row in rows.items()}
            found = trees.heads(arc_scores(sentence))
            heads += [start + head for head in found]
            arcs += self._labels(sentence, found)
            entities += self._chain.best(sentence["entity"])
        tags = [self._tags[n] for n in rows["tag"].argmax(1)]
        return Said(
            tags,
            [self._morphs[n] for n in rows["morph"].argmax(1)],
            [
                lemmas.lemma(text[start:end], tag)
                for tag, (start, end) in zip(tags, places, strict=True)
            ],
            heads,
            arcs,
            entities,
        )

    def _labels(self, rows: dict[str, Floats], heads: list[int]) -> list[str]:
        scores = label_scores(rows, heads)
        itself = np.array(heads) == np.arange(len(heads))
        scores[:, self._root] = np.where(itself, -_NEVER, _NEVER)
        return [self._arcs[n] for n in scores.argmax(1)]


def cut(starts: Sequence[int], likely: Floats) -> list[int]:
    """Where sentences begin, those of more than _LONGEST words cut where one most likely begins.

    Trees take time with the square of a sentence, and what is so long is a damaged table.
    """
    found: list[int] = []
    for start, end in zip(starts, [*starts[1:], len(likely)], strict=True):
        found.append(start)
        while end - found[-1] > _LONGEST:
            half, whole = found[-1] + _LONGEST // 2, found[-1] + _LONGEST
            found.append(half + int(likely[half:whole].argmax()))
    return found


def word_rows(outputs: Outputs, places: Sequence[Span]) -> dict[str, Floats]:
    """The outputs of each word: the mean of its first and last piece."""
    first, last = ends(outputs.pieces, places)
    several = first != last  # few are, so the others are not added to themselves
    rows = {name: outputs.rows[name][first] for name in OUTPUTS}
    for name, row in rows.items():
        row[several] = (row[several] + outputs.rows[name][last[several]]) / np.float32(2)
    return rows


def ends(pieces: Pieces, places: Sequence[Span]) -> tuple[Any, Any]:
    """The first and the last piece of each word; a word that has none of its own stands on the next one."""
    offsets = np.array(pieces.offsets)
    starts, stops = np.array(places).T
    most = len(offsets) - 1
    first = np.minimum(np.searchsorted(offsets[:, 1], starts, side="right"), most)
    last = np.searchsorted(offsets[:, 0], stops, side="left") - 1
    return first, np.clip(last, first, most)


def arc_scores(rows: dict[str, Floats]) -> Floats:
    """How much each word (row) may have each other as its head, or on the diagonal be the root.

    Scored by pairs of vectors as in Dozat & Manning (2017).
    """
    scores: Floats = rows["below"] @ rows["above"].T
    np.fill_diagonal(scores, rows["root"][:, 0])
    return scores


def label_scores(rows: dict[str, Floats], heads: Sequence[int]) -> Floats:
    """Scores (word, label) of the arcs from the words to their heads."""
    above = rows["arc_above"][heads]
    pairs = rows["arc_below"].reshape(len(above), -1, above.shape[1])
    scores: Floats = (
        (pairs * above[:, None, :]).sum(2) + rows["arc_alone"] + rows["arc_head"][heads]
    )
    return scores
