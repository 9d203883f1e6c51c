"""Commands that keep what persons decided in a file: judgements dump, judgements load."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kgraph.cli import common
from kgraph.errors import KgraphError

_SHOWN = 3  # of what is judged and not in the store

kept = typer.Typer(
    no_args_is_help=True, help="Keep what persons decided in a file, and read it back."
)


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    kept.command("dump")(dump_judgements)
    kept.command("load")(load_judgements)
    app.add_typer(kept, name="judgements")


def dump_judgements(store: common.StoreOption = None) -> None:
    """Write what persons decided as CSV, sorted, to keep under version control.

    \b
    Example:  kgraph judgements dump --store case.kg > judgements.csv
    """
    from kgraph import judgements, terms
    from kgraph.store import open_store

    with open_store(store, create=False) as opened:
        data = judgements.to_csv(judgements.read(opened, terms.JUDGEMENTS))
    common.write_out("-", data.encode("utf-8"))


def load_judgements(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A CSV of dump; - is standard input")],
    store: common.StoreOption = None,
    quiet: common.QuietOption = False,
) -> None:
    """Put the judgements of a CSV in the place of those in the store, and link again.

    \b
    Example:  kgraph judgements load judgements.csv --store case.kg
    """
    from kgraph import explain as why
    from kgraph import judgements, linking, terms
    from kgraph.store import open_store

    given = judgements.from_csv(_text(file), file)
    with open_store(store, create=False) as opened:
        before = judgements.read(opened, terms.JUDGEMENTS)
        opened.replace({terms.JUDGEMENTS: judgements.quads(given, terms.JUDGEMENTS)})
        linked = linking.link(opened)
        missing = why.unknown(opened, (name for item in given for name in item.pair))
    if not quiet:
        gone = {(item.pair, item.by) for item in before} - {(item.pair, item.by) for item in given}
        less = f", {len(gone)} that the file has not taken out" if gone else ""
        typer.echo(f"{common.many(len(given), 'judgement')} loaded{less}.")
    if missing:
        more = f" and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else ""
        typer.echo(
            f"note: not in the store, and judged for when it comes: {', '.join(missing[:_SHOWN])}{more}",
            err=True,
        )
    common.contradictions(linked.contradictions)


def _text(file: str) -> str:
    if file == "-":
        return common.standard_input()
    try:
        return Path(file).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as exc:
        reason = getattr(exc, "strerror", None) or "is not UTF-8"
        raise KgraphError(f"{file}: cannot be read ({reason}); check the file") from exc
