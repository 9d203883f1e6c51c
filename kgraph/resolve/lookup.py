"""Names that stand alone, as in the cells of a table, to actors and countries of the register."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from kgraph.model import ActorValue
from kgraph.resolve.register import KnownActor, known_actors, states

_GOVERNMENT = re.compile(r"^(?:the )?government of (?:the )?", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\([^()]*\)")
_SHORT = re.compile(r"^[^\s:]{2,12}: ")  # "BLA: Balochistan Liberation Army", as ACLED writes them
_FORCES = re.compile(r"^(?:police|military|armed|security) forces? of (?:the )?", re.IGNORECASE)


@cache
def actor(name: str) -> ActorValue:
    """A known actor by any of its names, or a new organisation of this name."""
    plain = _ASIDE.sub("", name).strip()
    for form in (name, plain, _SHORT.sub("", plain)):
        entry = _known().get(form.casefold()) or _states().get(_GOVERNMENT.sub("", form).casefold())
        if entry is not None:
            country = entry.countries[0] if entry.cls == "State" and entry.countries else None
            return ActorValue(entry.label, entry.cls, True, name, entry.id, nationality=country)
    return ActorValue(name, "SecurityForce" if _FORCES.match(name) else "Organization", True, name)


def is_known(name: str) -> bool:
    """Whether a name is that of an actor of the register."""
    return actor(name).id is not None


def known(name: str) -> KnownActor | None:
    """The actor of the register that goes by this name and no other."""
    return _known().get(" ".join(name.split()).casefold())


@cache
def country(name: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of a country by any of its names, or by its code of two or three letters.

    None where none of today has the name, or two have it.
    """
    for form in _forms(name.replace("’", "'")):
        entry = _states().get(form.casefold())
        if form.casefold() not in _in_doubt() and entry is not None and entry.countries:
            return entry.countries[0]
        if code := _other_names().get(form.casefold()):
            return code
    return _codes().get(name)


def _forms(name: str) -> list[str]:
    """A name with and without what stands in brackets, behind a comma ("Korea, South") or as its article."""
    bare = _ASIDE.sub("", name).strip()
    first, comma, last = bare.partition(", ")
    turned = [f"{last} {first}"] if comma else []
    article = re.sub(r"^the ", "", bare, flags=re.IGNORECASE)
    return [name, bare, *re.findall(r"\(([^()]*)\)", name), *turned, article]


def country_label(name: str) -> str:
    """The name of a country that is told by its code; any other word as it is."""
    state = states().get(_codes().get(name, ""))
    return state.label if state else name


def is_gone(country: str) -> bool:
    """Whether a name is that of a state that is no more, and of no one country of today."""
    return country.casefold() in map(str.casefold, _countries()["gone"])


@cache
def _countries() -> Mapping[str, Any]:
    return tomllib.loads(files("kgraph.resolve").joinpath("countries.toml").read_text("utf-8"))


@cache
def _codes() -> Mapping[str, str]:
    """Codes of two and three letters to those of two."""
    listed = _countries()["codes"].split()
    two = dict(zip(listed[::2], listed[1::2], strict=True))
    return MappingProxyType(two | {code: code for code in two.values()})


@cache
def _other_names() -> Mapping[str, str]:
    return MappingProxyType({name.casefold(): code for name, code in _countries()["names"].items()})


@cache
def _in_doubt() -> frozenset[str]:
    return frozenset(map(str.casefold, _countries()["doubtful"]))


@cache
def _known() -> Mapping[str, KnownActor]:
    """Actors by their names; a name that two share stands for neither."""
    found: dict[str, KnownActor | None] = {}
    for entry in known_actors():
        for name in {entry.label.casefold(), *map(str.casefold, entry.names)}:
            found[name] = entry if found.get(name, entry) is entry else None
    return MappingProxyType({name: entry for name, entry in found.items() if entry is not None})


@cache
def _states() -> Mapping[str, KnownActor]:
    return MappingProxyType(
        {
            name.casefold(): entry
            for entry in known_actors()
            if entry.cls == "State"
            for name in (entry.label, *entry.names)
        }
    )
