"""Phrases out of the scores of words."""

from __future__ import annotations

import numpy as np
import pytest

from kgraph.nlp import roles
from kgraph.nlp.network import Outputs, Pieces


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


def test_what_a_text_begins_with_is_told_apart_from_what_it_tells_later() -> None:
    read = roles.Roles({"roles": [], "kinds": ["incident"], "qualities": [], "counts": {}})
    windows = np.array([[-2.0], [0.0], [4.0]], np.float32)  # as logits, one row a window
    nothing = np.zeros((1, 0), np.float32)
    rows = {"role": nothing, "quality": nothing, "about": windows}
    seen = read.seen(Outputs(Pieces([0], [(0, 1)], [(0, 1)], [0]), rows), 0.5)
    assert seen.kinds == {"incident": 0.982}
    assert seen.opening == {"incident": 0.5}
