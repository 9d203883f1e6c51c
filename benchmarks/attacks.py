"""25 attacks told by four to ten outlets each: do all articles of one meet, are core claims right?

The articles in `attacks/` were written for this project, with what a careful reader finds in each. Rules may be
tuned on dev (19 attacks); test (six) is only measured, its errors are not looked at.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from benchmarks import corpora, linking, reading
from benchmarks.metrics import Tally, normalised, total
from benchmarks.rows import Row, parts, share
from kgraph.link import scoring
from kgraph.model import ActorValue, Claim, DateValue, DocumentReports, Report, ThingValue

SPLITS = ("dev", "test")
Gold = Mapping[str, Any]
_UNTRUE = frozenset({"denied", "hypothetical", "superseded"})


@cache
def reads(split: str) -> list[tuple[DocumentReports, Gold]]:
    """The articles, read, with their incident and what there is to find."""
    rows = corpora.attacks(split)
    found = reading.read_all([corpora.document(row, row["id"]) for row in rows])
    return list(zip(found, rows, strict=True))


def rows(limit: int) -> Iterator[Row]:
    """Whole incidents, pairs and purity, then core claims; `limit` is not used: part of a set has other clusters."""
    del limit
    for split in SPLITS:
        read = reads(split)
        yield from _linked(f"attacks {split}", read)
        yield from _claims(f"attacks {split}", read)


# --- linking --------------------------------------------------------------------------------------


def groups(read: Iterable[DocumentReports]) -> list[set[str]]:
    """The articles of each incident, as linking them alone makes it."""
    records = [record for item in read for record in linking.records_of(item)]
    pairs, _ = scoring.compare(records)
    return [set(group) for group in linking.grouped(records, pairs)]


def _linked(task: str, read: Sequence[tuple[DocumentReports, Gold]]) -> Iterator[Row]:
    gold = {item.document.id: str(row["incident"]) for item, row in read}
    found = groups(item for item, _ in read)
    whole: dict[str, set[str]] = defaultdict(set)
    for identity, incident in gold.items():
        whole[incident].add(identity)
    yield share(task, "told whole in one incident", [told in found for told in whole.values()])
    for name, value in linking.score([sorted(group) for group in found], gold).shares().items():
        label = name if name == "B3" else f"pairs {name}"
        yield Row(task, label, 100 * value, 100 * value, 100 * value, len(gold))
    yield share(task, "purity", [_pure(identity, found, gold) for identity in gold])


def _pure(identity: str, found: Iterable[set[str]], gold: Mapping[str, str]) -> bool:
    """Whether most of the articles around this one tell of its incident, in every group it stands in."""
    mine = gold[identity]
    return all(
        2 * sum(gold[other] == mine for other in group) > len(group)
        for group in found
        if identity in group
    )


# --- core claims ----------------------------------------------------------------------------------


def _claims(task: str, read: Sequence[tuple[DocumentReports, Gold]]) -> Iterator[Row]:
    tallies: dict[str, list[Tally]] = {name: [] for name in CORE}
    for item, row in read:
        report = reading.main_report(item)
        for name, judge in CORE.items():
            tallies[name].append(judge(report, row["gold"]))
    for name, units in tallies.items():
        yield from parts(task, name, units)
    whole = [total(units) for units in zip(*tallies.values(), strict=True)]
    yield from parts(task, "core claims", whole)


def _one(given: object, right: bool, wanted: object) -> Tally:
    """One answer at most."""
    told = given is not None
    return Tally(told and right, told, told and right and bool(wanted), bool(wanted))


def _type(report: Report | None, gold: Gold) -> Tally:
    given = report.type if report else None
    return _one(given, given in gold["types"], True)


def _date(report: Report | None, gold: Gold) -> Tally:
    given: DateValue | None = reading.day(report)
    return _one(given, given is not None and given.edtf in gold["dates"], gold["dates"])


def _country(report: Report | None, gold: Gold) -> Tally:
    place = reading.place(report)
    given = place.country if place else None
    return _one(given, given == gold["country"], gold["country"])


def _city(report: Report | None, gold: Gold) -> Tally:
    place = reading.place(report)
    wide = place is None or place.precision in {"region", "country"}
    names = set() if place is None else {_plain(place.name), _plain(place.city or place.name)}
    right = not names.isdisjoint(map(_plain, gold["cities"]))
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
