"""A choice between the dates, or the places, that a text gives: a conditional logit over named features.

Each spot of the text that gives a candidate is described by features of its words, each candidate by features
of its own; their weighted sum says how well the candidate does, beside the chance that none does (McFadden
1974, "Conditional logit analysis of qualitative choice behavior"). The spots of one candidate add up as odds
do. `python -m training.choices` learns the weights from articles whose incidents are known.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Described:
    """The features of each spot of a candidate, and those of its own, in the order of their lists."""

    spots: Sequence[Sequence[float]]
    own: Sequence[float]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature of spots and of candidates weighs, in nats, and what speaks for no candidate."""

    spots: Mapping[str, float]
    own: Mapping[str, float]
    none: float


@cache
def shipped(name: str) -> Weights:
    """The weights of `<name>.toml`."""
    given = tomllib.loads(files("kgraph.extract").joinpath(f"{name}.toml").read_text("utf-8"))
    return Weights(given["spots"], given["own"], given["none"])


@dataclass(frozen=True, slots=True)
class Chance:
    """How probably a candidate is the right one, and its spots by number, the most telling first."""

    candidate: int
    probability: float
    spots: tuple[int, ...]


def chances(weights: Weights, found: Sequence[Described]) -> list[Chance]:
    """How probable each candidate is, the likeliest first."""
    of_spots, of_own = list(weights.spots.values()), list(weights.own.values())
    scored: list[tuple[float, int, tuple[int, ...]]] = []
    for number, item in enumerate(found):
        each = [_weighed(of_spots, values) for values in item.spots]
        ranked = sorted(range(len(each)), key=lambda spot: -each[spot])
        scored.append((_log_sum(each) + _weighed(of_own, item.own), number, tuple(ranked)))
    whole = _log_sum([weights.none, *(score for score, _, _ in scored)])
    scored.sort(key=lambda item: (-item[0], item[1]))
    return [Chance(number, math.exp(score - whole), spots) for score, number, spots in scored]


def _weighed(weights: Sequence[float], values: Sequence[float]) -> float:
    return sum(weight * value for weight, value in zip(weights, values, strict=True))


def _log_sum(values: Sequence[float]) -> float:
    most = max(values)
    return most + math.log(sum(math.exp(value - most) for value in values))
