"""Evidence: every claim's quotes must be the document's own characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from benchmarks import hrds, list_2018, muc4, shootings
from benchmarks.rows import Row, share
from kgraph.model import Claim, Document, DocumentReports


def rows(limit: int) -> Iterable[Row]:
    """The share of claims with evidence whose every quote is text[start:end]; it must be 100 %."""
    corpora = {
        "US shootings": shootings.reads(limit),
        "HRDsAttack dev": hrds.reads("dev", limit),
        "MUC-4 dev": muc4.reads("dev", limit),
        "2018 list": list_2018.reads(limit),
    }
    for name, reads in corpora.items():
        claims = list(_claims(read for read, _ in reads))
        yield share("evidence", name, [_stands(document, claim) for document, claim in claims])


def _claims(reads: Iterable[DocumentReports]) -> Iterator[tuple[Document, Claim]]:
    for read in reads:
        for report in read.reports:
            for claim in report.claims:
                yield read.document, claim


def _stands(document: Document, claim: Claim) -> bool:
    return bool(claim.evidence) and all(
        item.doc_id == document.id and item.quote == document.text[item.start : item.end] != ""
        for item in claim.evidence
    )
