"""The network of actors and incidents, its projection onto actors, and the measures we report.

Measures are networkx's: degree, betweenness (Brandes 2001, normalised), PageRank (Brin & Page 1998,
damping 0.85) and Louvain communities (Blondel et al. 2008, fixed seed), all on the actor–incident graph
without direction, except that PageRank follows the weights of the actor–actor projection.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import networkx as nx
import pyoxigraph as ox

from kgraph.errors import QueryError, UsageError
from kgraph.terms import Queryable
from kgraph.vocab import ACTOR_CLASSES

RELATIONS = (
    "perpetrator",
    "claimedBy",
    "deniedBy",
    "victim",
    "condemnedBy",
    "condolencesFrom",
    "reactionBy",
)
COLUMNS = (
    "actor",
    "class",
    "incidents",
    "killed",
    "first",
    "last",
    "degree",
    "betweenness",
    "pagerank",
    "community",
)
_SEED = 7
_LISTED = 5  # of the actors that fit a name
_EXACT = 2000  # nodes up to which betweenness is exact; beyond, it is sampled (Brandes & Pich 2007)

_INCIDENTS = """
PREFIX kg: <https://w3id.org/kgraph/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX geo: <http://www.w3.org/2003/01/geo/wgs84_pos#>
SELECT ?incident ?label ?type ?start ?end ?killed ?wounded ?place ?country ?lat ?lon WHERE {
  ?incident a kg:Incident ; rdfs:label ?label .
  OPTIONAL { ?incident kg:mainType ?type }
  OPTIONAL { ?incident kg:dateEarliest ?start } OPTIONAL { ?incident kg:dateLatest ?end }
  OPTIONAL { ?incident kg:killed ?killed } OPTIONAL { ?incident kg:wounded ?wounded }
  OPTIONAL { ?incident kg:place ?node . ?node rdfs:label ?place OPTIONAL { ?node kg:country ?country } OPTIONAL { ?node geo:lat ?lat ; geo:long ?lon } }
}
ORDER BY ?incident ?place ?start ?end ?killed ?wounded ?lat
"""
_EDGES = """
PREFIX kg: <https://w3id.org/kgraph/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?incident ?relation ?actor ?label ?class WHERE {
  VALUES ?relation { %s }
  ?incident a kg:Incident ; ?relation ?actor .
  ?actor rdfs:label ?label ; a ?class .
}
ORDER BY ?incident ?relation ?actor ?label ?class
"""


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One actor with its measures; dates are ISO strings."""

    actor: str
    cls: str
    incidents: int
    killed: int
    first: str | None
    last: str | None
    degree: int
    betweenness: float
    pagerank: float
    community: int

    def cells(self) -> tuple[object, ...]:
        """The values in the order of COLUMNS."""
        return (
            self.actor,
            self.cls,
            self.incidents,
            self.killed,
            self.first,
            self.last,
            self.degree,
            self.betweenness,
            self.pagerank,
            self.community,
        )


@dataclass(frozen=True, slots=True)
class Step:
    """One edge of a path between two actors, with the IRIs that its quotes are found by."""

    actor: str
    relation: str
    incident: str
    actor_iri: str
    incident_iri: str


def load(store: Queryable) -> nx.MultiDiGraph:
    """Actors and incidents as nodes, one edge actor → incident for each relation."""
    graph = nx.MultiDiGraph()
    for row in _rows(store, _INCIDENTS):
        if row["incident"] not in graph:
            graph.add_node(row["incident"], kind="incident", **_incident(row))
    wanted = " ".join(f"kg:{name}" for name in RELATIONS)
    for row in _rows(store, _EDGES % wanted):
        actor, incident = row["actor"], row["incident"]
        if actor not in graph:
            cls = str(row["class"]).rpartition("#")[2]
            graph.add_node(actor, kind="actor", label=row["label"], cls=cls, iri=actor)
        relation = str(row["relation"]).rpartition("#")[2]
        if not graph.has_edge(actor, incident, relation):
            times = {
                key: graph.nodes[incident][key]
                for key in ("start", "end")
                if key in graph.nodes[incident]
            }
            graph.add_edge(actor, incident, relation, relation=relation, weight=1.0, **times)
    for node in [node for node, kind in graph.nodes(data="kind") if kind == "actor"]:
        graph.nodes[node].update(_span(graph, graph.successors(node)))
    return graph


