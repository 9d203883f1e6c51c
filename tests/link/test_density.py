"""How much happens around a report, counted in settlements of its country."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.link import density, keyed
from kgraph.link.keyed import Keyed
from kgraph.records import Record
from tests.link.telling import telling

Told = tuple[int, int | None, str]
"""Day, number of the town (None: only the country is told), country ("": it is not)."""


def reports(told: Iterable[Told]) -> Keyed:
    return keyed.of([_report(f"{at:03}", *item) for at, item in enumerate(told)])


def _report(name: str, day: int, town: int | None, country: str) -> Record:
    if not country:
        return telling(name, days=(day, day))
    place = {"name": f"Town {town}", "country": country, "precision": "city"}
    if town is None:
        place |= {"name": country, "precision": "country"}
    return telling(name, days=(day, day), place=place)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param([(0, 1, "AF"), (0, 1, "AF"), (0, 2, "AF")], [2, 2, 2], id="a town counts once"),
        pytest.param([(0, 1, "AF"), (10, 2, "AF"), (20, 3, "AF")], [-1, 3, -1], id="ten days before and after"),
        pytest.param([(0, 1, "AF"), (0, 2, "AF"), (0, 3, "PK")], [-1, -1, -1], id="of two reports nothing is known"),
        pytest.param([(0, None, "AF"), (0, 1, "AF"), (0, None, "AF")], [1, 1, 1], id="a country is no town"),
        pytest.param([(0, 1, "AF"), (0, 2, "AF"), (0, 3, "AF"), (0, 4, "")], [3, 3, 3, -1], id="a report without a place"),
        pytest.param([], [], id="nothing"),
    ],
)  # fmt: skip
def test_places(told: list[Told], expected: list[int]) -> None:
    assert density.places(reports(told)).tolist() == expected


TOLD = st.lists(
    st.tuples(
        st.integers(0, 60),
        st.none() | st.integers(0, 4),
        st.sampled_from(["AF", "PK", ""]),
    ),
    max_size=25,
)


@given(TOLD)
def test_places_are_those_of_reports_within_ten_days(told: list[Told]) -> None:
    expected = []
    for day, _, country in told:
        near = [item for item in told if item[2] == country and abs(item[0] - day) <= density.DAYS]
        towns = {town for _, town, _ in near if town is not None}
        expected.append(len(towns) if country and len(near) >= density.LEAST else density.UNKNOWN)
    assert density.places(reports(told)).tolist() == expected


def test_what_stands_at_another_level_moved() -> None:
    told: list[Told] = [(0, town, "AF") for town in range(3)]
    before = reports([*told, (40, 9, "AF")])
    assert density.moved(before, before) == set()
    more = reports([*told, (40, 9, "AF"), (9, 7, "AF")])
    assert density.moved(before, more) == {"000-1", "001-1", "002-1"}
    assert density.moved(keyed.EMPTY, more) == set()
