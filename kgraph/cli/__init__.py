"""The command line: parse, call one function, print. `main` is where errors become messages."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

import typer

from kgraph.cli import ask, build, compare, judgements, keep, network, review, timeline
from kgraph.errors import KgraphError

_INTERRUPTED = 130  # the exit code of what Ctrl-C ends
_GOES_ON = frozenset({"build", "link"})  # commands that go on where they were stopped

app = typer.Typer(
    name="kgraph",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads news about security incidents into a graph in which every fact keeps the words it came from.\n\n"
    "\b\nStart with:  kgraph build ARTICLES/\n"
    "then:        kgraph show PLACE\n"
    "             kgraph query incidents\n"
    "             kgraph export network.graphml",
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
    _prepare()
    try:
        app(list(argv) if argv is not None else None)
    except KgraphError as exc:
        typer.echo(f"error: {exc}", err=True)
        raise SystemExit(exc.exit_code) from exc
    except BrokenPipeError:
        _drop_output()
        raise SystemExit(0) from None  # who reads has had enough: `kgraph query incidents | head`
    except OSError as exc:  # files and stores translate theirs: what is left is the output
        _drop_output()
        where = exc.filename or "the output"
        typer.echo(f"error: {where}: cannot be written: {exc.strerror or exc}", err=True)
        raise SystemExit(1) from None
    except SystemExit as exc:
        if isinstance(exc.__context__, BrokenPipeError):  # Typer met it first
            _drop_output()
            raise SystemExit(0) from None
        # Typer makes this code of a KeyboardInterrupt.
        if exc.code == _INTERRUPTED and _GOES_ON.intersection(argv or sys.argv[1:]):
            typer.echo(
                "stopped; what was stored is whole, and the same command goes on from there",
                err=True,
            )
        raise


def _prepare() -> None:
    """Make the streams speak UTF-8 whatever the locale; without output there is nothing to do."""
    if sys.stdout is None or sys.stderr is None:
        raise SystemExit("error: the output is closed; give it a file, or /dev/null")
    if sys.stdin is None:
        sys.stdin = io.TextIOWrapper(io.BytesIO(), "utf-8")
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _drop_output() -> None:
    """Let what is still to be written go nowhere, so that the end of the program does not fail at it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
