"""Files for other tools: the network for Gephi and spreadsheets, the graph as RDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import networkx as nx

from kgraph.export import csv_pair, gexf, graphml, rdf

NETWORKS: Mapping[str, Callable[[nx.Graph], dict[str, bytes]]] = MappingProxyType(
    {"graphml": graphml.write, "gexf": gexf.write, "csv": csv_pair.write}
)
"""Format -> writer; the result maps a part of the file name ("" for the file itself) to its bytes."""

DUMPS: Mapping[str, Callable[[rdf.Graphs], bytes]] = MappingProxyType(
    {name: rdf.writer(name) for name in ("ttl", "jsonld", "nq", "trig", "nt")}
)
"""Format -> writer of everything in a store."""
