"""Calibration: whether claims of a confidence are right as often as it says.

Judged are the claims about killed, wounded, date and place of US shootings and of the 2018 list. The
expected calibration error is the mean distance of confidence and share right over ten equal bins,
weighted by size (Naeini et al. 2015).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from benchmarks import list_2018, reading, shootings
from benchmarks.metrics import interval
from benchmarks.rows import Row, share
from kgraph.model import Claim, DateValue, PlaceValue, Report

Judged = tuple[float, bool]


def rows(limit: int) -> Iterable[Row]:
    """The share of right claims in each bin of confidence, and the error over all."""
    judged = [*_shootings(limit), *_list(limit)]
    bins: dict[int, list[Judged]] = defaultdict(list)
    for item in judged:
        bins[min(int(item[0] * 10), 9)].append(item)
    for number in sorted(bins):
        mean = sum(confidence for confidence, _ in bins[number]) / len(bins[number])
        name = f"right at {number / 10:.1f}-{(number + 1) / 10:.1f}"
        right = [correct for _, correct in bins[number]]
        yield share("calibration", name, right, f"{100 * mean:.1f} mean confidence")
    low, high = interval(judged, expected_error, 200) if judged else (0.0, 0.0)
    value = expected_error(judged)
    yield Row("calibration", "expected error", 100 * value, 100 * low, 100 * high, len(judged))


def expected_error(judged: Sequence[Judged]) -> float:
    """The expected calibration error over ten bins."""
    bins: dict[int, list[Judged]] = defaultdict(list)
    for item in judged:
        bins[min(int(item[0] * 10), 9)].append(item)
    gaps = (abs(sum(c - right for c, right in items)) for items in bins.values())
    return sum(gaps) / len(judged) if judged else 0.0


def _shootings(limit: int) -> Iterator[Judged]:
    for read, gold in shootings.reads(limit):
        report = reading.main_report(read)
        if report is None:
            continue
        for fact, key in (("killed", "killed"), ("wounded", "injured")):
            yield from _count(report, fact, gold[key])
        yield from _first(report, "date", gold)
        yield from _first(report, "place", gold)


def _list(limit: int) -> Iterator[Judged]:
    for read, gold in list_2018.reads(limit):
        report = reading.main_report(read)
        for fact in list_2018.FACTS:
            number = list_2018.known(gold, fact)
            if report is not None and number is not None:
                yield from _count(report, fact, number)


def _count(report: Report, fact: str, number: int) -> Iterator[Judged]:
    claim = reading.total(report, fact)
    if claim is not None:
        yield claim.confidence, reading.number(report, fact) == number


def _first(report: Report, fact: str, gold: dict[str, Any]) -> Iterator[Judged]:
    claims: tuple[Claim, ...] = report.all(fact)
    if claims:
        value = claims[0].value
        if isinstance(value, DateValue):
            yield claims[0].confidence, value.edtf == gold["date"]
        elif isinstance(value, PlaceValue):
            yield claims[0].confidence, value.name.lower() == (gold["city"] or "").lower()
