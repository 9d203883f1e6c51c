"""A pair of CSV files, nodes and edges, for Gephi's spreadsheet import and for everyone else."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

import networkx as nx

from kgraph.export import elements


def write(graph: nx.Graph) -> dict[str, bytes]:
    """The two files, as `nodes` and `edges`."""
    nodes, edges = elements.nodes(graph), elements.edges(graph)
    of_nodes, of_edges = list(elements.types(nodes)), list(elements.types(edges))
    directed = "Directed" if graph.is_directed() else "Undirected"
    return {
        "nodes": _csv(
            ["Id", "Label", *of_nodes],
            ([node.id, node.label, *_cells(node.attributes, of_nodes)] for node in nodes),
        ),
        "edges": _csv(
            ["Source", "Target", "Type", "Id", "Label", "Weight", *of_edges],
            (
                [
                    edge.source,
                    edge.target,
                    directed,
                    edge.id,
                    edge.label,
                    edge.weight,
                    *_cells(edge.attributes, of_edges),
                ]
                for edge in edges
            ),
        ),
    }


def _cells(
    attributes: tuple[tuple[str, elements.Value], ...], names: list[str]
) -> list[elements.Value]:
    known = dict(attributes)
    return [known.get(name, "") for name in names]


def _csv(names: list[str], rows: Iterable[list[elements.Value]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")
