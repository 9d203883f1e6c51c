"""Measures of extraction, from counts of right, given and wanted answers, with bootstrap intervals."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from scipy.optimize import linear_sum_assignment

Entity = Sequence[str]
"""The names that one entity goes by."""
T = TypeVar("T")

_NO_PUNCTUATION = str.maketrans("", "", string.punctuation)


@dataclass(frozen=True, slots=True)
class Tally:
    """Right answers among those given and among those wanted; the two may count differently."""

    given_right: float = 0
    given: int = 0
    wanted_right: float = 0
    wanted: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.given_right + other.given_right,
            self.given + other.given,
            self.wanted_right + other.wanted_right,
            self.wanted + other.wanted,
        )

    @property
    def precision(self) -> float:
        """The share of given answers that are right."""
        return self.given_right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """The share of wanted answers that were given."""
        return self.wanted_right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum: scores computed from it are micro-averages."""
    return sum(tallies, Tally())


def normalised(words: str) -> str:
    """Lower case without punctuation, articles and extra blanks, as the scorers of GRIT and GTT do."""
    plain = words.lower().translate(_NO_PUNCTUATION)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", plain).split())


def matches(wanted: Entity, given: Entity) -> bool:
    """Whether every name given for an entity is one of its names."""
    names = set(map(normalised, wanted))
    return all(normalised(name) in names for name in given)


def ceaf_ree(given: Sequence[Entity], wanted: Sequence[Entity]) -> Tally:
    """CEAF-REE with the strict similarity of Du et al. 2021 ("GRIT"): entities aligned one to one."""
    scores = np.array([[matches(one, other) for other in given] for one in wanted], dtype=float)
    right = 0.0
    if scores.size:
        right = float(scores[linear_sum_assignment(scores, maximize=True)].sum())
    return Tally(right, len(given), right, len(wanted))


@dataclass(frozen=True, slots=True)
class Template:
    """One incident: its type (alternatives joined by " / ") and the entities in each role."""

    incident_type: str
    roles: Mapping[str, Sequence[Entity]]


def template_scores(
    given: Sequence[Template], wanted: Sequence[Template], roles: Sequence[str]
) -> dict[str, Tally]:
    """Tallies of "incident_type" and of each role, as Du et al. 2021 ("GTT") count them.

    Templates are matched one to one so that most is right; a pair counts only where the type fits.
    Unmatched templates count with all their fills as spurious or missing.
    """
    pairs = {
        (i, j): scores
        for i, one in enumerate(given)
        for j, other in enumerate(wanted)
        if (scores := _pair(one, other, roles)) is not None
    }
    chosen = _best(pairs, len(given), len(wanted))
    ours, theirs = {pair[0] for pair in chosen}, {pair[1] for pair in chosen}
    spurious = [one for i, one in enumerate(given) if i not in ours]
    missing = [one for j, one in enumerate(wanted) if j not in theirs]
    return {
        name: total(pairs[pair][name] for pair in chosen)
        + Tally(given=sum(_size(one, name) for one in spurious))
        + Tally(wanted=sum(_size(one, name) for one in missing))
        for name in ("incident_type", *roles)
    }


def _size(template: Template, name: str) -> int:
    return 1 if name == "incident_type" else len(template.roles[name])


def _pair(given: Template, wanted: Template, roles: Sequence[str]) -> dict[str, Tally] | None:
    if given.incident_type not in wanted.incident_type:
        return None
    found = {"incident_type": Tally(1, 1, 1, 1)}
    for role in roles:
        ours, theirs = given.roles[role], wanted.roles[role]
        found[role] = Tally(
            sum(any(matches(entity, one) for entity in theirs) for one in ours),
            len(ours),
            sum(any(matches(entity, one) for one in ours) for entity in theirs),
            len(theirs),
        )
    return found


def _best(
    pairs: Mapping[tuple[int, int], dict[str, Tally]], given: int, wanted: int
) -> list[tuple[int, int]]:
    if not pairs:
        return []
    worth = np.zeros((given, wanted))
    for place, tallies in pairs.items():
        whole = total(tallies.values())
        worth[place] = whole.given_right + whole.wanted_right
    rows, columns = linear_sum_assignment(worth, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if worth[i, j]]


def interval(
    units: Sequence[T], figure: Callable[[Sequence[T]], float], rounds: int = 500
) -> tuple[float, float]:
    """The 95 % percentile bootstrap interval of a figure over documents (Efron 1979), fixed seed."""
    chance = random.Random(7)
    figures = sorted(figure(chance.choices(units, k=len(units))) for _ in range(rounds))
    return figures[int(0.025 * rounds)], figures[int(0.975 * rounds)]
