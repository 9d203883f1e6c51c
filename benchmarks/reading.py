"""What benchmarks ask of a report: its toll, its day, its place."""

from __future__ import annotations

from collections.abc import Sequence

from kgraph import extract
from kgraph.extract import perpetrators, things, victims
from kgraph.model import (
    Claim,
    CountValue,
    DateValue,
    Document,
    DocumentReports,
    PlaceValue,
    Report,
)
from kgraph.pipeline import Parse, read_documents


class Mode:
    """How the benchmarks read: with the learned reader or by rules alone (--no-reader), and who parses."""

    learned = True
    parse: Parse | None = None


def leave_to_reader() -> None:
    """From now on, rules tell of no perpetrators, victims, targets and weapons."""
    ruled = (perpetrators.perpetrator, victims.victim, things.target, things.weapon)
    extract.EXTRACTORS = tuple(item for item in extract.EXTRACTORS if item not in ruled)


def read_all(documents: Sequence[Document]) -> list[DocumentReports]:
    """The reports of many documents, in their order; a document that fails has none."""
    found = (
        item
        for start in range(0, len(documents), 8)
        for item in read_documents(
            list(documents[start : start + 8]), None, learned=Mode.learned, parse=Mode.parse
        )
    )
    return [
        item if isinstance(item, DocumentReports) else DocumentReports(document, ())
        for document, item in zip(documents, found, strict=True)
    ]


def main_report(read: DocumentReports) -> Report | None:
    """The first main report, if any."""
    return next((report for report in read.reports if report.prominence == "main"), None)


def first_report(read: DocumentReports) -> Report | None:
    """The first report of any prominence."""
    return read.reports[0] if read.reports else None


def total(report: Report | None, property: str) -> Claim | None:
    """The claim about how many in all, if any."""
    return next(
        (
            claim
            for claim in (report.all(property) if report else ())
            if isinstance(claim.value, CountValue)
            and claim.value.scope == "total"
            and claim.certainty not in ("superseded", "hypothetical")
        ),
        None,
    )


def number(report: Report | None, property: str) -> int | None:
    """How many in all: the best estimate or else a bound."""
    claim = total(report, property)
    if claim is None or not isinstance(claim.value, CountValue):
        return None
    known = (claim.value.best, claim.value.low, claim.value.high)
    return next((item for item in known if item is not None), None)


def toll(report: Report | None, *properties: str) -> int:
    """The sum of the totals of some properties; what is not told is 0."""
    return sum(number(report, property) or 0 for property in properties)


def day(report: Report | None) -> DateValue | None:
    """When the report says it happened."""
    values = [claim.value for claim in report.all("date")] if report else []
    return values[0] if values and isinstance(values[0], DateValue) else None


def place(report: Report | None) -> PlaceValue | None:
    """Where the report says it happened."""
    values = [claim.value for claim in report.all("place")] if report else []
    return values[0] if values and isinstance(values[0], PlaceValue) else None
