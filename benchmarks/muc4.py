"""MUC-4: messages about terrorism in Latin America, with the scores of the literature on dev (TST1 + TST2).

String fills by CEAF-REE (Du et al. 2021, "GRIT"), templates by micro-F1 (Du et al. 2021, "GTT"), other
slots by F over exact values, the templates aligned so that most slots agree. The official scorer of
1992 gives partial credit too and lets an analyst decide; the slots here are scored by the strict rule.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks import corpora, muc4_fills, reading
from benchmarks.metrics import Entity, Tally, Template, ceaf_ree, matches, template_scores, total
from benchmarks.muc4_fills import ROLES, Slots
from benchmarks.rows import Row, f1, parts
from kgraph.model import Document, DocumentReports
from kgraph.resolve.gazetteer import find, fold

TASK = "MUC-4 dev"
_PUBLISHED_SLOTS = {
    "date": "59.2",
    "type": "75.2",
    "stage": "73.3",
    "organisation": "55.3",
    "organisation confidence": "40.1",
}
_CITIES = frozenset({"CITY", "TOWN", "VILLAGE"})


def documents(split: str, limit: int) -> list[tuple[Document, dict[str, Any]]]:
    """Messages with their answer keys; published on the day of the dateline."""
    found = []
    for row, _ in zip(corpora.rows(f"muc4/{split}"), range(limit), strict=False):
        day = row["dateline"]["date"]
        published = dt.date.fromisoformat(day) if day else None
        found.append((Document(row["docid"], row["docid"], row["text"], None, published), row))
    return found


@cache
def reads(split: str, limit: int) -> list[tuple[DocumentReports, dict[str, Any]]]:
    """The messages as kgraph reads them, with their keys."""
    data = documents(split, limit)
    found = reading.read_all([document for document, _ in data])
    return [(read, row) for read, (_, row) in zip(found, data, strict=True)]


def rows(limit: int, split: str = "dev") -> Iterable[Row]:
    """All figures."""
    read = reads(split, limit)
    yield from _ceaf(read)
    yield from _templates(read)
    yield from _slots(read)


# --- string fills ---------------------------------------------------------------------------------


def _ceaf(read: Sequence[tuple[DocumentReports, dict[str, Any]]]) -> Iterable[Row]:
    scores: dict[str, list[Tally]] = {role: [] for role in ROLES}
    for found, key in read:
        given = muc4_fills.extracts(muc4_fills.told(found.reports, found.document.published))
        for role in ROLES:
            scores[role].append(ceaf_ree(given[role], _wanted(key["extracts"][role])))
    for role in ROLES:
        yield f1(TASK, f"CEAF-REE {role}", scores[role])
    whole = [total(document) for document in zip(*scores.values(), strict=True)]
    yield from parts(TASK, "CEAF-REE", whole, "54.5 GRIT, 52.3 GE 1992 (test)")


def _wanted(entities: Sequence[Sequence[Mapping[str, Any]]]) -> list[Entity]:
    return [[mention["text"] for mention in entity] for entity in entities]


def _templates(read: Sequence[tuple[DocumentReports, dict[str, Any]]]) -> Iterable[Row]:
    scores = [
        template_scores(
            [
                muc4_fills.template(report)
                for report in muc4_fills.told(found.reports, found.document.published)
            ],
            [Template(item["incident_type"], item) for item in key["gtt_templates"]],
            ROLES,
        )
        for found, key in read
    ]
    yield f1(TASK, "GTT incident type", [score["incident_type"] for score in scores])
    whole = [total(score.values()) for score in scores]
    yield from parts(TASK, "GTT", whole, "54.3 GE 1992, 50.2 GTT (test)")


# --- slots compared by value ----------------------------------------------------------------------


def _slots(read: Sequence[tuple[DocumentReports, dict[str, Any]]]) -> Iterable[Row]:
    scores: dict[str, list[Tally]] = {name: [] for name in _SLOTS}
    for found, key in read:
        given = [
            muc4_fills.slots(report, found.document.published)
            for report in muc4_fills.told(found.reports, found.document.published)
        ]
        for name, tally in slot_scores(given, key["templates"]).items():
            scores[name].append(tally)
    for name, tallies in scores.items():
        yield f1(TASK, f"slot {name}", tallies, _published(name))


def _published(name: str) -> str:
    return f"{_PUBLISHED_SLOTS[name]} best of 1992 (test)" if name in _PUBLISHED_SLOTS else ""


def slot_scores(given: Sequence[Slots], wanted: Sequence[Mapping[str, Any]]) -> dict[str, Tally]:
    """Tallies of each slot; an optional template that was not given counts for nothing."""
    table = [[{name: slot(one, key) for name, slot in _SLOTS.items()} for key in wanted] for one in given]  # fmt: skip
    pairs = _aligned(table)
    found = [table[i][j] for i, j in pairs]
    for i, one in enumerate(given):
        if i not in {pair[0] for pair in pairs}:
            found.append({name: slot(one, {}) for name, slot in _SLOTS.items()})
    for j, key in enumerate(wanted):
        if j not in {pair[1] for pair in pairs} and not key["optional"]:
            found.append({name: slot(None, key) for name, slot in _SLOTS.items()})
    return {name: total(item[name] for item in found) for name in _SLOTS}


def _aligned(table: list[list[dict[str, Tally]]]) -> list[tuple[int, int]]:
    if not table or not table[0]:
        return []
    worth = np.array([[total(cell.values()).given_right for cell in line] for line in table])
    found = zip(*linear_sum_assignment(worth, maximize=True), strict=True)
    return [(int(i), int(j)) for i, j in found if worth[i, j]]


def _values(key: Mapping[str, Any], slot: str) -> list[str]:
    return key[slot]["values"] if key.get(slot) else []


def _one(given: object, wanted: bool, right: bool) -> Tally:
    score = float(given is not None and wanted and right)
    return Tally(score, int(given is not None), score, int(wanted))


def _set_fill(attribute: str, slot: str) -> Callable[[Slots | None, Mapping[str, Any]], Tally]:
    def compare(given: Slots | None, key: Mapping[str, Any]) -> Tally:
        value, wanted = getattr(given, attribute, None), _values(key, slot)
        return _one(value, bool(wanted), value in wanted)

    return compare


def _date(given: Slots | None, key: Mapping[str, Any]) -> Tally:
    """A day or a span that is the key's; a span with an open begin is right at its end."""
    wanted = [
        item
        for item in (key.get("incident_date") or {}).get("alternatives", ())
        if item["to"] or item["from"]
    ]
    first, last = (given.first_day, given.last_day) if given else (None, None)
    right = any(
        (item["from"] is None or str(first) == item["from"]) and str(last) == item["to"]
        for item in wanted
    )
    return _one(first or last, bool(wanted), right)


