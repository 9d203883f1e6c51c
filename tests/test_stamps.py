"""Days as files write them."""

from __future__ import annotations

import datetime as dt

import pytest

from kgraph import stamps

THE_SIXTH = dt.date(2022, 9, 6)


@pytest.mark.parametrize(
    "words",
    [
        "2022-09-06",
        "2022-09-06T10:00:00Z",
        "2022-09-06T23:00:00-05:00",
        "2022-09-06 10:00",
        "2022/9/6",
        "20220906",
        "6.9.2022",
        "6 September 2022",
        "06-Sep-2022",
        "6-Sep-22",
        "6th Sept. 2022, 10:30 GMT",
        "Sept. 6, 2022",
        "SEPTEMBER 6 2022 at 10:00",
        "Tue, 06 Sep 2022 10:00:00 GMT",
        "Tuesday 6 September 2022",
        "1662458400",
        "1662458400000",
    ],
)
def test_a_day_is_read_however_it_is_written(words: str) -> None:
    assert stamps.day(words) == THE_SIXTH


@pytest.mark.parametrize(
    ("words", "year"), [("1-Mar-29", 2029), ("1-Mar-30", 1930), ("1-Mar-00", 2000)]
)
def test_a_year_of_two_digits_is_one_as_spreadsheets_take_it(words: str, year: int) -> None:
    assert stamps.day(words) == dt.date(year, 3, 1)


@pytest.mark.parametrize(
    ("words", "month_first", "day"),
    [
        ("06/09/2022", None, None),
        ("06/09/2022", False, THE_SIXTH),
        ("09/06/2022 10:00", True, THE_SIXTH),
        ("06-09-2022", False, THE_SIXTH),
        ("25/09/2022", None, dt.date(2022, 9, 25)),
        ("09/25/2022", None, dt.date(2022, 9, 25)),
        ("09/09/2022", None, dt.date(2022, 9, 9)),
        ("25/09/2022", True, None),
    ],
)
def test_day_and_month_in_digits_need_an_order(
    words: str, month_first: bool | None, day: dt.date | None
) -> None:
    assert stamps.day(words, month_first=month_first) == day


@pytest.mark.parametrize(
    "words",
    ["", "soon", "2022", "May 2022", "31 February 2022", "0001-01-01", "9999-12-31", "6 Sep 22"],
)
def test_what_says_no_day_gives_none(words: str) -> None:
    assert stamps.day(words) is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("44810", THE_SIXTH),
        ("44810.75", THE_SIXTH),
        ("12", None),
        ("99999", None),
        ("448100", None),
    ],
)
def test_spreadsheets_count_days(words: str, day: dt.date | None) -> None:
    assert stamps.serial_day(words) == day
