"""Calibration: whether claims of a confidence are right as often as it says.

Judged are the claims about killed, wounded, date and place of US shootings and of the 2018 list, and
about perpetrators, victims, targets and weapons of MUC-4 messages. The
expected calibration error is the mean distance of confidence and share right over ten equal bins,
weighted by size (Naeini et al. 2015).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from benchmarks import list_2018, muc4, muc4_fills, reading, shootings
from benchmarks.metrics import interval, matches
from benchmarks.rows import Row, share
from kgraph.model import Claim, DateValue, PlaceValue, Report

Judged = tuple[float, bool]


def rows(limit: int) -> Iterable[Row]:
    """The share of right claims in each bin of confidence, and the error over all; then by property."""
    found = list(judged(limit))
    everything = [item for _, item in found]
    bins: dict[int, list[Judged]] = defaultdict(list)
    for item in everything:
        bins[min(int(item[0] * 10), 9)].append(item)
    for number in sorted(bins):
        mean = sum(confidence for confidence, _ in bins[number]) / len(bins[number])
        name = f"right at {number / 10:.1f}-{(number + 1) / 10:.1f}"
        right = [correct for _, correct in bins[number]]
        yield share("calibration", name, right, f"{100 * mean:.1f} mean confidence")
    low, high = interval(everything, expected_error, 200) if everything else (0.0, 0.0)
    value = expected_error(everything)
    yield Row("calibration", "expected error", 100 * value, 100 * low, 100 * high, len(everything))
    for property in sorted({name for name, _ in found}):
        right = [correct for name, (_, correct) in found if name == property]
        yield share("calibration", f"{property} right", right)


def judged(limit: int) -> Iterator[tuple[str, Judged]]:
    """Claims of main reports by property: their confidence, and whether they are right."""
    yield from _shootings(limit)
    yield from _list(limit)
    yield from _messages(limit)


def expected_error(judged: Sequence[Judged]) -> float:
    """The expected calibration error over ten bins."""
    bins: dict[int, list[Judged]] = defaultdict(list)
    for item in judged:
        bins[min(int(item[0] * 10), 9)].append(item)
    gaps = (abs(sum(c - right for c, right in items)) for items in bins.values())
    return sum(gaps) / len(judged) if judged else 0.0


def _shootings(limit: int) -> Iterator[tuple[str, Judged]]:
    for read, gold in shootings.reads(limit):
        report = reading.main_report(read)
        if report is None:
            continue
        for fact, key in (("killed", "killed"), ("wounded", "injured")):
            yield from _count(report, fact, gold[key])
        yield from _first(report, "date", gold)
        yield from _first(report, "place", gold)


def _list(limit: int) -> Iterator[tuple[str, Judged]]:
    for read, gold in list_2018.reads(limit):
        report = reading.main_report(read)
        for fact in list_2018.FACTS:
            number = list_2018.known(gold, fact)
            if report is not None and number is not None:
                yield from _count(report, fact, number)


def _messages(limit: int) -> Iterator[tuple[str, Judged]]:
    """Fillers of MUC-4 messages; right if the key has them in that role, in whatever incident."""
    for read, key in muc4.reads("dev", limit):
        for report in muc4_fills.told(read.reports, read.document.published):
            for claim in report.claims:
                for role in _ROLES.get(claim.property, ()):
                    wanted = [[m["text"] for m in entity] for entity in key["extracts"][role]]
                    alone = replace(report, claims=(claim,))
                    for given in muc4_fills.template(alone).roles[role]:
                        right = any(matches(entity, given) for entity in wanted)
                        yield claim.property, (claim.confidence, right)


_ROLES = {
    "perpetrator": ("PerpOrg", "PerpInd"),
    "victim": ("Victim",),
    "target": ("Target",),
    "weapon": ("Weapon",),
}


def _count(report: Report, fact: str, number: int) -> Iterator[tuple[str, Judged]]:
    claim = reading.total(report, fact)
    if claim is not None:
        yield fact, (claim.confidence, reading.number(report, fact) == number)


def _first(report: Report, fact: str, gold: dict[str, Any]) -> Iterator[tuple[str, Judged]]:
    claims: tuple[Claim, ...] = report.all(fact)
    if claims:
        value, confidence = claims[0].value, claims[0].confidence
        if isinstance(value, DateValue):
            yield fact, (confidence, value.edtf == gold["date"])
        elif isinstance(value, PlaceValue):
            yield fact, (confidence, value.name.lower() == (gold["city"] or "").lower())
