"""Briefs: items of Wikipedia's current events, 2002 to 2026. Is there an incident, and are its core claims right?

`briefs/` holds what a careful reader finds in 238 items drawn at random (`ids` of ../shared/corpora/current_events):
attacks of armed groups and states, and as many accidents, disasters, courts and politics that are none. Rules may
be tuned on dev; test is only measured, its errors are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import core_claims, corpora
from benchmarks.rows import Row

SPLITS = ("dev", "test")


def rows(limit: int) -> Iterator[Row]:
    """How many incidents are found and how many items without one left alone, then core claims of the former."""
    for split in SPLITS:
        yield from core_claims.with_found(f"briefs {split}", corpora.briefs(split)[:limit])
