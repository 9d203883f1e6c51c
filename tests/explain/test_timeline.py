"""What was known when, in words."""

from __future__ import annotations

import pytest

from kgraph.explain import timeline
from kgraph.records import Saying


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"best": 5, "low": 5, "high": 5}, "5"),
        ({"best": 5, "low": 5}, "at least 5"),
        ({"best": 5, "low": 3, "high": 7}, "5 (3–7)"),
        ({"best": 0, "low": 0, "high": 0}, "0"),
        ({"high": 7}, "–7"),
        ({"low": 0, "high": 7}, "0–7"),
        ({"low": 24, "words": "dozens"}, "dozens"),
    ],
)
def test_a_count_is_told_with_its_bounds(value: dict[str, object], words: str) -> None:
    said = Saying("killed", {"scope": "total", **value}, "stated", 0.9, "claim")
    assert timeline._words(said) == words