def _span(graph: nx.MultiDiGraph, incidents: Iterable[str]) -> dict[str, str]:
    """From the first to the last day of some incidents; open where one of them has no date."""
    days = [graph.nodes[incident] for incident in incidents]
    return {
        key: choose(day[key] for day in days)
        for key, choose in (("start", min), ("end", max))
        if days and all(key in day for day in days)
    }


def _rows(store: Queryable, text: str) -> Iterator[dict[str, str | None]]:
    result = store.query(text)
    assert isinstance(result, ox.QuerySolutions)
    names = [variable.value for variable in result.variables]
    for row in result:
        yield {name: row[name].value if row[name] is not None else None for name in names}


def _incident(row: dict[str, str | None]) -> dict[str, object]:
    """The attributes of an incident node; what is unknown is left out."""
    known: dict[str, object | None] = {
        "label": row["label"],
        "iri": row["incident"],
        "cls": "Incident",
        "type": (row["type"] or "").rpartition("/")[2] or None,
        "start": row["start"],
        "end": row["end"],
        "killed": int(row["killed"]) if row["killed"] else None,
        "wounded": int(row["wounded"]) if row["wounded"] else None,
        "place": row["place"],
        "country": row["country"],
        "lat": float(row["lat"]) if row["lat"] else None,
        "lon": float(row["lon"]) if row["lon"] else None,
    }
    return {key: value for key, value in known.items() if value is not None}


def project(graph: nx.MultiDiGraph) -> nx.Graph:
    """Actors joined where they share incidents; `weight` is the number of incidents shared, the first to the last."""
    found = nx.Graph()
    found.add_nodes_from(
        (node, data) for node, data in sorted(graph.nodes(data=True)) if data["kind"] == "actor"
    )
    shared: dict[tuple[str, str], set[str]] = defaultdict(set)
    for incident in sorted(node for node, kind in graph.nodes(data="kind") if kind == "incident"):
        for pair in combinations(sorted(set(graph.predecessors(incident))), 2):
            shared[pair].add(incident)
    for (one, other), incidents in sorted(shared.items()):
        span = _span(graph, incidents)
        weight = float(len(incidents))
        found.add_edge(one, other, relation="shared incidents", weight=weight, **span)
    return found


def rank(
    graph: nx.MultiDiGraph, *, sort: str = "incidents", cls: str | None = None
) -> list[ActorRow]:
    """The named actors with their measures, best first; unnamed ones are not comparable and left out.

    Raises UsageError for an order or a class that is not known.
    """
    if cls is not None and cls not in ACTOR_CLASSES:
        raise UsageError(f"--class {cls}: choose one of {', '.join(ACTOR_CLASSES)}")
    measured = _measured(graph)
    rows = [
        _row(graph, node, measured)
        for node, data in sorted(graph.nodes(data=True))
        if data["kind"] == "actor" and data["cls"] != "UnnamedActor" and cls in (None, data["cls"])
    ]
    keys = {"name": "actor", **{name: name for name in COLUMNS if name != "class"}}
    if sort not in keys:
        raise UsageError(f"--sort {sort}: choose one of {', '.join(sorted(keys))}")
    field = keys[sort]
    rows.sort(key=lambda row: row.actor)
    return (
        sorted(rows, key=lambda row: getattr(row, field) or 0, reverse=True)
        if field not in ("actor", "first", "last")
        else sorted(rows, key=lambda row: str(getattr(row, field) or "9999"))
    )


@dataclass(frozen=True, slots=True)
class _Measures:
    degree: dict[str, int]
    betweenness: dict[str, float]
    pagerank: dict[str, float]
    community: dict[str, int]


def _measured(graph: nx.MultiDiGraph) -> _Measures:
    plain = nx.Graph()
    plain.add_nodes_from(sorted(graph.nodes))
    plain.add_edges_from(sorted({(one, other) for one, other, _ in graph.edges(keys=True)}))
    sample = None if len(plain) <= _EXACT else _EXACT // 4
    groups = nx.community.louvain_communities(plain, seed=_SEED) if len(plain) else []
    ordered = sorted(groups, key=lambda group: (-len(group), min(group)))
    actors = project(graph)
    return _Measures(
        dict(plain.degree()),
        nx.betweenness_centrality(plain, k=sample, seed=_SEED),
        nx.pagerank(actors, weight="weight") if len(actors) else {},
        {node: number for number, group in enumerate(ordered, start=1) for node in group},
    )


