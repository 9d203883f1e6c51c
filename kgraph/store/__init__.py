"""Where the graphs are kept: a folder, memory, or any SPARQL 1.1 endpoint, behind one protocol."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Protocol, Self

import pyoxigraph as ox

from kgraph.errors import UsageError
from kgraph.store.embedded import MemoryStore, OxigraphStore
from kgraph.store.remote import RemoteStore

Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

MEMORY = ":memory:"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")  # of two letters at least: C:/ is a folder


class Store(Protocol):
    """A set of named graphs. Every write is one transaction: seen whole or not at all."""

    location: str

    @property
    def base(self) -> str:
        """The folder from which the names of files in it start that are relative."""

    def replace(self, graphs: Mapping[str, Iterable[ox.Quad]]) -> None:
        """Put these graphs in the place of what stood under their names; an empty one is removed."""

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """Put statements beside what is there, as one change."""

    def fill(self, names: Iterable[str], statements: Iterable[bytes]) -> None:
        """Write graphs that are not there yet, as one change; the quickest way for a hundred thousand statements.

        These come as N-Quads that Oxigraph wrote, in pieces of whole lines. What other graphs get besides may stay where the change does not come to its end.
        """

    def amend(self, gone: Mapping[str, Iterable[str]], added: Iterable[ox.Quad]) -> None:
        """Take all statements of some subjects out of their graphs, and put others in, as one change."""

    def query(
        self, sparql: str, *, graph: str | None = None, timeout: float | None = None
    ) -> Result:
        """Evaluate a query over the union of all graphs, over one, or over those that it names with FROM.

        Raises QueryError.
        """

    def graphs(self) -> list[str]:
        """The names of all graphs, sorted."""

    def quads(self, graph: str) -> Iterator[ox.Quad]:
        """The quads of one graph, in no particular order."""

    def close(self) -> None:
        """Give the store back, so that another process can open it."""

    def __enter__(self) -> Self:
        """The store itself."""

    def __exit__(self, *exc: object) -> None:
        """Close the store."""


STORES: Mapping[str, Callable[[str], Store]] = MappingProxyType(
    {"folder": OxigraphStore, "memory": MemoryStore, "remote": RemoteStore}
)


def default_location() -> str:
    """$KGRAPH_STORE, else ./kgraph.db."""
    return os.environ.get("KGRAPH_STORE") or "kgraph.db"


def open_store(location: str | None = None, *, create: bool = True) -> Store:
    """The store at a folder, ":memory:" or the URL of an endpoint.

    Raises UsageError where it is another kind of address, StoreError where there is none (and `create` is False), or where it cannot be opened.
    """
    location = location or default_location()
    if location == MEMORY:
        return STORES["memory"](location)
    if location.startswith(("http://", "https://")):
        return STORES["remote"](location)
    if _SCHEME.match(location):
        raise UsageError(
            f"{location}: is no store; give a folder, or an endpoint at http://… or https://…"
        )
    if not create:
        OxigraphStore.must_exist(location)
    return STORES["folder"](location)
