"""What each level of each comparison weighs, in bits, as learned and shipped."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from kgraph.link.comparisons import COMPARISONS, Comparison

_SHIPPED = Path(__file__).parent / "data" / "weights.json"


@dataclass(frozen=True, slots=True)
class Weights:
    """Bits for each level, by comparison, and the bits a pair starts with.

    `among_others` is u of Fellegi and Sunter: about how often each level is met among pairs of different
    incidents, such that u and m both sum to one.
    """

    prior: float
    bits: Mapping[str, tuple[float, ...]]
    among_others: Mapping[str, tuple[float, ...]]
    version: str = "untrained"


@dataclass(frozen=True, slots=True)
class Reason:
    """What one comparison says: how alike, and its weight in bits (positive: the same incident)."""

    comparison: str
    level: str
    bits: float


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """The weights of `data/weights.json`, trained by `training/linking`."""
    given = json.loads(_SHIPPED.read_text("utf-8"))
    return Weights(
        given["prior"],
        {name: tuple(item["bits"]) for name, item in given["comparisons"].items()},
        {name: tuple(item["among_others"]) for name, item in given["comparisons"].items()},
        given["version"],
    )


def settings(weights: Weights) -> dict[str, Any]:
    """Splink's settings for these weights: m is u times 2 to the power of the bits."""
    odds = 2.0**weights.prior
    comparisons = []
    for comparison in COMPARISONS:
        u = weights.among_others[comparison.name]
        m = [
            often * 2.0**bits for often, bits in zip(u, weights.bits[comparison.name], strict=True)
        ]
        comparisons.append(_comparison(comparison, m, u))
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": odds / (1 + odds),
        "retain_matching_columns": True,  # brings the levels with it
        "retain_intermediate_calculation_columns": False,
        "blocking_rules_to_generate_predictions": ["l.document = r.document"],
        "comparisons": comparisons,
    }


def _comparison(comparison: Comparison, m: list[float], u: tuple[float, ...]) -> dict[str, Any]:
    missing = {
        "sql_condition": comparison.missing,
        "label_for_charts": "not told by both",
        "is_null_level": True,
    }
    levels = [
        {
            "sql_condition": level.condition,
            "label_for_charts": level.label,
            "m_probability": m[place],
            "u_probability": u[place],
        }
        for place, level in enumerate(comparison.levels)
    ]
    return {
        "output_column_name": comparison.name,
        "comparison_levels": [missing, *levels],
        "comparison_description": comparison.name,
    }
