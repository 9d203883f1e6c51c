"""What kgraph reads, as MUC-4 asks for it: templates with string fills, and slots with set fills."""

from __future__ import annotations

import datetime as dt
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
# The guidelines leave out what is no terrorist incident: combat between armed forces.
_OUTSIDE = frozenset({"clash"})


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


def told(reports: tuple[Report, ...]) -> list[Report]:
    """The reports that are MUC-4 incidents."""
    return [report for report in reports if report.type not in _OUTSIDE]


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


def slots(report: Report) -> Slots:
    """A report's slots that are compared by value."""
    day, where = reading.day(report), reading.place(report)
    settled = where is not None and where.precision not in ("country", "region", "district")
    return Slots(
        _type(report).upper(),
        _STAGES[report.stage],
        day.earliest if day else None,
        day.latest if day else None,
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
            yield from (
                [claim.value.mention]
                for claim in report.all("perpetrator")
                if isinstance(claim.value, ActorValue)
                and claim.value.cls in ("UnnamedActor", "Person")
            )
        case "Victim":
            yield from (
                [claim.value.name]
                for claim in report.all("victim")
                if isinstance(claim.value, VictimValue) and claim.value.name
            )
        case _:
            yield from _things(report, role.lower())


def _organisations(report: Report) -> list[Claim]:
    """Perpetrators that are no persons; one claim for each."""
    return [
        claim
        for claim in report.all("perpetrator")
        if isinstance(claim.value, ActorValue)
        and claim.value.cls not in ("UnnamedActor", "Person", "State")
    ]


def _things(report: Report, property: str) -> Iterator[Entity]:
    for claim in report.all(property):
        if isinstance(claim.value, ThingValue) and (claim.value.mention or claim.value.name):
            yield [claim.value.mention or claim.value.name or ""]
