"""What kgraph reads, as MUC-4 asks for it: templates with string fills, and slots with set fills."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks import reading
from benchmarks.metrics import Entity, Template
from kgraph.model import ActorValue, Claim, Report, ThingValue, VictimValue
from kgraph.resolve.gazetteer import fold
from kgraph.vocab import type_path

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
_TYPES = {
    "arson": "arson",
    "bombing": "bombing",
    "forced-work-stoppage": "forced work stoppage",
    "hijacking": "hijacking",
    "kidnapping": "kidnapping",
    "robbery": "robbery",
}
_STAGES = {
    "accomplished": "ACCOMPLISHED",
    "ongoing": "ACCOMPLISHED",
    "attempted": "ATTEMPTED",
    "foiled": "ATTEMPTED",
    "threatened": "THREATENED",
}
_CONFIDENCE = {
    "stated": "REPORTED AS FACT",
    "claimed": "CLAIMED OR ADMITTED",
    "suspected": "SUSPECTED OR ACCUSED",
    "denied": "POSSIBLE",
    "hypothetical": "POSSIBLE",
}
# The guidelines leave out warfare, and what the forces of a state do to armed ones.
_OUTSIDE = frozenset({"arbitrary-detention", "raid", "aircraft-shootdown"})
# These are warfare unless someone or something else than armed forces is said to be hit.
_WARFARE = frozenset({"clash", "ambush", "air-strike"})
_ARMED = re.compile(
    r"\b(soldiers?|troops|police(m[ae]n)?|officers?|army|military|battalions?|brigades?|guards?(m[ae]n)?|units?|"
    r"guerrillas?|rebels?|insurgents?|subversives?|terrorists?|patrols?|barracks|garrison|convoys?|infantry|"
    r"detachments?|lieutenants?|captains?|colonels?|sergeants?|corporals?|cadets?|fighters?|air force|FMLN|FARC)\b",
    re.IGNORECASE,
)
_RECENT = 62  # days
_PERSONS = frozenset({"political-figure", "armed-group"})
_PEOPLE = re.compile(
    r"\b(people|persons?|men|man|women|woman|children|police|policem[ae]n|officers?|soldiers?|troops|guards?|"
    r"priests?|peasants?|members?|students?|workers?|leaders?|general|colonel|mayor|minister|judge|patrol|"
    r"army|battalion|brigade|unit|deputy|ambassador|journalists?|civilians?|officials?|jesuits?|tourists?)$",
    re.IGNORECASE,
)
_MEMBERS = re.compile(
    r"^(?!.* by )(?:\S+ ){0,5}(guerrillas?|rebels?|terrorists?|members?|commandos?|militants?|gunmen|subversives|"
    r"insurgents?|soldiers|troops|extremists?|fighters?)$",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    r"^((the|a|an|some|several|various|many|at least|about|\d+|one|two|three|four|five|six|seven|eight|nine|ten) )+"
    r"(?!(kg|kilos?|kilograms?|pounds?|tons?|sticks?|mm|meters?|charges) )",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Slots:
    """The slots that are compared by value; None or empty where nothing was found."""

    type: str
    stage: str
    first_day: dt.date | None
    last_day: dt.date | None
    country: str | None
    city: str | None
    organisations: tuple[tuple[str, str], ...]
    killed: int | None
    injured: int | None


def told(reports: tuple[Report, ...], published: dt.date | None = None) -> list[Report]:
    """The reports that are MUC-4 incidents: no deed of a state in war, nothing recalled from over two months ago, nothing only mentioned."""
    return [
        report
        for report in reports
        if report.type not in _OUTSIDE
        and not _is_warfare(report)
        and not _is_old(report, published)
        and _tells(report)
    ]


def _is_warfare(report: Report) -> bool:
    """Whether armed ones fight armed ones, as far as the report tells."""
    hit = [
        claim.value
        for claim in (*report.all("victim"), *report.all("target"))
        if isinstance(claim.value, VictimValue | ThingValue)
    ]
    return report.type in _WARFARE and all(
        _ARMED.search(f"{value.name or ''} {value.mention or ''}") for value in hit
    )


def _tells(report: Report) -> bool:
    """Whether it is more than a mention: the guidelines ask for a specific incident."""
    filled = any(report.all(name) for name in ("perpetrator", "victim", "target", "weapon"))
    return report.prominence == "main" or filled


def _is_old(report: Report, published: dt.date | None) -> bool:
    """Whether it is recalled from long ago; what a message is about is new at any age."""
    if report.prominence == "main":
        return False
    day = reading.day(report)
    return bool(published and day and day.latest and (published - day.latest).days > _RECENT)


def template(report: Report) -> Template:
    """A report's incident type and string fills."""
    return Template(_type(report), {role: list(_entities(report, role)) for role in ROLES})


