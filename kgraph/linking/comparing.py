"""Which links come and which go, now that some reports are new, read otherwise, or went."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph import judgements, terms
from kgraph.link import density, weights
from kgraph.link.keyed import Keyed
from kgraph.linking.preparing import Prepared
from kgraph.linking.state import News, State
from kgraph.model import Judgement, Verdict
from kgraph.store import Store

if TYPE_CHECKING:
    import pyarrow as pa

    from kgraph.link.scoring import Met, Scored

_SURE = 0.9  # probability from which the program says "same" itself
_FEW = 0.3  # share of changed reports up to which comparing only them pays


@dataclass(frozen=True, slots=True)
class Links:
    """Links that were there and are no more, or not as they were; and links that were not there."""

    gone: tuple[Judgement, ...] = ()
    fresh: tuple[Judgement, ...] = ()


def version() -> str:
    """Stands for how reports are compared."""
    return f"kgraph-link/{weights.shipped().version}"


def compare(
    store: Store,
    before: State,
    given: Keyed,
    news: News,
    prepared: Prepared,
    progress: Callable[[str, int, int], object],
) -> Links:
    """Compare changed reports, which are `prepared`, with all; `given` are all reports, sorted.

    Reports that more or less happens around than before change with them.
    """
    if not news.changed and not news.gone:
        return Links()
    from kgraph.link import scoring

    changed, gone = news.changed | density.moved(before.keyed, given), news.gone

    stale = before.keyed.only(gone | changed)
    whole = not before.keyed or len(changed) + len(gone) > _FEW * len(given)
    places = None if whole else {at for at, report in enumerate(given.reports) if report in changed}

    def columns(some: Sequence[int]) -> pa.Table:
        progress("comparing", len(given) - len(some), len(given))
        return prepared.columns(store, [given.reports[place] for place in some])

    pairs, met = scoring.compare_keyed(given, columns, places, stale)
    made = {link.pair: link for link in map(_link, pairs)}
    if whole:
        known = judgements.read(store, terms.LINKS) if before.keyed else []
    else:
        touched = {given.reports[place] for place in met.touched} | gone
        known = judgements.read(store, terms.LINKS, among=touched)
        made |= {} if stale else _staying(known, met, given.reports, changed)
    there = set(known)
    return Links(
        tuple(link for link in known if made.get(link.pair) != link),
        tuple(link for _, link in sorted(made.items()) if link not in there),
    )


def _staying(
    known: Iterable[Judgement], met: Met, reports: Sequence[str], changed: Set[str]
) -> dict[tuple[str, str], Judgement]:
    """Links between unchanged reports that are still worth comparing."""
    pairs = {(reports[one], reports[other]) for one, other in met.pairs}
    return {
        link.pair: link for link in known if link.pair in pairs and changed.isdisjoint(link.pair)
    }


def _link(pair: Scored) -> Judgement:
    verdict: Verdict = "same" if pair.probability >= _SURE else "unsure"
    return Judgement(
        pair.first, pair.second, verdict, version(), score=pair.probability, levels=pair.levels
    )
