"""Commands about the network of actors and incidents: actors, path, export."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated

import typer

from kgraph.cli import common, finding
from kgraph.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (actors, path, export):
        app.command()(command)


def actors(
    store: common.StoreOption = None,
    sort: Annotated[
        str,
        typer.Option(
            "--sort", help="incidents, killed, degree, betweenness, pagerank, first, last or name"
        ),
    ] = "incidents",
    cls: Annotated[
        str | None, typer.Option("--class", help="Only actors of this class, e.g. ArmedGroup")
    ] = None,
    most: Annotated[int, typer.Option("--most", min=1, help="Rows to print")] = 30,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="table, csv, md or json. Default: table on a terminal, csv when piped",
        ),
    ] = None,
) -> None:
    """Rank the actors of the network.

    \b
    Example:  kgraph actors --class ArmedGroup --sort killed
    """
    from kgraph import network
    from kgraph.cli import rows
    from kgraph.store import open_store

    with open_store(store, create=False) as opened:
        ranked = network.rank(network.load(opened), sort=sort, cls=cls)[:most]
    rows.write(network.COLUMNS, [row.cells() for row in ranked], format)


def path(
    one: Annotated[
        str,
        typer.Argument(
            metavar="ACTOR",
            callback=common.in_utf8,
            help="Any of its names, its id, or words of its name",
        ),
    ],
    other: Annotated[str, typer.Argument(metavar="ACTOR", callback=common.in_utf8)],
    store: common.StoreOption = None,
) -> None:
    """Show how two actors are connected, incident by incident, with the quotes.

    \b
    Example:  kgraph path "Islamic State" Pakistan
    """
    from kgraph import network
    from kgraph.store import open_store

    with open_store(store, create=False) as opened:
        ends = finding.actor(opened, one), finding.actor(opened, other)
        steps = network.path(network.load(opened), *ends)
        for step in steps:
            typer.echo(f"{step.actor} — {step.relation} → {step.incident}")
            for quote, document in network.quotes(opened, step):
                typer.echo(f"    “{' '.join(quote.split())}” ({document})")


def export(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="Where to write; the ending gives the format; - is standard output"
        ),
    ],
    store: common.StoreOption = None,
    format: Annotated[
        str | None,
        typer.Option("--format", "-f", help="graphml, gexf, csv, ttl, jsonld, nq, trig or nt"),
    ] = None,
    actors_only: Annotated[
        bool,
        typer.Option(
            "--actors-only",
            help="Actors joined by shared incidents, instead of actors and incidents",
        ),
    ] = False,
    quiet: common.QuietOption = False,
) -> None:
    """Write the network for Gephi (graphml, gexf, csv) or the graph as RDF (ttl, jsonld, nq, trig, nt).

    \b
    Example:  kgraph export network.graphml
    """
    from kgraph import network
    from kgraph.export import DUMPS, NETWORKS
    from kgraph.store import open_store

    chosen = format or PurePath(file).suffix.lstrip(".").lower()
    if chosen not in (*NETWORKS, *DUMPS):
        what = f"--format {chosen}" if format else f"the ending of {file}"
        raise UsageError(f"{what} is not known; choose --format {', '.join((*NETWORKS, *DUMPS))}")
    if actors_only and chosen in DUMPS:
        raise UsageError(
            f"--actors-only is for networks ({', '.join(NETWORKS)}); {chosen} is the whole graph as RDF"
        )
    if chosen == "csv" and (file == "-" or not PurePath(file).name):
        raise UsageError("csv is two files, nodes and edges; name them: kgraph export network.csv")
    with open_store(store, create=False) as opened:
        if chosen in DUMPS:
            files = {"": DUMPS[chosen](opened)}
        else:
            graph = network.load(opened)
            files = NETWORKS[chosen](network.project(graph) if actors_only else graph)
    for part, data in files.items():
        target = (
            file
            if not part
            else str(PurePath(file).with_suffix("")) + f".{part}{PurePath(file).suffix or '.csv'}"
        )
        common.write_out(target, data)
        if not quiet and file != "-":
            typer.echo(f"wrote {target}", err=True)
