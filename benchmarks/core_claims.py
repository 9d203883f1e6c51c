"""What a report of an attack must say right: its type, day, place, toll, perpetrators and weapons."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from benchmarks import reading
from benchmarks.metrics import Tally, normalised, total
from benchmarks.rows import Row, parts, share
from kgraph.model import ActorValue, Claim, DateValue, Document, Report, ThingValue

Gold = Mapping[str, Any]
_UNTRUE = frozenset({"denied", "hypothetical", "superseded"})


def with_found(task: str, golds: Sequence[tuple[Document, Gold | None]]) -> Iterator[Row]:
    """How many incidents are found and how many texts without one left alone, then core claims of the former."""
    read = reading.read_all([document for document, _ in golds])
    mains = [(reading.main_report(item), gold) for item, (_, gold) in zip(read, golds, strict=True)]
    yield share(task, "found", [main is not None for main, gold in mains if gold])
    yield share(task, "no incident", [main is None for main, gold in mains if not gold])
    yield from rows(task, ((main, gold) for main, gold in mains if gold))


def rows(task: str, told: Iterable[tuple[Report | None, Gold]]) -> Iterator[Row]:
    """Each property, then all of them, over reports and what there is to find."""
    units = [{name: judge(*item) for name, judge in CORE.items()} for item in told]
    for name in CORE:
        yield from parts(task, name, [unit[name] for unit in units])
    yield from parts(task, "core claims", [total(unit.values()) for unit in units])


def _one(given: object, right: bool, wanted: object) -> Tally:
    """One answer at most."""
    told = given is not None
    return Tally(told and right, told, told and right and bool(wanted), bool(wanted))


def _type(report: Report | None, gold: Gold) -> Tally:
    given = report.type if report else None
    return _one(given, given in gold["types"], True)


def _date(report: Report | None, gold: Gold) -> Tally:
    given: DateValue | None = reading.day(report)
    right = given is not None and given.edtf in (*gold["dates"], *gold.get("dates_also", ()))
    return _one(given, right, gold["dates"])


def _country(report: Report | None, gold: Gold) -> Tally:
    place = reading.place(report)
    given = place.country if place else None
    right = given in (gold["country"], *gold.get("countries_also", ()))
    return _one(given, right, gold["country"])


def _city(report: Report | None, gold: Gold) -> Tally:
    place = reading.place(report)
    wide = place is None or place.precision in {"region", "country"}
    names = set() if place is None else {_plain(place.name), _plain(place.city or place.name)}
    right = not names.isdisjoint(map(_plain, (*gold["cities"], *gold.get("cities_also", ()))))
    return _one(None if wide else place, right, gold["cities"])


def _count(property: str) -> Callable[[Report | None, Gold], Tally]:
    def judge(report: Report | None, gold: Gold) -> Tally:
        given = reading.number(report, property)
        wanted = gold[property]
        return _one(given, given in (*wanted, *gold.get(f"{property}_also", ())), wanted)

    return judge


def _perpetrators(report: Report | None, gold: Gold) -> Tally:
    """Named ones by a name of theirs; unnamed ones are right if so described, and never asked for."""
    claims = _asserted(report, "perpetrator", "claimedBy")
    given = {(_actor(c.value), c.value.named) for c in claims if isinstance(c.value, ActorValue)}
    wanted = [set(map(_plain, names)) for names in gold["perpetrators"]]
    named = [names for names, known in given if known]
    also = set(map(_plain, gold["perpetrators_also"]))
    right = sum(any(names & one for one in (*wanted, also)) for names in named)
    described = [set(" ".join(names).split()) for names, known in given if not known]
    right += sum(not words.isdisjoint(gold["described"]) for words in described)
    found = sum(any(names & one for names in named) for one in wanted)
    return Tally(right, len(given), found, len(wanted))


def _weapons(report: Report | None, gold: Gold) -> Tally:
    values = [claim.value for claim in _asserted(report, "weapon")]
    given = {value.type for value in values if isinstance(value, ThingValue) and value.type}
    accepted = {kind for kinds in gold["weapons"] for kind in kinds} | set(gold["weapons_also"])
    found = sum(not given.isdisjoint(kinds) for kinds in gold["weapons"])
    return Tally(len(given & accepted), len(given), found, len(gold["weapons"]))


CORE: Mapping[str, Callable[[Report | None, Gold], Tally]] = {
    "type": _type,
    "date": _date,
    "country": _country,
    "city": _city,
    "killed": _count("killed"),
    "wounded": _count("wounded"),
    "perpetrator": _perpetrators,
    "weapon": _weapons,
}


def _asserted(report: Report | None, *properties: str) -> list[Claim]:
    return [
        claim
        for property in properties
        for claim in (report.all(property) if report else ())
        if claim.certainty not in _UNTRUE
    ]


def _actor(value: ActorValue) -> frozenset[str]:
    return frozenset(_plain(name) for name in (value.name, value.mention) if name)


def _plain(name: str) -> str:
    """Without accents, articles and punctuation."""
    letters = unicodedata.normalize("NFKD", name)
    return normalised("".join(char for char in letters if not unicodedata.combining(char)))
