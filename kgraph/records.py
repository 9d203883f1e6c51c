"""A report as one line: what linking compares and incidents are resolved from.

Claims are the truth; a record is computed from them when a document is read and stored beside them as
one literal (`kg:record`), because neither comparing a hundred thousand reports nor resolving them
should have to join their claims first. A record holds no evidence: its sayings name their claims.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from kgraph.errors import StoreError
from kgraph.vocab import type_path

Value = Mapping[str, Any]
STORY = "story"  # the prominence of a document's words where no main report was found in it


class Term(NamedTuple):  # a record holds some eighty, and tuples are made fastest
    """A telling word: case-folded, its weight in hundredths, and whether it is written like a name."""

    word: str
    weight: int
    name: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """What linking keeps of a text: its telling words, its min-hash signature, the telling words it begins with."""

    terms: tuple[Term, ...] = ()
    sketch: tuple[int, ...] = ()
    lead: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Saying:
    """What one claim says.

    `value` is that of the machine interface without its empty keys, `claim` the IRI of the claim,
    `node` the IRI of the actor, victim or place that the value is, None where it is no such thing.
    """

    property: str
    value: Value
    certainty: str
    confidence: float
    claim: str
    node: str | None = None

    def holds(self) -> bool:
        """Whether the report stands by it: not denied, not imagined, not corrected since."""
        return self.certainty in ("stated", "claimed", "suspected")


@dataclass(frozen=True, slots=True)
class Record:
    """One report for linking. `report` is the local id of its IRI, `document` the document's id.

    `table` names the incident data base that the report is a row of. Where `prominence` is STORY it is no
    report but the words of a document without one: it says nothing, and its type means nothing.
    """

    report: str
    document: str
    published: dt.date | None
    publisher: str | None
    table: str | None
    prominence: str
    type: str
    other_types: tuple[str, ...]
    stage: str
    confidence: float
    says: tuple[Saying, ...]
    wording: Wording = Wording()

    def all(self, property: str) -> tuple[Saying, ...]:
        """The sayings about one property that hold."""
        return tuple(said for said in self.says if said.property == property and said.holds())

    @property
    def types(self) -> tuple[str, ...]:
        """Every incident type with all that is above it, without repetition."""
        kinds = (self.type, *self.other_types)
        return tuple(dict.fromkeys(name for kind in kinds for name in type_path(kind)))


def to_text(record: Record) -> str:
    """A record as compact JSON, the same for the same record."""
    return json.dumps(
        {
            "report": record.report,
            "document": record.document,
            "published": record.published.isoformat() if record.published else None,
            "publisher": record.publisher,
            "table": record.table,
            "prominence": record.prominence,
            "type": record.type,
            "other": record.other_types,
            "stage": record.stage,
            "confidence": record.confidence,
            "says": [
                [
                    said.property,
                    dict(said.value),
                    said.certainty,
                    said.confidence,
                    said.claim,
                    said.node,
                ]
                for said in record.says
            ],
            "terms": _listed(record.wording.terms),
            "sketch": record.wording.sketch,
            "lead": _listed(record.wording.lead),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _listed(terms: Iterable[Term]) -> list[list[str | int]]:
    return [[term.word, term.weight, int(term.name)] for term in terms]


def from_text(text: str, *, words: bool = True) -> Record:
    """The record of a `kg:record` literal. Raises StoreError where it is none.

    Without `words` a report's telling words, which only comparing needs, are not read; a story's are.
    """
    try:
        given = json.loads(text)
        published = given["published"]
        kept = words or given["prominence"] == STORY
        return Record(
            given["report"],
            given["document"],
            dt.date.fromisoformat(published) if published else None,
            given["publisher"],
            given["table"],
            given["prominence"],
            given["type"],
            tuple(given["other"]),
            given["stage"],
            given["confidence"],
            tuple(Saying(*said) for said in given["says"]),
            Wording(
                _read(given["terms"]) if kept else (),
                tuple(given["sketch"]),
                _read(given.get("lead", ())) if kept else (),
            ),
        )
    except (KeyError, TypeError, ValueError) as exc:
        raise StoreError(
            f"the store holds a damaged record, or one of another version ({text[:60]!r} …); build it anew, or restore it from a dump"
        ) from exc


def _read(listed: Iterable[Iterable[str | int]]) -> tuple[Term, ...]:
    # As Term._make, but without a call of Python for each of a hundred.
    return tuple(map(partial(tuple.__new__, Term), listed))
