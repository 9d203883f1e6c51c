"""Reports for the tests of linking, of which one says what the other may not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from kgraph.records import Record, Saying, Term, Wording

MONDAY = dt.date(2022, 9, 5)
HERAT = {"name": "Herat", "city": "Herat", "country": "AF", "lat": 34.35, "lon": 62.2, "precision": "city"}  # fmt: skip


def after(days: int) -> dt.date:
    return MONDAY + dt.timedelta(days=days)


def words(*told: str, weight: int = 500, name: bool = True) -> tuple[Term, ...]:
    return tuple(Term(word, weight, name) for word in told)


def telling(
    name: str = "a",
    *,
    days: tuple[int, int] | None = None,
    printed: int | None = None,
    place: Mapping[str, Any] | None = None,
    killed: int | None = None,
    victims: Iterable[str] = (),
    unsure: Iterable[str] = (),
    told: Iterable[Term] = (),
    lead: Iterable[Term] = (),
) -> Record:
    """A report of a document of that name; days are counted from a Monday, and what is left out is not told.

    `unsure` are the properties that it is told to be unsure of.
    """
    values: dict[str, Mapping[str, Any] | None] = {
        "date": days and {"earliest": after(days[0]).isoformat(), "latest": after(days[1]).isoformat()},
        "place": place,
        "killed": None if killed is None else {"best": killed, "low": killed, "high": killed, "scope": "total"},
    }  # fmt: skip
    doubted = frozenset(unsure)
    says = [
        Saying(property, value, "stated", 0.4 if property in doubted else 0.9, f"{name}-{property}")
        for property, value in values.items()
        if value
    ]
    says += [
        Saying("victim", {"name": victim, "named": True}, "stated", 0.9, f"{name}-victim-{number}")
        for number, victim in enumerate(victims)
    ]
    return Record(
        f"{name}-1",
        name,
        None if printed is None else after(printed),
        f"paper {name}",
        None,
        "main",
        "bombing",
        (),
        "accomplished",
        0.9,
        tuple(says),
        Wording(tuple(told), (), tuple(lead)),
    )
