"""The network that reads: a text in; what it says of each word piece and of each window out.

Two encoders over the same embeddings run in one pass: one says what words are (kgraph.nlp.words), the
other what the text tells of (kgraph.nlp.roles).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kgraph.errors import ModelError

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

SHIPPED = Path(__file__).parent / "models" / "reader"
_CLS, _SEP = 101, 102
_OVERLAP = 48  # word pieces that a window shares with the one before it
_FORMAT = 2
# Sums and their norms in one step take longer than in two: the network takes a tenth less time without.
_SLOWER = ["SkipLayerNormFusion"]
_OF_WINDOWS = ("about",)  # outputs of a window as a whole; the others are of its pieces


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text in word pieces: their numbers, where they stand, the blank-separated words they make up.

    `words` are (first piece, piece after the last); `shapes` says of each piece how its word is written.
    """

    ids: list[int]
    offsets: list[tuple[int, int]]
    words: list[tuple[int, int]]
    shapes: list[int]

    def at(self, word: tuple[int, int]) -> tuple[int, int]:
        """Where a word stands in the text."""
        return self.offsets[word[0]][0], self.offsets[word[1] - 1][1]


@dataclass(frozen=True, slots=True)
class Outputs:
    """What the network says of a text: by name of the output, a row for each piece, or for each window."""

    pieces: Pieces
    rows: dict[str, Floats]


class Network:
    """A folder with reader.onnx, tokenizer.json and config.json, ready to read texts.

    `config` is what its config.json says of the outputs. Raises ModelError when the folder does not hold
    them or they do not fit together.
    """

    def __init__(self, folder: Path) -> None:
        try:
            self.config: dict[str, Any] = json.loads(
                (folder / "config.json").read_text(encoding="utf-8")
            )
            if self.config["format"] != _FORMAT:
                found = self.config["format"]
                raise ValueError(f"it has format {found}, and {_FORMAT} is understood")
            self._room = int(self.config["room"])
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            settings = onnxruntime.SessionOptions()
            settings.intra_op_num_threads = settings.inter_op_num_threads = 1
            self._session = onnxruntime.InferenceSession(
                str(folder / "reader.onnx"),
                settings,
                providers=["CPUExecutionProvider"],
                disabled_optimizers=_SLOWER,
            )
        except (
            Exception
        ) as exc:  # both libraries raise a plain Exception for a file that is not theirs
            raise ModelError(f"{folder}: no reader can be loaded from here: {_line(exc)}") from exc
        self._run = onnxruntime.RunOptions()
        self._run.only_execute_path_to_fetches = True

    def pieces(self, text: str) -> Pieces:
        """A text as the network is given it."""
        coded = self._tokenizer.encode(text, add_special_tokens=False)
        offsets = coded.offsets  # made anew at every call
        words = _words(coded.word_ids)
        ends = [(offsets[a][0], offsets[b - 1][1]) for a, b in words]
        shapes = [
            shape(text[start:end])
            for (a, b), (start, end) in zip(words, ends, strict=True)
            for _ in range(b - a)
        ]
        return Pieces(coded.ids, offsets, words, shapes)

    def windows(self, pieces: Pieces) -> list[dict[str, Integers]]:
        """The network's inputs for a text."""
        return [self._window(pieces, start) for start in _starts(len(pieces.ids), self._room)]

    def run(self, text: str, names: Sequence[str]) -> Outputs:
        """What the outputs named say of a text: of every piece from the window in which it stands further from an edge."""
        pieces = self.pieces(text)
        parts: dict[str, list[Floats]] = {name: [] for name in names}
        for start in _starts(len(pieces.ids), self._room):
            made = self._session.run(names, self._window(pieces, start), self._run)
            kept = self._kept(start, len(pieces.ids))
            for name, output in zip(names, made, strict=True):
                parts[name].append(output if name in _OF_WINDOWS else output[0, kept])
        rows = {
            name: made[0] if len(made) == 1 else np.concatenate(made)
            for name, made in parts.items()
        }
        return Outputs(pieces, rows)

    def scan(self, texts: Iterable[str], names: Sequence[str]) -> None:
        """Run the network over texts and forget what it says; for measuring speed."""
        for text in texts:
            for window in self.windows(self.pieces(text)):
                self._session.run(names, window, self._run)

    def _window(self, pieces: Pieces, start: int) -> dict[str, Integers]:
        """One framed window; each goes alone, so that a text reads the same beside any other."""
        end = start + self._room
        ids = [_CLS, *pieces.ids[start:end], _SEP]
        return {
            "ids": np.array([ids], np.int64),
            "shapes": np.array([[0, *pieces.shapes[start:end], 0]], np.int64),
            "mask": np.ones((1, len(ids)), np.int64),
        }

    def _kept(self, start: int, length: int) -> slice:
        """The rows of a window that no other window knows better."""
        last = start + self._room >= length
        end = min(self._room, length - start) - (0 if last else _OVERLAP // 2)
        return slice(1 + (_OVERLAP // 2 if start else 0), 1 + end)


@lru_cache(maxsize=2)
def network(folder: Path) -> Network:
    """The network of a folder, loaded once. Raises ModelError where there is none."""
    return Network(folder)


def _starts(length: int, room: int) -> range:
    """Where the windows of a text of so many pieces begin."""
    return range(0, max(1, length - _OVERLAP), room - _OVERLAP)


def _words(numbers: list[int | None]) -> list[tuple[int, int]]:
    """Pieces grouped by the word they belong to."""
    found: list[tuple[int, int]] = []
    before: int | None = None
    for at, number in enumerate(numbers):
        if found and number == before:
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
        before = number
    return found


def shape(word: str) -> int:
    """How a word is written: 1 capitalised, 2 in capitals, 3 mixed, 0 else."""
    if not word[:1].isalpha() or word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    return 1 if word[0].isupper() and word[1:].islower() else 3


def _line(exc: Exception) -> str:
    return str(exc).strip().splitlines()[0] if str(exc).strip() else type(exc).__name__
