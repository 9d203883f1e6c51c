"""25 attacks told by four to ten outlets each: do all articles of one meet, are core claims right?

The articles in `attacks/` were written for this project, with what a careful reader finds in each. Rules may be
tuned on dev (19 attacks); test (six) is only measured, its errors are not looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from benchmarks import core_claims, corpora, linking, reading
from benchmarks.core_claims import Gold
from benchmarks.rows import Row, share
from kgraph.link import scoring
from kgraph.model import DocumentReports

SPLITS = ("dev", "test")


@cache
def reads(split: str) -> list[tuple[DocumentReports, Gold]]:
    """The articles, read, with their incident and what there is to find."""
    rows = corpora.attacks(split)
    found = reading.read_all([corpora.document(row, row["id"]) for row in rows])
    return list(zip(found, rows, strict=True))


def rows(limit: int) -> Iterator[Row]:
    """Whole incidents, pairs and purity, then core claims; `limit` is not used: part of a set has other clusters."""
    del limit
    for split in SPLITS:
        read = reads(split)
        yield from _linked(f"attacks {split}", read)
        told = ((reading.main_report(item), row["gold"]) for item, row in read)
        yield from core_claims.rows(f"attacks {split}", told)


def groups(read: Iterable[DocumentReports]) -> list[set[str]]:
    """The articles of each incident, as linking them alone makes it."""
    records = [record for item in read for record in linking.records_of(item)]
    pairs, _ = scoring.compare(records)
    return [set(group) for group in linking.grouped(records, pairs)]


def _linked(task: str, read: Sequence[tuple[DocumentReports, Gold]]) -> Iterator[Row]:
    gold = {item.document.id: str(row["incident"]) for item, row in read}
    found = groups(item for item, _ in read)
    whole: dict[str, set[str]] = defaultdict(set)
    for identity, incident in gold.items():
        whole[incident].add(identity)
    yield share(task, "told whole in one incident", [told in found for told in whole.values()])
    for name, value in linking.score([sorted(group) for group in found], gold).shares().items():
        label = name if name == "B3" else f"pairs {name}"
        yield Row(task, label, 100 * value, 100 * value, 100 * value, len(gold))
    yield share(task, "purity", [_pure(identity, found, gold) for identity in gold])


def _pure(identity: str, found: Iterable[set[str]], gold: Mapping[str, str]) -> bool:
    """Whether most of the articles around this one tell of its incident, in every group it stands in."""
    mine = gold[identity]
    return all(
        2 * sum(gold[other] == mine for other in group) > len(group)
        for group in found
        if identity in group
    )
