"""Which actors of one incident are the same under two names: "Guterres" and "Antonio Guterres", "BLA".

A name met in one incident means who bears it there, so names are only joined inside an incident: a bare
surname elsewhere may be somebody else. The register says what known groups are called and which are part
of which: two of its actors are never joined here, a part is not the whole. What persons decided about two
actors holds in every incident.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kgraph.records import Record, Saying

_ROLES = (
    ("perpetrator", "claimedBy", "deniedBy"),
    ("victim",),
    ("condemnedBy", "condolencesFrom", "reactionBy"),
)
_BODIES = frozenset({"ArmedGroup", "Organization", "GovernmentBody", "SecurityForce"})
_EMPTY = frozenset({"the", "group", "movement", "organisation", "organization", "militants"})
_SMALL = frozenset({"of", "the", "for", "and", "in", "de", "la", "al"})
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Alias:
    """One actor (IRI) that another stands for in an incident, and why."""

    actor: str
    joined: str
    why: str

    @property
    def pair(self) -> tuple[str, str]:
        """The local ids of both, the smaller first."""
        first, second = sorted(iri.rpartition("/")[2] for iri in (self.actor, self.joined))
        return first, second


@dataclass(frozen=True, slots=True)
class _Name:
    actor: str
    name: str
    cls: str

    @property
    def known(self) -> bool:
        """Whether the register has it; other actors are named by name and class."""
        return "--" not in self.actor

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(_WORD.findall(self.name.casefold()))


def joined(reports: Iterable[Record], said: Mapping[tuple[str, str], str]) -> list[Alias]:
    """The actors of one incident that go by another's IRI; `said` are persons' verdicts by pair of IRIs."""
    names = _names(reports)
    found: dict[str, Alias] = {}
    for role in names:
        for one in role:
            for why, others in _fuller(one, role):
                open_ = [item for item in others if said.get(_pair(one, item)) != "different"]
                if len(open_) == 1:
                    found.setdefault(one.actor, Alias(one.actor, open_[0].actor, why))
    present = {item.actor for role in names for item in role}
    for first, second in sorted(pair for pair, verdict in said.items() if verdict == "same"):
        if {first, second} <= present:
            gone, kept = sorted((first, second), key=lambda actor: ("--" not in actor, actor))
            found[gone] = Alias(gone, kept, "judged the same")
    return [replace(item, joined=_end(item, found)) for _, item in sorted(found.items())]


def under(record: Record, aliases: Iterable[Alias]) -> Record:
    """The record with each joined actor under the one IRI."""
    one = {item.actor: item.joined for item in aliases}
    if one.keys().isdisjoint(said.node for said in record.says):
        return record
    says = tuple(replace(said, node=one.get(said.node or "", said.node)) for said in record.says)
    return replace(record, says=says)


def _names(reports: Iterable[Record]) -> list[list[_Name]]:
    """The named actors of each group of roles, each once, sorted."""
    found: dict[int, set[_Name]] = defaultdict(set)
    for record in reports:
        for place, properties in enumerate(_ROLES):
            said = (item for property in properties for item in record.all(property))
            found[place] |= {_name(item) for item in said if item.node and item.value.get("name")}
    return [sorted(names, key=lambda item: (item.actor, item.name)) for names in found.values()]


def _name(said: Saying) -> _Name:
    return _Name(said.node or "", str(said.value["name"]), str(said.value.get("class")))


def _fuller(one: _Name, role: Sequence[_Name]) -> Iterator[tuple[str, list[_Name]]]:
    """The actors that a name may stand for, by the way it does."""
    if one.known:
        return
    others = [item for item in role if item.actor != one.actor]
    if one.cls == "Person":
        people = [item for item in others if item.cls == "Person"]
        yield "a shorter form of the name", [item for item in people if _shorter(one, item)]
    elif one.cls in _BODIES:
        bodies = [item for item in others if item.cls in _BODIES]
        yield "the same words", [item for item in bodies if _same_words(one, item)]
        yield "initials of the name", [item for item in bodies if _initials(item) == one.name]


def _shorter(one: _Name, other: _Name) -> bool:
    """ "Guterres" or "A. Guterres" for "Antonio Guterres": the last name, and nothing that the other lacks."""
    mine, theirs = one.words, other.words
    if mine == theirs or mine[-1:] != theirs[-1:]:
        return False
    firsts = iter(theirs[:-1])
    return all(any(_stands_for(word, first) for first in firsts) for word in mine[:-1])


def _stands_for(word: str, first: str) -> bool:
    return word == first or (len(word) == 1 and first.startswith(word))


def _same_words(one: _Name, other: _Name) -> bool:
    mine, theirs = ({*item.words} - _EMPTY for item in (one, other))
    return mine == theirs and (other.known or other.actor < one.actor)


def _initials(name: _Name) -> str:
    words = [word for word in _WORD.findall(name.name) if word.casefold() not in _SMALL]
    return "".join(word[0] for word in words).upper() if len(words) > 2 else ""


def _pair(one: _Name, other: _Name) -> tuple[str, str]:
    first, second = sorted((one.actor, other.actor))
    return first, second


def _end(alias: Alias, found: Mapping[str, Alias]) -> str:
    """Where a chain of aliases ends; a ring ends where it began."""
    seen, actor = {alias.actor}, alias.joined
    while actor in found and actor not in seen:
        seen.add(actor)
        actor = found[actor].joined
    return actor
