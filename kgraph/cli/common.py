"""Options that several commands share, and how they speak."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated, Any

import typer

from kgraph.errors import DocumentError, KeptDocumentError, KgraphError, LeftOutError, UsageError

_UNDECODED = re.compile(
    "[\ud800-\udfff]"
)  # what Python makes of bytes that the locale does not know


def _named(paths: list[str]) -> list[str]:
    """The same paths, looked at before a store is made. Raises UsageError."""
    from kgraph import sources

    sources.refuse_nameless(paths)
    return paths


StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        "-s",
        metavar="STORE",
        help="A folder, or the URL of a SPARQL endpoint. Default: $KGRAPH_STORE, else ./kgraph.db",
    ),
]
PathsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        callback=_named,
        help="Files and folders (.txt .md .html .jsonl, tables as .csv .tsv .xlsx, also .gz); - is standard input",
    ),
]
JobsOption = Annotated[
    int, typer.Option("--jobs", "-j", min=0, help="Processes at work; 0 takes every core.")
]
ModelOption = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="NAME|PATH",
        help="A spaCy pipeline of your own. Default: $KGRAPH_MODEL, else the shipped one",
    ),
]
ReaderOption = Annotated[
    bool,
    typer.Option(
        "--reader/--no-reader",
        help="Without the learned reader it goes faster and misses more. $KGRAPH_READER names a folder with your own",
    ),
]
FieldOption = Annotated[
    list[str] | None,
    typer.Option(
        "--field",
        metavar="OURS=THEIRS",
        help="A field name of JSON input, e.g. text=body; repeat for more",
    ),
]
InputOption = Annotated[
    str | None,
    typer.Option("--input-format", metavar="ENDING", help="Read every input as this, e.g. jsonl"),
]
MappingOption = Annotated[
    str | None,
    typer.Option(
        "--mapping",
        metavar="NAME|FILE.toml",
        help="How the columns of a table are read: ucdp-ged, acled, gtd or a file as the README explains. Default: by the columns",
    ),
]
QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", help="No progress and no summary; errors still show.")
]


def problems(
    quiet: bool = False,
) -> tuple[Callable[[DocumentError], None], list[DocumentError]]:
    """A function that prints a problem as one line on stderr, and the list it keeps; what is no fault is not kept."""
    kept: list[DocumentError] = []

    def report(problem: DocumentError) -> None:
        if not isinstance(problem, LeftOutError):
            kept.append(problem)
        elif quiet:
            return
        kind = "note" if isinstance(problem, KeptDocumentError | LeftOutError) else "skipped"
        typer.echo(f"{kind}: {problem}", err=True)

    return report, kept


def fields(given: list[str] | None) -> dict[str, str]:
    """ "text=body" options as a mapping. Raises UsageError."""
    pairs = [item.partition("=") for item in given or []]
    for name, _, theirs in pairs:
        if not theirs:
            raise UsageError(f"--field {name!r}: write OURS=THEIRS, for example --field text=body")
    return {name: theirs for name, _, theirs in pairs}


class Steps:
    """What a bar on a terminal is told; without a bar nothing happens."""

    def __init__(self, bar: Any = None, what: str = "") -> None:
        self._bar = bar
        self._task = bar.add_task(what, total=None) if bar is not None else None

    def __call__(self, _item: Any) -> None:
        """One more is done."""
        if self._bar is not None:
            self._bar.advance(self._task)

    def stage(self, what: str, done: int, of: int) -> None:
        """So many are done of something else."""
        if self._bar is not None:
            self._bar.update(self._task, description=what, completed=done, total=of)


@contextmanager
def progress(what: str, quiet: bool) -> Iterator[Steps]:
    """A running count on a terminal; nothing when piped or quiet."""
    if quiet or not sys.stderr.isatty():
        yield Steps()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield Steps(bar, what)


def finish(kept: list[DocumentError]) -> None:
    """Exit with 1 where something was skipped."""
    if kept:
        raise typer.Exit(1)


def many(number: int, what: str) -> str:
    """A number with its noun: "1 incident", "2 incidents"."""
    return f"{number} {what}{'s' * (number != 1)}"


def incidents(linked: Any) -> str:
    """How many incidents there are after linking."""
    shared = f", {linked.shared} of them told by several reports" if linked.shared else ""
    return f"{many(linked.incidents, 'incident')} in the store{shared}."


def contradictions(told: Sequence[str]) -> None:
    """Tell of persons' judgements that contradict each other, and exit with 1 where there are any."""
    for contradiction in told:
        typer.echo(f"contradiction: {contradiction}", err=True)
    if told:
        raise typer.Exit(1)


def in_utf8(words: str | None) -> str | None:
    """The words of an argument, which are UTF-8 also where the locale knows ASCII only. Raises UsageError."""
    if words is None or not _UNDECODED.search(words):
        return words
    try:
        return words.encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeError:
        raise UsageError(f"{words[:60]!r} is not UTF-8; type it again") from None


def read_argument(given: str) -> str:
    """An argument, or standard input for "-"."""
    return standard_input() if given == "-" else given


def standard_input() -> str:
    """All of standard input, which is UTF-8 whatever the locale. Raises KgraphError."""
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise KgraphError("-: standard input is not UTF-8; convert it") from None


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl-C end the process at once: Oxigraph does not look for it, and reading leaves nothing half done."""
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler:
        yield
        return
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def write_out(path: str, data: bytes) -> None:
    """Write to a file, or to stdout for "-"; a file appears whole or not at all."""
    if path == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    target = Path(path)
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(data)  # a device or a pipe is written to, never replaced by a file
        else:
            _replace(Path(os.path.realpath(target)), data)  # a link goes on to lead to its file
    except OSError as exc:
        raise KgraphError(f"{path}: cannot be written: {exc.strerror or exc}") from exc


def _replace(target: Path, data: bytes) -> None:
    fresh = target.with_name(f".{target.name}.new")
    try:
        fresh.write_bytes(data)
        fresh.replace(target)
    except OSError:
        with suppress(OSError):
            fresh.unlink()
        raise
