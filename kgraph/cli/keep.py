"""Commands that look after a store: validate, dump, load, status."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from kgraph.cli import common
from kgraph.errors import UsageError

_DUMPS = ("nq", "trig")


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (validate, dump, load, status):
        app.command()(command)


def validate(store: common.StoreOption = None, quiet: common.QuietOption = False) -> None:
    """Check every graph of the store against the shapes (SHACL), and say in words what is wrong.

    \b
    Example:  kgraph validate --store case.kg
    """
    from kgraph import validate as shapes
    from kgraph.store import open_store

    wrong = graphs = 0
    with open_store(store, create=False) as opened:
        for graph in opened.graphs():
            graphs += 1
            for violation in shapes.check(opened.quads(graph)):
                wrong += 1
                typer.echo(f"{graph}: {violation}")
    if not quiet:
        typer.echo(f"{graphs} graphs checked, {common.many(wrong, 'violation')}.", err=True)
    if wrong:
        raise typer.Exit(1)


def dump(
    store: common.StoreOption = None,
    format: Annotated[str, typer.Option("--format", "-f", help="nq (N-Quads) or trig")] = "nq",
) -> None:
    """Write the whole store to standard output, sorted: the same store gives the same bytes.

    \b
    Example:  kgraph dump --store case.kg | gzip > case.nq.gz
    """
    from kgraph.export import rdf
    from kgraph.store import open_store

    if format not in _DUMPS:
        raise UsageError(f"--format {format}: choose nq or trig")
    with open_store(store, create=False) as opened:
        for block in rdf.blocks(opened, format):
            sys.stdout.buffer.write(block)
    sys.stdout.buffer.flush()


def load(
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="A dump (.nq or .trig, also .gz); - is standard input"),
    ],
    store: common.StoreOption = None,
    format: Annotated[
        str | None,
        typer.Option("--format", "-f", help="nq or trig; default by the ending, nq for -"),
    ] = None,
    quiet: common.QuietOption = False,
) -> None:
    """Read a dump into a store, beside what it holds.

    Documents and judgements add up: of a document that both hold the dump's is kept, of a person's two
    words on one pair the later one. Then all are linked, unless the store was empty. The store holds what
    it held, or all of it.

    \b
    Example:  kgraph load case.nq.gz --store copy.kg
    """
    from kgraph import merging
    from kgraph.export import rdf
    from kgraph.store import open_store

    data = (
        rdf.unpacked(sys.stdin.buffer.read(), file) if file == "-" else rdf.read_bytes(Path(file))
    )
    graphs = rdf.parse(data, format or rdf.format_of(file), file)
    with open_store(store) as opened:
        linked = merging.load(opened, graphs, file)
    if not quiet:
        beside = f" {common.incidents(linked)}" if linked else ""
        told = common.many(len(graphs), "graph")
        statements = common.many(sum(map(len, graphs.values())), "statement")
        typer.echo(f"{told}, {statements} loaded.{beside}")
    if linked:
        common.contradictions(linked.contradictions)


def status(store: common.StoreOption = None) -> None:
    """Say what is in the store.

    \b
    Example:  kgraph status --store case.kg
    """
    from kgraph import __version__, cards
    from kgraph.store import default_location, open_store

    with open_store(store, create=False) as opened:
        typer.echo(f"store      {store or default_location()}\nkgraph     {__version__}")
        for name, pattern in _COUNTED:
            counted = "COUNT(*)" if name == "statements" else "COUNT(DISTINCT ?x)"
            rows: Any = opened.query(
                f"PREFIX kg: <https://w3id.org/kgraph/ns#> SELECT ({counted} AS ?n) WHERE {{ {pattern} }}"
            )
            typer.echo(f"{name:<10} {next(iter(rows))['n'].value}")
        if not cards.is_linked(opened):
            typer.echo("note: some reports are not linked yet; run kgraph link", err=True)


_COUNTED = (
    ("documents", "?x a kg:Document"),
    ("reports", "?x a kg:Report"),
    ("claims", "?x a kg:Claim"),
    ("incidents", "?x a kg:Incident"),
    (
        "actors",
        "?i a kg:Incident ; (kg:perpetrator|kg:claimedBy|kg:condemnedBy|kg:victim|kg:deniedBy|kg:condolencesFrom|kg:reactionBy) ?x",
    ),
    ("statements", "GRAPH ?g { ?s ?p ?o }"),
)
