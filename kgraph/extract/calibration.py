"""Confidence that means what it says: of claims said with 0.9, about nine in ten are right.

The log-odds of a raw confidence are stretched and shifted for each property (Platt 1999), by numbers
that `python -m training.calibrate` fits on articles kept out of training. Perpetrators, victims, targets
and weapons are fitted on MUC-4, whose strict keys leave out much that is true of other news.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import exp, log
from types import MappingProxyType

from kgraph.model import Claim

PLATT: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "date": (1.185, -0.225),
        "killed": (0.805, 0.214),
        "perpetrator": (0.564, -0.892),
        "place": (0.785, 0.082),
        "target": (0.355, -0.394),
        "victim": (0.665, -1.358),
        "weapon": (1.022, -1.664),
        "wounded": (1.184, -0.487),
    }
)
_EDGE = 0.01


def calibrated(claim: Claim) -> Claim:
    """The claim with the share of such claims that are right for its confidence."""
    if claim.property not in PLATT:
        return claim
    slope, shift = PLATT[claim.property]
    return replace(claim, confidence=round(squashed(slope * odds(claim.confidence) + shift), 4))


def odds(confidence: float) -> float:
    """The log-odds of a confidence, kept off the edges."""
    inside = min(max(confidence, _EDGE), 1 - _EDGE)
    return log(inside / (1 - inside))


def squashed(value: float) -> float:
    """The probability of log-odds."""
    return 1 / (1 + exp(-value))
