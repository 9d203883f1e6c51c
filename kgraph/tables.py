"""Query results for people and for programs: tables, the W3C formats, Markdown and RDF."""

from __future__ import annotations

import io
from collections.abc import Mapping
from types import MappingProxyType

import pyoxigraph as ox

from kgraph.errors import QueryError, UsageError, in_one_line
from kgraph.vocab import PREFIXES

RESULTS = MappingProxyType(
    {
        "csv": ox.QueryResultsFormat.CSV,
        "tsv": ox.QueryResultsFormat.TSV,
        "json": ox.QueryResultsFormat.JSON,
        "xml": ox.QueryResultsFormat.XML,
    }
)
GRAPHS = MappingProxyType(
    {
        "ttl": ox.RdfFormat.TURTLE,
        "nt": ox.RdfFormat.N_TRIPLES,
        "rdfxml": ox.RdfFormat.RDF_XML,
        "jsonld": ox.RdfFormat.JSON_LD,
        "n3": ox.RdfFormat.N3,
    }
)
FORMATS = ("table", "md", *RESULTS, *GRAPHS)
_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMERIC = tuple(_XSD + name for name in ("integer", "decimal", "double", "float"))

Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def write(
    result: Result, format: str | None, *, rows: str = "table", width: int | None = None
) -> str:
    """A result in one of FORMATS; where none is given rows as in `rows`, and triples as Turtle.

    Raises UsageError where the format does not fit the kind of query, QueryError where the query fails
    while its answer is read.
    """
    try:
        if isinstance(result, ox.QuerySolutions):
            return _solutions(result, format or rows, width)
        if isinstance(result, ox.QueryBoolean):
            return _boolean(result, format or rows)
        return _graph(result, format or "ttl")
    except (OSError, ValueError) as exc:
        raise QueryError(f"the query failed: {in_one_line(exc)}") from exc


def _solutions(result: ox.QuerySolutions, format: str, width: int | None) -> str:
    if format in RESULTS:
        return (result.serialize(format=RESULTS[format]) or b"").decode()
    names = [variable.value for variable in result.variables]
    rows = [[solution[name] for name in names] for solution in result]
    if format == "md":
        return markdown(names, [[shown(term) for term in row] for row in rows])
    if format == "table":
        return _table(names, rows, width)
    raise UsageError(
        f"--format {format} is for CONSTRUCT and DESCRIBE; a SELECT gives {', '.join(('table', 'md', *RESULTS))}"
    )


def _boolean(result: ox.QueryBoolean, format: str) -> str:
    if format in ("json", "xml"):
        return (result.serialize(format=RESULTS[format]) or b"").decode()
    if format in GRAPHS:
        raise UsageError(
            f"--format {format} is for CONSTRUCT and DESCRIBE; an ASK gives table, json or xml"
        )
    return "true\n" if bool(result) else "false\n"


def _graph(result: ox.QueryTriples, format: str) -> str:
    if format not in GRAPHS:
        raise UsageError(
            f"--format {format} does not fit: CONSTRUCT and DESCRIBE give {', '.join(GRAPHS)}"
        )
    triples = sorted(
        result, key=lambda triple: (str(triple.subject), str(triple.predicate), str(triple.object))
    )
    chosen = GRAPHS[format]
    prefixes = (
        dict(PREFIXES) if chosen.supports_datasets or format in ("ttl", "rdfxml", "n3") else None
    )
    return (ox.serialize(triples, format=chosen, prefixes=prefixes) or b"").decode()


def shown(term: object) -> str:
    """A term for people: an IRI as a CURIE where a prefix fits, a literal as its text."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return curie(term.value)
    return getattr(term, "value", str(term))


def curie(iri: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """The shortest prefixed form of an IRI, or the IRI in angle brackets."""
    fitting = [(len(base), prefix) for prefix, base in prefixes.items() if iri.startswith(base)]
    if not fitting:
        return f"<{iri}>"
    size, prefix = max(fitting)
    return f"{prefix}:{iri[size:]}"


def _table(names: list[str], rows: list[list[object]], width: int | None) -> str:
    """An aligned table, as wide as the terminal."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for index, name in enumerate(names):
        numeric = bool(rows) and all(_is_number(row[index]) or row[index] is None for row in rows)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(shown(term).replace("[", r"\[") for term in row))
    out = io.StringIO()
    # No colour, also where the environment asks for it: this is text, and may go to a file.
    Console(file=out, width=width, highlight=False, color_system=None, force_terminal=False).print(
        table
    )
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    return "\n".join([*lines, f"({len(rows)} row{'' if len(rows) == 1 else 's'})", ""])


def _is_number(term: object) -> bool:
    return isinstance(term, ox.Literal) and term.datatype.value in _NUMERIC


def markdown(names: list[str], rows: list[list[str]]) -> str:
    """A GitHub-flavoured Markdown table."""
    escaped = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    lines = [names, ["---"] * len(names), *escaped]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)
