"""Reports and clusters to the graph of incidents: derived, and the only module that knows this shape.

An incident carries the same plain properties as its reports, a label for people, and links to the
reports. While each cluster is one report, the policy is to take over what the report says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox
from rdflib.namespace import PROV, RDF, RDFS

from kgraph import terms
from kgraph.terms import node, text
from kgraph.vocab import KG

POLICY = "single-report"
# What the graph is made from; a store evaluates it over all documents.
MAIN_REPORTS = f"""
PREFIX kg: <{KG._NS}>
PREFIX rdfs: <{RDFS}>
SELECT ?report ?p ?o ?label WHERE {{
  ?report a kg:Report ; kg:prominence "main" ; ?p ?o .
  OPTIONAL {{ ?o rdfs:label ?label }}
}}
"""
_OF_REPORT_ONLY = frozenset(map(str, (RDF.type, KG.prominence, KG.confidence, PROV.wasDerivedFrom)))

Facts = Mapping[str, Sequence[tuple[ox.NamedNode | ox.Literal, str]]]
"""What a report plainly says: predicate -> objects, each with its label ("" where it has none)."""


def facts(rows: Iterable[Sequence[ox.NamedNode | ox.Literal | None]]) -> dict[str, Facts]:
    """The rows of MAIN_REPORTS by report; an object keeps the first of its labels."""
    found: dict[str, dict[str, dict[ox.NamedNode | ox.Literal, str]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for report, predicate, term, label in rows:
        assert report is not None
        assert predicate is not None
        assert term is not None
        seen = found[report.value][predicate.value]
        words = label.value if label is not None else ""
        seen[term] = min(filter(None, (seen.get(term, ""), words)), default="")
    return {
        report: {
            predicate: sorted(objects.items(), key=lambda pair: str(pair[0]))
            for predicate, objects in said.items()
        }
        for report, said in found.items()
    }


def quads(clusters: Iterable[Sequence[str]], reports: Mapping[str, Facts]) -> Iterator[ox.Quad]:
    """The graph of incidents for these clusters of report IRIs."""
    graph = node(terms.INCIDENTS)
    for cluster in clusters:
        elder = cluster[0].removeprefix(f"{terms.BASE}report/")
        incident = node(terms.incident(elder))
        said = reports[cluster[0]]
        yield ox.Quad(incident, node(RDF.type), node(KG.Incident), graph)
        yield ox.Quad(incident, node(RDFS.label), text(label(said)), graph)
        yield ox.Quad(incident, node(KG.policy), text(POLICY), graph)
        for report in cluster:
            yield ox.Quad(incident, node(KG.report), node(report), graph)
        for predicate, objects in sorted(said.items()):
            if predicate not in _OF_REPORT_ONLY:
                yield from (ox.Quad(incident, node(predicate), term, graph) for term, _ in objects)


def label(said: Facts) -> str:
    """An incident's name for people: "Suicide bombing in Kabul, 2022-09-05 (6 killed)"."""
    kind = _first(said, str(KG.mainType)).rpartition("/")[2].replace("-", " ")
    stage = _first(said, str(KG.stage))
    place = next((words for _, words in said.get(str(KG.place), ()) if words), "")
    day = _first(said, str(KG.edtf))
    tolls = [
        f"{number} {what}"
        for what in ("killed", "wounded", "kidnapped")
        if (number := _first(said, str(KG[what]))) not in ("", "0")
    ]
    name = kind if stage in ("", "accomplished") else f"{stage} {kind}"
    name = name.upper() if name == "ied" else name[:1].upper() + name[1:]
    name += f" in {place}" if place else ""
    name += f", {day}" if day else ""
    return name + (f" ({', '.join(tolls[:1])})" if tolls else "")


def _first(said: Facts, predicate: str) -> str:
    objects = said.get(predicate, ())
    return objects[0][0].value if objects else ""
