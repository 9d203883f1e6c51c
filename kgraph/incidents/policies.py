"""Which value an incident takes where its reports say several things: one named policy a property.

A voice is an independent source: the copies of one agency's text are one voice. A policy chooses among
what the reports stand by; what it passed over is kept in the claims, and told as a conflict where two
voices cannot both be right.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from kgraph.records import Record, Saying
from kgraph.vocab import COUNTS, type_path


@dataclass(frozen=True, slots=True)
class Told:
    """One report and the number of the voice that it is."""

    record: Record
    voice: int


@dataclass(frozen=True, slots=True)
class Resolved:
    """The value chosen for one property: sayings, or concepts for type and stage.

    `support` are the sayings that agree with it; `low` and `high` bound a count over all sources.
    """

    property: str
    policy: str
    chosen: tuple[Saying, ...]
    support: tuple[Saying, ...] = ()
    concepts: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    conflict: bool = False


Said = Sequence[tuple[Saying, Told]]
"""All that the reports stand by of one property, the eldest report first."""
Policy = Callable[[str, Said], Resolved | None]


def resolve(told: Sequence[Told]) -> list[Resolved]:
    """The choices for one incident, by property; `told` is in the order of publication."""
    said: dict[str, list[tuple[Saying, Told]]] = defaultdict(list)
    for item in told:
        for saying in item.record.says:
            if saying.holds():
                said[saying.property].append((saying, item))
    found = [*_kinds(told, said.pop("incidentType", [])), _stage(told, said.pop("stage", []))]
    for property in sorted(said):
        choice = _POLICIES.get(property, _all)(property, said[property])
        if choice is not None:
            found.append(choice)
    return found


# --- type and stage -------------------------------------------------------------------------------


def _kinds(told: Sequence[Told], said: Said) -> list[Resolved]:
    """The main type with most voices, and every type that at least a third of the voices name.

    A broader type speaks for each that it covers.
    """
    voices = {item.voice for item in told}
    backing: dict[str, set[int]] = defaultdict(set)
    for item in told:
        for kind in (item.record.type, *item.record.other_types):
            backing[kind].add(item.voice)
    main: dict[str, set[int]] = defaultdict(set)
    for item in told:
        main[item.record.type].add(item.voice)

    def weight(kind: str) -> tuple[int, int, str]:
        covered = {voice for above in type_path(kind) for voice in main.get(above, ())}
        return -len(covered), -len(type_path(kind)), kind

    best = min(main, key=weight)
    others = sorted(kind for kind, by in backing.items() if 3 * len(by) >= len(voices))
    support = tuple(saying for saying, _ in said if saying.value.get("concept") in type_path(best))
    broad = {item.record.type for item in told if not _related(item.record, best)}
    return [
        Resolved("mainType", "most-voices", (), support, (best,), conflict=bool(broad)),
        Resolved(
            "incidentType",
            "a-third-of-voices",
            (),
            support,
            (best, *(k for k in others if k != best)),
        ),
    ]


def _related(record: Record, kind: str) -> bool:
    path = [name for name in type_path(kind) if name != "attack"]
    return record.type == "attack" or kind == "attack" or not set(path).isdisjoint(record.types)


def _stage(told: Sequence[Told], said: Said) -> Resolved:
    voices: dict[str, set[int]] = defaultdict(set)
    for item in told:
        voices[item.record.stage].add(item.voice)
    best = min(voices, key=lambda stage: (-len(voices[stage]), stage))
    support = tuple(saying for saying, _ in said if saying.value.get("concept") == best)
    return Resolved("stage", "most-voices", (), support, (best,), conflict=len(voices) > 1)


# --- counts, dates, places, perpetrators ----------------------------------------------------------


def _latest_total(property: str, said: Said) -> Resolved | None:
    """The total that was printed last, of one day not a lower bound that another total goes beyond.

    The bounds are those over all that any report allows. There is a conflict where the last word of a voice excludes it.
    """
    totals = [(saying, item) for saying, item in said if saying.value.get("scope") == "total"]
    if not totals:
        return None
    exact = [pair for pair in totals if pair[0].value.get("best") is not None]
    chosen = max(_telling(_first_each(exact)), key=_recency)[0] if exact else totals[-1][0]
    best = chosen.value.get("best")
    last = {item.voice: saying for saying, item in _first_each(totals)}
    return Resolved(
        property,
        "latest-total",
        (chosen,),
        tuple(saying for saying, _ in totals if saying.value.get("best") == best),
        low=min(_known(totals, "low"), default=None),
        high=max(_known(totals, "high"), default=None),
        conflict=best is not None and any(_excludes(saying, best) for saying in last.values()),
    )


def _telling(totals: Said) -> list[tuple[Saying, Told]]:
    """Without "at least seven" where another report of that day says nine: both are right, nine says more."""
    exact: dict[dt.date | None, int] = {}
    for saying, item in totals:
        if saying.value.get("low") == saying.value.get("high"):
            day = item.record.published
            exact[day] = max(exact.get(day, 0), saying.value["best"])
    return [
        (saying, item)
        for saying, item in totals
        if saying.value.get("high") is not None
        or saying.value["best"] >= exact.get(item.record.published, 0)
    ]


def _recency(pair: tuple[Saying, Told]) -> tuple[dt.date, float, int]:
    saying, item = pair
    return item.record.published or dt.date.min, saying.confidence, saying.value["best"]


def _known(said: Said, end: str) -> list[int]:
    return [saying.value[end] for saying, _ in said if saying.value.get(end) is not None]


def _excludes(saying: Saying, number: int) -> bool:
    """Whether a count told as "at least", "up to" or exactly cannot be this number."""
    low, high = saying.value.get("low"), saying.value.get("high")
    return (low is not None and low > number) or (high is not None and high < number)


def _first_each(said: Iterable[tuple[Saying, Told]]) -> list[tuple[Saying, Told]]:
    """The surest saying of each report, in the order of the reports."""
    found: dict[str, tuple[Saying, Told]] = {}
    for saying, item in said:
        known = found.get(item.record.report)
        if known is None or saying.confidence > known[0].confidence:
            found[item.record.report] = (saying, item)
    return list(found.values())


def _agreed_days(property: str, said: Said) -> Resolved | None:
    """The days that fit most voices, the narrowest among them."""
    first = _first_each(said)

    def fits(one: Saying, other: Saying) -> bool:
        return _begin(one) <= _end(other) and _begin(other) <= _end(one)

    def rank(pair: tuple[Saying, Told]) -> tuple[int, int, dt.timedelta, str]:
        agreeing = {item.voice for saying, item in first if fits(pair[0], saying)}
        exact = {
            item.voice for saying, item in first if saying.value["edtf"] == pair[0].value["edtf"]
        }
        return -len(agreeing), -len(exact), _end(pair[0]) - _begin(pair[0]), pair[0].value["edtf"]

    chosen = min(first, key=rank)[0]
    support = tuple(saying for saying, _ in first if saying.value["edtf"] == chosen.value["edtf"])
    conflict = any(not fits(chosen, saying) for saying, _ in first)
    return Resolved(property, "fits-most-voices", (chosen,), support, conflict=conflict)


def _begin(said: Saying) -> dt.date:
    return (
        dt.date.fromisoformat(said.value["earliest"]) if said.value.get("earliest") else dt.date.min
    )


def _end(said: Saying) -> dt.date:
    return dt.date.fromisoformat(said.value["latest"]) if said.value.get("latest") else dt.date.max


_COARSENESS = MappingProxyType({"country": 3, "region": 2, "district": 1})
_NEAR = 0.5  # degrees between two points that stand for one town


def _finest_place(property: str, said: Said) -> Resolved | None:
    """The most precise place; of equally precise ones that with most voices, then the surest, then the one told first.

    There is a conflict where two voices name different ones, not where one is the town of the other or a
    data base has the same town at another point than the gazetteer.
    """
    voices: dict[str, set[int]] = defaultdict(set)
    shown: dict[str, Saying] = {}
    sure: dict[str, float] = defaultdict(float)
    for saying, item in said:
        if saying.node:
            voices[saying.node].add(item.voice)
            shown.setdefault(saying.node, saying)
            sure[saying.node] = max(sure[saying.node], saying.confidence)
    if not shown:
        return None
    finest = min(map(_coarseness, shown.values()))
    level = [place for place, saying in shown.items() if _coarseness(saying) == finest]
    best = max(level, key=lambda place: (len(voices[place]), sure[place]))  # the first of equals
    conflict = any(
        voices[one].isdisjoint(voices[best]) and not _one_town(shown[one], shown[best])
        for one in level
    )
    support = tuple(saying for saying, _ in said if saying.node == best)
    return Resolved(property, "finest-with-most-voices", (shown[best],), support, conflict=conflict)


def _coarseness(place: Saying) -> int:
    return _COARSENESS.get(place.value.get("precision", ""), 0)


def _one_town(one: Saying, other: Saying) -> bool:
    """Whether two places of one country have one name, or one is the town of the other, and lie near."""
    mine, theirs = one.value, other.value
    towns = (
        {str(value.get(key) or "").casefold() for key in ("name", "city")} - {""}
        for value in (mine, theirs)
    )
    names = [str(value.get("name") or "").casefold() for value in (mine, theirs)]
    apart = (abs((mine.get(end) or 0) - (theirs.get(end) or 0)) for end in ("lat", "lon"))
    located = all(value.get("lat") is not None for value in (mine, theirs))
    return (
        mine.get("country") == theirs.get("country")
        and any(name in town for name, town in zip(reversed(names), towns, strict=True))
        and (not located or max(apart) <= _NEAR)
    )


_CERTAINTY = MappingProxyType({"stated": 0, "claimed": 1, "suspected": 2})


def _surest_actor(property: str, said: Said) -> Resolved | None:
    """Named actors before unnamed ones, by certainty, then by voices; groups and states before persons.

    A person who is as surely named as they stands beside them: the one acted, the others had it done.
    There is a conflict where two voices name different groups or states.
    """
    named = [(saying, item) for saying, item in said if saying.value.get("named")]
    pool = named or list(said)
    voices: dict[str, set[int]] = defaultdict(set)
    sure: dict[str, int] = {}
    shown: dict[str, Saying] = {}
    for saying, item in pool:
        assert saying.node is not None
        voices[saying.node].add(item.voice)
        grade = _CERTAINTY.get(saying.certainty, 3)
        if grade < sure.get(saying.node, 9):
            sure[saying.node], shown[saying.node] = grade, saying
    bodies = {
        actor
        for actor in voices
        if shown[actor].value.get("class") not in ("Person", "UnnamedActor")
    }
    best = min(bodies or voices, key=lambda actor: (sure[actor], -len(voices[actor]), actor))
    with_it = [
        actor
        for actor in sorted(voices)
        if (voices[actor] & voices[best] and sure[actor] == sure[best])
        or (best in bodies and actor not in bodies and sure[actor] <= sure[best])
    ]
    conflict = best in bodies and any(voices[actor].isdisjoint(voices[best]) for actor in bodies)
    support = tuple(saying for saying, _ in pool if saying.node in with_it)
    ordered = [best, *(actor for actor in with_it if actor != best)]
    return Resolved(
        property,
        "surest-then-most-voices",
        tuple(shown[actor] for actor in ordered),
        support,
        conflict=conflict,
    )


def _all(property: str, said: Said) -> Resolved | None:
    """Everything that any report says."""
    sayings = tuple(saying for saying, _ in said)
    distinct = {
        (saying.node or repr(sorted(saying.value.items()))): saying for saying in reversed(sayings)
    }
    return Resolved(property, "all", tuple(reversed(distinct.values())), sayings)


_POLICIES: Mapping[str, Policy] = MappingProxyType(
    {
        **dict.fromkeys(COUNTS, _latest_total),
        "date": _agreed_days,
        "place": _finest_place,
        "perpetrator": _surest_actor,
    }
)
