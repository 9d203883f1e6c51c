"""All benchmarks in one table.

python -m benchmarks --only muc4,hrds --limit 300 --format table
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType

from benchmarks import (
    attacks,
    briefs,
    calibration,
    corpora,
    evidence,
    hrds,
    language,
    linking,
    list_2018,
    muc4,
    ordinary_news,
    parses,
    reading,
    shootings,
    world_news,
)
from benchmarks.rows import Row
from kgraph import __version__, nlp
from kgraph.nlp import reader

TASKS: Mapping[str, Callable[[int], Iterable[Row]]] = MappingProxyType(
    {
        "muc4": muc4.rows,
        "hrds": hrds.rows,
        "shootings": shootings.rows,
        "list2018": list_2018.rows,
        "news": ordinary_news.rows,
        "attacks": attacks.rows,
        "briefs": briefs.rows,
        "worldnews": world_news.rows,
        "evidence": evidence.rows,
        "calibration": calibration.rows,
        "language": language.rows,
        "linking": linking.rows,
    }
)


def signature(limit: int) -> dict[str, str]:
    """What the figures depend on: the versions of kgraph, its models and the corpora, the day."""
    manifest = hashlib.sha256((corpora.ROOT / "MANIFEST.json").read_bytes()).hexdigest()
    return {
        "kgraph": __version__,
        "pipeline": parses.digest(nlp.SHIPPED),
        "reader": parses.digest(reader.folder()) if reading.Mode.learned else "none",
        "corpora": manifest[:12],
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "limit": str(limit),
    }


def table(rows: Iterable[Row], signed: Mapping[str, str]) -> str:
    """Columns of equal width."""
    lines = ["  ".join(f"{key} {value}" for key, value in signed.items())]
    lines += [
        f"{row.task:<15} {row.figure:<30} {row.value:5.1f}  {_interval(row):<13} n={row.n:<6} {row.published}".rstrip()
        for row in rows
    ]
    return "\n".join(lines)


def markdown(rows: Iterable[Row], signed: Mapping[str, str]) -> str:
    """A table for a README."""
    head = ", ".join(f"{key} {value}" for key, value in signed.items())
    lines = [head, "", "| task | figure | kgraph, 95 % interval | n | published |", "|---|---|---|---|---|"]  # fmt: skip
    lines += [
        f"| {row.task} | {row.figure} | {row.value:.1f} {_interval(row)} | {row.n} | {row.published} |"
        for row in rows
    ]
    return "\n".join(lines)


def as_json(rows: Iterable[Row], signed: Mapping[str, str]) -> str:
    """An object with the signature and the rows."""
    return json.dumps({"signature": dict(signed), "rows": [asdict(row) for row in rows]}, indent=1)


def _interval(row: Row) -> str:
    return f"[{row.low:.1f}, {row.high:.1f}]"


FORMATS: Mapping[str, Callable[[Iterable[Row], Mapping[str, str]], str]] = MappingProxyType(
    {"table": table, "md": markdown, "json": as_json}
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--limit", type=int, default=300, help="documents of each corpus")
    parser.add_argument("--only", default=",".join(TASKS), help=f"some of {','.join(TASKS)}")
    parser.add_argument("--no-reader", action="store_true", help="read by rules alone")
    parser.add_argument(
        "--no-rules",
        action="store_true",
        help="leave perpetrators, victims, targets and weapons to the reader",
    )
    parser.add_argument("--format", choices=FORMATS, default="table")
    parser.add_argument("--parses", type=Path, help="a folder of your own to keep parsed texts in")
    options = parser.parse_args()
    reading.Mode.parse = parses.Parses(options.parses).read if options.parses else None
    reading.Mode.learned = not options.no_reader
    if options.no_rules:
        reading.leave_to_reader()
    chosen = options.only.split(",")
    if unknown := sorted(set(chosen) - set(TASKS)):
        parser.error(f"no task is called {', '.join(unknown)}; there are {', '.join(TASKS)}")
    rows = [row for name in chosen for row in _measured(name, options.limit)]
    print(FORMATS[options.format](rows, signature(options.limit)))


def _measured(name: str, limit: int) -> list[Row]:
    print(f"measuring {name} ...", file=sys.stderr)
    return list(TASKS[name](limit))


if __name__ == "__main__":
    main()
