"""Records to the columns that are compared: one row a report, missing values empty."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import math
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import pyarrow as pa

from kgraph.link import keyterms, kinship, people
from kgraph.records import Record, Saying, Term
from kgraph.vocab import WEAPON_TYPES

# How far from its point an event told with this precision may be, in km.
REACH = {
    "exact": 1.0,
    "site": 3.0,
    "neighbourhood": 8.0,
    "city": 20.0,
    "district": 60.0,
    "region": 200.0,
}
_FAR = 600.0  # a country
_PLACE_NAMES = ("name", "city", "admin1", "admin2")
SURE = (
    0.6  # confidence; reports of one incident less sure of the day differ in it four times as often
)
_VAGUE = 31  # days; a date told more loosely than to the month is as good as none

SCHEMA = pa.schema(
    [
        ("document", pa.string()),
        ("base", pa.string()),
        ("publisher", pa.string()),
        ("published", pa.int32()),
        ("earliest", pa.int32()),
        ("latest", pa.int32()),
        ("sure_day", pa.int32()),
        ("settlement", pa.string()),
        ("town", pa.list_(pa.int64())),
        ("region", pa.string()),
        ("country", pa.string()),
        ("lat", pa.float64()),
        ("lon", pa.float64()),
        ("reach", pa.float64()),
        ("sure_place", pa.bool_()),
        ("kind", pa.string()),
        ("kinds", pa.list_(pa.string())),
        ("weapons", pa.list_(pa.string())),
        ("targets", pa.list_(pa.string())),
        ("actors", pa.list_(pa.string())),
        ("bodies", pa.list_(pa.string())),
        ("people", pa.list_(pa.string())),
        ("shortened", pa.list_(pa.string())),
        ("surnames", pa.list_(pa.string())),
        *(
            (f"{count}_{end}", pa.int64())
            for count in ("killed", "wounded")
            for end in ("low", "high")
        ),
        ("terms", pa.list_(pa.int64())),
        ("names", pa.list_(pa.int64())),
        ("terms_norm", pa.float64()),
        ("names_sum", pa.float64()),
        ("lead", pa.list_(pa.int64())),
        ("lead_norm", pa.float64()),
    ]
)
"""Days are proleptic ordinals."""


def table(records: Iterable[Record]) -> pa.Table:
    """The columns of these records, one row each."""
    return pa.Table.from_pylist(list(map(row, records)), SCHEMA)


def row(record: Record) -> dict[str, Any]:
    """The columns of one record."""
    return {
        "document": record.document,
        "base": record.table,
        "publisher": record.publisher,
        "published": record.published.toordinal() if record.published else None,
        **_when(record),
        **_where(record),
        "kind": _kind(record),
        "kinds": [kind for kind in record.types if kind != "attack"] or None,
        "weapons": _weapons(record.all("weapon")),
        "targets": _some(said.value.get("type") for said in record.all("target")),
        "actors": _some(named_actors(record)),
        "bodies": _some(kinship.with_parents(named_actors(record))),
        **_people(record),
        **_toll(record, "killed"),
        **_toll(record, "wounded"),
        **_words(record),
    }


def _kind(record: Record) -> str | None:
    """The main type; None where no more is known than that somebody was attacked."""
    return None if record.types == ("attack",) else record.type


def when(record: Record) -> tuple[int, int] | None:
    """First and last possible day as ordinals; None where the report leaves it open."""
    for said in record.all("date"):
        earliest, latest = said.value.get("earliest"), said.value.get("latest")
        if earliest and latest:
            days = (_day(earliest), _day(latest))
            return days if days[1] - days[0] <= _VAGUE else None
    return None


def where(record: Record) -> Saying | None:
    """The place the report is surest of."""
    return next(iter(record.all("place")), None)


def settlement(said: Saying | None) -> str | None:
    """A key for the settlement of a place, None for a region or a country."""
    if said is None or said.value.get("precision") in ("region", "country", "district"):
        return None
    name = said.value.get("city") or said.value["name"]
    return keyterms.folded(f"{name}|{said.value.get('country') or ''}")


def named_actors(record: Record) -> list[str]:
    """The named actors who did it, or say that they did, or fought (both sides of a clash)."""
    found = [
        said.node
        for said in (*record.all("perpetrator"), *record.all("claimedBy"))
        if said.value.get("named") and said.value.get("class") != "Person" and said.node
    ]
    return list(dict.fromkeys(found))


@lru_cache(maxsize=200_000)
def number_of(word: str) -> int:
    """A number of 52 bits that stands for a word, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big") >> 12


