"""What decides which reports a report is compared with: its keys, as numbers that many runs can keep and read."""

from __future__ import annotations

import base64
import itertools
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kgraph.records import Record

_HEAD = 5  # moment, document, data base, country, settlement


@dataclass(frozen=True, slots=True, eq=False)
class Keyed:
    """Reports (local ids, sorted) by numbers.

    `heads` has a row a report: its moment (the day that a key is narrowed by), and numbers of its document,
    its data base (0: it is no row of one), its country and its settlement (0: not told). `keys` are those of
    all reports, one report's after another's, each once and sorted; `ends` says where each report's end.
    """

    reports: tuple[str, ...]
    heads: np.ndarray
    ends: np.ndarray
    keys: np.ndarray

    def __len__(self) -> int:
        """The number of reports."""
        return len(self.reports)

    @property
    def lengths(self) -> np.ndarray:
        """How many keys each report has."""
        return np.diff(self.ends, prepend=0)

    @property
    def days(self) -> np.ndarray:
        """The moment of each report, as an ordinal; 0 where it is not known."""
        return self.heads[:, 0]

    @property
    def countries(self) -> np.ndarray:
        """A number for the country of each report; 0 where it is not told."""
        return self.heads[:, 3]

    @property
    def towns(self) -> np.ndarray:
        """A number for the settlement of each report; 0 where it is not told."""
        return self.heads[:, 4]

    def at(self, places: Sequence[int]) -> Keyed:
        """The reports at some places, in that order."""
        wanted = np.asarray(places, dtype=np.int64)
        lengths = self.lengths[wanted]
        ends = np.cumsum(lengths)
        # From the place among those taken to the place among all.
        shift = np.repeat(self.ends[wanted] - ends, lengths)
        keys = self.keys[np.arange(len(shift)) + shift]
        return Keyed(tuple(self.reports[at] for at in places), self.heads[wanted], ends, keys)

    def only(self, reports: Collection[str]) -> Keyed:
        """Those of these reports that there are."""
        return self.at([at for at, report in enumerate(self.reports) if report in reports])

    def without(self, reports: Collection[str]) -> Keyed:
        """All but these reports."""
        return self.at([at for at, report in enumerate(self.reports) if report not in reports])

    def parts(self, names: Sequence[str]) -> Iterator[tuple[str, Keyed]]:
        """The reports that share a name, one for each report; the names sorted."""
        places: dict[str, list[int]] = {}
        for at, name in enumerate(names):
            places.setdefault(name, []).append(at)
        for name in sorted(places):
            yield name, self.at(places[name])


EMPTY = Keyed((), np.empty((0, _HEAD), np.int64), np.empty(0, np.int64), np.empty(0, np.int64))


def of(records: Sequence[Record]) -> Keyed:
    """The keys of some records, which are sorted by report."""
    # Slow to import, and not needed where nothing is new.
    from kgraph.link import blocking

    heads = [blocking.head(record) for record in records]
    keys = [blocking.keys(record) for record in records]
    return Keyed(
        tuple(record.report for record in records),
        np.array(heads, dtype=np.int64).reshape(-1, _HEAD),
        np.cumsum([len(some) for some in keys], dtype=np.int64),
        np.concatenate([EMPTY.keys, *keys]),
    )


def joined(parts: Iterable[Keyed]) -> Keyed:
    """All reports of some parts that share none."""
    every = sorted((part for part in parts if len(part)), key=lambda part: part.reports[0])
    if len(every) < 2:
        return every[0] if every else EMPTY
    reports = [report for part in every for report in part.reports]
    whole = Keyed(
        tuple(reports),
        np.concatenate([part.heads for part in every]),
        np.cumsum(np.concatenate([part.lengths for part in every])),
        np.concatenate([part.keys for part in every]),
    )
    if all(one < other for one, other in itertools.pairwise(reports)):
        return whole
    return whole.at(sorted(range(len(reports)), key=reports.__getitem__))


def to_text(keyed: Keyed) -> str:
    """Reports with their numbers, packed."""
    numbers = np.concatenate([keyed.heads.ravel(), keyed.ends, keyed.keys]).astype("<i8")
    return json.dumps([keyed.reports, base64.b64encode(numbers.tobytes()).decode()])


def from_text(text: str) -> Keyed:
    """Reports that were packed. Raises ValueError where they were not."""
    reports, packed = json.loads(text)
    numbers = np.frombuffer(base64.b64decode(packed, validate=True), dtype="<i8")
    heads, ends, keys = np.split(numbers, [_HEAD * len(reports), (_HEAD + 1) * len(reports)])
    return Keyed(tuple(reports), heads.reshape(-1, _HEAD), ends, keys)
