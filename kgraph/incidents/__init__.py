"""Clusters of reports to the graph of incidents: derived, and the only package that knows this shape.

An incident carries the same plain properties as its reports, each with the value that a named policy
chose (`policies`), a label for people, and links to the reports. Where several reports tell of it, each
choice is a `kg:Resolution` that names its policy, the bounds over all sources and the claims behind it, and
`kg:conflict` names what the sources disagree on.

Documents without a main report join by their words: they add no fact to an incident, and where no report
stands among them they make a topic.

The id of an incident comes from its eldest report. The ids that its other reports would have had stand
as tombstones, so that an id once quoted leads on to the incident, whatever came first. Where persons split
an incident, the id stays with the larger part (`heirs`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, RDF, RDFS

from kgraph import terms
from kgraph.incidents import labels, policies, values
from kgraph.incidents.policies import Resolved, Told
from kgraph.records import STORY, Record
from kgraph.terms import integer, node, text
from kgraph.vocab import INCIDENT_TYPE, KG


def quads(
    cluster: Sequence[Record],
    voices: Mapping[str, int] | None = None,
    named: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[ox.Quad]:
    """The part of the graph of incidents that tells of one cluster.

    `voices` numbers the independent sources: reports of one number are copies of one text. `named` is what
    `heirs` gives.
    """
    stories = [record for record in cluster if record.prominence == STORY]
    if reports := _reports(cluster):
        yield from _incident(reports, stories, voices, named)
    elif len(stories) > 1:
        yield from _topic(stories)


def _incident(
    reports: Sequence[Record],
    stories: Iterable[Record],
    voices: Mapping[str, int] | None,
    named: Mapping[str, str],
) -> Iterator[ox.Quad]:
    graph = node(terms.INCIDENTS)
    told = tell(reports, voices)
    members = [item.record.report for item in told]
    incident = node(iri(reports, named))
    resolved = policies.resolve(told)
    pairs: list[tuple[str, ox.NamedNode | ox.Literal]] = [
        (RDF.type, node(KG.Incident)),
        (RDFS.label, text(labels.label(resolved))),
        (KG.voices, integer(len({item.voice for item in told}))),
        *((KG.report, node(terms.report(item.record.report))) for item in told),
        *_stories(stories),
        *_plain(resolved),
        *((KG.conflict, node(KG[item.property])) for item in resolved if item.conflict),
    ]
    for predicate, term in dict.fromkeys(pairs):
        yield ox.Quad(incident, node(predicate), term, graph)
    for report in members:
        if (gone := node(terms.incident(report))) != incident and report not in named.values():
            yield ox.Quad(gone, node(DCTERMS.isReplacedBy), incident, graph)
    if len(members) > 1:
        for choice in resolved:
            yield from _resolution(choice, incident, graph)


def _topic(stories: Sequence[Record]) -> Iterator[ox.Quad]:
    """What documents tell of together in which no incident was found."""
    topic = node(terms.topic(eldest_first(stories)[0].report))
    name = labels.topic([record.wording.terms for record in stories])
    pairs: list[tuple[str, ox.NamedNode | ox.Literal]] = [
        (RDF.type, node(KG.Topic)),
        (RDFS.label, text(name)),
        *_stories(stories),
    ]
    for predicate, term in pairs:
        yield ox.Quad(topic, node(predicate), term, node(terms.INCIDENTS))


def _stories(stories: Iterable[Record]) -> list[tuple[str, ox.NamedNode | ox.Literal]]:
    return [(KG.story, node(terms.report(record.report))) for record in stories]


def tell(cluster: Iterable[Record], voices: Mapping[str, int] | None = None) -> list[Told]:
    """Reports in the order of printing, each with its voice; without `voices` each is its own."""
    return [
        Told(record, voices[record.report] if voices else place)
        for place, record in enumerate(eldest_first(cluster))
    ]


def iri(cluster: Iterable[Record], named: Mapping[str, str] = MappingProxyType({})) -> str:
    """The incident that these reports tell of, by the eldest of them or who stands in for it."""
    elder = _reports(cluster)[0].report
    return terms.incident(named.get(elder, elder))


def heirs(parts: Iterable[Sequence[Record]], united: Iterable[Sequence[Record]]) -> dict[str, str]:
    """What stands in for the eldest report of a cluster when it is named, where that is another.

    `united` are the clusters as they would be if no person had parted any. Of the `parts` of one, that with
    most reports is named by the eldest of all, and the part which that one is in by a name of its own.
    """
    home = {record.report: part for part in map(_reports, parts) for record in part}
    found: dict[str, str] = {}
    for reports in map(_reports, united):
        sizes = Counter(home[record.report][0].report for record in reports)
        elder = reports[0].report if reports else ""
        largest = max(sizes, key=lambda name: (sizes[name], name == elder), default=elder)
        if largest != elder and largest in {record.report for record in reports}:
            found |= {largest: elder, elder: f"{elder} apart"}
    return found


def _reports(cluster: Iterable[Record]) -> list[Record]:
    """The reports of a cluster, without stories, the eldest first."""
    return eldest_first(record for record in cluster if record.prominence != STORY)


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
