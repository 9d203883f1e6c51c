"""What decides which reports a report is compared with: its keys, small enough to be kept and read by all runs."""

from __future__ import annotations

import base64
from dataclasses import dataclass

import numpy as np

from kgraph.records import Record

_HEAD = 3  # moment, document, data base


@dataclass(frozen=True, slots=True)
class Keyed:
    """A report (local id) by numbers: its moment, its document, its data base (0: none), and its keys."""

    report: str
    numbers: np.ndarray

    @property
    def moment(self) -> int:
        """The day that a key is narrowed by."""
        return int(self.numbers[0])

    @property
    def origins(self) -> tuple[int, int]:
        """Numbers of its document and its data base, 0 where it is no row of one."""
        return int(self.numbers[1]), int(self.numbers[2])

    @property
    def keys(self) -> np.ndarray:
        """Its keys, each once, sorted."""
        return self.numbers[_HEAD:]


def of(record: Record) -> Keyed:
    """The keys of a record."""
    from kgraph.link import (
        blocking,
        features,
    )  # slow to import, and not needed where nothing is new

    head = (
        blocking.moment(record),
        features.number_of(record.document),
        features.number_of(record.table) if record.table else 0,
    )
    numbers = np.concatenate([np.array(head, dtype=np.int64), blocking.keys(record)])
    return Keyed(record.report, numbers)


def to_text(keyed: Keyed) -> str:
    """The numbers of a report, packed."""
    return base64.b64encode(keyed.numbers.astype("<i8").tobytes()).decode()


def from_text(report: str, text: str) -> Keyed:
    """The report with these packed numbers. Raises ValueError where they are none."""
    return Keyed(report, np.frombuffer(base64.b64decode(text, validate=True), dtype="<i8"))
