"""The values that flow through kgraph: documents in, reports with claims and evidence out.

Everything here is frozen and built of plain Python types, so that a value can cross a process
boundary, be compared in a test and be written as JSON without help from any other module.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Certainty = Literal["stated", "claimed", "suspected", "denied", "hypothetical", "superseded"]
Stage = Literal["accomplished", "attempted", "foiled", "threatened", "ongoing"]
Prominence = Literal["main", "background"]
Scope = Literal["total", "part"]
PlacePrecision = Literal["exact", "site", "neighbourhood", "city", "district", "region", "country"]
Outcome = Literal["killed", "wounded", "kidnapped", "freed", "missing", "unharmed"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row: the column's name in the table, the value, and where it stands in the text."""

    column: str
    value: str
    start: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of an incident data base: the table's name, the mapping it is read by, and its cells.

    `month_first` says how dates with slashes are written in the table, `decimal_comma` how degrees are.
    `thousands` are the marks that set thousands apart in its tolls, `fractions` those that fractions follow;
    a number with another is a riddle. `codes` says whether countries are ISO codes, of which NA is one,
    `since_1904` from which year numbers for days count.
    """

    table: str
    mapping: str
    cells: tuple[Cell, ...]
    month_first: bool = False
    decimal_comma: bool = False
    thousands: str = ","
    fractions: str = "."
    codes: bool = False
    since_1904: bool = False


@dataclass(frozen=True)
class Document:
    """One source article, read once and never changed.

    `id` is the id that was given (a JSONL field, a URL) or else the path; `source` is the path, the
    URL or "-" it was read from. Offsets of evidence count the code points of `text`. `row` is set for a
    row of a table, whose text is its cells, one a line.
    """

    id: str
    source: str
    text: str
    title: str | None = None
    published: dt.date | None = None
    publisher: str | None = None
    url: str | None = None
    row: Row | None = None

    @cached_property
    def text_sha256(self) -> str:
        """Hexadecimal SHA-256 of the text in UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The characters of a document that support a claim: text[start:end] == quote."""

    doc_id: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class DateValue:
    """When it happened: first and last possible day (None: open), and the same in EDTF."""

    earliest: dt.date | None
    latest: dt.date | None
    edtf: str


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """Where it happened. `name` is the settlement, or the region or country where none is named.

    `country` is ISO 3166-1 alpha-2; `lat` and `lon` are WGS84 degrees (a region's or country's are
    its centroid); `geonames` is the GeoNames id.
    """

    name: str
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    city: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision = "city"
    geonames: int | None = None


@dataclass(frozen=True, slots=True)
class ActorValue:
    """Who: a known actor (`id` from the register), a named unknown one, or an unnamed one.

    `name` is None and `cls` "UnnamedActor" exactly when `named` is False. `nationality` is ISO 3166-1
    alpha-2. `count` is the number of persons meant, where the words say so.
    """

    name: str | None
    cls: str
    named: bool
    mention: str
    id: str | None = None
    role: str | None = None
    count: int | None = None
    nationality: str | None = None


@dataclass(frozen=True, slots=True)
class VictimValue:
    """A person or a described group that was harmed (CODEBOOK.md, "victim")."""

    name: str | None
    mention: str
    cls: str
    named: bool
    outcome: Outcome | None
    count: int | None = None
    nationality: str | None = None
    occupation: str | None = None


@dataclass(frozen=True, slots=True)
class CountValue:
    """How many: best estimate with bounds; None is unknown or open.

    `words` keeps a vague number ("dozens"); `of` says which part a `part` is. `perpetrators_included`
    is None where the text leaves it open.
    """

    best: int | None
    low: int | None
    high: int | None
    scope: Scope = "total"
    of: str | None = None
    perpetrators_included: bool | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class ThingValue:
    """A target or a weapon: its words and its concept (`type`), either of which may be missing."""

    name: str | None
    mention: str | None
    type: str | None


@dataclass(frozen=True, slots=True)
class ConceptValue:
    """A concept of one of the ontology's schemes: an incident type or a stage."""

    concept: str


@dataclass(frozen=True, slots=True)
class TextValue:
    """Words kept as they are (site, damage, claimChannel); `relation` only for relatedTo."""

    text: str
    relation: str | None = None


@dataclass(frozen=True, slots=True)
class LegalValue:
    """A step of the law: kind is investigation, warrant, arrest, charge, trial, conviction or sentence."""

    kind: str
    text: str
    by: str | None = None
    against: str | None = None


Value = (
    DateValue
    | PlaceValue
    | ActorValue
    | VictimValue
    | CountValue
    | ThingValue
    | ConceptValue
    | TextValue
    | LegalValue
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One fact of a report.

    `property` is the ontology's local name ("killed"; "date" stands for the three date properties).
    `derived` marks a value that is computed from the text, not printed in it. `extractor` names the
    function that found it, for `prov:wasGeneratedBy`.
    """

    property: str
    value: Value
    evidence: tuple[Evidence, ...]
    certainty: Certainty = "stated"
    according_to: str | None = None
    confidence: float = 1.0
    derived: bool = False
    extractor: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One document's account of one incident. `id` is the local part of its IRI."""

    id: str
    type: str
    stage: Stage
    prominence: Prominence
    confidence: float
    claims: tuple[Claim, ...]
    other_types: tuple[str, ...] = ()

    def all(self, property: str) -> tuple[Claim, ...]:
        """The claims about one property, in the order of confidence they were given."""
        return tuple(claim for claim in self.claims if claim.property == property)


@dataclass(frozen=True, slots=True)
class DocumentReports:
    """A document and every report read in it: what one document's graph holds."""

    document: Document
    reports: tuple[Report, ...]


Verdict = Literal["same", "different", "unsure"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision about two reports, or two actors (local ids, the smaller first): one or not.

    `by` is a person's name, or the program and the version of its weights; `score` and `levels` (one a
    comparison, -1 where there is nothing to compare) are the program's. `at` is when a person decided; the
    program's judgements have no time, or the same documents would not give the same bytes.
    """

    first: str
    second: str
    verdict: Verdict
    by: str
    at: dt.datetime | None = None
    note: str | None = None
    score: float | None = None
    levels: tuple[int, ...] = ()

    @property
    def pair(self) -> tuple[str, str]:
        """The two reports or actors."""
        return self.first, self.second
