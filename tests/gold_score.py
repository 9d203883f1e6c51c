"""How well reports agree with a gold file: which of its claims are found, which forbidden ones are made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GOLD = Path(__file__).parent / "gold"
_OLDER = {
    "ied-bombing": "ied",
    "rocket-attack": "shelling",
    "lynching": "mob-violence",
    "riot": "mob-violence",
    "shoot-down": "aircraft-shootdown",
}


@dataclass(frozen=True, slots=True)
class Score:
    """The claims of one gold file: found and not, by importance, and what must not be said."""

    slug: str
    found: tuple[str, ...]
    missed: tuple[str, ...]
    forbidden: tuple[str, ...]


def gold_files() -> list[Path]:
    """The gold files, by name."""
    return sorted(GOLD.glob("*.json"))


def score(
    gold: dict[str, Any], read: dict[str, Any], *, importance: str = "core", shift: int = 0
) -> Score:
    """Compare one document's output (kgraph-extract/1) with its gold; `shift` is added to gold offsets."""
    reports = [report for report in read["reports"] if report["prominence"] == "main"]
    claims = [claim for report in reports for claim in report["claims"]]
    found, missed = [], []
    for report in gold["reports"]:
        if report["prominence"] != "main":
            continue
        if importance == "core":
            kinds = {
                _OLDER.get(kind, kind) for kind in (report["type"], *report["acceptable_types"])
            }
            (found if any(item["type"] in kinds for item in reports) else missed).append(
                f"type {report['type']}"
            )
        for claim in report["claims"]:
            if claim["importance"] == importance and not claim.get("optional"):
                hit = any(_same(claim, mine, shift) for mine in claims)
                (found if hit else missed).append(
                    f"{claim['property']} {json.dumps(claim['value'], ensure_ascii=False)}"
                )
    forbidden = [
        f"{item['property']} {item['value']}: {item['why']}"
        for item in gold["must_not"]
        if _said(item, reports)
    ]
    return Score(gold["slug"], tuple(found), tuple(missed), tuple(forbidden))


def _same(gold: dict[str, Any], mine: dict[str, Any], shift: int) -> bool:
    if gold["property"] != mine["property"]:
        return False
    certainties = {gold["certainty"], *gold.get("acceptable_certainty", ())}
    values = [gold["value"], *gold["acceptable"]]
    return (
        mine["certainty"] in certainties
        and any(_agrees(value, mine["value"]) for value in values)
        and _overlaps(gold, mine, shift)
    )


_COMPARED = (
    "earliest",
    "latest",
    "best",
    "low",
    "scope",
    "country",
    "type",
    "kind",
    "outcome",
    "relation",
    "class",
)


def _agrees(gold: dict[str, Any], mine: dict[str, Any]) -> bool:
    """The same value as far as both say: exact for numbers, dates and concepts, loose for words."""
    if gold.get("named") is False:
        return mine.get("named") is False and gold.get("count") in (None, mine.get("count"))
    for key in _COMPARED:
        if gold.get(key) is not None and gold[key] != mine.get(key):
            return False
    if gold.get("name") and "type" in gold:
        return True
    for key in ("name", "text"):
        if gold.get(key) and not _alike(gold[key], mine.get(key) or mine.get("mention") or ""):
            return False
    return True


def _alike(one: str, other: str) -> bool:
    one, other = one.casefold(), other.casefold()
    return bool(other) and (one in other or other in one)


def _overlaps(gold: dict[str, Any], mine: dict[str, Any], shift: int) -> bool:
    return any(
        item["start"] < other["end"] + shift and other["start"] + shift < item["end"]
        for item in mine["evidence"]
        for other in gold["evidence"]
    )


def _said(item: dict[str, Any], reports: list[dict[str, Any]]) -> bool:
    """Whether a forbidden claim is made, other than as denied or superseded."""
    if item["property"] == "report":
        kinds = [report["type"] for report in reports]
        return bool(kinds) and item["value"].get("type") == "*"
    return any(
        claim["property"] == item["property"]
        and claim["certainty"] not in ("denied", "superseded", "hypothetical")
        and _matches(item["value"], claim["value"])
        for report in reports
        for claim in report["claims"]
    )


def _matches(forbidden: dict[str, Any], mine: dict[str, Any]) -> bool:
    checks: Iterator[bool] = (
        str(mine.get(key) or "").startswith(str(value))
        if key == "earliest"
        else mine.get(key) == value
        for key, value in forbidden.items()
        if key != "certainty"
    )
    return all(checks)
