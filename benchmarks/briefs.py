"""Briefs: items of Wikipedia's current events, 2002 to 2026. Is there an incident, and are its core claims right?

`briefs/` holds what a careful reader finds in 238 items drawn at random (`ids` of ../shared/corpora/current_events):
attacks of armed groups and states, and as many accidents, disasters, courts and politics that are none. Rules may
be tuned on dev; test is only measured, its errors are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks import core_claims, corpora, reading
from benchmarks.core_claims import Gold
from benchmarks.rows import Row, share
from kgraph.model import DocumentReports

SPLITS = ("dev", "test")


def rows(limit: int) -> Iterator[Row]:
    """How many incidents are found and how many items without one left alone, then core claims of the former."""
    for split in SPLITS:
        golds = corpora.briefs(split)[:limit]
        read = reading.read_all([document for document, _ in golds])
        told = list(zip(read, (gold for _, gold in golds), strict=True))
        yield from _rows(f"briefs {split}", told)


def _rows(task: str, told: Sequence[tuple[DocumentReports, Gold | None]]) -> Iterator[Row]:
    mains = [(reading.main_report(item), gold) for item, gold in told]
    yield share(task, "found", [main is not None for main, gold in mains if gold])
    yield share(task, "no incident", [main is None for main, gold in mains if not gold])
    yield from core_claims.rows(task, ((main, gold) for main, gold in mains if gold))
