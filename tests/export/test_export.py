"""Files that Gephi opens without a warning: the rules of its importer, one test each, and other readers."""

from __future__ import annotations

import csv
import gzip
import io
import xml.etree.ElementTree as ET
from pathlib import Path

import igraph
import networkx as nx
import pytest

from kgraph import claims, linking, network, terms
from kgraph.errors import DocumentError
from kgraph.export import DUMPS, NETWORKS, rdf
from kgraph.store import Store, open_store
from tests import builders

NS = {
    "g": "http://graphml.graphdrawing.org/xmlns",
    "x": "http://gexf.net/1.3",
    "viz": "http://gexf.net/1.3/viz",
}


@pytest.fixture(scope="module")
def store() -> Store:
    opened = open_store(":memory:")
    for name in ("a", "b"):
        opened.replace({terms.document(name): list(claims.quads(builders.read(name), version="1"))})
    linking.link(opened)
    return opened


@pytest.fixture(scope="module")
def graphml(store: Store) -> bytes:
    return NETWORKS["graphml"](network.load(store))[""]


@pytest.fixture(scope="module")
def root(graphml: bytes) -> ET.Element:
    return ET.fromstring(graphml)


def test_edge_ids_are_unique(root: ET.Element) -> None:
    ids = [edge.get("id") for edge in root.iterfind(".//g:edge", NS)]
    assert len(ids) == len(set(ids)) > 0


def test_edges_carry_their_kind_as_label(root: ET.Element) -> None:
    assert {edge.get("label") for edge in root.iterfind(".//g:edge", NS)} >= {
        "perpetrator",
        "condemnedBy",
    }


def test_key_ids_are_prefixed_and_unique_over_nodes_and_edges(root: ET.Element) -> None:
    keys = [(key.get("id"), key.get("for")) for key in root.iterfind("g:key", NS)]
    assert len({identity for identity, _ in keys}) == len(keys)
    assert all(
        identity == f"{kind[0]}_{identity[2:]}" and kind in ("node", "edge")
        for identity, kind in keys
        if identity and kind
    )


def test_names_that_gephi_knows_are_there(root: ET.Element) -> None:
    names = {(key.get("for"), key.get("attr.name")) for key in root.iterfind("g:key", NS)}
    assert {("node", name) for name in ("label", "size", "r", "g", "b")} <= names
    assert ("edge", "weight") in names


def test_weights_are_above_zero(root: ET.Element) -> None:
    assert all(
        float(data.text or 0) > 0 for data in root.iterfind(".//g:data[@key='e_weight']", NS)
    )


def test_every_value_has_the_type_of_its_key(root: ET.Element) -> None:
    cast = {"int": int, "double": float, "string": str}
    types = {key.get("id"): cast[key.get("attr.type") or ""] for key in root.iterfind("g:key", NS)}
    for data in root.iterfind(".//g:data", NS):
        types[data.get("key")](data.text)
        assert data.text not in (None, "", "nan", "NaN")


def test_coordinates_are_doubles_named_lat_and_lon(root: ET.Element) -> None:
    types = {
        key.get("attr.name"): key.get("attr.type")
        for key in root.iterfind("g:key[@for='node']", NS)
    }
    assert types["lat"] == types["lon"] == "double"


def test_labels_are_for_people(root: ET.Element) -> None:
    labels = {data.text for data in root.iterfind(".//g:data[@key='n_label']", NS)}
    assert "Islamic State" in labels
    assert "Suicide bombing in Kabul, 2022-09-05 (6 killed)" in labels
    assert not any((label or "").startswith("http") for label in labels)


def test_actors_and_incidents_have_a_time(root: ET.Element) -> None:
    """ "Create time interval" in Gephi makes a timeline of them."""
    for node in root.iterfind(".//g:node", NS):
        given = {data.get("key"): data.text for data in node}
        assert given["n_start"] == given["n_end"] == "2022-09-05"