def extracts(reports: list[Report]) -> dict[str, list[Entity]]:
    """The entities of all reports of a document, each once."""
    found: dict[str, dict[str, Entity]] = {role: {} for role in ROLES}
    for report in reports:
        for role in ROLES:
            found[role].update({entity[0].casefold(): entity for entity in _entities(report, role)})
    return {role: list(entities.values()) for role, entities in found.items()}


def slots(report: Report, published: dt.date | None = None) -> Slots:
    """A report's slots that are compared by value; without a day, "on or before" that of the message, as the guidelines ask."""
    day, where = reading.day(report), reading.place(report)
    settled = where is not None and where.precision not in ("country", "region", "district")
    return Slots(
        _type(report).upper(),
        _STAGES[report.stage],
        day.earliest if day else None,
        day.latest if day else published,
        where.country if where else None,
        fold(where.city or where.name) if where and settled else None,
        tuple(
            (claim.value.mention, _CONFIDENCE.get(claim.certainty, ""))
            for claim in _organisations(report)
            if isinstance(claim.value, ActorValue)
        ),
        reading.number(report, "killed"),
        reading.number(report, "wounded"),
    )


def _type(report: Report) -> str:
    return next(
        (_TYPES[item] for item in reversed(type_path(report.type)) if item in _TYPES), "attack"
    )


def _entities(report: Report, role: str) -> Iterator[Entity]:
    match role:
        case "PerpOrg":
            yield from (
                [claim.value.mention]
                for claim in _organisations(report)
                if isinstance(claim.value, ActorValue)
            )
        case "PerpInd":
            yield from _individuals(report)
        case "Victim":
            yield from (
                [claim.value.name]
                for claim in report.all("victim")
                if isinstance(claim.value, VictimValue) and claim.value.name
            )
        case "Target":
            yield from _physical(report)
        case _:
            yield from ([_bare(words)] for words, _ in _things(report, "weapon"))


def _organisations(report: Report) -> list[Claim]:
    """Perpetrators that are no persons; one claim for each."""
    return [
        claim
        for claim in report.all("perpetrator")
        if isinstance(claim.value, ActorValue)
        and claim.value.cls not in ("UnnamedActor", "Person", "State")
    ]


def _individuals(report: Report) -> Iterator[Entity]:
    """Persons, described attackers, and "FMLN guerrillas" as the words for members of a group."""
    for claim in report.all("perpetrator"):
        if isinstance(claim.value, ActorValue):
            if claim.value.cls in ("UnnamedActor", "Person"):
                yield [_bare(claim.value.mention)]
            else:
                quotes = (item.quote for item in claim.evidence)
                yield from ([_bare(quote)] for quote in quotes if _MEMBERS.search(quote))


def _physical(report: Report) -> Iterator[Entity]:
    """What was aimed at, if it is no person."""
    for words, kind in _things(report, "target"):
        if kind not in _PERSONS and not _PEOPLE.search(words):
            yield [_bare(words)]


def _things(report: Report, property: str) -> Iterator[tuple[str, str | None]]:
    for claim in report.all(property):
        if isinstance(claim.value, ThingValue) and (claim.value.mention or claim.value.name):
            yield claim.value.mention or claim.value.name or "", claim.value.type


def _bare(words: str) -> str:
    """A phrase without its number and what else the guidelines call nonessential."""
    return _QUANTITY.sub("", words)
