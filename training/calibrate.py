"""Fit what kgraph/extract takes for how sure it is: `python -m training.calibrate --limit 300`.

Prints slope and shift of each property's confidence (calibration.py), by maximum likelihood with a light pull
towards where it started. The articles and sentences are those that the reader's training left out. About five
minutes.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path
from types import MappingProxyType

import numpy as np
from scipy.optimize import minimize

from benchmarks import parses, reading
from benchmarks.calibration import Judged, judged
from kgraph.extract import calibration

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


def main() -> None:
    """Measure, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=300)
    parser.add_argument("--parses", type=Path, help="a folder of your own to keep parsed texts in")
    options = parser.parse_args()
    reading.Mode.parse = parses.Parses(options.parses).read if options.parses else None
    calibration.PLATT = MappingProxyType({})
    items: dict[str, list[Judged]] = defaultdict(list)
    for property, item in judged(options.limit):
        items[property].append(item)
    for property in sorted(items):
        slope, shift = fit(items[property])
        print(f'        "{property}": ({slope}, {shift}),  # {len(items[property])} claims')


if __name__ == "__main__":
    main()
