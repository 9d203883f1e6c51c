"""What was known when: what the reports of an incident said, by publication."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from kgraph import incidents, records, terms
from kgraph.errors import QueryError
from kgraph.explain import reading
from kgraph.incidents import policies
from kgraph.link import copies
from kgraph.records import Record
from kgraph.store import Store
from kgraph.vocab import KG

PROPERTIES = ("killed", "wounded", "kidnapped", "missing", "perpetrator", "claimedBy", "deniedBy")


@dataclass(frozen=True, slots=True)
class Moment:
    """What one report said of tolls and attribution, by property, in words."""

    published: dt.date | None
    document: str
    publisher: str | None
    said: dict[str, str]


def read(store: Store, incident: str, as_of: dt.date | None = None) -> tuple[list[Moment], Moment]:
    """What each report of an incident said, by publication, and what follows from all up to a day.

    Raises QueryError where there was no report by then.
    """
    found = reading.reports(
        store, f"GRAPH <{terms.INCIDENTS}> {{ <{incident}> <{KG.report}> ?report }}"
    )
    told = incidents.eldest_first(
        record
        for record, _ in found
        if as_of is None or (record.published is not None and record.published <= as_of)
    )
    if not told:
        raise QueryError(f"no report of {incident} was published by {as_of}")
    moments = [
        Moment(record.published, record.document, record.publisher, _said(record, PROPERTIES))
        for record in told
    ]
    return moments, Moment(as_of or told[-1].published, "", None, _resolved(told))


def _said(record: Record, properties: Sequence[str]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for said in record.says:
        if said.property in properties and said.value.get("scope") != "part":
            found.setdefault(said.property, []).append(_words(said))
    return {property: "; ".join(dict.fromkeys(words)) for property, words in found.items()}


def _words(said: records.Saying) -> str:
    value = said.value
    if "scope" in value:
        text = _count(value.get("best"), value.get("low"), value.get("high"), value.get("words"))
    else:
        text = " ".join(str(value.get("name") or value.get("mention")).split())
    return text if said.certainty == "stated" else f"{text} ({said.certainty})"


def _count(best: int | None, low: int | None, high: int | None, words: str | None) -> str:
    if best is None:
        return words or f"{'' if low is None else low}–{'' if high is None else high}"
    if low == high:
        return str(best)
    return f"at least {best}" if high is None else f"{best} ({'' if low is None else low}–{high})"


def _resolved(told: Sequence[Record]) -> dict[str, str]:
    found = {}
    for choice in policies.resolve(incidents.tell(told, copies.voices_of(told))):
        if choice.property in PROPERTIES and choice.chosen:
            words = "; ".join(dict.fromkeys(map(_words, choice.chosen)))
            found[choice.property] = f"{words} (sources differ)" if choice.conflict else words
    return found
