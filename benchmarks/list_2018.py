"""Wikipedia's list of incidents of 2018: killed and wounded of single sentences with a known toll."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from benchmarks import corpora, reading
from benchmarks.rows import Row, share
from kgraph.model import DocumentReports

TASK = "2018 list"
FACTS = {"killed": "dead", "wounded": "injured"}


@cache
def reads(limit: int) -> list[tuple[DocumentReports, dict[str, Any]]]:
    """The first sentences, with the list's columns."""
    data = corpora.list_2018(limit)
    found = reading.read_all([document for document, _ in data])
    return [(read, gold) for read, (_, gold) in zip(found, data, strict=True)]


def known(gold: dict[str, Any], fact: str) -> int | None:
    """The number the list gives, if it is a plain one."""
    column = gold[FACTS[fact]]
    return column.get("victims") if column and not column.get("vague") else None


def rows(limit: int) -> Iterable[Row]:
    """Found, killed, wounded."""
    pairs = [(reading.main_report(read), gold) for read, gold in reads(limit)]
    yield share(TASK, "found", [report is not None for report, _ in pairs])
    for fact in FACTS:
        counted = [(r, number) for r, g in pairs if (number := known(g, fact)) is not None]
        yield share(TASK, fact, [reading.toll(r, fact) == number for r, number in counted])
