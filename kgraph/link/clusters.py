"""Scored pairs and judgements to clusters: average linkage, so that a chain of weak links glues nothing.

Two groups become one while the mean probability over the best `BEST` of the pairs between them is at least
`JOINED`; pairs that were not kept count as 0 (UPGMA, Sokal and Michener 1958, with a trimmed mean: a report that
misreads a day fits some of its fellows badly). What a person said comes first, and two reports of one document,
or two rows of one data base, never meet in one cluster.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

JOINED = 0.4
BEST = 0.85

Edge = tuple[str, str, float]
"""Two reports and the probability that they are one incident."""
Group = tuple[str, ...]


def clusters(
    reports: Iterable[str],
    edges: Iterable[Edge],
    *,
    same: Iterable[tuple[str, str]] = (),
    different: Iterable[tuple[str, str]] = (),
    exclusive: Mapping[str, Iterable[str]] | None = None,
    joined: float = JOINED,
) -> list[Group]:
    """Groups of reports, sorted; the same whatever the order of anything given.

    `same` and `different` are persons' words. `exclusive` gives a report's labels; two reports with a
    label in common stay apart unless a person joins them.
    """
    groups = _Groups(sorted(set(reports)), exclusive or {})
    for one, other in sorted(same):
        groups.merge(one, other)
    groups.part(different)
    for one, other, probability in sorted(edges):
        groups.link(one, other, probability)
    return groups.settle(joined)


def with_stories(
    reports: Iterable[str],
    stories: Iterable[str],
    edges: Iterable[Edge],
    *,
    same: Iterable[tuple[str, str]] = (),
    different: Iterable[tuple[str, str]] = (),
    exclusive: Mapping[str, Iterable[str]] | None = None,
    joined: float = JOINED,
) -> list[Group]:
    """Groups of reports, then joined by stories: without facts, these never bring two groups together."""
    told, plain, pairs = set(reports), set(stories), sorted(edges)
    same, different, labels = sorted(same), sorted(different), exclusive or {}
    first = clusters(
        told,
        [pair for pair in pairs if told.issuperset(pair[:2])],
        same=[pair for pair in same if told.issuperset(pair)],
        different=[pair for pair in different if told.issuperset(pair)],
        exclusive=labels,
        joined=joined,
    )
    if not plain:
        return first
    return clusters(
        told | plain,
        [pair for pair in pairs if not told.issuperset(pair[:2])],
        same=[*same, *(pair for group in first for pair in itertools.pairwise(group))],
        different=different,
        exclusive={
            name: [*labels.get(name, ()), *(["facts"] if name in told else [])]
            for name in told | plain
        },
        joined=joined,
    )


class _Groups:
    """Groups by their smallest member, with the probabilities of the pairs between each two."""

    def __init__(self, reports: Sequence[str], exclusive: Mapping[str, Iterable[str]]) -> None:
        self._name = {report: report for report in reports}
        self._members = {report: [report] for report in reports}
        self._labels = {report: set(exclusive.get(report, ())) for report in reports}
        self._pairs: dict[str, dict[str, list[float]]] = defaultdict(dict)
        self._apart: dict[str, set[str]] = defaultdict(set)

    def merge(self, one: str, other: str) -> str:
        """Make the groups of two reports one."""
        kept, gone = sorted((self._name[one], self._name[other]))
        if kept == gone:
            return kept
        for report in self._members[gone]:
            self._name[report] = kept
        self._members[kept] += self._members.pop(gone)
        self._labels[kept] |= self._labels.pop(gone)
        for third, pairs in self._pairs.pop(gone, {}).items():
            del self._pairs[third][gone]
            if third != kept:
                self._add(kept, third, pairs)
        for third in self._apart.pop(gone, set()):
            self._apart[third].discard(gone)
            self._apart[third].add(kept)
            self._apart[kept].add(third)
        return kept

    def part(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Keep the groups of these reports apart."""
        for one, other in pairs:
            mine, theirs = self._name[one], self._name[other]
            if mine != theirs:
                self._apart[mine].add(theirs)
                self._apart[theirs].add(mine)

    def link(self, one: str, other: str, probability: float) -> None:
        """Count a scored pair between two groups."""
        mine, theirs = self._name[one], self._name[other]
        if mine != theirs:
            self._add(mine, theirs, [probability])

    def _add(self, one: str, other: str, pairs: Sequence[float]) -> None:
        both = sorted((*self._pairs[one].get(other, ()), *pairs), reverse=True)
        self._pairs[one][other] = self._pairs[other][one] = both

    def settle(self, joined: float) -> list[Group]:
        """Merge the closest two groups until none are close enough."""
        heap = [
            (-self._mean(one, other), one, other)
            for one, others in sorted(self._pairs.items())
            for other in sorted(others)
            if one < other
        ]
        heapq.heapify(heap)
        while heap:
            mean, one, other = heapq.heappop(heap)
            if -mean < joined:
                break
            if not self._current(one, other, mean) or self._forbidden(one, other):
                continue
            kept = self.merge(one, other)
            for third in sorted(self._pairs[kept]):
                low, high = sorted((kept, third))
                heapq.heappush(heap, (-self._mean(kept, third), low, high))
        return sorted(tuple(sorted(members)) for members in self._members.values())

    def _mean(self, one: str, other: str) -> float:
        pairs = len(self._members[one]) * len(self._members[other])
        best = math.ceil(BEST * pairs)
        return round(math.fsum(self._pairs[one][other][:best]) / best, 9)

    def _current(self, one: str, other: str, mean: float) -> bool:
        """Whether both groups still are what they were when this mean was taken."""
        return other in self._pairs.get(one, ()) and self._mean(one, other) == -mean

    def _forbidden(self, one: str, other: str) -> bool:
        return other in self._apart[one] or not self._labels[one].isdisjoint(self._labels[other])


def components(reports: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each report the smallest one that it hangs together with: what can change together."""
    above = {report: report for report in reports}

    def top(report: str) -> str:
        while above[report] != report:
            above[report] = above[above[report]]
            report = above[report]
        return report

    for one, other in pairs:
        mine, theirs = sorted((top(one), top(other)))
        above[theirs] = mine
    return {report: top(report) for report in above}
