"""Which reports tell of the same incident: the seam where linking across sources belongs."""

from __future__ import annotations

from collections.abc import Iterable


def clusters(reports: Iterable[str]) -> list[tuple[str, ...]]:
    """Groups of report IRIs, each group one incident. For now every report is its own."""
    return [(report,) for report in sorted(reports)]
