"""Fellegi and Sunter's weights from pairs whose truth is known, by penalised logistic regression.

Logistic regression over the levels is their model with the independence of comparisons given up: weights
of comparisons that say the same thing share what they say. A Gaussian prior around `PRIOR` (bits as an
analyst would guess them) decides where the corpora say little. Copies of the pairs with part of the
evidence left out keep the weights right for tables and short wires.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_array

from kgraph.link import scoring
from kgraph.link.comparisons import COMPARISONS
from kgraph.link.weights import Weights

PRIOR: Mapping[str, tuple[float, ...]] = {
    "date": (3, 2, 1.5, 1, -1, -1.5, -4, -6),
    "published": (1, 0.5, 0.5, 0, -0.5, -1, -1),
    "order": (-6, -3, -1, 0.5, 0, 0),
    "place": (3, 1, -6, -16, 0.2, 0.4, 1.5, -1.5, -2.5, -4),
    "density": (2, 1, 0, -0.75, -1.5),
    "text": (6, 4, 2.5, 1, 0, -1, -2, -3),
    "lead": (4, 3, 2, 1, 0, -0.5, -1),
    "names": (4, 3, 2, 1, 0),
    "people": (5, 4, 2.5, -1),
    "actors": (1.5, 1, -1.5),
    "killed": (2.5, 1.2, 0.3, 0.3, 0, -2),
    "wounded": (2.5, 1.2, 0.3, 0.3, -0.3, -1.7),
    "scale": (4, 3, 1.5, 0),
    "type": (0.5, 0.3, 0, -1.5),
    "weapon": (0.3, -0.7),
    "target": (0.3, -0.3),
    "publisher": (-1, 0),
    "conflicts": (0, -1, -4),
}
_START = -3.0  # bits: candidate pairs are the same incident about once in ten
_TRUST = 1.5  # bits: how far the truth may lie from the guess
# Comparisons left out, and how much such copies count: tables have no words, wires no place, and so on.
_WITHOUT: tuple[tuple[tuple[str, ...], float], ...] = (
    ((), 1.0),
    (("text", "lead", "names", "people"), 0.3),
    (("names", "people"), 0.2),
    (("place", "density"), 0.2),
    (("density",), 0.3),
    (("date",), 0.2),
    (("date", "published", "order"), 0.2),
)
# Levels from most to least alike where SQL asks in another order.
_ORDER: Mapping[str, tuple[int, ...]] = {
    "published": (1, 2, 3, 4, 5, 6),
    "order": (3, 4, 5, 2, 1, 0),
    "place": (0, 6, 7, 8, 9, 2, 3),
}
_STRICT = 1e4
# The corpora tell of one kind of incident without armed groups: what they say of these holds for it only.
_GUESSED = (
    *("killed", "wounded", "actors", "type", "weapon", "target", "publisher", "conflicts"),
    "density",  # nor does as much happen in a collection made to learn from as in a store of news
)
# Nor do they tell of two countries' attacks in the same words: what is wrong in them is a country misread.
_GUESSED_LEVELS = (("place", 2), ("place", 3))
_ABSENCE = ("published", 0)  # the level that tells of missing dates; it cannot be left out itself
# An outlet's texts resemble each other for other reasons, so the sign is left to the corpora.
_FREE = ("publisher",)
_COLUMNS = [(item.name, place) for item in COMPARISONS for place in range(len(item.levels))]


def columns(pairs: Sequence[scoring.Scored], without: Sequence[str] = ()) -> np.ndarray:
    """One row a pair, one column a level: 1 where the level holds."""
    found = np.zeros((len(pairs), len(_COLUMNS) + 1))
    found[:, -1] = 1
    start = 0
    for place, comparison in enumerate(COMPARISONS):
        left_out = comparison.name in without
        for number, pair in enumerate(pairs):
            level = pair.levels[place]
            if level >= 0 and not (left_out and (comparison.name, level) != _ABSENCE):
                found[number, start + level] = 1
        start += len(comparison.levels)
    return found


def fit(pairs: Sequence[scoring.Scored], same: np.ndarray) -> Weights:
    """The most probable weights after these pairs, of which `same` tells those of one incident."""
    guess = np.array([PRIOR[name][place] for name, place in _COLUMNS] + [_START]) * np.log(2)
    rows = csr_array(np.concatenate([columns(pairs, without) for without, _ in _WITHOUT]))
    truth = np.tile(same.astype(float), len(_WITHOUT))
    count = np.repeat([share for _, share in _WITHOUT], len(pairs))
    trust = np.log(2) * np.array(
        [
            0.01 if name in _GUESSED or (name, place) in _GUESSED_LEVELS else _TRUST
            for name, place in _COLUMNS
        ]
        + [_TRUST]
    )
    falling = _falling()

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        score = rows @ values
        wrong = count * (1 / (1 + np.exp(-score)) - truth)
        off = (values - guess) / trust**2
        cost = (count * (np.logaddexp(0, score) - truth * score)).sum()
        risen = np.maximum(0, falling @ values)
        cost += 0.5 * ((values - guess) * off).sum() + _STRICT * (risen**2).sum()
        return cost, rows.T @ wrong + off + 2 * _STRICT * falling.T @ risen

    found = minimize(loss, guess, jac=True, method="L-BFGS-B", options={"maxiter": 2000})
    bits = found.x / np.log(2)
    strangers = columns([pair for pair, yes in zip(pairs, same, strict=True) if not yes])
    met = strangers.sum(axis=0)
    by_name: dict[str, tuple[float, ...]] = {}
    often: dict[str, tuple[float, ...]] = {}
    start = 0
    for comparison in COMPARISONS:
        end = start + len(comparison.levels)
        own = _balanced(bits[start:end])
        by_name[comparison.name] = tuple(own.tolist())
        often[comparison.name] = tuple(_tilted(met[start:end] + 1, own).tolist())
        start = end
    return Weights(round(float(bits[-1]), 3), by_name, often)


def _balanced(bits: np.ndarray) -> np.ndarray:
    """Bits of which at least one speaks for and one against, as m and u ask for."""
    own = np.round(bits, 3)
    own[own.argmax()] = max(own.max(), 0.01)
    own[own.argmin()] = min(own.min(), -0.01)
    return own


def _tilted(counts: np.ndarray, bits: np.ndarray) -> np.ndarray:
    """The shares nearest to those counted (in relative entropy) under which m sums to one as u does."""
    ratio = 2.0**bits
    low, high = -1e3, 1e3
    for _ in range(200):
        middle = (low + high) / 2
        score = np.log(counts) - middle * (ratio - 1)
        share = np.exp(score - score.max())
        share /= share.sum()
        low, high = (middle, high) if (share * ratio).sum() > 1 else (low, middle)
    return share


def _falling() -> np.ndarray:
    """One row a rule that a weight must not break: its product with the weights is at most 0.

    Less alike never weighs more, the most alike level never speaks against, the least alike never for.
    """
    place = {column: number for number, column in enumerate(_COLUMNS)}
    rules = []
    for comparison in (item for item in COMPARISONS if item.name not in _FREE):
        order = _ORDER.get(comparison.name, range(len(comparison.levels)))
        levels = [place[comparison.name, level] for level in order]
        rules += [{more: -1, less: 1} for more, less in itertools.pairwise(levels)]
        rules += [{levels[0]: -1}, {levels[-1]: 1}]
    found = np.zeros((len(rules), len(_COLUMNS) + 1))
    for number, rule in enumerate(rules):
        for column, sign in rule.items():
            found[number, column] = sign
    return found


def untrained() -> Weights:
    """Weights that let every candidate pair through, to see its levels."""
    even = {item.name: (1 / len(item.levels),) * len(item.levels) for item in COMPARISONS}
    nothing = {item.name: (0.0,) * len(item.levels) for item in COMPARISONS}
    return Weights(0.0, nothing, even)