def dead(record: Record) -> int:
    """How many were killed at least; 0 where it says nothing of it."""
    return int(_toll(record, "killed").get("killed_low", 0))


def _day(iso: str) -> int:
    return dt.date.fromisoformat(iso).toordinal()


def _when(record: Record) -> dict[str, Any]:
    days = when(record)
    if days is None:
        return {}
    sure = _is_sure(next(iter(record.all("date"))))
    return {"earliest": days[0], "latest": days[1], "sure_day": days[0] if sure else None}


def _is_sure(said: Saying) -> bool:
    return said.confidence >= SURE


def _where(record: Record) -> dict[str, Any]:
    said = where(record)
    if said is None:
        return {}
    value = said.value
    located = value.get("lat") is not None and value.get("lon") is not None
    return {
        "settlement": settlement(said),
        "town": _town(said),
        "region": keyterms.folded(f"{value['admin1']}|{value.get('country') or ''}")
        if value.get("admin1")
        else None,
        "country": value.get("country"),
        "lat": value["lat"] if located else None,
        "lon": value["lon"] if located else None,
        "reach": REACH.get(value.get("precision", ""), _FAR),
        "sure_place": _is_sure(said),
    }


def _town(said: Saying) -> list[int] | None:
    """The words of the settlement's name, as terms are numbered."""
    named = settlement(said)
    words = keyterms.forms(named.rpartition("|")[0]) if named else []
    terms = (Term(word, round(keyterms.weight_of(word) * 100), True) for word in words)
    return [_numbered(term) for term in terms] or None


def _weapons(said: Iterable[Saying]) -> list[str] | None:
    """The kinds of weapons that are named; one that the type implies would count the type twice."""
    kinds = [
        kind for item in said if item.value.get("mention") and (kind := item.value.get("type"))
    ]
    return _some(name for kind in kinds for name in (kind, WEAPON_TYPES.get(kind)))


def _people(record: Record) -> dict[str, Any]:
    names = people.full_names(record)
    return {
        "people": _some(names),
        "shortened": _some(people.shortened(names)),
        "surnames": _some(people.surname(name) for name in names),
    }


def _toll(record: Record, property: str) -> dict[str, Any]:
    for said in record.all(property):
        if said.value.get("scope") == "total":
            best = said.value.get("best")
            # "at least five" has no upper bound, so that the missing one is not the five.
            low, high = (
                said.value.get("low", best),
                said.value.get("high", None if "low" in said.value else best),
            )
            if low is not None or high is not None:
                return {f"{property}_low": low or 0, f"{property}_high": high}
    return {}


def _words(record: Record) -> dict[str, Any]:
    """Terms as numbers that carry their weight in the last ten bits, so that SQL can sum shared ones.

    Names of where it happened are no names here: the place is compared by itself, and two attacks in one
    city on one day share them.
    """
    terms = record.wording.terms
    if not terms:
        return {}
    numbers = list(map(_numbered, terms))
    places = _place_words(record)
    named = [term.name and term.word not in places for term in terms]
    return {
        "terms": numbers,
        "names": list(itertools.compress(numbers, named)),
        "terms_norm": _norm(terms),
        "names_sum": float(sum(term.weight for term in itertools.compress(terms, named))),
        "lead": [_numbered(term) for term in record.wording.lead],
        "lead_norm": _norm(record.wording.lead),
    }


def _numbered(term: Term) -> int:
    return number_of(term.word) << 10 | min(term.weight, 1023)


def _norm(terms: Iterable[Term]) -> float | None:
    """The length of the vector of weights; None where there is none to divide by."""
    return math.sqrt(sum(term.weight**2 for term in terms)) or None


def _place_words(record: Record) -> frozenset[str]:
    """The words of the names of every place that the report gives."""
    values = [said.value for said in record.all("place")]
    names = (str(value.get(key) or "") for value in values for key in _PLACE_NAMES)
    return frozenset(word for name in names for word in keyterms.folded(name).split())


def _some(items: Iterable[str | None]) -> list[str] | None:
    """The items that are there, each once; None where there are none."""
    return list(dict.fromkeys(item for item in items if item)) or None
