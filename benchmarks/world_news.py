"""World news: whole articles of the Voice of America. Is there an incident, and are its core claims right?

`world_news/` holds what a careful reader finds in articles of 2009 to 2017 (`events/m2e2` of ../shared/corpora): news of
attacks, and as many features, politics, accidents and reports on wars in which none is the subject. Rules may
be tuned on dev; test is only measured, its errors are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import core_claims, corpora
from benchmarks.rows import Row

SPLITS = ("dev", "test")


def rows(limit: int) -> Iterator[Row]:
    """How many incidents are found and how many articles without one left alone, then core claims of the former."""
    for split in SPLITS:
        yield from core_claims.with_found(f"world news {split}", corpora.world_news(split)[:limit])
