"""Fit what kgraph/extract takes for how sure it is: `python -m training.calibrate --limit 300`.

Prints the trust in rules and reader about tolls (reckoning.py), then slope and shift of each property's
confidence (calibration.py), by maximum likelihood with a light pull towards where it started. The
articles and sentences are those that the reader's training left out. About five minutes; with the first
numbers in their place, the second are to be fitted again.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from scipy.optimize import minimize

from benchmarks import list_2018, parses, reading, shootings
from benchmarks.calibration import Judged, judged
from kgraph.extract import calibration, reckoning
from kgraph.extract.reckoning import Tolls, Trust

_PULL = 0.5  # as strong as so many squared units of log-likelihood


def fit(items: list[Judged]) -> tuple[float, float]:
    """Slope and shift that make right and wrong claims most probable."""
    odds = np.array([calibration.odds(confidence) for confidence, _ in items])
    right = np.array([float(correct) for _, correct in items])

    def loss(parameters: np.ndarray) -> float:
        slope, shift = parameters
        value = slope * odds + shift
        likely = np.logaddexp(0, value) - right * value
        return float(likely.sum() + _PULL * ((slope - 1) ** 2 + shift**2))

    found = minimize(loss, np.array([1.0, 0.0]), bounds=[(0.2, 3.0), (-4.0, 4.0)])
    return round(float(found.x[0]), 3), round(float(found.x[1]), 3)


Toll = tuple[Tolls, Sequence[float], int]
"""What the rules say, what the reader says, and what is right."""


class _Recorder:
    """Stands in for `reckoning.settle`, and keeps what it is first asked about each document."""

    def __init__(self) -> None:
        self._settle = reckoning.settle
        self.seen: dict[tuple[str, str], tuple[Tolls, Sequence[float]]] = {}

    def __call__(self, reading: Any, account: Any, claims: Any) -> Any:
        if reading.told is not None and account.prominence == "main":
            for property in reckoning.TRUST:
                said = reckoning.tolls(claims, property), reading.told.counts[property]
                self.seen.setdefault((reading.document_id, property), said)
        return self._settle(reading, account, claims)


def recorded(limit: int) -> dict[str, list[Toll]]:
    """The tolls of the articles on shootings and of the sentences of the list, by property."""
    recorder = _Recorder()
    reckoning.settle = recorder
    found: dict[str, list[Toll]] = defaultdict(list)
    for name, property, number in _gold(limit):
        if number is not None and (name, property) in recorder.seen:
            found[property].append((*recorder.seen[name, property], number))
    return found


def _gold(limit: int) -> Iterator[tuple[str, str, int | None]]:
    for read, gold in shootings.reads(limit):
        yield read.document.id, "killed", gold["killed"]
        yield read.document.id, "wounded", gold["injured"]
    for read, gold in list_2018.reads(limit):
        for property in reckoning.TRUST:
            yield read.document.id, property, list_2018.known(gold, property)


def fit_trust(items: Sequence[Toll], start: Trust) -> Trust:
    """The trust that makes the right numbers most probable."""
    first = np.array([*map(calibration.odds, (start.told, start.silent)), np.log(start.reader)])

    def trust(parameters: np.ndarray) -> Trust:
        told, silent = map(calibration.squashed, parameters[:2])
        return Trust(told, silent, float(np.exp(parameters[2])))

    def loss(parameters: np.ndarray) -> float:
        chances = (reckoning.probable(seen, rules, trust(parameters)) for rules, seen, _ in items)
        likely = sum(
            np.log(chance.get(min(right, len(seen) - 1), 0.0) + 1e-3)
            for chance, (_, seen, right) in zip(chances, items, strict=True)
        )
        return float(-likely + _PULL * ((parameters - first) ** 2).sum())

    found = trust(minimize(loss, first, method="Nelder-Mead").x)
    return Trust(round(found.told, 2), round(found.silent, 2), round(found.reader, 2))


def main() -> None:
    """Measure, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=300)
    parser.add_argument("--parses", type=Path, help="a folder of your own to keep parsed texts in")
    options = parser.parse_args()
    reading.Mode.parse = parses.Parses(options.parses).read if options.parses else None
    calibration.PLATT = MappingProxyType({})
    for property, tolls in recorded(options.limit).items():
        print(f'        "{property}": {fit_trust(tolls, reckoning.TRUST[property])},')
    items: dict[str, list[Judged]] = defaultdict(list)
    for property, item in judged(options.limit):
        items[property].append(item)
    for property in sorted(items):
        slope, shift = fit(items[property])
        print(f'        "{property}": ({slope}, {shift}),  # {len(items[property])} claims')


if __name__ == "__main__":
    main()
