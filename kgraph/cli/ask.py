"""Commands that answer: query, queries, show."""

from __future__ import annotations

import re
import sys
from typing import Annotated, Any

import typer

from kgraph.cli import common, finding
from kgraph.errors import QueryError, UsageError

_UNFOLDED = 100_000  # columns of a table in a file, which no terminal's width may show in

_IRI = re.compile(r"[A-Za-z][\w+.-]*:[^\s<>\"{}|\\^`]*")


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (show, query, queries):
        app.command()(command)


def query(
    given: Annotated[
        str,
        typer.Argument(
            metavar="NAME|FILE.rq|SPARQL|-",
            help="A saved query, a file, the text itself, or - for standard input",
        ),
    ],
    store: common.StoreOption = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="table, md, csv, tsv, json, xml; for CONSTRUCT: ttl, nt, rdfxml, jsonld, n3. Default: table on a terminal, csv when piped; ttl for CONSTRUCT",
        ),
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option(
            "--param", "-p", metavar="NAME=VALUE", help="A parameter of the query; repeat for more"
        ),
    ] = None,
    graph: Annotated[
        str | None,
        typer.Option("--graph", metavar="IRI", help="Ask one graph instead of the union of all"),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(
            "--timeout", min=0.001, max=1e6, metavar="SECONDS", help="Give up after this long"
        ),
    ] = None,
    allow_remote: Annotated[
        bool, typer.Option("--allow-remote", help="Let SERVICE and FROM reach over the network")
    ] = False,
    ask_exit_code: Annotated[
        bool, typer.Option("--ask-exit-code", help="With ASK: exit with 1 when the answer is false")
    ] = False,
) -> None:
    """Answer a SPARQL question.

    \b
    Examples:  kgraph query attacks-by-perpetrator
               kgraph query attacks-by-actor -p name=Taliban
               kgraph query 'SELECT * WHERE { ?i a kg:Incident } LIMIT 5'
    """
    from kgraph import queries as saved
    from kgraph import tables
    from kgraph.store import open_store

    if format is not None and format not in tables.FORMATS:
        raise UsageError(f"--format {format}: choose one of {', '.join(tables.FORMATS)}")
    chosen = saved.find(common.read_argument(given))
    values = _parameters(param)
    saved.fill(chosen, values)  # what is wrong with the call is told before the store is opened
    saved.check(chosen.text, allow_remote=allow_remote)
    for wrong in saved.unknown_terms(chosen.text):
        typer.echo(f"note: {wrong}", err=True)
    graphs = saved.graphs(chosen.text)
    if graph and graphs:
        raise UsageError("--graph and FROM both say which graph to ask; leave one of them out")
    wide = sys.stdout.isatty()
    with open_store(store, create=False) as opened, common.interruptible():
        _must_have(opened, [graph] if graph else graphs)
        named = {
            name: finding.label(opened, values[name]) for name in chosen.actors if name in values
        }
        filled = common.in_utf8(saved.fill(chosen, {**values, **named})) or ""
        text = saved.with_prefixes(filled)
        result: Any = opened.query(text, graph=graph, timeout=timeout)
        rows, width = ("table", None) if wide else ("csv", _UNFOLDED)
        answer = tables.write(result, format, rows=rows, width=width)
    common.write_out("-", answer.encode("utf-8"))
    if ask_exit_code and answer.strip().lower() == "false":
        raise typer.Exit(1)


def _must_have(store: Any, graphs: list[str]) -> None:
    """Raise QueryError where the store has no such graph; those of its own may be empty yet."""
    from kgraph import terms

    own = (terms.INCIDENTS, terms.NODES, terms.JUDGEMENTS, terms.LINKS)
    for iri in graphs:
        if not _IRI.fullmatch(iri):
            raise UsageError(
                f"{iri!r} is not the IRI of a graph; write it out, for example {terms.NODES}"
            )
        if iri not in own and not store.query(f"ASK {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}"):
            raise QueryError(
                f"the store has no graph <{iri}>; kgraph query 'SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ }} }}' lists them"
            )


def _parameters(given: list[str] | None) -> dict[str, str]:
    pairs = [item.partition("=") for item in given or []]
    for name, equals, _ in pairs:
        if not equals:
            raise UsageError(f"--param {name!r}: write NAME=VALUE, for example --param least=10")
    return {name: common.in_utf8(value) or "" for name, _, value in pairs}


def queries(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Print this query's text")
    ] = None,
) -> None:
    """List the saved queries, or print one.

    \b
    Example:  kgraph queries incidents > mine.rq
    """
    from kgraph import queries as saved

    if name is not None:
        typer.echo(saved.find(name).text, nl=False)
        return
    known = saved.saved()
    width = max(len(item.name) for item in known)
    for item in known:
        takes = (
            f"  ({', '.join(parameter for parameter, _ in item.parameters)})"
            if item.parameters
            else ""
        )
        typer.echo(f"{item.name:<{width}}  {item.summary}{takes}")


def show(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS...",
            help="A place or country, an actor, a victim, a date, a document, or an incident's id; abe* fits beginnings of words too",
        ),
    ],
    store: common.StoreOption = None,
    most: Annotated[
        int, typer.Option("--most", min=1, help="Cards to print where several incidents fit")
    ] = 3,
) -> None:
    """Show an incident as a card: each fact, how certain, who says so, and the quote.

    \b
    Example:  kgraph show kabul
    """
    from kgraph import cards
    from kgraph.store import open_store

    wanted = common.in_utf8(" ".join(words)) or ""
    with open_store(store, create=False) as opened:
        found = finding.incidents(opened, wanted)
        for iri, label in found[:most]:
            answer: Any = opened.query(cards.claims_query(iri))
            head = [*_told(cards.summary(opened, iri)), *_mentioned(cards.mentions(opened, iri))]
            typer.echo(_card(label, iri, cards.lines(answer), head))
    if len(found) > most:
        typer.echo(f"and {len(found) - most} more; --most {len(found)} shows all:")
        for _, label in found[most : most + 10]:
            typer.echo(f"  {label}")


def _told(summary: tuple[int, int, list[str]]) -> list[str]:
    """By how many an incident is told, and what they differ on."""
    from kgraph import cards

    reports, voices, differ = summary
    sources = common.many(voices, "independent source")
    told = [f"told by {reports} reports of {sources}"] if reports > 1 else []
    differing = f"sources differ on: {', '.join(map(cards.name, differ))}"
    return [*told, differing] if differ else told


def _mentioned(mentions: tuple[list[str], list[str]]) -> list[str]:
    """The documents that add no fact to an incident."""
    by_words, recalling = mentions
    told = [f"also in {'; '.join(by_words)} (linked by its words)"] if by_words else []
    return [*told, f"recalled in {'; '.join(recalling)}"] if recalling else told


def _card(label: str, iri: str, lines: list[Any], head: list[str]) -> str:
    from kgraph import cards

    documents = sorted(
        {f"{line.document}" + (f" ({line.publisher})" if line.publisher else "") for line in lines}
    )
    out = [label, f"{iri}", f"in {'; '.join(documents)}", *head, ""]
    last = ""
    for line in lines:
        title = cards.name(line.property) if line.property != last else ""
        last = line.property
        who = f", says {line.source}" if line.source else ""
        how = "" if line.certainty == "stated" and not who else f"  ({line.certainty}{who})"
        out.append(f"  {title:<16} {line.value}{how}")
        where = f"  [{line.document}]" if len(documents) > 1 else ""
        out.append(f"  {'':<16}   “{' '.join(line.quote.split())}”{where}")
    return "\n".join([*out, ""])
