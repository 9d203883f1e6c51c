"""The wordings of one actor, victim or thing: whether two claims are of the same one, and which words to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Span

from kgraph.extract.fillers import Entity, plain
from kgraph.extract.person import titles
from kgraph.model import ActorValue, Claim, ThingValue, VictimValue


def is_told(claim: Claim, others: Sequence[Claim]) -> bool:
    """Whether the rules already tell of the same one, perhaps by a longer name."""
    words = set(plain(words_of(claim)).split())
    return any(words <= set(plain(words_of(other)).split()) for other in others)


def describes(entity: Entity, named: Sequence[Span]) -> bool:
    """Whether a described victim is a named one: "Mayor Jose Lopez", "Jose Lopez, the mayor", "mayor and poet Lopez"."""
    words = entity.spans[0]
    return entity.role == "VictimDesc" and any(
        (span.start - words.end < 3 and words.start - span.end < 3)
        or any(token.i == words.root.i for token in titles(span.root))
        for span in named
    )


def match(claim: Claim, found: Sequence[Entity]) -> Entity | None:
    """The entity that a rule's claim speaks of: its phrase lies in the evidence and shares a word."""
    words = set(plain(words_of(claim)).split())
    best = [
        item
        for item in found
        if item.words() & words
        and any(_inside(span.start_char, span.end_char, claim) for span in item.spans)
    ]
    return max(best, key=lambda item: (len(item.words() & words), item.score)) if best else None


def _inside(start: int, end: int, claim: Claim) -> bool:
    return any(item.start < end and item.end > start for item in claim.evidence)


def words_of(claim: Claim) -> str:
    """Name and words of a claim on an actor, a victim or a thing."""
    value = claim.value
    assert isinstance(value, ActorValue | VictimValue | ThingValue)
    return f"{value.name or ''} {value.mention or ''}"


def rephrased(claim: Claim, entity: Entity) -> Claim:
    """The rule's claim in the reader's words, where the words are all there is to it."""
    value, words = claim.value, entity.span.text
    if isinstance(value, ThingValue) and value.mention and not _is_owner(words, value.mention):
        return replace(claim, value=replace(value, name=" ".join(words.split()), mention=words))
    if plain(words_of(claim)).endswith(plain(words)):
        return claim
    if isinstance(value, ActorValue) and not value.named and _has_noun(words, value.mention):
        return replace(claim, value=replace(value, mention=words))
    if isinstance(value, VictimValue) and value.named and _longer(value, words):
        return replace(claim, value=replace(value, name=" ".join(words.split()), mention=words))
    return claim


def _is_owner(words: str, mention: str) -> bool:
    """Whether a word is only part of whose a thing is: "States" of "the Embassy of the United States"."""
    owner = plain(plain(mention).partition(" of ")[2]).split()
    return len(owner) > 1 and plain(words) == owner[-1]


def _has_noun(words: str, mention: str) -> bool:
    """Whether words are more than what stands before the noun of a phrase: not "unknown" of "unknown gunmen"."""
    said, whole = plain(words).split(), plain(mention).split()
    return not whole or whole[-1] in said or not set(said) <= set(whole)


def _longer(value: VictimValue, words: str) -> bool:
    """Whether words are a fuller form of a victim's name: "Bernardo Jaramillo Ossa"."""
    said = set(plain(value.name or "").split())
    return said < set(plain(words).split()) and len(words.split()) < 6
