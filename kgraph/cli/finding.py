"""What the words on the command line stand for: incidents and actors, by any of their names."""

from __future__ import annotations

from typing import Any

import typer

from kgraph.errors import QueryError, UsageError


def incidents(store: Any, wanted: str) -> list[tuple[str, str]]:
    """The incidents (IRI, label) that an id, a document, words, a country or an actor stand for, best first.

    Raises QueryError where there is none, UsageError where nothing is asked for.
    """
    if not wanted.strip():
        raise UsageError(
            "say what to show: a place or country, an actor, a victim, a date, a document or an incident's id"
        )
    from kgraph import cards
    from kgraph.resolve.register import country_of

    iri = cards.current(store, wanted)
    found = cards.of_document(store, document(store, wanted)) or cards.matching(
        cards.rows(store), iri or wanted
    )
    code = country_of(wanted) or country_of(wanted.title())
    found += cards.in_country(store, code) if code else []
    found += [item for name in _acting(store, wanted) for item in cards.naming(store, name)]
    if not found:
        raise QueryError(_nothing(store, wanted))
    return list(dict.fromkeys(found))


def document(store: Any, word: str) -> str:
    """The id of the document whose file goes by a word here; the word itself where it names no file."""
    from kgraph import cards, sources

    if not sources.is_file(word):
        return word
    names = sources.spellings(sources.shown(word), store.base)
    return next((name for name in names if cards.is_document(store, name)), word)


def _nothing(store: Any, wanted: str) -> str:
    """Why nothing was found, and what to do."""
    from kgraph import cards

    if cards.is_document(store, document(store, wanted)) and cards.is_linked(store):
        return f"{wanted} is in the store, but no incident was found in it"
    if not cards.is_linked(store):
        return f"no incident in the store fits {wanted!r}, but some reports are not linked yet; run kgraph link"
    begin = f"; {wanted + '*'!r} looks for the beginning of a word" if wanted[-1:].isalnum() else ""
    return f"no incident in the store fits {wanted!r}; kgraph query incidents lists them{begin}"


def _acting(store: Any, wanted: str) -> list[str]:
    """The actors (IRIs) of a name; none where several bear it, for the words tell as much."""
    from kgraph.explain import actors

    try:
        return [iri for iri, _ in actors.acting(store, wanted)]
    except QueryError:
        return []


def actor(store: Any, word: str) -> str:
    """The IRI of the one actor that incidents know by a name, else the word itself, which may be a part of one.

    Raises QueryError where there are several.
    """
    from kgraph.explain import actors

    found = actors.acting(store, word)
    if len(found) > 1:
        listed = "; ".join(f"{label} ({iri.rpartition('/')[2]})" for iri, label in found)
        raise QueryError(f"{word!r} goes by several names in incidents; choose one: {listed}")
    return found[0][0] if found else word


def label(store: Any, word: str) -> str:
    """The name that incidents know an actor by, where a word is another name of just one; else the word."""
    from kgraph.explain import actors

    try:
        found = actors.acting(store, word)
    except QueryError:
        return word
    if len(found) != 1 or found[0][1].casefold() == word.casefold():
        return word
    typer.echo(f"note: {word!r} is taken for {found[0][1]!r}", err=True)
    return found[0][1]
