"""Texts as windows of word pieces with labels, silent where a source is silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tokenizers import Tokenizer

from kgraph.nlp.network import shape
from training.reader.labels import COUNTS, KINDS, SILENT

CLS, SEP = 101, 102
ROOM = 254  # word pieces of a window beside the two frame pieces; 510 was no better (README.md)

Span = tuple[int, int, int]
"""Characters [start, end) and the index of a label."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text cut into word pieces: ids, places in the text, and the shape of the word of each."""

    ids: list[int]
    offsets: list[tuple[int, int]]
    shapes: list[int]


@dataclass(frozen=True, slots=True)
class Said:
    """What a source says of a text as a whole: kinds of incident (1, 0 or SILENT), classes of counts."""

    kinds: list[int] = field(default_factory=lambda: [SILENT] * len(KINDS))
    counts: list[int] = field(default_factory=lambda: [SILENT] * len(COUNTS))


@dataclass(frozen=True, slots=True)
class Window:
    """Word pieces with their labels.

    `roles` has one list of labels a piece (outside, begins, goes on) for every role that the source
    knows, `entity` likewise (None: unknown); `qualities` are (piece, quality, yes or no).
    """

    ids: list[int]
    shapes: list[int]
    roles: dict[int, list[int]] = field(default_factory=dict)
    entity: list[int] | None = None
    said: Said = field(default_factory=Said)
    qualities: tuple[tuple[int, int, int], ...] = ()


def kinds(said: Mapping[str, bool]) -> list[int]:
    """One label a kind."""
    return [int(said[kind]) if kind in said else SILENT for kind in KINDS]


def counted(killed: int | None, wounded: int | None) -> list[int]:
    """One class a count."""
    return [
        SILENT if number is None else min(number, size - 1)
        for number, size in zip((killed, wounded), COUNTS.values(), strict=True)
    ]


def cut(tokenizer: Tokenizer, text: str, *, cased: bool = True) -> Pieces:
    """Cut a text; the frame pieces are added per window. `cased` false hides how words are written."""
    coded = tokenizer.encode(text, add_special_tokens=False)
    ends: dict[int, tuple[int, int]] = {}
    numbers = [number or 0 for number in coded.word_ids]
    for (start, end), number in zip(coded.offsets, numbers, strict=True):
        ends[number] = (ends.get(number, (start, end))[0], end)
    shapes = [shape(text[slice(*ends[number])]) if cased else 0 for number in numbers]
    return Pieces(coded.ids, coded.offsets, shapes)


def bio(offsets: list[tuple[int, int]], spans: Iterable[tuple[int, int]]) -> list[int]:
    """Labels 0 (outside), 1 (begins), 2 (goes on), the longest span first."""
    labels = [0] * len(offsets)
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        inside = [i for i, (a, b) in enumerate(offsets) if a < end and b > start]
        if inside and not any(labels[i] for i in inside):
            for i in inside:
                labels[i] = 2
            labels[inside[0]] = 1
    return labels


def bounds(length: int) -> list[tuple[int, int]]:
    """A text of many pieces as windows of about equal length."""
    parts = max(1, -(-length // ROOM))
    size = max(1, -(-length // parts))
    return [(start, min(length, start + size)) for start in range(0, length, size)]


def told(
    pieces: Pieces,
    spans: Iterable[Span],
    known: Iterable[int],
    said: Iterable[Said] = (),
    qualities: Iterable[tuple[int, int, int, int]] = (),
    names_only: Iterable[int] = (),
) -> Iterator[Window]:
    """The windows of one text whose `known` roles are told by its spans.

    `said` speaks of the first windows, one after another. `qualities` are (start, end, quality, yes or
    no). Of a role in `names_only` the source says nothing but where a capital letter stands.
    """
    by_role: dict[int, list[tuple[int, int]]] = {role: [] for role in known}
    for start, end, role in spans:
        if role in by_role:
            by_role[role].append((start, end))
    labels = {role: bio(pieces.offsets, found) for role, found in by_role.items()}
    for role in set(names_only) & set(labels):
        labels[role] = [
            label if label or shape else SILENT
            for label, shape in zip(labels[role], pieces.shapes, strict=True)
        ]
    marks = [
        (i, quality, yes)
        for start, end, quality, yes in qualities
        for i, (a, b) in enumerate(pieces.offsets)
        if a < end and b > start
    ]
    about = list(said)
    for n, (start, end) in enumerate(bounds(len(pieces.ids))):
        yield Window(
            pieces.ids[start:end],
            pieces.shapes[start:end],
            {role: found[start:end] for role, found in labels.items()},
            None,
            about[n] if n < len(about) else Said(),
            tuple((i - start, quality, yes) for i, quality, yes in marks if start <= i < end),
        )
