"""A dump read into a store: what was read and decided adds up, what is derived from it is made anew.

Everything is put together in memory and written as one change, so that a store that is stopped at any
moment holds what it held, or all of it. Documents of one id are one document: that of the dump takes the
place of the store's, as if it had been read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kgraph import judgements, linking, terms
from kgraph.errors import StoreError
from kgraph.linking import Linked
from kgraph.model import Judgement
from kgraph.store import MEMORY, Store, open_store

_DERIVED = (terms.INCIDENTS, terms.LINKS)
_DOCUMENT = f"{terms.BASE}document/"

Graphs = Mapping[str, Iterable[ox.Quad]]


def load(store: Store, given: Graphs, where: str) -> Linked | None:
    """Put the graphs of a dump, named `where`, beside what a store holds; None where it held nothing.

    Raises StoreError where the two cannot be linked together, and leaves the store as it is.
    """
    held = store.graphs()
    if not held:
        store.replace(given)
        return None
    added = {name: quads for name, quads in given.items() if name not in _DERIVED}
    with open_store(MEMORY) as draft:
        for name in held:
            if not (name in added and name.startswith(_DOCUMENT)):
                draft.add(store.quads(name))
        _add(draft, added)
        linked = _linked(draft, where, store.location)
        store.replace({name: list(draft.quads(name)) for name in (*added, *_DERIVED)})
    return linked


def _add(draft: Store, added: Graphs) -> None:
    """Put graphs beside those of a draft; of the judgements of one person on one pair the later one stays."""
    for name, quads in added.items():
        if name != terms.JUDGEMENTS:
            draft.add(quads)
    both = [*judgements.read(draft, terms.JUDGEMENTS), *_read(added.get(terms.JUDGEMENTS, ()))]
    kept = judgements.of_each(both)
    draft.replace({terms.JUDGEMENTS: judgements.quads(kept, terms.JUDGEMENTS)})


def _read(quads: Iterable[ox.Quad]) -> list[Judgement]:
    with open_store(MEMORY) as alone:
        alone.add(quads)
        return judgements.read(alone, terms.JUDGEMENTS)


def _linked(draft: Store, where: str, location: str) -> Linked:
    try:
        return linking.link(draft)
    except StoreError as exc:
        reason = str(exc).removeprefix(f"{draft.location}: ")
        raise StoreError(
            f"{where}: does not go together with what {location} holds ({reason}); nothing was loaded: give an empty --store"
        ) from exc
