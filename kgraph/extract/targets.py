"""What the grammar around a trigger names as aimed at, and what kind of target it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Span, Token

from kgraph.extract import grammar
from kgraph.extract.finder import Finder
from kgraph.extract.lexicon import lexicon
from kgraph.extract.triggers import Trigger

_ON = ("on", "against", "at", "targeting", "near", "outside", "inside", "in", "into")
_AIMED = frozenset(
    """
    target attack hit strike storm bomb destroy damage raid ambush assault shell besiege
    torch burn rock rip tear devastate seize
    """.split()
)
_NEARNESS = {"on": 2.4, "against": 2.4, "outside": 1.9, "near": 1.8, "at": 1.6, "inside": 1.6}
_HURT = frozenset(
    """
    kill wound injure shoot stab assassinate murder kidnap abduct execute massacre behead
    """.split()
)


def candidates(trigger: Trigger) -> Iterator[tuple[float, Token]]:
    """Nominals in the grammar around a trigger, with how strongly they are its target."""
    head = trigger.head
    for token in trigger.sentence:
        if token.lower_ in ("targeting", "targeted", "targets") and token.pos_ == "VERB":
            yield from ((3.0, item) for item in _all_done_to(token))
    yield from ((_NEARNESS.get(case, 1.2), item) for case, item in _obliques(head))
    verb = head if head.pos_ == "VERB" else grammar.verb_of(head)
    if grammar.among(verb, _AIMED):
        yield from ((2.6, item) for item in _all_done_to(verb))
    if grammar.among(verb, _HURT):
        yield from ((1.4, item) for item in _all_done_to(verb))
    if head.pos_ == "NOUN":
        yield from ((1.0, child) for child in head.children if child.dep_ == "compound")
        if grammar.among(verb, ("kill", "wound", "injure", "rock", "hit", "strike", "rip", "tear")):
            yield from (
                (1.1, item)
                for case, item in _obliques(verb)
                if case in ("at", "near", "outside", "in", "inside")
            )
    else:
        yield from ((_NEARNESS.get(case, 1.1), item) for case, item in _obliques(verb))


def done_to(verb: Token) -> list[Token]:
    """What a verb is done to: its objects, and its subjects where it is passive."""
    return [*grammar.objects(verb), *(grammar.subjects(verb) if grammar.is_passive(verb) else ())]


def _all_done_to(verb: Token) -> Iterator[Token]:
    """What a verb is done to, each with what is joined to it by "and"."""
    return (item for noun in done_to(verb) for item in grammar.conjuncts(noun))


def _obliques(head: Token) -> list[tuple[str, Token]]:
    return [
        (grammar.preposition(child), item)
        for child in head.children
        if child.dep_ in ("nmod", "obl") and grammar.preposition(child) in _ON
        for item in grammar.conjuncts(child)
    ]


def phrase_of(head: Token) -> Span:
    """The phrase with "of …" where the head alone says little ("Embassy of the Russian Federation")."""
    span = grammar.core(head)
    tail = [
        child
        for child in head.children
        if child.dep_ == "nmod" and grammar.preposition(child) == "of"
    ]
    if tail and tail[0].i - head.i < 6:
        span = grammar.between(span.doc, span, grammar.core(tail[0]))
    return span


_HOUSES = frozenset("office offices headquarters building buildings compound premises".split())


def type_of(span: Span, head: Token) -> str | None:
    """The target concept of a phrase: its head noun decides before its modifiers do, whose house it is before both."""
    for owner in grammar.children(head, "nmod") if head.lower_ in _HOUSES else ():
        if grammar.preposition(owner) == "of" and (hits := _hits(grammar.core(owner).text.lower())):
            return max(hits)[2]
    text, whole_text = span.text.lower(), grammar.phrase(head).text.lower()
    for words_of in (head.lower_, text):
        hits = _hits(words_of)
        if hits:
            longer = [hit for hit in _hits(max(text, whole_text, key=len)) if " " in hit[3]]
            return max(longer or hits)[2]
    if head.ent_type_ == "PER":
        return "civilians"
    return None


def _hits(text: str) -> list[tuple[int, int, str, str]]:
    """The words for targets in a text: how long, how early in the lexicon, the concept, the words."""
    return [
        (match.end() - match.start(), -rank, concept, match.group())
        for (rank, concept), match in _finder().matches(text)
    ]


@cache
def _finder() -> Finder[tuple[int, str]]:
    return Finder(
        ((rank, concept), listed)
        for rank, (concept, listed) in enumerate(lexicon()["targets"].items())
    )
