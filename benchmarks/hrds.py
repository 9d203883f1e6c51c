"""HRDsAttack: attacks on human rights defenders, world-wide (Ran et al. 2023), on dev.

The published figures are a fine-tuned T5-large's on the test split.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from functools import cache
from typing import Any

from benchmarks import corpora, reading
from benchmarks.metrics import Tally, normalised
from benchmarks.rows import Row, f1, share
from kgraph.extract.officers import is_of_state
from kgraph.model import (
    ActorValue,
    Claim,
    ConceptValue,
    DateValue,
    DocumentReports,
    Report,
    VictimValue,
)
from kgraph.resolve.gazetteer import find
from kgraph.resolve.register import people_of
from kgraph.vocab import INCIDENT_TYPES

TASK = "HRDsAttack dev"
UNKNOWN = (None, "None", "", "unknown", "N//A")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_PUBLISHED = {"country": "66", "city": "23", "year": "50", "month": "33", "date": "14"}
_STATE = frozenset({"State", "GovernmentBody", "SecurityForce"})
# Two names are one where this share of their letters is in the same order.
_ALIKE = 0.8


@cache
def reads(split: str, limit: int) -> list[tuple[DocumentReports, dict[str, Any]]]:
    """The articles with their merged annotation."""
    data = corpora.defenders(split)[:limit]
    found = reading.read_all([document for document, _ in data])
    return [(read, gold) for read, (_, gold) in zip(found, data, strict=True)]


def rows(limit: int, split: str = "dev") -> Iterable[Row]:
    """Where and when, who did it, who was harmed, what was done."""
    read = reads(split, limit)
    pairs = [(found.reports[0] if found.reports else None, gold) for found, gold in read]
    yield share(TASK, "found", [report is not None for report, _ in pairs])
    for name, check in _CHECKS.items():
        known = [(report, gold) for report, gold in pairs if gold[name] not in UNKNOWN]
        right = [check(report, str(gold[name])) for report, gold in known]
        yield share(TASK, name, right, _PUBLISHED[name])
    yield from _perpetrators(read)
    yield from _victims(read)
    scores = [_overlap(_violations(found), _wanted_violations(gold)) for found, gold in read]
    yield f1(TASK, "violation type F", scores, "71")


# --- where and when -------------------------------------------------------------------------------


# Of one state with another: the annotators write "China" of what happened in Hong Kong.
_PARTS_OF = {"HK": "CN", "MO": "CN"}


def _country(report: Report | None, gold: str) -> bool:
    """The state, which the annotators also wrote as a people or as a part of a state: "Ethiopian", "England"."""
    found = reading.place(report)
    names = gold.replace(" and ", ",").split(",")
    codes = {code for name in names for code in _states(name.strip())}
    return found is not None and bool({found.country, _PARTS_OF.get(found.country or "")} & codes)


def _states(name: str) -> set[str]:
    known = find(name)
    states = {item.country for item in known if item.kind == "C"}
    return (
        states
        or {code for code in (people_of(name),) if code}
        or {item.country for item in known if item.kind == "A"}
    )


def _city(report: Report | None, gold: str) -> bool:
    found = reading.place(report)
    return found is not None and found.name.lower() in gold.lower()


def _part(pick: Callable[[DateValue], int | None]) -> Callable[[Report | None, str], bool]:
    def check(report: Report | None, gold: str) -> bool:
        value, wanted = reading.day(report), number(gold)
        return value is not None and wanted is not None and pick(value) == wanted

    return check


def number(gold: str) -> int | None:
    """A part of a date, which the annotators wrote as "9.0", "09", "September" and "Novermber"."""
    if gold[:3].lower() in _MONTHS:
        return _MONTHS.index(gold[:3].lower()) + 1
    digits = "".join(char for char in gold.partition(".")[0] if char.isdigit())
    return int(digits) if digits else None


def _year(value: DateValue) -> int | None:
    first, last = value.earliest, value.latest
    return first.year if first and last and first.year == last.year else None


def _month(value: DateValue) -> int | None:
    first, last = value.earliest, value.latest
    same = first and last and (first.year, first.month) == (last.year, last.month)
    return first.month if first and same else None


def _day(value: DateValue) -> int | None:
    return value.earliest.day if value.earliest and value.earliest == value.latest else None


PARTS: dict[str, Callable[[DateValue], int | None]] = {"year": _year, "month": _month, "date": _day}
_CHECKS: dict[str, Callable[[Report | None, str], bool]] = {
    "country": _country,
    "city": _city,
} | {name: _part(pick) for name, pick in PARTS.items()}


# --- who and what ---------------------------------------------------------------------------------


def _perpetrators(read: list[tuple[DocumentReports, dict[str, Any]]]) -> Iterable[Row]:
    """Whether one is mentioned at all (F1), and whether it is the state (accuracy, where known)."""
    pairs = [(_perpetrators_of(found), gold) for found, gold in read]
    scores = [_flag(actors != [], gold["perpetrator_mention"]) for actors, gold in pairs]
    yield f1(TASK, "perpetrator mention F", scores, "96.8")
    known = [(actors, gold) for actors, gold in pairs if gold["perpetrator_type"] not in UNKNOWN]
    right = [
        bool(actors)
        and any(_of_state(actor) for actor in actors) == _is_state(gold["perpetrator_type"])
        for actors, gold in known
    ]
    yield share(TASK, "perpetrator state or not", right, "61 (eight types)")


def _is_state(kind: str) -> bool:
    return kind in ("state actor", "other state actors")


def _of_state(actor: ActorValue) -> bool:
    """A state, its bodies and forces; unnamed, by what they are called: "police", "a court"."""
    words = re.findall(r"[\w-]+", actor.mention.lower())
    return actor.cls in _STATE or (
        not actor.named and any(is_of_state(word, set(words)) for word in words)
    )


def _perpetrators_of(read: DocumentReports) -> list[ActorValue]:
    """The primary perpetrators of a document: those of its first report that names any."""
    return next((actors for report in read.reports if (actors := _actors(report))), [])


def _actors(report: Report) -> list[ActorValue]:
    claims = (*report.all("perpetrator"), *report.all("claimedBy"))
    return [claim.value for claim in claims if isinstance(claim.value, ActorValue)]


def _flag(given: bool, wanted: bool) -> Tally:
    right = float(given and wanted)
    return Tally(right, int(given), right, int(wanted))


def _victims(read: list[tuple[DocumentReports, dict[str, Any]]]) -> Iterable[Row]:
    pairs = [(_names(found), _wanted_names(gold)) for found, gold in read]
    yield f1(TASK, "victim name F exact", [_overlap(*pair) for pair in pairs], "47.4")
    yield f1(TASK, "victim name F fuzzy", [_overlap(*pair, _alike) for pair in pairs], "51.2")


def _names(read: DocumentReports) -> set[str]:
    return {
        normalised(claim.value.name)
        for report in read.reports
        for claim in report.all("victim")
        if isinstance(claim.value, VictimValue) and claim.value.name
    }


def _wanted_names(gold: dict[str, Any]) -> set[str]:
    return {normalised(item["victim_name"]) for item in gold["victims"] if item["victim_name"]}


def _alike(one: str, other: str) -> bool:
    return one in other or other in one or SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _overlap(
    given: set[str], wanted: set[str], same: Callable[[str, str], bool] = str.__eq__
) -> Tally:
    return Tally(
        sum(any(same(one, other) for other in wanted) for one in given),
        len(given),
        sum(any(same(one, other) for one in given) for other in wanted),
        len(wanted),
    )


_VIOLATIONS = {
    "kidnapping": "kidnapping",
    "hostage-taking": "kidnapping",
    "enforced-disappearance": "enforced disappearance",
    "torture": "torture",
    "arbitrary-detention": "arbitrary detention",
}


# What kills or wounds by some means: the label says what it did to people, not how.
_MEANS = (
    frozenset(INCIDENT_TYPES)
    - frozenset(_VIOLATIONS)
    - frozenset(
        "raid mob-violence arson sabotage robbery looting forced-work-stoppage threat hijacking".split()
    )
)


def _violations(read: DocumentReports) -> set[str]:
    """The violations that what a document tells of amounts to, be it news or recalled: the label asks for all.

    Who died was killed. "other" is harm that has no label of its own: threats, raids, arson, mobs, assault
    that wounds; and an attack by any means that killed nobody.
    """
    return {kind for report in read.reports for kind in _kinds(report)}


# A claim on the type that speaks of a killing in its words, of however many.
_FATAL = re.compile(r"kill|murder|assassinat|execut|slain|dead|massacre|behead|death|lynch", re.I)


def _kinds(report: Report) -> Iterable[str]:
    types = {report.type, *report.other_types}
    beside = report.all("incidentType")[1:]
    fatal = [claim for claim in beside if _is_fatal(claim)]
    yield from (_VIOLATIONS[kind] for kind in types if kind in _VIOLATIONS)
    assassinated = report.type == "assassination" and report.stage == "accomplished"
    killed = assassinated or fatal or reading.toll(report, "killed") or _suffered(report, "killed")
    if killed:
        yield "killing"
    harmed = types - set(_VIOLATIONS) - (_MEANS if killed else set())
    also = any(_is_other(claim) for claim in beside if claim not in fatal)
    if harmed or also or reading.toll(report, "wounded") or _suffered(report, "wounded"):
        yield "other"


def _is_fatal(claim: Claim) -> bool:
    return any(_FATAL.search(item.quote) for item in claim.evidence)


def _is_other(claim: Claim) -> bool:
    return isinstance(claim.value, ConceptValue) and claim.value.concept not in _VIOLATIONS


def _suffered(report: Report, outcome: str) -> bool:
    return any(
        isinstance(claim.value, VictimValue) and claim.value.outcome == outcome
        for claim in report.all("victim")
    )


def _wanted_violations(gold: dict[str, Any]) -> set[str]:
    return {kind for kind in gold["violation_types"] if kind != "unknown"}
