"""Any SPARQL 1.1 endpoint: query and update protocol over HTTP."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Self

import pyoxigraph as ox

from kgraph import syntax
from kgraph.errors import QueryError, StoreError, in_one_line
from kgraph.store import sparql

Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9"
_WAIT = 600.0  # seconds for a request without a timeout of its own
_CONSTRUCTED = "application/n-triples"


class RemoteStore:
    """An endpoint at URL/query and URL/update, or at a URL ending in /query or /sparql and its sibling."""

    def __init__(self, location: str) -> None:
        self.location = location.rstrip("/")
        base, _, last = self.location.rpartition("/")
        at = self.location if last in ("query", "sparql") else f"{self.location}/query"
        self._query = at
        self._update = f"{base if last in ('query', 'sparql') else self.location}/update"

    @property
    def base(self) -> str:
        """See Store: an endpoint may be asked from anywhere, and knows no folder."""
        return str(Path.cwd())

    def replace(self, graphs: Mapping[str, Iterable[ox.Quad]]) -> None:
        """See Store."""
        if graphs:
            update = sparql.replacement(graphs).encode()
            self._send(self._update, update, "application/sparql-update", "*/*", None)

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """See Store."""
        self.amend({}, quads)

    def fill(self, names: Iterable[str], statements: Iterable[bytes]) -> None:
        """See Store; statements that are added come as a whole, whatever their graphs."""
        del names
        self.add(ox.parse(b"".join(statements), format=ox.RdfFormat.N_QUADS))

    def amend(self, gone: Mapping[str, Iterable[str]], added: Iterable[ox.Quad]) -> None:
        """See Store."""
        update = sparql.amendment(gone, added).encode()
        self._send(self._update, update, "application/sparql-update", "*/*", None)

    def query(self, text: str, *, graph: str | None = None, timeout: float | None = None) -> Result:
        """See Store. Without `graph` the default graph is the endpoint's union of all graphs."""
        url = self._query
        if graph is not None:
            url += f"?{urllib.parse.urlencode({'default-graph-uri': graph})}"
        elif not syntax.named_graphs(text):
            # Oxigraph's word for what most endpoints do by default: the default graph is the union.
            url += "?union-default-graph"
        kind, body = self._send(url, text.encode(), "application/sparql-query", _ACCEPT, timeout)
        if _CONSTRUCTED in kind:
            return ox.parse(body, format=ox.RdfFormat.N_TRIPLES)  # type: ignore[return-value]
        if "json" not in kind:
            raise StoreError(
                f"{self.location}: no SPARQL endpoint answers here, but something else ({kind or 'without a type'}); check the address"
            )
        try:
            return ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
        except SyntaxError as exc:
            raise self._broken_off(exc) from exc

    def _broken_off(self, exc: SyntaxError) -> StoreError:
        return StoreError(
            f"{self.location}: the answer of the endpoint broke off or is damaged ({in_one_line(exc)[:120]}); ask again, or look at its log"
        )

    def graphs(self) -> list[str]:
        """See Store."""
        found = self.query("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
        assert isinstance(found, ox.QuerySolutions)
        return sorted(row["g"].value for row in found)

    def quads(self, graph: str) -> Iterator[ox.Quad]:
        """See Store."""
        node = ox.NamedNode(graph)
        found: Any = self.query(
            f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        )
        for triple in found:
            yield ox.Quad(triple.subject, triple.predicate, triple.object, node)

    def close(self) -> None:
        """See Store; every request closes its own connection."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
        for raised in exc:
            if isinstance(raised, SyntaxError):  # met while an answer was read
                raise self._broken_off(raised) from raised

    def _send(
        self, url: str, body: bytes, kind: str, accept: str, timeout: float | None
    ) -> tuple[str, bytes]:
        """One POST; the content type and the body of the answer."""
        headers = {"Content-Type": kind, "Accept": accept, "User-Agent": "kgraph"}
        request = urllib.request.Request(url, data=body, headers=headers, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=timeout or _WAIT) as answer:
                return answer.headers.get("Content-Type", ""), answer.read()
        except urllib.error.HTTPError as exc:
            detail = " ".join(exc.read(500).decode("utf-8", "replace").split())
            if exc.code == 400 and url.startswith(self._query):
                raise sparql.syntax_error(detail, body.decode()) from exc
            raise StoreError(
                f"{url.partition('?')[0]}: the endpoint answered {exc.code}: {detail or exc.reason}"
            ) from exc
        except TimeoutError as exc:
            raise QueryError(
                f"the query took longer than {timeout or _WAIT:g} s; ask for less or raise --timeout"
            ) from exc
        except (urllib.error.URLError, OSError, ValueError) as exc:
            reason = getattr(exc, "reason", exc)
            if isinstance(reason, TimeoutError):
                raise QueryError(
                    f"the query took longer than {timeout or _WAIT:g} s; ask for less or raise --timeout"
                ) from exc
            raise StoreError(f"{self.location}: no SPARQL endpoint answers here: {reason}") from exc