def _row(graph: nx.MultiDiGraph, node: str, measured: _Measures) -> ActorRow:
    incidents = [graph.nodes[incident] for incident in set(graph.successors(node))]
    starts = [data["start"] for data in incidents if "start" in data]
    ends = [data["end"] for data in incidents if "end" in data]
    return ActorRow(
        graph.nodes[node]["label"],
        graph.nodes[node]["cls"],
        len(incidents),
        sum(data.get("killed", 0) for data in incidents),
        min(starts, default=None),
        max(ends, default=None),
        measured.degree[node],
        round(measured.betweenness[node], 6),
        round(measured.pagerank[node], 6),
        measured.community[node],
    )


def path(graph: nx.MultiDiGraph, one: str, other: str) -> list[Step]:
    """The shortest way between two actors, as edges. Raises QueryError where a name or a way is missing."""
    first, last = _find(graph, one), _find(graph, other)
    if first == last:
        raise QueryError(
            f"both names are those of one actor, {graph.nodes[first]['label']}; name two"
        )
    plain = nx.Graph(sorted((a, b) for a, b, _ in graph.edges(keys=True)))
    try:
        nodes = nx.shortest_path(plain, first, last)
    except (nx.NetworkXNoPath, nx.NodeNotFound) as exc:
        names = graph.nodes[first]["label"], graph.nodes[last]["label"]
        raise QueryError(f"no incidents connect {names[0]} and {names[1]}") from exc
    return [step for pair in pairwise(nodes) for step in _steps(graph, *pair)]


def _steps(graph: nx.MultiDiGraph, one: str, other: str) -> Iterator[Step]:
    actor, incident = (one, other) if graph.nodes[one]["kind"] == "actor" else (other, one)
    for relation in sorted(graph[actor][incident]):
        yield Step(
            graph.nodes[actor]["label"], relation, graph.nodes[incident]["label"], actor, incident
        )


def _find(graph: nx.MultiDiGraph, name: str) -> str:
    """The actor of a name or IRI: the same name first, else the only one that contains it as whole words."""
    wanted = " ".join(name.casefold().split())
    if not wanted:
        raise QueryError("say which actor; kgraph actors lists them")
    names = {
        node: data["label"] for node, data in graph.nodes(data=True) if data["kind"] == "actor"
    }
    whole = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
    for found in (
        [node for node in names if node == name or node.endswith(f"/{name}")],
        [node for node, label in names.items() if label.casefold() == wanted],
        [node for node, label in names.items() if whole.search(label.casefold())],
    ):
        if len(found) == 1:
            return str(found[0])
        if found:
            raise QueryError(
                f"{len(found)} actors fit {name!r}; choose one: {_listed(names, found)}"
            )
    raise QueryError(f"no actor in the store is called {name!r}; kgraph actors lists them")


def _listed(names: Mapping[str, str], found: Sequence[str]) -> str:
    """The first of some actors, each with its name and its id."""
    told = [
        f"{names[node]} ({node.rpartition('/')[2]})"
        for node in sorted(found, key=names.__getitem__)
    ]
    more = f"; and {len(told) - _LISTED} more" if len(told) > _LISTED else ""
    return "; ".join(told[:_LISTED]) + more


def quotes(store: Queryable, step: Step) -> list[tuple[str, str]]:
    """The words behind one edge, each with the id of its document."""
    text = f"""
PREFIX kg: <https://w3id.org/kgraph/ns#> PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT DISTINCT ?quote ?document WHERE {{
  <{step.incident_iri}> kg:report ?report .
  {{ VALUES ?named {{ <{step.actor_iri}> }} }} UNION {{
    ?joined kg:resolves <{step.incident_iri}> ; kg:first|kg:second <{step.actor_iri}> ; kg:first|kg:second ?named
  }}
  ?claim kg:about ?report ; kg:property kg:{step.relation} ; kg:value ?named ;
    kg:evidence/oa:exact ?quote ; prov:wasDerivedFrom/dcterms:identifier ?document .
}} ORDER BY ?document ?quote"""
    return [(row["quote"] or "", row["document"] or "") for row in _rows(store, text)]
