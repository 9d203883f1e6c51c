"""What else a text tells was done to people, beside the incident that it is about: "he was tortured in prison".

The words for it are everyday words. They count where a main account owns them and the learned reader sees, in the
text, as much of such a deed as annotated articles with the words for it have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kgraph.extract import grammar
from kgraph.extract.accounts import Account
from kgraph.extract.finder import cue_finder
from kgraph.extract.reading import Reading
from kgraph.extract.triggers import Trigger, of_words
from kgraph.mentions import text_of
from kgraph.model import Claim, ConceptValue
from kgraph.vocab import type_path


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed: its words in the lexicon, its type, which of the reader's chances tells of it, and from where on."""

    words: str
    type: str
    chance: str
    least: float


DEEDS = (
    Deed("arbitrary-detention", "arbitrary-detention", "arbitrary detention", 0.6),
    Deed("killing", "attack", "killing", 0.3),
    Deed("torture", "torture", "torture", 0.3),
    Deed("enforced-disappearance", "enforced-disappearance", "enforced disappearance", 0.1),
    Deed("harm", "attack", "incident", 0.0),
    Deed("threat", "threat", "incident", 0.0),
)
# What is done to those in somebody's power; where they are also attacked, that is another deed.
_POWER = frozenset(
    {
        "arbitrary-detention",
        "kidnapping",
        "hostage-taking",
        "enforced-disappearance",
        "torture",
        "threat",
    }
)


def types(reading: Reading, account: Account) -> tuple[str, ...]:
    """The types of the deeds beside the main one; none that the main type implies."""
    implied = type_path(account.types[0])
    return tuple(deed.type for deed, _ in _beside(reading, account) if deed.type not in implied)


def claims(reading: Reading, account: Account) -> Iterator[Claim]:
    """The words of each deed beside the main one."""
    for deed, found in _beside(reading, account):
        spans = [trigger.span for trigger in found]
        yield reading.claim("incidentType", ConceptValue(deed.type), spans[:3], confidence=0.6)


def are_arrests_seen(reading: Reading) -> bool:
    """Whether the reader sees arrests by a state in a text, rather than those of suspects."""
    return reading.told is not None and _is_seen(DEEDS[0], reading.told.kinds)


def _beside(reading: Reading, account: Account) -> Iterator[tuple[Deed, list[Trigger]]]:
    """Each deed that a main account tells of beside its own, with its words."""
    if reading.told is None or account.prominence == "background":
        return
    main, chances = account.types[0], reading.told.kinds
    for deed in (item for item in DEEDS if _is_another(item, main) and _is_seen(item, chances)):
        if found := list(_words(reading, account, deed)):
            yield deed, found


def _is_another(deed: Deed, main: str) -> bool:
    """Whether an incident of a type is not that deed anyway: every bombing is an attack, and harms.

    After other attacks it is suspects who are arrested.
    """
    if deed.type == "arbitrary-detention" and main not in _POWER:
        return False
    return deed.type != main and (main in _POWER or deed.type not in type_path(main))


def _is_seen(deed: Deed, chances: Mapping[str, float]) -> bool:
    """Whether the reader sees enough of it; arrests are of suspects where others than a state did the rest."""
    by_state = chances["state perpetrator"] > chances["other perpetrator"]
    return chances[deed.chance] >= deed.least and (by_state or deed.type != "arbitrary-detention")


def _words(reading: Reading, account: Account, deed: Deed) -> Iterator[Trigger]:
    """The words of a deed that an account owns, where they say that it was done."""
    for _, match in cue_finder("deeds", deed.words).matches(text_of(reading.doc)):
        span = reading.doc.char_span(*match.span(), alignment_mode="expand")
        if span is not None and account.owns(span):
            trigger = of_words(span, deed.type)
            if trigger.real and not _is_of_before(trigger, account):
                yield trigger


def _is_of_before(trigger: Trigger, account: Account) -> bool:
    """Whether it is a threat that somebody had before he was attacked: "since May he had received death threats"."""
    verb = grammar.verb_of(trigger.head)
    had = any(child.lower_ in ("had", "'d") and child.dep_ == "aux" for child in verb.children)
    return had and trigger.type == "threat" and account.types[0] not in _POWER
