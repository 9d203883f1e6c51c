"""The learned reader's network: a text in; role fillers and what it tells of out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kgraph.errors import ModelError

Floats = NDArray[np.float32]

_CLS, _SEP = 101, 102
_OVERLAP = 48  # word pieces that a window shares with the one before it
_FORMAT = 2
_OUTPUTS = ("role", "quality", "about")
_BEGINS = 0.5  # from here on a word begins another phrase inside a run
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

    `kinds` is how probable each kind of incident is, in the window where it is most so; `counts` has the
    probabilities of 0, 1, 2 … dead and wounded, the last for that many or more, from the text's beginning.
    """

    roles: tuple[Scored, ...]
    kinds: dict[str, float]
    counts: dict[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the text and its pieces [first, last)."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Scores:
    """Outputs of the network: role and quality of each piece, `about` of each window."""

    role: Floats
    quality: Floats
    about: Floats


class Network:
    """A folder with reader.onnx, tokenizer.json and config.json, ready to read texts.

    Raises ModelError when the folder does not hold them or they do not fit together.
    """

    def __init__(self, folder: Path) -> None:
        try:
            config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            if config["format"] != _FORMAT:
                raise ValueError(f"it has format {config['format']}, and {_FORMAT} is understood")
            self.roles, self.kinds = tuple(config["roles"]), tuple(config["kinds"])
            self.qualities = tuple(config["qualities"])
            self.counts: dict[str, int] = dict(config["counts"])
            self._room = int(config["room"])
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            settings = onnxruntime.SessionOptions()
            settings.intra_op_num_threads = settings.inter_op_num_threads = 1
            self._session = onnxruntime.InferenceSession(
                str(folder / "reader.onnx"), settings, providers=["CPUExecutionProvider"]
            )
        except (
            Exception
        ) as exc:  # both libraries raise a plain Exception for a file that is not theirs
            raise ModelError(f"{folder}: no reader can be loaded from here: {_line(exc)}") from exc

    def read(self, text: str, floor: float) -> Seen:
        """What the network sees; spans whose role scores at least `floor` (0 to 1)."""
        coded = self._tokenizer.encode(text, add_special_tokens=False)
        words = _words(coded.offsets, coded.word_ids)
        scores = self._scores(coded.ids, _shapes(text, words))
        firsts = [word.first for word in words]
        role, quality = scores.role[firsts], _sigmoid(scores.quality[firsts])
        roles = [
            Scored(
                words[first].start,
                words[last - 1].end,
                label,
                score,
                self._said(quality[first:last]),
            )
            for n, label in enumerate(self.roles)
            for first, last, score in _runs(_softmax(role[:, 3 * n : 3 * n + 3]), floor)
        ]
        return Seen(tuple(roles), *self._about(scores.about))

    def windows(self, text: str) -> list[dict[str, Any]]:
        """The network's inputs for a text."""
        coded = self._tokenizer.encode(text, add_special_tokens=False)
        shapes = _shapes(text, _words(coded.offsets, coded.word_ids))
        room = self._room
        return [_window(coded.ids, shapes, start, room) for start in _starts(len(coded.ids), room)]

    def scan(self, texts: Iterable[str]) -> None:
        """Run the network over texts and forget what it says; for measuring speed."""
        for text in texts:
            for window in self.windows(text):
                self._session.run(_OUTPUTS, window)

    def _said(self, quality: Floats) -> dict[str, float]:
        return dict(zip(self.qualities, _rounded(quality.mean(axis=0)), strict=True))

    def _about(self, about: Floats) -> tuple[dict[str, float], dict[str, tuple[float, ...]]]:
        kinds = _sigmoid(about[:, : len(self.kinds)]).max(axis=0)
        counts, first = {}, len(self.kinds)
        for name, size in self.counts.items():
            counts[name] = _rounded(_softmax(about[:1, first : first + size])[0])
            first += size
        return dict(zip(self.kinds, _rounded(kinds), strict=True)), counts

    def _scores(self, ids: list[int], shapes: list[int]) -> _Scores:
        """Scores of every piece, from the window in which it stands further from an edge."""
        role: list[Floats] = []
        quality: list[Floats] = []
        about: list[Floats] = []
        for start in _starts(len(ids), self._room):
            made = self._session.run(_OUTPUTS, _window(ids, shapes, start, self._room))
            skip = _OVERLAP // 2 if start else 0
            last = start + self._room >= len(ids)
            end = min(self._room, len(ids) - start) - (0 if last else _OVERLAP // 2)
            for kept, output in zip((role, quality), made, strict=False):
                kept.append(output[0, 1 + skip : 1 + end])
            about.append(made[2])
        return _Scores(*(np.concatenate(parts) for parts in (role, quality, about)))


def _starts(length: int, room: int) -> range:
    """Where the windows of a text of so many pieces begin."""
    return range(0, max(1, length - _OVERLAP), room - _OVERLAP)


def _window(ids: list[int], shapes: list[int], start: int, room: int) -> dict[str, Any]:
    """One framed window; each goes alone, so that a text reads the same beside any other."""
    part = [_CLS, *ids[start : start + room], _SEP]
    return {
        "ids": np.array([part], np.int64),
        "shapes": np.array([[0, *shapes[start : start + room], 0]], np.int64),
        "mask": np.ones((1, len(part)), np.int64),
    }


def _words(offsets: list[tuple[int, int]], numbers: list[int | None]) -> list[_Word]:
    """Pieces grouped by the word they belong to."""
    found: list[_Word] = []
    before: int | None = None
    for at, ((start, end), number) in enumerate(zip(offsets, numbers, strict=True)):
        if found and number == before:
            found[-1] = _Word(found[-1].start, end, found[-1].first, at + 1)
        else:
            found.append(_Word(start, end, at, at + 1))
        before = number
    return found


def _shapes(text: str, words: Sequence[_Word]) -> list[int]:
    """The shape of the word that each piece belongs to."""
    return [
        shape(text[word.start : word.end]) for word in words for _ in range(word.last - word.first)
    ]


def shape(word: str) -> int:
    """How a word is written: 1 capitalised, 2 in capitals, 3 mixed, 0 else."""
    if not word[:1].isalpha() or word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    return 1 if word[0].isupper() and word[1:].islower() else 3


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


def _line(exc: Exception) -> str:
    return str(exc).strip().splitlines()[0] if str(exc).strip() else type(exc).__name__
