"""Whom a report names, in the form that spellings of one name share.

Papers leave out middle names and "Jr.", put nicknames in quotation marks and spell what they heard, so that
two full names of one person seldom are the same letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kgraph.link import keyterms
from kgraph.records import Record

_NICKNAME = re.compile(r"[\"“(][^\"”)]*[\"”)]")
_MARKS = re.compile(r"['’‘`´.,\"“”]")
_WORD = re.compile(r"\w+")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


def full_names(record: Record) -> list[str]:
    """The full names of persons harmed or accused, each once, as `written` gives them."""
    harmed = (said.value for said in record.all("victim") if said.value.get("named"))
    accused = (
        said.value for said in record.all("perpetrator") if said.value.get("class") == "Person"
    )
    names = [str(value.get("name") or "") for value in (*harmed, *accused)]
    names += [str(said.value.get("against") or "") for said in record.all("legalAction")]
    found = (written(name) for name in names if _is_name(name))
    return list(dict.fromkeys(name for name in found if " " in name))


def _is_name(name: str) -> bool:
    """ "Detroit man" begins like a name and does not end like one."""
    words = _WORD.findall(name)
    return bool(words) and name[:1].isupper() and not words[-1].islower()


def written(name: str) -> str:
    """A name without case, accents, nicknames, initials in the middle, and what follows the surname."""
    plain = _MARKS.sub("", _NICKNAME.sub(" ", keyterms.folded(name)))
    words = [word for word in _WORD.findall(plain) if word not in _SUFFIXES]
    return " ".join(
        word for place, word in enumerate(words) if len(word) > 1 or place in (0, len(words) - 1)
    )


def shortened(names: Iterable[str]) -> list[str]:
    """The first and the last name of those that have more."""
    parted = (name.split() for name in names)
    return [f"{words[0]} {words[-1]}" for words in parted if len(words) > 2]


def surname(name: str) -> str:
    """The last word of a name as `written` gives it."""
    return name.rpartition(" ")[2]
