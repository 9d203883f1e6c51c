"""The names that actors go by in the reports of one incident, and how one may stand for another."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kgraph.records import Record, Saying

ROLES = (
    ("perpetrator", "claimedBy", "deniedBy"),
    ("victim",),
    ("condemnedBy", "condolencesFrom", "reactionBy"),
)
"""Properties whose actors are looked at together: a victim of that name is not the perpetrator."""
SHORTER = "a shorter form of the name"
SAME_WORDS = "the same words"
INITIALS = "initials of the name"
_BODIES = frozenset({"ArmedGroup", "Organization", "GovernmentBody", "SecurityForce"})
_EMPTY = frozenset({"the", "group", "movement", "organisation", "organization", "militants"})
_SMALL = frozenset({"of", "the", "for", "and", "in", "de", "la", "al"})
_ALIKE = 0.8  # share of letters in common from which two names may be spellings of one
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Name:
    """What an actor (IRI) is called, and its class."""

    actor: str
    name: str
    cls: str

    @property
    def known(self) -> bool:
        """Whether the register has it; other actors are named by name and class."""
        return "--" not in self.actor

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the name, case-folded."""
        return tuple(_WORD.findall(self.name.casefold()))


def of(reports: Iterable[Record]) -> list[list[Name]]:
    """The named actors of each group of roles, each once, sorted."""
    found: dict[int, set[Name]] = defaultdict(set)
    for record in reports:
        for place, properties in enumerate(ROLES):
            said = (item for property in properties for item in record.all(property))
            found[place] |= {_name(item) for item in said if item.node and item.value.get("name")}
    return [sorted(names, key=lambda item: (item.actor, item.name)) for names in found.values()]


def _name(said: Saying) -> Name:
    return Name(said.node or "", str(said.value["name"]), str(said.value.get("class")))


def way(one: Name, other: Name) -> str | None:
    """How one name may stand for the other, fuller one; None where it does not, or is known itself."""
    if one.known or not _of_one_kind(one, other):
        return None
    if one.cls == "Person":
        return SHORTER if _shorter(one, other) else None
    if _same_words(one, other):
        return SAME_WORDS
    return INITIALS if _initials(other) == one.name else None


def alike(one: Name, other: Name) -> str | None:
    """How much like the other a name is that does not stand for it; None where they differ plainly.

    Names of the same letters may be one's although one is read as a person's and one as a group's.
    """
    mine, theirs = ({*item.words} - _EMPTY for item in (one, other))
    if {one.cls, other.cls} <= _BODIES and mine and theirs and (mine <= theirs or theirs <= mine):
        return "words in common"
    letters = difflib.SequenceMatcher(None, one.name.casefold(), other.name.casefold())
    return "nearly the same letters" if letters.ratio() >= _ALIKE else None


def _of_one_kind(one: Name, other: Name) -> bool:
    """Whether both are persons, or both bodies that act as one."""
    return one.cls == other.cls == "Person" or {one.cls, other.cls} <= _BODIES


def _shorter(one: Name, other: Name) -> bool:
    """ "Guterres" or "A. Guterres" for "Antonio Guterres": the last name, and nothing that the other lacks."""
    mine, theirs = one.words, other.words
    if mine == theirs or mine[-1:] != theirs[-1:]:
        return False
    firsts = iter(theirs[:-1])
    return all(any(_stands_for(word, first) for first in firsts) for word in mine[:-1])


def _stands_for(word: str, first: str) -> bool:
    return word == first or (len(word) == 1 and first.startswith(word))


def _same_words(one: Name, other: Name) -> bool:
    mine, theirs = ({*item.words} - _EMPTY for item in (one, other))
    return mine == theirs and (other.known or other.actor < one.actor)


def _initials(name: Name) -> str:
    words = [word for word in _WORD.findall(name.name) if word.casefold() not in _SMALL]
    return "".join(word[0] for word in words).upper() if len(words) > 2 else ""
