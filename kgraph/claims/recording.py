"""Reports and stories as linking reads them: the records that stand beside their claims."""

from __future__ import annotations

from collections.abc import Mapping

from kgraph import interface, terms
from kgraph.claims import identity
from kgraph.model import Claim, Document, Report
from kgraph.records import STORY, Record, Saying, Wording


def story(document: Document, wording: Wording) -> Record:
    """A document without a main report as linking reads it: words and the day they were printed."""
    return Record(
        report=terms.story_id(document.id),
        document=document.id,
        published=document.published,
        publisher=document.publisher,
        table=None,
        prominence=STORY,
        type="attack",
        other_types=(),
        stage="accomplished",
        confidence=0.0,
        says=(),
        wording=wording,
    )


def record(document: Document, report: Report, wording: Wording) -> Record:
    """A report as linking reads it, without evidence."""
    return line(document, report, identity.by_iri(report), wording)


def line(
    document: Document, report: Report, claims: Mapping[str, Claim], wording: Wording
) -> Record:
    """The same, of a report whose claims have their IRIs."""
    return Record(
        report=report.id,
        document=document.id,
        published=document.published,
        publisher=document.publisher,
        table=document.row.table if document.row else None,
        prominence=report.prominence,
        type=report.type,
        other_types=report.other_types,
        stage=report.stage,
        confidence=report.confidence,
        says=tuple(_saying(iri, claim, report, document) for iri, claim in claims.items()),
        wording=wording,
    )


def _saying(iri: str, claim: Claim, report: Report, document: Document) -> Saying:
    value = interface.value_json(claim.value)
    return Saying(
        claim.property,
        {key: item for key, item in value.items() if item is not None},
        claim.certainty,
        claim.confidence,
        iri,
        identity.node_of(claim.value, terms.report(report.id), terms.document(document.id)),
    )
