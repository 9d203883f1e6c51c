"""Names and numbers of the labels that the network gives to words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

SILENT = -100
ENTITIES = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")

Names = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, whether a blank stands behind them, and what the corpora say of them.

    `heads` and the numbers in `labels` (by task) are SILENT where they say nothing; a root is its own head.
    """

    texts: tuple[str, ...]
    blanks: tuple[bool, ...]
    sentences: tuple[int, ...]
    heads: tuple[int, ...]
    labels: dict[str, tuple[int, ...]] = field(default_factory=dict)


def _morph(token: Token) -> str:
    return f"{token.pos_}|{token.morph}"


SYNTAX: dict[str, Callable[[Token], str]] = {
    "tag": lambda token: token.tag_,
    "morph": _morph,
    "arc": lambda token: token.dep_,
}


def names(docs: Sequence[Doc]) -> Names:
    """The labels that the treebanks' documents use, by task."""
    found: Names = {"entity": ENTITIES}
    for task, value in SYNTAX.items():
        found[task] = tuple(sorted({value(token) for doc in docs for token in doc}))
    return found


def labelled(names: Names, syntax: Doc | None, entities: Doc | None) -> Words:
    """A text with the labels that either document knows."""
    doc = syntax if syntax is not None else entities
    assert doc is not None
    labels: dict[str, tuple[int, ...]] = {}
    if syntax is not None:
        for task, value in SYNTAX.items():
            labels[task] = _numbers(names[task], map(value, syntax))
        labels["begins"] = tuple(int(bool(token.is_sent_start)) for token in syntax)
    if entities is not None:
        labels["entity"] = _numbers(ENTITIES, map(_bio, entities))
    known = syntax is not None
    return Words(
        tuple(token.text for token in doc),
        tuple(bool(token.whitespace_) for token in doc),
        _sentences(doc) if known else (0,) * len(doc),
        tuple(token.head.i for token in doc) if known else (SILENT,) * len(doc),
        labels,
    )


def _bio(token: Token) -> str:
    """A word's part in an entity; empty where the corpus does not say."""
    return f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else token.ent_iob_


def _sentences(doc: Doc) -> tuple[int, ...]:
    return tuple(number for number, sentence in enumerate(doc.sents) for _ in sentence)


def _numbers(known: Sequence[str], said: Iterable[str]) -> tuple[int, ...]:
    numbers = {name: number for number, name in enumerate(known)}
    return tuple(numbers.get(name, SILENT) for name in said)
