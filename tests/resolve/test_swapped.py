"""Points with latitude and longitude swapped."""

from __future__ import annotations

import pytest

from kgraph.resolve.swapped import is_swapped


@pytest.mark.parametrize(
    ("place", "country", "point", "swapped"),
    [
        ("Gao", "ML", (16.27, -0.04), False),
        ("Gao", "ML", (-0.04, 16.27), True),
        ("Gao", None, (-0.04, 16.27), True),
        ("Maiduguri", "NG", (13.16, 11.85), True),
        ("Maiduguri", "NG", (11.5, 13.5), False),
        ("Nowhere at All", "ML", (-0.04, 16.27), True),
        ("Nowhere at All", "ML", (16.27, -0.04), False),
        (None, "AF", (69.17, 34.52), True),
        (None, "AF", (12.0, 101.0), False),
        ("Nowhere at All", None, (69.17, 34.52), False),
    ],
)
def test_points_that_are_swapped(
    place: str | None, country: str | None, point: tuple[float, float], swapped: bool
) -> None:
    assert is_swapped(place, country, *point) is swapped
