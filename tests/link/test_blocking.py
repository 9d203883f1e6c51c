"""Which reports are compared: by the town and the fortnight, and what becomes of a key that many share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.link import blocking, scoring
from kgraph.records import Record
from tests.link.telling import HERAT, telling

APART = 100  # days between what two reports tell: nothing but the town brings them together


def paired(records: Iterable[Record]) -> set[tuple[str, str]]:
    """The documents that are compared."""
    found, _ = scoring.compare(list(records), least=0.0)
    return {(pair.first.rpartition("-")[0], pair.second.rpartition("-")[0]) for pair in found}


def shared(one: Record, other: Record) -> bool:
    return not set(blocking.keys(one).tolist()).isdisjoint(blocking.keys(other).tolist())


@pytest.mark.parametrize(
    ("place", "printed", "expected"),
    [
        pytest.param(HERAT, 0, True, id="one town, printed the same day"),
        pytest.param(HERAT, 14, True, id="one town, a fortnight later"),
        pytest.param(HERAT, 28, False, id="one town, a month later"),
        pytest.param(HERAT, None, False, id="nobody knows when it was printed"),
        pytest.param(
            HERAT | {"name": "HÉRAT", "city": "HÉRAT"}, 0, True, id="accents and capitals"
        ),
        pytest.param(HERAT | {"name": "the bazaar"}, 0, True, id="a place within the town"),
        pytest.param(HERAT | {"name": "Guzara", "city": "Guzara"}, 0, False, id="another town"),
        pytest.param(HERAT | {"country": "US"}, 0, False, id="a namesake abroad"),
        pytest.param(HERAT | {"precision": "region"}, 0, False, id="a region is no town"),
        pytest.param(HERAT | {"precision": "district"}, 0, False, id="nor is a district"),
        pytest.param(None, 0, False, id="no place"),
    ],
)
def test_reports_of_one_town_and_fortnight_meet_whatever_day_they_tell(
    place: Mapping[str, Any] | None, printed: int | None, expected: bool
) -> None:
    one = telling("a", place=HERAT, days=(0, 0), printed=0)
    other = telling("b", place=place, days=(-APART, -APART), printed=printed)
    assert shared(one, other) is expected
    assert paired([one, other]) == ({("a", "b")} if expected else set())


@given(st.integers(-5000, 5000), st.integers(0, 14))
def test_within_a_fortnight_two_reports_of_a_town_always_meet(first: int, later: int) -> None:
    one = telling("a", place=HERAT, days=(first, first), printed=first)
    other = telling("b", place=HERAT, days=(first - APART, first - APART), printed=first + later)
    assert shared(one, other)


@pytest.mark.parametrize(
    ("many", "expected"), [(blocking.MOST, True), (blocking.MOST + 1, False)]
)  # fmt: skip
def test_a_town_with_much_news_is_narrowed_to_the_month_told(many: int, expected: bool) -> None:
    """So that the pairs of a large town do not grow with the square of its reports."""
    days = [0 if number else -APART for number in range(many)]
    records = [
        telling(f"r{number:02}", place=HERAT, days=(day, day), printed=3)
        for number, day in enumerate(days)
    ]
    assert (("r00", "r01") in paired(records)) is expected
    assert ("r01", "r02") in paired(records)
