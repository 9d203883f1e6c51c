"""The register of known actors (`ontology/actors.ttl`), indexed by the names they go by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kgraph.errors import KgraphError
from kgraph.resources import folder

_KG = "https://w3id.org/kgraph/ns#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_ACTOR = "https://w3id.org/kgraph/id/actor/"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True, slots=True)
class KnownActor:
    """One entry of the register; `countries` are ISO 3166-1 alpha-2 codes, the main one first."""

    id: str
    label: str
    cls: str
    names: tuple[str, ...]
    shared_names: tuple[str, ...]  # names that mean it only where its countries are spoken of
    countries: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str | None


@dataclass(slots=True)
class _Entry:
    cls: str = ""
    label: str = ""
    names: list[str] = field(default_factory=list)
    shared_names: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    demonyms: list[str] = field(default_factory=list)
    capital: str | None = None


@cache
def known_actors() -> tuple[KnownActor, ...]:
    """Every actor of the register, by id. Raises KgraphError when the file does not parse."""
    return tuple(read(folder("ontology") / "actors.ttl"))


def read(path: Path) -> Iterator[KnownActor]:
    """The actors of a register file in Turtle, sorted by id."""
    entries: dict[str, _Entry] = {}
    try:
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            subject = getattr(triple.subject, "value", "")
            if subject.startswith(_ACTOR):
                _take(entries.setdefault(subject[len(_ACTOR) :], _Entry()), triple)
    except (OSError, SyntaxError) as exc:
        raise KgraphError(f"{path}: the register of actors cannot be read: {exc}") from exc
    for key, entry in sorted(entries.items()):
        yield KnownActor(
            key,
            entry.label,
            entry.cls,
            tuple(sorted({entry.label, *entry.names})),
            tuple(sorted(entry.shared_names)),
            tuple(entry.countries),
            tuple(sorted(entry.demonyms)),
            entry.capital,
        )


def _take(entry: _Entry, triple: ox.Triple | ox.Quad) -> None:
    """File one triple of an actor under the field it belongs to."""
    value = getattr(triple.object, "value", "")
    match triple.predicate.value.removeprefix(_KG).removeprefix(_SKOS):
        case "prefLabel":
            entry.label = value
        case "altLabel":
            entry.names.append(value)
        case "ambiguousLabel":
            entry.shared_names.append(value)
        case "country" | "countryCode":
            entry.countries.append(value)
        case "demonym":
            entry.demonyms.append(value)
        case "capital":
            entry.capital = value
        case predicate if predicate == _TYPE:
            entry.cls = value.removeprefix(_KG)


@cache
def country_words() -> dict[str, str]:
    """Names, adjectives and capitals of states, lower-cased, to ISO 3166-1 alpha-2."""
    found: dict[str, str] = {}
    for actor in known_actors():
        if actor.cls == "State":
            words = (*actor.names, *actor.demonyms, *filter(None, [actor.capital]))
            found.update({word.lower(): actor.countries[0] for word in words if word})
    return found


@cache
def states() -> dict[str, KnownActor]:
    """States by their ISO 3166-1 alpha-2 code."""
    return {
        actor.countries[0]: actor
        for actor in known_actors()
        if actor.cls == "State" and actor.countries
    }


@cache
def demonyms() -> dict[str, str]:
    """Words for the people of a state, lower-cased, to ISO 3166-1 alpha-2."""
    return {
        word.lower(): actor.countries[0]
        for actor in known_actors()
        if actor.cls == "State" and actor.countries
        for word in actor.demonyms
    }


# Words for a people or a capital that are plain words where they are written small, or begin a sentence.
_PLAIN = frozenset({"pole", "poles", "polish", "turkey", "china", "male", "victoria", "chad"})


def people_of(word: str, *, cased: bool = True) -> str | None:
    """The state of a word for its people; written small it only counts in a text without capitals."""
    if word[:1].islower() and (cased or word in _PLAIN):
        return None
    return demonyms().get(word.lower())


def country_of(words: str, *, begins: bool = False) -> str | None:
    """The state that capitalised words name; at the head of a sentence "Male" is no capital."""
    if words[:1].islower() or (begins and words.lower() == "male"):
        return None
    return country_words().get(words.lower())


@cache
def other_names() -> frozenset[str]:
    """Names of known actors that are no states, lower-cased: "white house" is no place here."""
    return frozenset(
        name.lower() for actor in known_actors() if actor.cls != "State" for name in actor.names
    )
