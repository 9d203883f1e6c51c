"""GEXF 1.3: the same network with time and colour."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import networkx as nx

from kgraph.export import elements

_NS = "http://gexf.net/1.3"
_VIZ = "http://gexf.net/1.3/viz"
_TIMES = ("start", "end")


def write(graph: nx.Graph) -> dict[str, bytes]:
    """The file, whole."""
    nodes, edges = elements.nodes(graph), elements.edges(graph)
    root = ET.Element("gexf", {"xmlns": _NS, "xmlns:viz": _VIZ, "version": "1.3"})
    body = ET.SubElement(
        root,
        "graph",
        {
            "defaultedgetype": "directed" if graph.is_directed() else "undirected",
            "mode": "dynamic",
            "timeformat": "date",
            "timerepresentation": "interval",
        },
    )
    keys = _declare(body, "node", nodes), _declare(body, "edge", edges)
    spans = _lifetimes(nodes, edges)
    holder = ET.SubElement(body, "nodes")
    for node in nodes:
        element = ET.SubElement(
            holder, "node", {"id": node.id, "label": node.label, **spans.get(node.id, {})}
        )
        _values(element, node.attributes, keys[0])
        red, green, blue = node.color
        ET.SubElement(element, "viz:color", {"r": str(red), "g": str(green), "b": str(blue)})
        ET.SubElement(element, "viz:size", {"value": str(node.size)})
    holder = ET.SubElement(body, "edges")
    for edge in edges:
        ends = {
            "id": edge.id,
            "source": edge.source,
            "target": edge.target,
            "kind": edge.label,
            "label": edge.label,
            "weight": str(edge.weight),
        }
        element = ET.SubElement(holder, "edge", {**ends, **_times(edge.attributes)})
        _values(element, edge.attributes, keys[1])
    ET.indent(root)
    return {"": ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"}


def _declare(
    body: ET.Element, kind: str, items: list[elements.Node] | list[elements.Edge]
) -> dict[str, str]:
    """Declare the attributes of nodes or edges; name -> id."""
    types = {name: of for name, of in elements.types(items).items() if name not in _TIMES}
    holder = ET.SubElement(body, "attributes", {"class": kind, "mode": "static"})
    ids = {name: f"{kind[0]}_{name}" for name in types}
    for name, of in types.items():
        ET.SubElement(holder, "attribute", {"id": ids[name], "title": name, "type": of})
    return ids


def _values(
    element: ET.Element, attributes: tuple[tuple[str, elements.Value], ...], ids: dict[str, str]
) -> None:
    given = [(ids[name], str(value)) for name, value in attributes if name in ids]
    if given:
        holder = ET.SubElement(element, "attvalues")
        for key, value in given:
            ET.SubElement(holder, "attvalue", {"for": key, "value": value})


def _times(attributes: tuple[tuple[str, elements.Value], ...]) -> dict[str, str]:
    return {name: str(value) for name, value in attributes if name in _TIMES}


def _lifetimes(nodes: list[elements.Node], edges: list[elements.Edge]) -> dict[str, dict[str, str]]:
    """From the first to the last day of a node and its edges; no limits where an edge has no date."""
    found: dict[str, list[dict[str, str]]] = {node.id: [_times(node.attributes)] for node in nodes}
    for edge in edges:
        for end in (edge.source, edge.target):
            found[end].append(_times(edge.attributes))
    return {node: _whole(times) for node, times in found.items()}


def _whole(times: list[dict[str, str]]) -> dict[str, str]:
    own, of_edges = times[0], times[1:]
    given = [own, *of_edges] if own else of_edges
    whole: dict[str, str] = {}
    if given and all("start" in time for time in given):
        whole["start"] = min(time["start"] for time in given)
    if given and all("end" in time for time in given):
        whole["end"] = max(time["end"] for time in given)
    return whole
