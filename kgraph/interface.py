"""The machine interface `kgraph-extract/1`: one JSON object a document, stable and versioned."""

from __future__ import annotations

import datetime as dt
from typing import Any

from kgraph import terms
from kgraph.model import (
    ActorValue,
    Claim,
    ConceptValue,
    CountValue,
    DateValue,
    DocumentReports,
    LegalValue,
    PlaceValue,
    Report,
    TextValue,
    ThingValue,
    Value,
    VictimValue,
)
from kgraph.vocab import type_path

SCHEMA = "kgraph-extract/1"


def as_json(read: DocumentReports) -> dict[str, Any]:
    """A document with its reports, as `kgraph extract --format jsonl` writes it."""
    document = read.document
    return {
        "schema": SCHEMA,
        "document": {
            "id": document.id,
            "source": document.url or document.source,
            "title": document.title,
            "published": _iso(document.published),
            "publisher": document.publisher,
            "text_sha256": document.text_sha256,
            "length": len(document.text),
        },
        "reports": [_report(report) for report in read.reports],
    }


def _report(report: Report) -> dict[str, Any]:
    return {
        "id": terms.report(report.id),
        "type": report.type,
        "type_path": type_path(report.type),
        "other_types": list(report.other_types),
        "stage": report.stage,
        "prominence": report.prominence,
        "confidence": report.confidence,
        "claims": [_claim(claim) for claim in report.claims],
    }


def _claim(claim: Claim) -> dict[str, Any]:
    value = value_json(claim.value)
    if claim.derived:
        value["derived"] = True
    return {
        "property": claim.property,
        "value": value,
        "certainty": claim.certainty,
        "accordingTo": claim.according_to,
        "confidence": claim.confidence,
        "evidence": [
            {"start": item.start, "end": item.end, "quote": item.quote} for item in claim.evidence
        ],
    }


def value_json(value: Value) -> dict[str, Any]:
    """A value under the ontology's names; optional keys stand only where they are known."""
    match value:
        case DateValue():
            return {
                "earliest": _iso(value.earliest),
                "latest": _iso(value.latest),
                "edtf": value.edtf,
            }
        case PlaceValue():
            return _place(value)
        case ActorValue():
            return _actor(value)
        case VictimValue():
            return {
                "name": value.name,
                "mention": value.mention,
                "class": value.cls,
                "named": value.named,
                "count": value.count,
                "outcome": value.outcome,
                "nationality": value.nationality,
                "occupation": value.occupation,
            }
        case CountValue():
            return {
                "best": value.best,
                "low": value.low,
                "high": value.high,
                "scope": value.scope,
                "perpetratorsIncluded": value.perpetrators_included,
                **_known(of=value.of, words=value.words),
            }
        case ThingValue():
            return {"name": value.name, "mention": value.mention, "type": value.type}
        case ConceptValue():
            return {"concept": value.concept}
        case TextValue():
            return {"text": value.text, **_known(relation=value.relation)}
        case LegalValue():
            return {
                "kind": value.kind,
                "text": value.text,
                "by": value.by,
                "against": value.against,
            }


def _place(value: PlaceValue) -> dict[str, Any]:
    return {
        "name": value.name,
        "country": value.country,
        "admin1": value.admin1,
        "lat": value.lat,
        "lon": value.lon,
        "precision": value.precision,
        "geonames": value.geonames,
        **_known(city=value.city, admin2=value.admin2),
    }


def _actor(value: ActorValue) -> dict[str, Any]:
    known = (
        None
        if value.name is None
        else terms.actor(value.id, value.name, value.cls, "", value.mention)
    )
    return {
        "name": value.name,
        "class": value.cls,
        "named": value.named,
        "id": known,
        "mention": value.mention,
        **_known(role=value.role, count=value.count, nationality=value.nationality),
    }


def _known(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _iso(value: dt.date | None) -> str | None:
    return value.isoformat() if value is not None else None
