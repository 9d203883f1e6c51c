"""Which known actors are part of which: a branch and its parent are close, and are not the same."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pyoxigraph as ox

from kgraph.resources import folder
from kgraph.vocab import KG


def with_parents(actors: Iterable[str]) -> list[str]:
    """These actors (IRIs) and everything that they are part of, each once."""
    found = dict.fromkeys(actors)
    waiting = list(found)
    for actor in waiting:
        above = [parent for parent in _parents().get(actor, ()) if parent not in found]
        found |= dict.fromkeys(above)
        waiting += above
    return list(found)


@cache
def _parents() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for triple in ox.parse(path=folder("ontology") / "actors.ttl", format=ox.RdfFormat.TURTLE):
        if triple.predicate.value == str(KG.partOf) and isinstance(triple.object, ox.NamedNode):
            found.setdefault(str(getattr(triple.subject, "value", "")), []).append(
                triple.object.value
            )
    return found
