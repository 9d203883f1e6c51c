"""The command that shows what was known when: timeline."""

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import Annotated, Any

import typer

from kgraph.cli import common, finding
from kgraph.errors import QueryError, UsageError


def register(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command()(timeline)


def timeline(
    incident: Annotated[
        str,
        typer.Argument(
            metavar="INCIDENT",
            callback=common.in_utf8,
            help="An incident's id, or what kgraph show takes",
        ),
    ],
    store: common.StoreOption = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="TIME", help="Only what was published by then, e.g. 2022-09-05T18:00"
        ),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option("--format", "-f", help="table, csv or json. Default: csv when piped"),
    ] = None,
) -> None:
    """Show what was known when: tolls and attributions by the day of publication.

    \b
    Example:  kgraph timeline kabul --as-of 2022-09-06 --store case.kg
    """
    from kgraph.explain import timeline as known
    from kgraph.store import open_store

    shape = format or ("table" if sys.stdout.isatty() else "csv")
    if shape not in ("table", "csv", "json"):
        raise UsageError(f"--format {format}: choose table, csv or json")
    with open_store(store, create=False) as opened:
        iri = _incident(opened, incident)
        moments, now = known.read(opened, iri, _day(as_of))
    columns = [name for name in known.PROPERTIES if any(name in item.said for item in moments)]
    rows = [
        [str(item.published or ""), item.document, *(item.said.get(name, "") for name in columns)]
        for item in moments
    ]
    rows.append(
        [str(now.published or ""), "= known then", *(now.said.get(name, "") for name in columns)]
    )
    typer.echo(_written(["published", "document", *columns], rows, shape), nl=False)


def _written(header: list[str], rows: list[list[str]], shape: str) -> str:
    import csv
    import io

    if shape == "json":
        told = [dict(zip(header, (cell or None for cell in row), strict=True)) for row in rows]
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    if shape == "csv":
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([header, *rows])
        return out.getvalue()
    widths = [max(len(row[place]) for row in [header, *rows]) for place in range(len(header))]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in [header, *rows]
    )
    return "\n".join(lines) + "\n"


def _incident(store: Any, wanted: str) -> str:
    """The one incident that an id or words stand for; a tombstone leads on. Raises QueryError."""
    found = finding.incidents(store, wanted)
    if len(found) > 1:
        listed = "; ".join(f"{label} {iri.rpartition('/')[2]}" for iri, label in found[:5])
        raise QueryError(f"{len(found)} incidents fit {wanted!r}; choose one: {listed}")
    return found[0][0]


def _day(given: str | None) -> dt.date | None:
    if given is None:
        return None
    try:
        return dt.datetime.fromisoformat(given).date()
    except ValueError:
        raise UsageError(
            f"--as-of {given!r}: write a time such as 2022-09-05T18:00 or a day"
        ) from None
