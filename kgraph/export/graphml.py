"""GraphML as Gephi reads it without a warning (networkx's own writer cannot name edges or keys so)."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import networkx as nx

from kgraph.export import elements

_NS = "http://graphml.graphdrawing.org/xmlns"


def write(graph: nx.Graph) -> dict[str, bytes]:
    """The file, whole."""
    nodes, edges = elements.nodes(graph), elements.edges(graph)
    root = ET.Element("graphml", {"xmlns": _NS})
    _keys(
        root,
        "node",
        {
            "label": "string",
            "r": "integer",
            "g": "integer",
            "b": "integer",
            "size": "double",
            **elements.types(nodes),
        },
    )
    _keys(root, "edge", {"weight": "double", **elements.types(edges)})
    body = ET.SubElement(
        root,
        "graph",
        {"id": "kgraph", "edgedefault": "directed" if graph.is_directed() else "undirected"},
    )
    for node in nodes:
        element = ET.SubElement(body, "node", {"id": node.id})
        red, green, blue = node.color
        own = (("label", node.label), ("r", red), ("g", green), ("b", blue), ("size", node.size))
        _data(element, "n", (*own, *node.attributes))
    for edge in edges:
        ends = {"id": edge.id, "source": edge.source, "target": edge.target, "label": edge.label}
        _data(ET.SubElement(body, "edge", ends), "e", (("weight", edge.weight), *edge.attributes))
    ET.indent(root)
    return {"": ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"}


def _keys(root: ET.Element, kind: str, types: dict[str, str]) -> None:
    for name, of in types.items():
        attributes = {
            "id": f"{kind[0]}_{name}",
            "for": kind,
            "attr.name": name,
            "attr.type": "int" if of == "integer" else of,
        }
        ET.SubElement(root, "key", attributes)


def _data(element: ET.Element, prefix: str, values: tuple[tuple[str, elements.Value], ...]) -> None:
    for name, value in values:
        ET.SubElement(element, "data", {"key": f"{prefix}_{name}"}).text = str(value)
