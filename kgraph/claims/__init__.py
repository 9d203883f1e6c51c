"""Reports to the triples of their document's graph, and back: the only package that knows this shape.

A fact is written twice: as a plain triple of its report, so that everyday SPARQL stays short, and as a
`kg:Claim` with certainty, source, confidence and evidence. What is denied, hypothetical or superseded has
no plain triple. `ontology/README.md` shows an example.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, PROV, RDF

from kgraph import records, terms
from kgraph.claims import descriptions, identity, recording, shapes
from kgraph.claims.shapes import Triple
from kgraph.model import Claim, Document, DocumentReports, Evidence, Report
from kgraph.records import Wording
from kgraph.terms import boolean, date, decimal, integer, node, text
from kgraph.vocab import INCIDENT_TYPE, KG, OA, SCHEMA

# rdflib makes a term of a foreign vocabulary anew, and checks it, whenever it is used.
_TYPE, _FROM = RDF.type, PROV.wasDerivedFrom
_EXACT, _START, _END = OA.exact, OA.start, OA.end
_QUOTE, _POSITION = node(OA.TextQuoteSelector), node(OA.TextPositionSelector)
_NOT_PLAIN = ("denied", "hypothetical", "superseded")


def quads(
    read: DocumentReports,
    *,
    version: str,
    digest: str = "",
    wordings: Mapping[str, Wording] = MappingProxyType({}),
) -> Iterator[ox.Quad]:
    """The graph of one document: what it is, its reports, their claims; sorted, without blank nodes.

    What the actors and places in it are stands in a graph that all documents share, or the label of a
    state would be said as often as there are documents about it. `version` names the reader in the
    provenance; `digest` stands for everything the graph is made from; `wordings` holds what linking keeps
    of the text, by the id of the report or, for a document without one, of its story.
    """
    for name, found in _graphs(read, version, digest, wordings):
        graph = node(name)
        for subject, predicate, term in sorted(set(found), key=_order):
            yield ox.Quad(node(subject), node(predicate), term, graph)


def nquads(
    read: DocumentReports,
    *,
    version: str,
    digest: str = "",
    wordings: Mapping[str, Wording] = MappingProxyType({}),
) -> bytes:
    """The same as N-Quads, which is quicker where they are made in one process and stored in another."""
    lines = {
        f"<{subject}> <{predicate}> {term} <{graph}> .\n"
        for graph, found in _graphs(read, version, digest, wordings)
        for subject, predicate, term in found
    }
    return "".join(sorted(lines)).encode()


def _graphs(
    read: DocumentReports, version: str, digest: str, wordings: Mapping[str, Wording]
) -> Iterator[tuple[str, Iterable[Triple]]]:
    """The graphs that a document has statements in, and the statements, some of them repeated."""
    own = itertools.chain(
        _document(read.document, digest),
        _reports(read, version, wordings),
        _story(read.document, wordings),
    )
    yield terms.document(read.document.id), own
    yield (
        terms.NODES,
        (item for report in read.reports for item in descriptions.of(report, read.document)),
    )


def _order(triple: Triple) -> tuple[str, str, str]:
    subject, predicate, term = triple
    return subject, str(predicate), str(term)  # rdflib's own comparison of IRIs is slow


def _document(document: Document, digest: str) -> Iterator[Triple]:
    subject = terms.document(document.id)
    yield subject, _TYPE, node(KG.Document)
    yield subject, _TYPE, node(SCHEMA.NewsArticle)
    yield subject, DCTERMS.identifier, text(document.id)
    yield subject, DCTERMS.source, text(document.source)
    yield subject, KG.textSha256, text(document.text_sha256)
    yield subject, KG.textLength, integer(len(document.text))
    if digest:
        yield subject, KG.digest, text(digest)
    if document.title:
        yield subject, DCTERMS.title, text(document.title)
    if document.published:
        yield subject, SCHEMA.datePublished, date(document.published)
    if document.publisher:
        yield subject, DCTERMS.publisher, text(document.publisher)
    if document.url:
        yield subject, SCHEMA.url, text(document.url)


def _reports(
    read: DocumentReports, version: str, wordings: Mapping[str, Wording]
) -> Iterator[Triple]:
    document = terms.document(read.document.id)
    for report in read.reports:
        subject = terms.report(report.id)
        yield subject, _TYPE, node(KG.Report)
        yield subject, _FROM, node(document)
        yield subject, KG.prominence, text(report.prominence)
        yield subject, KG.confidence, decimal(report.confidence)
        yield subject, KG.stage, text(report.stage)
        yield subject, KG.mainType, node(INCIDENT_TYPE[report.type])
        for kind in (report.type, *report.other_types):
            yield subject, KG.incidentType, node(INCIDENT_TYPE[kind])
        claims = identity.by_iri(report)
        for iri, claim in claims.items():
            yield from _claim(iri, claim, report, document, version)
        line = recording.line(read.document, report, claims, wordings.get(report.id, Wording()))
        yield subject, KG.record, text(records.to_text(line))


def _story(document: Document, wordings: Mapping[str, Wording]) -> Iterator[Triple]:
    """What a document tells of as a whole, where it has words to compare and no main report."""
    if (wording := wordings.get(terms.story_id(document.id))) is not None:
        subject = terms.report(terms.story_id(document.id))
        yield subject, _TYPE, node(KG.Story)
        yield subject, _FROM, node(terms.document(document.id))
        yield subject, KG.prominence, text("main")
        yield subject, KG.record, text(records.to_text(recording.story(document, wording)))


def _claim(
    subject: str, claim: Claim, report: Report, document: str, version: str
) -> Iterator[Triple]:
    about = terms.report(report.id)
    plain, own = shapes.of(claim.value, claim.property, about, document)
    if claim.certainty not in _NOT_PLAIN:
        yield from ((about, predicate, term) for predicate, term in plain if predicate not in _TOLD)
    yield subject, _TYPE, node(KG.Claim)
    yield subject, KG.about, node(about)
    yield subject, KG.property, node(getattr(KG, claim.property))
    yield subject, KG.certainty, text(claim.certainty)
    yield subject, KG.confidence, decimal(claim.confidence)
    yield subject, _FROM, node(document)
    yield (
        subject,
        PROV.wasGeneratedBy,
        node(f"{terms.BASE}extractor/{claim.extractor or 'unknown'}-{version}"),
    )
    if claim.according_to:
        yield subject, KG.accordingTo, text(claim.according_to)
    if claim.derived:
        yield subject, KG.derived, boolean(True)
    yield from ((subject, predicate, term) for predicate, term in own)
    for evidence in claim.evidence:
        yield from _evidence(subject, evidence, document)


# The report itself carries its type and stage; a claim about them adds no second triple.
_TOLD = (KG.incidentType, KG.stage)


def _evidence(claim: str, evidence: Evidence, document: str) -> Iterator[Triple]:
    local = document.rpartition("/")[2]
    subject = f"{terms.BASE}evidence/{local}-{evidence.start}-{evidence.end}"
    yield claim, KG.evidence, node(subject)
    yield subject, _TYPE, _QUOTE
    yield subject, _TYPE, _POSITION
    yield subject, _EXACT, text(evidence.quote)
    yield subject, _START, integer(evidence.start)
    yield subject, _END, integer(evidence.end)
    yield subject, KG.inDocument, node(document)
