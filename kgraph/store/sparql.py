"""SPARQL text that both kinds of store send: atomic replacement of graphs, and errors in one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kgraph.errors import QueryError, in_one_line

_PREFIXED = re.compile(r"(?<![\w?$<-])([A-Za-z][\w-]*):[\w.-]*\s*$")  # the word before a fault
_POSITION = re.compile(r"error at (\d+):(\d+)", re.IGNORECASE)


def replacement(graphs: Mapping[str, Iterable[ox.Quad]]) -> str:
    """One update request that puts graphs in the place of others; endpoints run it as a whole."""
    parts = []
    for name, quads in sorted(graphs.items()):
        parts.append(f"DROP SILENT GRAPH <{name}>")
        parts += _insertion(name, quads)
    return " ;\n".join(parts)


def amendment(gone: Mapping[str, Iterable[str]], added: Iterable[ox.Quad]) -> str:
    """One update request that removes all statements of some subjects and adds others."""
    parts = []
    for name, subjects in sorted(gone.items()):
        listed = " ".join(f"<{subject}>" for subject in sorted(subjects))
        if listed:
            parts.append(
                f"DELETE {{ GRAPH <{name}> {{ ?s ?p ?o }} }} WHERE {{ VALUES ?s {{ {listed} }} GRAPH <{name}> {{ ?s ?p ?o }} }}"
            )
    by_graph: dict[str, list[ox.Quad]] = {}
    for quad in added:
        by_graph.setdefault(quad.graph_name.value, []).append(quad)  # type: ignore[union-attr]
    for name, quads in sorted(by_graph.items()):
        parts += _insertion(name, quads)
    return " ;\n".join(parts)


def _insertion(name: str, quads: Iterable[ox.Quad]) -> list[str]:
    triples = [ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads]
    if not triples:
        return []
    body = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
    return [f"INSERT DATA {{ GRAPH <{name}> {{\n{body}}} }}"]


def syntax_error(exc: SyntaxError | str, query: str) -> QueryError:
    """Where a query stops making sense, in one line."""
    message = in_one_line(exc)
    found = _POSITION.search(message)
    if found is None:
        return QueryError(f"the query has a syntax error: {message[:200]}")
    line, column = int(found[1]), int(found[2])
    lines = query.splitlines()
    prefix = _PREFIXED.search(lines[line - 1][: column - 1]) if line <= len(lines) else None
    if prefix and not re.search(rf"PREFIX\s+{prefix[1]}:", query, re.IGNORECASE):
        return QueryError(
            f"the query uses the prefix {prefix[1]}: at line {line}, which it does not declare; begin it with PREFIX {prefix[1]}: <…>"
        )
    near = lines[line - 1][column - 1 :].strip() if line <= len(lines) else ""
    what = f'"{near[:40]}" is not expected here' if near else "the query ends too early"
    return QueryError(f"the query has a syntax error at line {line}, column {column}: {what}")