def _country(given: Slots | None, key: Mapping[str, Any]) -> Tally:
    names = [item["country"] for item in _places(key) if item["country"]]
    codes = {place.country for name in names for place in find(name) if place.kind == "C"}
    value = given.country if given else None
    return _one(value, bool(names), value in codes)


def _city(given: Slots | None, key: Mapping[str, Any]) -> Tally:
    names = {
        fold(part["name"])
        for item in _places(key)
        for part in item["path"]
        if _CITIES & set(part.get("type") or ())
    }
    value = given.city if given else None
    return _one(value, bool(names), value in names)


def _places(key: Mapping[str, Any]) -> list[dict[str, Any]]:
    location: Mapping[str, Any] = key.get("incident_location") or {"alternatives": []}
    return list(location["alternatives"])


def _organisation(given: Slots | None, key: Mapping[str, Any], confidence: bool = False) -> Tally:
    ours = list(given.organisations) if given else []
    theirs = key.get("perp_organizations") or []
    right = 0
    for name, sure in ours:
        entity = next(
            (
                item
                for item in theirs
                if matches([m["text"] for m in item.get("mentions", ())], [name])
            ),
            None,
        )
        right += entity is not None and (not confidence or _sure(entity, sure))
    right = min(right, len(theirs))
    return Tally(right, len(ours), right, sum(not item["optional"] for item in theirs))


def _sure(entity: Mapping[str, Any], given: str) -> bool:
    """Whether the confidence is the key's, by whomever the accusation was made."""
    values = (entity.get("confidence") or {}).get("values", ())
    return any(value.startswith(given) for value in values) if given else False


def _harmed(attribute: str, effect: str) -> Callable[[Slots | None, Mapping[str, Any]], Tally]:
    """The number of human targets with an effect, where the key gives plain numbers."""

    def compare(given: Slots | None, key: Mapping[str, Any]) -> Tally:
        wanted = _number(key, effect)
        value = getattr(given, attribute, None) or None
        return _one(value, wanted is not None, value == wanted)

    return compare


def _number(key: Mapping[str, Any], effect: str) -> int | None:
    numbers = []
    for target in key.get("human_targets") or ():
        effects = {value for item in target.get("effects") or () for value in item["values"]}
        if effect in effects:
            values = (target.get("number") or {}).get("values", ())
            numbers.append(next((int(value) for value in values if value.isdigit()), None))
    plain = [number for number in numbers if number is not None]
    return sum(plain) if plain and len(plain) == len(numbers) else None


_SLOTS: dict[str, Callable[[Slots | None, Mapping[str, Any]], Tally]] = {
    "date": _date,
    "country": _country,
    "city": _city,
    "type": _set_fill("type", "incident_type"),
    "stage": _set_fill("stage", "stage"),
    "organisation": _organisation,
    "organisation confidence": lambda given, key: _organisation(given, key, confidence=True),
    "killed": _harmed("killed", "DEATH"),
    "injured": _harmed("injured", "INJURY"),
}
