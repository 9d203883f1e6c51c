"""The choice between candidates: weights that fit the features, chances that add up."""

from __future__ import annotations

import pytest

from kgraph.extract import choice, days, prominence, scenes, totals
from kgraph.extract.choice import Described, Weights


@pytest.mark.parametrize(
    ("name", "spots", "own"),
    [
        ("days", days.SPOT_FEATURES, days.DATE_FEATURES),
        ("scenes", scenes.SPOT_FEATURES, scenes.PLACE_FEATURES),
        ("prominence", {}, prominence.FEATURES),
        ("killed", totals.SPOT_FEATURES, totals.TOTAL_FEATURES),
        ("wounded", totals.SPOT_FEATURES, totals.TOTAL_FEATURES),
    ],
)
def test_weights_and_features_stand_in_one_order(name: str, spots: object, own: object) -> None:
    weights = choice.shipped(name)
    assert list(weights.spots) == list(spots)  # type: ignore[call-overload]
    assert list(weights.own) == list(own)  # type: ignore[call-overload]


def test_chances_add_up_with_that_of_none() -> None:
    weights = Weights({"told": 2.0}, {"large": 1.0}, 0.0)
    found = [Described([[0.0]], [0.0]), Described([[0.0], [1.0]], [0.0])]
    likely, unlikely = choice.chances(weights, found)
    assert (likely.candidate, likely.spots) == (1, (1, 0))
    assert unlikely.candidate == 0
    none = 1 - likely.probability - unlikely.probability
    assert none == pytest.approx(unlikely.probability)
    assert choice.chances(weights, []) == []
