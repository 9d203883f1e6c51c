"""Phrases out of the scores of words."""

from __future__ import annotations

import numpy as np
import pytest

from kgraph.nlp import roles


@pytest.mark.parametrize(
    ("scores", "runs"),
    [
        ([[0.9, 0.1, 0.0], [0.1, 0.9, 0.0], [0.2, 0.0, 0.8], [1, 0, 0]], [(1, 3)]),
        ([[0.1, 0.9, 0.0], [0.1, 0.9, 0.0]], [(0, 1), (1, 2)]),  # two that touch
        ([[0.1, 0.0, 0.9]], [(0, 1)]),  # goes on without a beginning
        ([[1.0, 0.0, 0.0]], []),
    ],
)
def test_runs_of_words(scores: list[list[float]], runs: list[tuple[int, int]]) -> None:
    found = roles._runs(np.array(scores, np.float32), 0.5)
    assert [(first, last) for first, last, _ in found] == runs
