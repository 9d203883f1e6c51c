"""The whole store as RDF, sorted: the same claims give the same bytes; and dumps read back."""

from __future__ import annotations

import gzip
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from kgraph.errors import DocumentError, UsageError, in_one_line
from kgraph.vocab import PREFIXES

_FORMATS = {
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
}


class Graphs(Protocol):
    """What can list its graphs and their quads: any store."""

    def graphs(self) -> list[str]:
        """The names of all graphs, sorted."""

    def quads(self, graph: str) -> Iterator[ox.Quad]:
        """The quads of one graph."""


def blocks(store: Graphs, format: str) -> Iterator[bytes]:
    """A dump in N-Quads or TriG, one graph at a time, so that memory stays small."""
    for number, graph in enumerate(store.graphs()):
        block = _serialized(_ordered(store, graph), format)
        yield block if number == 0 or format == "nq" else _without_prefixes(block)


def writer(format: str) -> Callable[[Graphs], bytes]:
    """A function that writes everything in a store in one format; triple formats drop the graph names."""

    def write(store: Graphs) -> bytes:
        if format in ("nq", "trig"):
            return b"".join(blocks(store, format))
        quads = [quad for graph in store.graphs() for quad in _ordered(store, graph)]
        if format == "jsonld":
            return _serialized(quads, format)
        triples = {
            (str(quad.subject), str(quad.predicate), str(quad.object)): quad for quad in quads
        }
        return _serialized([triples[key].triple for key in sorted(triples)], format)

    return write


def _ordered(store: Graphs, graph: str) -> list[ox.Quad]:
    return sorted(
        store.quads(graph),
        key=lambda quad: (str(quad.subject), str(quad.predicate), str(quad.object)),
    )


def _serialized(items: list[ox.Quad] | list[ox.Triple], format: str) -> bytes:
    prefixes = dict(PREFIXES) if format in ("trig", "ttl", "jsonld") else None
    return ox.serialize(items, format=_FORMATS[format], prefixes=prefixes) or b""


def _without_prefixes(block: bytes) -> bytes:
    """A TriG block whose prefixes an earlier block has declared."""
    return b"".join(
        line for line in block.splitlines(keepends=True) if not line.startswith(b"@prefix")
    )


def read_bytes(path: Path) -> bytes:
    """A dump file, unpacked where it is gzip. Raises DocumentError."""
    try:
        return unpacked(path.read_bytes(), str(path))
    except OSError as exc:
        raise DocumentError(f"{path}: the dump cannot be read: {exc.strerror or exc}") from exc


def unpacked(data: bytes, where: str) -> bytes:
    """A dump, unpacked where it is gzip. Raises DocumentError."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as exc:
        raise DocumentError(f"{where}: the dump cannot be unpacked ({exc}); pack it again") from exc


def format_of(path: str) -> str:
    """The format that a file name tells: nq unless it says .trig."""
    return "trig" if ".trig" in Path(path).name else "nq"


def parse(data: bytes, format: str, where: str) -> dict[str, list[ox.Quad]]:
    """The graphs of a dump, by name. Raises DocumentError with the place of a fault."""
    if format not in ("nq", "trig"):
        raise UsageError(f"--format {format}: choose nq or trig")
    graphs: dict[str, list[ox.Quad]] = defaultdict(list)
    try:
        for quad in ox.parse(data, format=_FORMATS[format]):
            if not isinstance(quad.graph_name, ox.NamedNode):
                raise DocumentError(
                    f"{where}: holds a statement outside any named graph, so it is none of the files that kgraph dump writes; only those can be loaded"
                )
            graphs[quad.graph_name.value].append(quad)
    except SyntaxError as exc:
        raise DocumentError(f"{where}: is no {format} dump: {in_one_line(exc)[:200]}") from exc
    if not graphs:
        raise DocumentError(f"{where}: holds no statements; dump the store again")
    return dict(graphs)
