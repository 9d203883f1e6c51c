"""US shootings: the archive's final toll, date and place against the first main report of an article."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from benchmarks import corpora, reading
from benchmarks.rows import Row, share
from kgraph.model import DocumentReports

TASK = "US shootings"


@cache
def reads(limit: int) -> list[tuple[DocumentReports, dict[str, Any]]]:
    """The first articles of the train half, with the archive's facts."""
    data = corpora.shootings(limit)
    found = reading.read_all([document for document, _ in data])
    return [(read, gold) for read, (_, gold) in zip(found, data, strict=True)]


def rows(limit: int) -> Iterable[Row]:
    """Found, killed, injured, date, city, state; what is published is for a sister set of articles."""
    pairs = [(reading.main_report(read), gold) for read, gold in reads(limit)]
    days = [(reading.day(report), gold["date"]) for report, gold in pairs]
    places = [(reading.place(report), gold) for report, gold in pairs]
    killed = [reading.toll(r, "killed", "perpetratorsKilled") == g["killed"] for r, g in pairs]
    injured = [reading.toll(r, "wounded") == g["injured"] for r, g in pairs]
    city = [p is not None and plain(p.name) in names(g["city"] or "") for p, g in places]
    yield share(TASK, "found", [report is not None for report, _ in pairs])
    yield share(TASK, "killed", killed, "83.7 (sister set)")
    yield share(TASK, "injured", injured, "74.2 (sister set)")
    yield share(
        TASK,
        "date",
        [day is not None and day.edtf == gold for day, gold in days],
        "77.4 (sister set)",
    )
    yield share(TASK, "city", city, "51.4 address (sister set)")
    yield share(TASK, "state", [p is not None and p.admin1 == g["state"] for p, g in places])


def names(city: str) -> set[str]:
    """What the archive calls a place: "Chicago (Englewood)" is either, "Miller (county)" Miller County."""
    outer, _, inner = city.partition(" (")
    inner = inner.rstrip(")")
    return {plain(f"{outer} county")} if inner == "county" else {plain(outer), plain(inner)} - {""}


def plain(name: str) -> str:
    """A name of a place as both sides are compared by."""
    return " ".join(name.lower().removeprefix("the ").replace("saint ", "st. ").split())
