"""Names that stand alone, as in the cells of a table, to actors and countries of the register."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from kgraph.model import ActorValue
from kgraph.resolve.register import KnownActor, known_actors

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


def known(name: str) -> KnownActor | None:
    """The actor of the register that goes by this name and no other."""
    return _known().get(" ".join(name.split()).casefold())


@cache
def country(name: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of a country by any of its names."""
    for form in (name, _ASIDE.sub("", name).strip(), *re.findall(r"\(([^()]*)\)", name)):
        entry = _states().get(form.casefold())
        if entry is not None and entry.countries:
            return entry.countries[0]
    return name.upper() if re.fullmatch(r"[A-Z]{2}", name) else None


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
