"""Trees and entities out of scores."""

from __future__ import annotations

import numpy as np
import pytest

from kgraph.nlp import trees

NEVER = -9.0
ENTITIES = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")


@pytest.mark.parametrize(
    ("scores", "heads"),
    [
        ([[1.0]], [0]),
        ([[0, 3, 0], [0, 5, 0], [0, 4, 0]], [1, 1, 1]),
        # The best heads of the first two are each other: the surer arc stays.
        ([[0, 5, 1], [4.9, 0, 4.8], [0, 0, 6]], [1, 2, 2]),
        # Two roots: the likelier one stays.
        ([[5, 4, 0], [1, 9, 0], [0, 3, 1]], [1, 1, 1]),
    ],
)
def test_heads_make_a_tree(scores: list[list[float]], heads: list[int]) -> None:
    assert trees.heads(np.array(scores, np.float32)) == heads


def test_any_scores_make_a_tree() -> None:
    draw = np.random.default_rng(3)
    for length in (*range(1, 12), 60):
        heads = trees.heads(draw.normal(size=(length, length)).astype(np.float32))
        assert sum(word == head for word, head in enumerate(heads)) == 1
        for word in range(length):
            steps = 0
            while heads[word] != word:
                word, steps = heads[word], steps + 1
                assert steps < length


def test_equal_scores_give_a_tree() -> None:
    assert trees.heads(np.zeros((3, 3), np.float32)) == [0, 0, 0]


@pytest.mark.parametrize(
    ("wanted", "labels"),
    [
        (["O", "B-PER", "I-PER", "O"], ["O", "B-PER", "I-PER", "O"]),
        (["O", "I-PER", "I-PER"], ["O", "B-PER", "I-PER"]),  # nothing goes on that has not begun
        (["B-LOC", "I-LOC"], ["B-LOC", "I-LOC"]),
    ],
)
def test_sequences_of_labels(wanted: list[str], labels: list[str]) -> None:
    scores = np.full((len(wanted), len(ENTITIES)), NEVER, np.float32)
    for at, label in enumerate(wanted):
        scores[at, ENTITIES.index(label)] = 2
        if label.startswith("I-"):
            scores[at, ENTITIES.index(f"B-{label[2:]}")] = 1
    assert trees.Chain(ENTITIES).best(scores) == labels
