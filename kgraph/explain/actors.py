"""Whether two actors are taken for one: where, why, and what persons decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rdflib.namespace import RDFS

from kgraph import judgements, terms
from kgraph.errors import QueryError
from kgraph.model import Judgement
from kgraph.resolve import lookup
from kgraph.store import Store
from kgraph.vocab import KG


def find(store: Store, word: str) -> str | None:
    """The local id of the actor that an IRI, a local id or a name stands for; None where there is none.

    A name is one that a document gives or that the register has. Raises QueryError where several bear it.
    """
    found = _called(store, word)
    if not found and (known := lookup.known(word)):
        found = _called(store, terms.local(terms.actor(known.id, None, "", "", "")))
    if len(found) > 1:
        raise QueryError(f"several actors go by {word!r}; choose one: {', '.join(found)}")
    return found[0] if found else None


def _called(store: Store, word: str) -> list[str]:
    rows: Any = store.query(
        f"""SELECT DISTINCT ?actor WHERE {{
          ?actor <{RDFS.label}> ?label .
          FILTER(STRSTARTS(STR(?actor), "{terms.BASE}actor/"))
          FILTER(LCASE(STR(?label)) = LCASE({terms.text(word)}) || STR(?actor) IN ({_named(word)}))
        }}"""
    )
    return sorted(terms.local(row["actor"].value) for row in rows)


def acting(store: Store, word: str) -> list[tuple[str, str]]:
    """The actors (IRI, label) as whom incidents know the one that a word stands for, sorted.

    They are others where the names of several are joined; there are none where no incident knows it.
    Raises QueryError where the word stands for several.
    """
    found = find(store, word)
    if found is None:
        return []
    iri = f"<{terms.judged(found)}>"
    rows: Any = store.query(
        f"""SELECT DISTINCT ?actor ?label WHERE {{
          {{ VALUES ?actor {{ {iri} }} }} UNION {{ GRAPH <{terms.INCIDENTS}> {{
            ?judgement <{KG.first}>|<{KG.second}> {iri} ; <{KG.resolves}> ?joined ;
              <{KG.first}>|<{KG.second}> ?actor }} }}
          GRAPH <{terms.INCIDENTS}> {{ ?incident ?role ?actor ; a <{KG.Incident}> }}
          ?actor <{RDFS.label}> ?label
        }} ORDER BY ?actor ?label"""
    )
    return list(
        {row["actor"].value: (row["actor"].value, row["label"].value) for row in rows}.values()
    )


def _named(word: str) -> str:
    """A word as the IRI or the local id of an actor, as strings of a query."""
    return f"{terms.text(word)}, {terms.text(f'{terms.BASE}actor/{word}')}"


@dataclass(frozen=True, slots=True)
class Joined:
    """Two actors, what persons decided about them, and the incidents (labels) where they are joined, with why."""

    pair: tuple[str, str]
    persons: tuple[Judgement, ...]
    incidents: tuple[tuple[str, str], ...]


def joined(store: Store, one: str, other: str) -> Joined:
    """Whether and where two actors (local ids) are taken for one."""
    first, second = sorted((one, other))
    rows: Any = store.query(
        f"""SELECT ?label ?note WHERE {{ GRAPH <{terms.INCIDENTS}> {{
          ?judgement <{KG.first}> <{terms.judged(first)}> ; <{KG.second}> <{terms.judged(second)}> ;
            <{KG.resolves}> ?incident ; <{KG.note}> ?note . ?incident <{RDFS.label}> ?label
        }} }} ORDER BY ?label ?note"""
    )
    said = judgements.read(store, terms.JUDGEMENTS)
    return Joined(
        (first, second),
        tuple(item for item in said if item.pair == (first, second)),
        tuple((row["label"].value, row["note"].value) for row in rows),
    )