def test_other_readers_agree_on_the_graphml(graphml: bytes, tmp_path: object) -> None:
    theirs = nx.read_graphml(io.BytesIO(graphml), force_multigraph=True)
    file = f"{tmp_path}/n.graphml"
    with open(file, "wb") as out:  # noqa: PTH123
        out.write(graphml)
    other = igraph.Graph.Read_GraphML(file)
    assert (len(theirs), theirs.number_of_edges()) == (other.vcount(), other.ecount())


def test_gexf_has_time_colour_and_kind(store: Store) -> None:
    root = ET.fromstring(NETWORKS["gexf"](network.load(store))[""])
    graph = root.find("x:graph", NS)
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat"), graph.get("timerepresentation")) == (
        "dynamic",
        "date",
        "interval",
    )
    assert root.find(".//x:node[@start='2022-09-05']", NS) is not None
    assert root.find(".//viz:color", NS) is not None
    assert all(edge.get("kind") for edge in root.iterfind(".//x:edge", NS))
    assert "type" not in {
        attribute.get("title") for attribute in root.iterfind(".//x:attribute", NS)
    }


def test_edges_live_inside_their_nodes(store: Store) -> None:
    root = ET.fromstring(NETWORKS["gexf"](network.load(store))[""])
    lives = {
        node.get("id"): (node.get("start") or "", node.get("end") or "9")
        for node in root.iterfind(".//x:node", NS)
    }
    for edge in root.iterfind(".//x:edge", NS):
        for end in ("source", "target"):
            assert lives[edge.get(end)][0] <= (edge.get("start") or "")
            assert (edge.get("end") or "") <= lives[edge.get(end)][1]


def test_the_csv_pair_has_gephis_columns(store: Store) -> None:
    parts = NETWORKS["csv"](network.load(store))
    heads = {name: next(csv.reader(io.StringIO(data.decode()))) for name, data in parts.items()}
    assert heads["nodes"][:2] == ["Id", "Label"]
    assert heads["edges"][:6] == ["Source", "Target", "Type", "Id", "Label", "Weight"]


@pytest.mark.parametrize("format", sorted(NETWORKS))
def test_the_same_network_gives_the_same_bytes(store: Store, format: str) -> None:
    assert NETWORKS[format](network.load(store)) == NETWORKS[format](network.load(store))


@pytest.mark.parametrize("format", sorted(NETWORKS))
def test_the_projection_exports_too(store: Store, format: str) -> None:
    assert all(NETWORKS[format](network.project(network.load(store))).values())


@pytest.mark.parametrize("format", sorted(DUMPS))
def test_rdf_in_every_format(store: Store, format: str) -> None:
    assert DUMPS[format](store) == DUMPS[format](store) != b""


def test_a_dump_is_unpacked_wherever_it_comes_from(tmp_path: Path) -> None:
    packed = gzip.compress(b"<a:b> <a:b> <a:b> <a:g> .\n", mtime=0)
    (tmp_path / "d.nq.gz").write_bytes(packed)
    assert rdf.read_bytes(tmp_path / "d.nq.gz") == rdf.unpacked(packed, "-")
    assert rdf.unpacked(b"plain", "-") == b"plain"


@pytest.mark.parametrize("data", [b"", b"# nothing but this\n"])
def test_a_dump_without_statements_is_one_clear_line(data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"^d\.nq: holds no statements"):
        rdf.parse(data, "nq", "d.nq")


@pytest.mark.parametrize("harm", [slice(0, 400), slice(300, 320), slice(-8, -4)])
def test_a_damaged_dump_is_one_clear_line(harm: slice) -> None:
    lines = b"".join(b"<a:%d> <a:b> <a:b> <a:g> .\n" % number for number in range(5000))
    packed = gzip.compress(lines, mtime=0)
    harmed = bytearray(packed)
    harmed[harm] = b"\0" * len(harmed[harm])
    bad = packed[harm] if harm.start == 0 else bytes(harmed)
    with pytest.raises(DocumentError, match=r"^d\.nq: the dump cannot be unpacked"):
        rdf.unpacked(bad, "d.nq")
