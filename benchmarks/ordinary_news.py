"""Ordinary news: articles in which no incident may be found."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks import corpora, reading
from benchmarks.rows import Row, share


def rows(limit: int) -> Iterable[Row]:
    """The share of articles without a false main incident."""
    reads = reading.read_all(corpora.ordinary_news()[:limit])
    clean = [reading.main_report(read) is None for read in reads]
    yield share("ordinary news", "no incident", clean)
