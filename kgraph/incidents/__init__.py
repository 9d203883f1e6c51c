"""Clusters of reports to the graph of incidents: derived, and the only package that knows this shape.

An incident carries the same plain properties as its reports, each with the value that a named policy
chose (`policies`), a label for people, and links to the reports. Where several reports tell of it, each
choice is a `kg:Resolution` that names its policy, the bounds over all sources and the claims behind it, and
`kg:conflict` names what the sources disagree on.

The id of an incident comes from its eldest report. The ids that its other reports would have had stand
as tombstones, so that an id once quoted leads on to the incident, whatever came first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, RDF, RDFS

from kgraph import terms
from kgraph.incidents import labels, policies, values
from kgraph.incidents.policies import Resolved, Told
from kgraph.records import Record
from kgraph.terms import integer, node, text
from kgraph.vocab import INCIDENT_TYPE, KG


def quads(cluster: Sequence[Record], voices: Mapping[str, int] | None = None) -> Iterator[ox.Quad]:
    """The part of the graph of incidents that tells of one cluster.

    `voices` numbers the independent sources: reports of one number are copies of one text.
    """
    graph = node(terms.INCIDENTS)
    told = tell(cluster, voices)
    elder, *younger = (item.record for item in told)
    incident = node(iri([elder]))
    resolved = policies.resolve(told)
    pairs: list[tuple[str, ox.NamedNode | ox.Literal]] = [
        (RDF.type, node(KG.Incident)),
        (RDFS.label, text(labels.label(resolved))),
        (KG.voices, integer(len({item.voice for item in told}))),
        *((KG.report, node(terms.report(item.record.report))) for item in told),
        *_plain(resolved),
        *((KG.conflict, node(KG[item.property])) for item in resolved if item.conflict),
    ]
    for predicate, term in dict.fromkeys(pairs):
        yield ox.Quad(incident, node(predicate), term, graph)
    for record in younger:
        gone = node(iri([record]))
        yield ox.Quad(gone, node(DCTERMS.isReplacedBy), incident, graph)
    if younger:
        for choice in resolved:
            yield from _resolution(choice, incident, graph)


def tell(cluster: Iterable[Record], voices: Mapping[str, int] | None = None) -> list[Told]:
    """Reports in the order of printing, each with its voice; without `voices` each is its own."""
    return [
        Told(record, voices[record.report] if voices else place)
        for place, record in enumerate(eldest_first(cluster))
    ]


def iri(cluster: Sequence[Record]) -> str:
    """The incident that these reports tell of, by the eldest of them."""
    return terms.incident(eldest_first(cluster)[0].report)


def eldest_first(cluster: Iterable[Record]) -> list[Record]:
    """Reports by date of publication, undated ones last."""
    return sorted(cluster, key=lambda item: (item.published is None, item.published, item.report))


def _plain(resolved: Iterable[Resolved]) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
    for choice in resolved:
        for said in choice.chosen:
            yield from values.plain(said)
        for kind in choice.concepts:
            yield KG[choice.property], _concept(choice.property, kind)


def _concept(property: str, name: str) -> ox.NamedNode | ox.Literal:
    return text(name) if property == "stage" else node(INCIDENT_TYPE[name])


def _resolution(choice: Resolved, incident: ox.NamedNode, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    subject = node(f"{terms.BASE}resolution/{terms.digest(incident.value, choice.property)}")
    pairs: list[tuple[str, ox.NamedNode | ox.Literal]] = [
        (RDF.type, node(KG.Resolution)),
        (KG.resolves, incident),
        (KG.property, node(KG[choice.property])),
        (KG.policy, text(choice.policy)),
        *((KG.value, values.shown(said)) for said in choice.chosen),
        *((KG.value, _concept(choice.property, kind)) for kind in choice.concepts),
        *((KG.supportedBy, node(said.claim)) for said in choice.support),
    ]
    if choice.low is not None:
        pairs.append((KG.low, integer(choice.low)))
    if choice.high is not None:
        pairs.append((KG.high, integer(choice.high)))
    for predicate, term in dict.fromkeys(pairs):
        yield ox.Quad(subject, node(predicate), term, graph)
