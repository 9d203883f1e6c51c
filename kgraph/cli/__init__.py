"""The command line: parse, call one function, print. `main` is where errors become messages."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from kgraph.cli import ask, build, compare, judgements, keep, network, review, timeline
from kgraph.errors import KgraphError

app = typer.Typer(
    name="kgraph",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads news about security incidents into a graph in which every fact keeps the words it came from.\n\n"
    "Start with:  kgraph build ARTICLES/   then:  kgraph show PLACE   kgraph query incidents   kgraph export network.graphml",
)
for group in (build, ask, compare, review, judgements, timeline, network, keep):
    group.register(app)


def _version(value: bool) -> None:
    if value:
        from kgraph import __version__

        typer.echo(f"kgraph {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version."
    ),
) -> None:
    """Options of the program itself."""


def main(argv: Sequence[str] | None = None) -> None:
    """Run a command; the one place where an error becomes a message and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app(list(argv) if argv is not None else None)
    except KgraphError as exc:
        typer.echo(f"error: {exc}", err=True)
        raise SystemExit(exc.exit_code) from exc
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        typer.echo(
            "stopped; what was stored is whole, and the same command goes on from there", err=True
        )
        raise SystemExit(130) from None
