"""Days, months and years as the values of time expressions."""

from __future__ import annotations

import calendar
import datetime as dt

from kgraph.model import DateValue

ONE = dt.timedelta(days=1)


def day(value: dt.date) -> DateValue:
    """One day."""
    return DateValue(value, value, value.isoformat())


def interval(first: dt.date, last: dt.date) -> DateValue:
    """From one day to another, both included."""
    return day(first) if first == last else DateValue(first, last, f"{first}/{last}")


def month(year: int, number_of: int) -> DateValue:
    """A whole month."""
    last = calendar.monthrange(year, number_of)[1]
    return DateValue(
        dt.date(year, number_of, 1), dt.date(year, number_of, last), f"{year:04}-{number_of:02}"
    )


def year(value: int) -> DateValue:
    """A whole year."""
    return DateValue(dt.date(value, 1, 1), dt.date(value, 12, 31), f"{value:04}")
