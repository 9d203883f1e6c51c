"""Reports to the triples of their document's graph, and back: the only module that knows this shape.

A fact is written twice: as a plain triple of its report, so that everyday SPARQL stays short, and as a
`kg:Claim` with certainty, source, confidence and evidence. What is denied, hypothetical or superseded has
no plain triple. `ontology/README.md` shows an example.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS

from kgraph import interface, records, terms
from kgraph.model import (
    ActorValue,
    Claim,
    ConceptValue,
    CountValue,
    DateValue,
    Document,
    DocumentReports,
    Evidence,
    LegalValue,
    PlaceValue,
    Report,
    TextValue,
    ThingValue,
    Value,
    VictimValue,
)
from kgraph.records import STORY, Record, Saying, Wording
from kgraph.terms import boolean, date, decimal, integer, node, text
from kgraph.vocab import GEO, GEOSPARQL, INCIDENT_TYPE, KG, OA, SCHEMA, TARGET_TYPE, WEAPON_TYPE

Term = ox.NamedNode | ox.Literal
Pair = tuple[str, Term]

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
        (item for report in read.reports for item in _descriptions(report, read.document)),
    )


def _order(triple: Triple) -> tuple[str, str, str]:
    subject, predicate, term = triple
    return subject, str(predicate), str(term)  # rdflib's own comparison of IRIs is slow


Triple = tuple[str, str, Term]


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
        claims = _by_iri(report)
        for iri, claim in claims.items():
            yield from _claim(iri, claim, report, document, version)
        line = _record(read.document, report, claims, wordings.get(report.id, Wording()))
        yield subject, KG.record, text(records.to_text(line))


def _story(document: Document, wordings: Mapping[str, Wording]) -> Iterator[Triple]:
    """What a document tells of as a whole, where it has words to compare and no main report."""
    if (wording := wordings.get(terms.story_id(document.id))) is not None:
        subject = terms.report(terms.story_id(document.id))
        yield subject, _TYPE, node(KG.Story)
        yield subject, _FROM, node(terms.document(document.id))
        yield subject, KG.prominence, text("main")
        yield subject, KG.record, text(records.to_text(story(document, wording)))


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
    return _record(document, report, _by_iri(report), wording)


def _record(
    document: Document, report: Report, claims: Mapping[str, Claim], wording: Wording
) -> Record:
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
        _node(claim.value, terms.report(report.id), terms.document(document.id)),
    )


def _by_iri(report: Report) -> dict[str, Claim]:
    """The claims of a report by their IRIs, those that say the same thing made one."""
    about = terms.report(report.id)
    return {
        f"{terms.BASE}claim/{terms.digest(about, identity)}": claim
        for identity, claim in _by_identity(report.claims).items()
    }


def _node(value: Value, about: str, document: str) -> str | None:
    """The IRI of the actor, victim or place that a value is."""
    match value:
        case PlaceValue():
            return _place_iri(value)
        case ActorValue():
            return _actor_iri(value, document)
        case VictimValue():
            return _victim_iri(value, about, document)
        case _:
            return None


def _place_iri(value: PlaceValue) -> str:
    point = (value.lat, value.lon) if value.lat is not None and value.lon is not None else None
    return terms.place(value.name, value.country, value.admin1, value.geonames, point)


def _actor_iri(value: ActorValue, document: str) -> str:
    return terms.actor(value.id, value.name, value.cls, document, value.mention)


def _victim_iri(value: VictimValue, about: str, document: str) -> str:
    if value.name is not None:
        return terms.actor(None, value.name, value.cls, document, value.mention)
    return f"{terms.BASE}victim/{terms.digest(about, value.mention, value.outcome)}"


def merged(claims: Iterable[Claim]) -> list[Claim]:
    """Claims that say the same thing made one, with the evidence of all; in the order of first mention."""
    return list(_by_identity(claims).values())


def _by_identity(claims: Iterable[Claim]) -> dict[str, Claim]:
    found: dict[str, Claim] = {}
    for claim in claims:
        key = _identity(claim)
        if key in found:
            both = {*found[key].evidence, *claim.evidence}
            evidence = tuple(sorted(both, key=lambda item: (item.start, item.end)))
            best = max(found[key].confidence, claim.confidence)
            found[key] = replace(found[key], evidence=evidence, confidence=best)
        else:
            found[key] = claim
    return found


def _identity(claim: Claim) -> str:
    value = json.dumps(interface.value_json(claim.value), sort_keys=True, ensure_ascii=False)
    return "\x1f".join((claim.property, value, claim.certainty, claim.according_to or ""))


def _claim(
    subject: str, claim: Claim, report: Report, document: str, version: str
) -> Iterator[Triple]:
    about = terms.report(report.id)
    plain, own = _shape(claim.value, claim.property, about, document)
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


# --- the shape of each kind of value --------------------------------------------------------------

Shape = tuple[list[Pair], list[Pair]]
"""The plain triples of the report, and the triples of the claim."""


def _shape(value: Value, property: str, about: str, document: str) -> Shape:
    match value:
        case DateValue():
            return _date_shape(value)
        case PlaceValue():
            place = node(_place_iri(value))
            return [(KG.place, place)], [(KG.value, place)]
        case ActorValue():
            return _actor_shape(value, property, document)
        case VictimValue():
            return _victim_shape(value, property, about, document)
        case CountValue():
            return _count_shape(value, property)
        case ThingValue():
            return _thing_shape(value, property)
        case ConceptValue():
            term = (
                node(INCIDENT_TYPE[value.concept])
                if property == "incidentType"
                else text(value.concept)
            )
            return [(KG[property], term)], [(KG.value, term)]
        case TextValue():
            own = [(KG.value, text(value.text)), *_given((KG.relation, value.relation))]
            return [(KG[property], text(value.text))], own
        case LegalValue():
            told: list[Pair] = [
                (KG.value, text(value.text)),
                (KG.legalKind, text(value.kind)),
                *_given((KG.by, value.by), (KG.against, value.against)),
            ]
            return [(KG[property], text(value.text))], told


def _given(*pairs: tuple[str, str | int | None]) -> list[Pair]:
    """The pairs that have a value, as literals."""
    return [
        (predicate, integer(value) if isinstance(value, int) else text(value))
        for predicate, value in pairs
        if value is not None
    ]


def _date_shape(value: DateValue) -> Shape:
    plain: list[Pair] = [(KG.edtf, text(value.edtf))]
    if value.earliest:
        plain.append((KG.dateEarliest, date(value.earliest)))
    if value.latest:
        plain.append((KG.dateLatest, date(value.latest)))
    return plain, [(KG.value, text(value.edtf)), *plain]


def _actor_shape(value: ActorValue, property: str, document: str) -> Shape:
    actor = node(_actor_iri(value, document))
    own: list[Pair] = [
        (KG.value, actor),
        (KG.mention, text(value.mention)),
        (KG.named, boolean(value.named)),
        *_given(
            (KG.role, value.role), (KG.count, value.count), (KG.nationality, value.nationality)
        ),
    ]
    return [(KG[property], actor)], own


def _victim_shape(value: VictimValue, property: str, about: str, document: str) -> Shape:
    victim = node(_victim_iri(value, about, document))
    own: list[Pair] = [
        (KG.value, victim),
        (KG.mention, text(value.mention)),
        (KG.named, boolean(value.named)),
        *_given(
            (KG.outcome, value.outcome),
            (KG.count, value.count),
            (KG.nationality, value.nationality),
            (KG.occupation, value.occupation),
        ),
    ]
    return [(KG[property], victim)], own


def _count_shape(value: CountValue, property: str) -> Shape:
    plain: list[Pair] = []
    if value.best is not None and value.scope == "total":
        plain.append((KG[property], integer(value.best)))
    own: list[Pair] = [
        (KG.scope, text(value.scope)),
        *_given(
            (KG.value, value.best),
            (KG.low, value.low),
            (KG.high, value.high),
            (KG.of, value.of),
            (KG.words, value.words),
        ),
    ]
    if value.perpetrators_included is not None:
        own.append((KG.perpetratorsIncluded, boolean(value.perpetrators_included)))
    return plain, own


def _thing_shape(value: ThingValue, property: str) -> Shape:
    scheme, kind = (
        (WEAPON_TYPE, KG.weaponType) if property == "weapon" else (TARGET_TYPE, KG.targetType)
    )
    plain = _given((KG[property], value.name))
    own = _given((KG.value, value.name), (KG.mention, value.mention))
    if value.type is not None:
        plain.append((kind, node(scheme[value.type])))
        own.append((KG.type, node(scheme[value.type])))
    return plain, own


# --- what actors and places are -------------------------------------------------------------------


def _descriptions(report: Report, document: Document) -> Iterator[Triple]:
    """What the actors, victims and places of a report are."""
    about, within = terms.report(report.id), terms.document(document.id)
    for claim in report.claims:
        match claim.value:
            case PlaceValue() as value:
                yield from _place(value)
            case ActorValue() as value:
                yield from _one(_actor_iri(value, within), value)
            case VictimValue() as value:
                yield from _one(_victim_iri(value, about, within), value)


def _one(subject: str, value: ActorValue | VictimValue) -> Iterator[Triple]:
    yield subject, _TYPE, node(KG[value.cls])
    yield subject, RDFS.label, text(value.name or value.mention)


def _place(value: PlaceValue) -> list[Triple]:
    place = _place_iri(value)
    described: list[Triple] = [
        (place, _TYPE, node(KG.Place)),
        (place, RDFS.label, text(value.name)),
        (place, KG.precision, text(value.precision)),
    ]
    named = _given(
        (KG.country, value.country),
        (KG.admin1, value.admin1),
        (KG.admin2, value.admin2),
        (KG.city, value.city),
        (KG.geonames, value.geonames),
    )
    described += [(place, predicate, term) for predicate, term in named]
    if value.lat is not None and value.lon is not None:
        point = f"POINT({value.lon} {value.lat})"
        described += [
            (place, GEO.lat, decimal(value.lat)),
            (place, GEO.long, decimal(value.lon)),
            (place, GEOSPARQL.asWKT, ox.Literal(point, datatype=node(GEOSPARQL.wktLiteral))),
        ]
    return described
