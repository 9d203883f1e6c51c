"""What the branch for words is trained on: a text in pieces and their embeddings."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import onnx
import onnxruntime
import spacy
from spacy.tokens import Doc, DocBin

from kgraph.nlp.network import SHIPPED, Floats, Network
from kgraph.nlp.words import ends
from training.language.labels import SILENT, Words
from training.reader.windows import ROOM

# The embeddings, which the branch shares, with how words are written: their output in the graph that
# training.reader.export writes.
HIDDEN = "/Add_output_0"
_QUOTES = ({"'": "’"}, {"'": "´"}, {"'": "’", '"': "”"}, {"'": "’", '"': "“"})
_CUT = 0.3  # of the texts begin in the middle of a sentence, as windows do


@dataclass(frozen=True, slots=True)
class Example:
    """The embeddings of a text (piece, width), and of each word its first and last piece."""

    words: Words
    hidden: Floats
    first: tuple[int, ...]
    last: tuple[int, ...]


class Below:
    """The embeddings of the shipped network, int8 as they run."""

    def __init__(self, folder: Path = SHIPPED) -> None:
        self._network = Network(folder)
        model = onnx.load(folder / "reader.onnx")
        known = {output.name for output in model.graph.output}
        if HIDDEN not in known:
            model.graph.output.append(onnx.helper.make_empty_tensor_value_info(HIDDEN))
        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(model.SerializeToString(), settings)
        self._run = onnxruntime.RunOptions()
        self._run.only_execute_path_to_fetches = True

    def example(self, words: Words) -> Example | None:
        """A text as the branch is given it; None where it does not fit one window."""
        text = "".join(
            word + " " * blank for word, blank in zip(words.texts, words.blanks, strict=True)
        )
        pieces = self._network.pieces(text)
        if not 0 < len(pieces.ids) <= ROOM:
            return None
        (window,) = self._network.windows(pieces)
        hidden = self._session.run([HIDDEN], window, self._run)[0][0]
        first, last = ends(pieces, places(words))
        return Example(words, hidden, tuple(first + 1), tuple(last + 1))


def places(words: Words) -> list[tuple[int, int]]:
    """Where each word stands in the text."""
    found, at = [], 0
    for word, blank in zip(words.texts, words.blanks, strict=True):
        found.append((at, at + len(word)))
        at += len(word) + blank
    return found


def parts(words: Words, draw: random.Random) -> Iterator[Words]:
    """The text in parts of a random length that fit a window, some without the beginning of their first sentence."""
    start = 0
    while start < len(words.texts):
        end = _end(words, start, draw.randint(40, 180))
        cut = draw.randint(1, 12) if draw.random() < _CUT else 0
        yield _part(words, min(start + cut, end - 1), end)
        start = end


def _end(words: Words, start: int, wanted: int) -> int:
    """The end of the last whole sentence among so many words; of the first one where none is whole."""
    most = min(start + wanted, len(words.texts))
    numbers = words.sentences
    end = most
    while start < end < len(numbers) and numbers[end] == numbers[end - 1]:
        end -= 1
    return end if end > start else most


def _part(words: Words, start: int, end: int) -> Words:
    heads = tuple(
        head - start if start <= head < end else SILENT for head in words.heads[start:end]
    )
    labels = {task: numbers[start:end] for task, numbers in words.labels.items()}
    if "begins" in labels:
        # What stands before the first word is not seen; the first of a text always begins a sentence.
        labels["begins"] = (SILENT, *labels["begins"][1:])
    return Words(
        words.texts[start:end], words.blanks[start:end], words.sentences[start:end], heads, labels
    )


def varied(words: Words, draw: random.Random) -> Words:
    """The text, or now and then the same in capitals, small letters, a title's case, other quotes."""
    texts = words.texts
    roll = draw.random()
    for share, change in _CASES:
        if roll < share:
            texts = tuple(map(change, texts))
            break
    if draw.random() < 0.15:
        table = str.maketrans(draw.choice(_QUOTES))
        texts = tuple(text.translate(table) for text in texts)
    return Words(texts, words.blanks, words.sentences, words.heads, words.labels)


def _titled(text: str) -> str:
    return text[:1].upper() + text[1:]


_CASES: tuple[tuple[float, Callable[[str], str]], ...] = (
    (0.06, str.lower),
    (0.10, str.upper),
    (0.13, _titled),
)


def read(path: Path) -> list[Doc]:
    """The documents of a file of spaCy's."""
    return list(DocBin().from_disk(path).get_docs(spacy.blank("en").vocab))
