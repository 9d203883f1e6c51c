"""What linking computes of each report alone, on all cores: its keys, and the columns it is compared by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph import records, workers
from kgraph.link import keyed
from kgraph.link.keyed import Keyed
from kgraph.linking import state
from kgraph.store import Store

if TYPE_CHECKING:
    import pyarrow as pa

MANY = 3000  # reports from which processes save more than it costs to start them


@dataclass(frozen=True, slots=True)
class Prepared:
    """The keys of some reports, and their columns (`features.SCHEMA`) in the same order, in pieces."""

    keyed: Keyed
    pieces: tuple[pa.Table, ...]

    def columns(self, store: Store, reports: Sequence[str]) -> pa.Table:
        """The columns of any reports, in their order; those that were not prepared are read."""
        import pyarrow as pa  # slow to import, and not needed where nothing is new

        places = {report: at for at, report in enumerate(self.keyed.reports)}
        others = [report for report in reports if report not in places]
        places |= {report: len(places) + at for at, report in enumerate(others)}
        rest = [_columns(store, some) for some in state.batches(others)]
        return pa.concat_tables([*self.pieces, *rest]).take([places[report] for report in reports])


def processes(reports: int, jobs: int) -> int:
    """How many processes so many reports are worth; `jobs` 0 allows one for every core."""
    return (jobs or workers.cores()) if reports >= MANY else 1


def prepare(
    store: Store, reports: Sequence[str], jobs: int, progress: Callable[[str, int, int], object]
) -> Prepared:
    """The keys and columns of these reports (local ids, sorted)."""
    found: list[Keyed] = []
    done = 0
    pieces: list[pa.Table] = []
    texts = (list(state.texts(store, some)) for some in state.batches(reports))
    for some, columns in workers.results(_prepared, texts, processes(len(reports), jobs)):
        found.append(some)
        pieces.append(columns)
        done += len(some)
        progress("preparing", done, len(reports))
    return Prepared(keyed.joined(found), tuple(pieces))


def _prepared(texts: Sequence[str]) -> tuple[Keyed, pa.Table]:
    from kgraph.link import features

    read = [records.from_text(text) for text in texts]
    return keyed.of(read), features.table(read)


def _columns(store: Store, reports: Sequence[str]) -> pa.Table:
    from kgraph.link import features

    return features.table(list(state.fetch(store, reports)))
