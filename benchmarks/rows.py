"""One line of the table of benchmarks: a figure in per cent, its interval, what others published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.metrics import Tally, interval, total


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of one task. `n` counts the units (documents, templates, claims) it rests on."""

    task: str
    figure: str
    value: float
    low: float
    high: float
    n: int
    published: str = ""


def share(task: str, figure: str, right: Sequence[bool], published: str = "") -> Row:
    """The share of units that are right."""
    if not right:
        return Row(task, figure, 0.0, 0.0, 0.0, 0, published)
    low, high = interval(right, _mean)
    return Row(task, figure, 100 * _mean(right), 100 * low, 100 * high, len(right), published)


def f1(task: str, figure: str, units: Sequence[Tally], published: str = "") -> Row:
    """The micro-averaged F1 over documents."""
    low, high = interval(units, _f1)
    wanted = total(units).wanted
    return Row(task, figure, 100 * _f1(units), 100 * low, 100 * high, wanted, published)


def parts(task: str, figure: str, units: Sequence[Tally], published: str = "") -> list[Row]:
    """Precision, recall and F1 over documents."""
    whole = total(units)
    found = []
    for name, value, pick in (("P", whole.precision, _precision), ("R", whole.recall, _recall)):
        low, high = interval(units, pick)
        size = whole.given if name == "P" else whole.wanted
        found.append(Row(task, f"{figure} {name}", 100 * value, 100 * low, 100 * high, size))
    return [*found, f1(task, f"{figure} F", units, published)]


def _mean(right: Sequence[bool]) -> float:
    return sum(right) / len(right)


def _f1(units: Sequence[Tally]) -> float:
    return total(units).f1


def _precision(units: Sequence[Tally]) -> float:
    return total(units).precision


def _recall(units: Sequence[Tally]) -> float:
    return total(units).recall
