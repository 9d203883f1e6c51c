"""What the network says of a text: the parts that phrases play, and what a text tells of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kgraph.nlp.network import Floats, Outputs

OUTPUTS = ("role", "quality", "about")
_BEGINS = 0.5  # from here on a word begins another phrase inside a run
_OPENING = 2  # windows in which news says what it is about: some 340 words
_EDGE = 0.4  # of the surest word's score; less at an edge is not part of the phrase


@dataclass(frozen=True, slots=True)
class Scored:
    """text[start:end] is a `label` with probability `score`; `qualities` are further ones said of it."""

    start: int
    end: int
    label: str
    score: float
    qualities: dict[str, float]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the network sees in a text.

    `kinds` is how probable each kind of incident is, in the window where it is most so, and `opening` in the
    first two, whichever says more; `counts` has the probabilities of 0, 1, 2 … dead and wounded, the last for
    that many or more, from the text's beginning.
    """

    roles: tuple[Scored, ...]
    kinds: dict[str, float]
    opening: dict[str, float]
    counts: dict[str, tuple[float, ...]]


class Roles:
    """Understands the outputs of a network by its config. Raises KeyError where that lacks their labels."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._roles: Sequence[str] = config["roles"]
        self._kinds: Sequence[str] = config["kinds"]
        self._qualities: Sequence[str] = config["qualities"]
        self._counts: dict[str, int] = config["counts"]

    def seen(self, outputs: Outputs, floor: float) -> Seen:
        """What they say; phrases whose role scores at least `floor` (0 to 1)."""
        words = outputs.pieces.words
        firsts = [first for first, _ in words]
        role = outputs.rows["role"][firsts]
        quality = _sigmoid(outputs.rows["quality"][firsts])
        roles = [
            Scored(
                outputs.pieces.at(words[first])[0],
                outputs.pieces.at(words[last - 1])[1],
                label,
                score,
                dict(zip(self._qualities, _rounded(quality[first:last].mean(axis=0)), strict=True)),
            )
            for n, label in enumerate(self._roles)
            for first, last, score in _runs(_softmax(role[:, 3 * n : 3 * n + 3]), floor)
        ]
        return Seen(tuple(roles), *self._about(outputs.rows["about"]))

    def _about(
        self, about: Floats
    ) -> tuple[dict[str, float], dict[str, float], dict[str, tuple[float, ...]]]:
        kinds = _sigmoid(about[:, : len(self._kinds)])
        most, opening = (
            dict(zip(self._kinds, _rounded(row), strict=True))
            for row in (kinds.max(axis=0), kinds[:_OPENING].max(axis=0))
        )
        counts, first = {}, len(self._kinds)
        for name, size in self._counts.items():
            counts[name] = _rounded(_softmax(about[:1, first : first + size])[0])
            first += size
        return most, opening, counts


def _softmax(logits: Floats) -> Floats:
    raised: Floats = np.exp(logits - logits.max(axis=1, keepdims=True, initial=-1e9))
    normed: Floats = raised / raised.sum(axis=1, keepdims=True)
    return normed


def _sigmoid(logits: Floats) -> Floats:
    squashed: Floats = (1 / (1 + np.exp(-logits))).astype(np.float32)
    return squashed


def _rounded(values: Floats) -> tuple[float, ...]:
    return tuple(round(float(value), 4) for value in values)


def _runs(scores: Floats, floor: float) -> Iterator[tuple[int, int, float]]:
    """Runs of words [first, last) with their mean score; columns: outside, begins, goes on.

    Words at the edges that are far less sure than the surest one are left out.
    """
    mass = scores[:, 1] + scores[:, 2]
    opened = -1
    for at in range(len(scores) + 1):
        inside = at < len(scores) and mass[at] >= floor
        if opened >= 0 and not (inside and scores[at, 1] < _BEGINS):
            first, last = _trimmed(mass, opened, at)
            yield first, last, round(float(mass[first:last].mean()), 4)
            opened = -1
        if inside and opened < 0:
            opened = at


def _trimmed(mass: Floats, first: int, last: int) -> tuple[int, int]:
    """A run without faint words at its edges."""
    least = _EDGE * float(mass[first:last].max())
    while mass[first] < least:
        first += 1
    while mass[last - 1] < least:
        last -= 1
    return first, last
