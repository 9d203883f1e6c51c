"""Rows of plain values as a table, CSV, Markdown or JSON."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Sequence

import typer

from kgraph.errors import UsageError

FORMATS = ("table", "csv", "md", "json")


def write(names: Sequence[str], rows: Sequence[Sequence[object]], format: str | None) -> None:
    """Print rows in one of FORMATS; a table on a terminal and CSV when piped, unless told."""
    chosen = format or ("table" if sys.stdout.isatty() else "csv")
    if chosen not in FORMATS:
        raise UsageError(f"--format {chosen}: choose one of {', '.join(FORMATS)}")
    typer.echo(_FORMATS[chosen](names, rows), nl=False)


def _text(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.4f}" if isinstance(value, float) else str(value)


def _table(names: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    cells = [list(names), *([_text(value) for value in row] for row in rows)]
    widths = [max(len(line[index]) for line in cells) for index in range(len(names))]
    numeric = [
        bool(rows) and all(isinstance(row[i], int | float) or row[i] is None for row in rows)
        for i in range(len(names))
    ]
    lines = [
        "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(line, widths, numeric, strict=True)
        ).rstrip()
        for line in cells
    ]
    return "\n".join(lines) + "\n"


def _csv(names: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_text(value) for value in row] for row in rows)
    return out.getvalue()


def _md(names: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    from kgraph.tables import markdown

    return markdown(list(names), [[_text(value) for value in row] for row in rows])


def _json(names: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    return (
        json.dumps(
            [dict(zip(names, row, strict=True)) for row in rows], ensure_ascii=False, indent=1
        )
        + "\n"
    )


_FORMATS = {"table": _table, "csv": _csv, "md": _md, "json": _json}
