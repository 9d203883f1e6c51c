"""Nouns for attackers: which act in an account, and the phrase that each stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Span, Token

from kgraph.extract import grammar
from kgraph.extract.accounts import Account
from kgraph.extract.lexicon import words
from kgraph.mentions import text_in

_ACTS = frozenset(
    (
        "attack kill bomb shoot storm raid open fire detonate blow ambush assassinate murder "
        "kidnap abduct seize strike target hit throw hurl launch plant explode set carry stage "
        "gun stab ram burst execute shell massacre wound injure behead hijack torch burn lob "
        "assault slaughter overrun conduct perpetrate mount rob bombard pound strafe destroy"
    ).split()
)
_SUSPECT = frozenset({"suspect", "blame"})
# What befalls its subject where no object follows: "ten people injured", "two women stabbed".
_TRANSITIVE = frozenset(
    "injured wounded killed stabbed shot kidnapped abducted murdered assassinated executed beheaded massacred gunned".split()
)
REFLEXIVE = frozenset({"himself", "herself", "themselves", "itself"})
# Whoever does it where the words say no more: "men opened fire", "shot by two individuals".
ANYONE = frozenset(
    (
        "man men woman women person persons people individual individuals youth youths teenager teenagers "
        "teen teens boy boys soldier soldiers troops member members commando commandos squad squads unit "
        "units group groups band column driver passenger passengers elements element hooligans students "
        "smugglers traffickers settlers protesters demonstrators inmates prisoners"
    ).split()
)
OF_WHOM = frozenset(
    "group groups band bands member members column squad number element elements gang unit units".split()
)


def attacker_tokens(account: Account) -> Iterator[Token]:
    """Nouns for attackers, and for anyone who does the deed, that act in the account."""
    acting = {
        token.i
        for trigger in account.triggers
        for token in doing(trigger.head, trigger.real and trigger.stage != "foiled")
    }
    for token in account.nouns:
        if token.dep_ in ("compound", "amod") or not _can_attack(token, acting):
            continue
        if _acts(token) or token.lower_ in words("persons", "surely_attackers"):
            yield token


def _acts(noun: Token) -> bool:
    """Whether a noun is the subject of a violent verb, or what a deed is done by."""
    verb = grammar.verb_of(noun)
    if noun.dep_ == "nsubj" and grammar.among(verb, _ACTS) and not grammar.is_modal(verb):
        return True
    if is_suspected(noun):
        return True
    of_deed = noun.head.pos_ == "NOUN" or grammar.among(noun.head, _ACTS)
    return of_deed and grammar.preposition(noun) == "by"


def is_suspected(noun: Token) -> bool:
    """Whether they are only suspected: "militants are suspected in an attack"."""
    return noun.dep_ == "nsubj:pass" and grammar.among(grammar.verb_of(noun), _SUSPECT)


def is_suspected_of(person: Token) -> bool:
    """Whether the words behind somebody say whose deed it was: "the brothers suspected of the massacre"."""
    return any(
        grammar.among(child, ("suspect", "accuse")) for child in grammar.children(person, "acl")
    )


def _can_attack(token: Token, acting: set[int]) -> bool:
    if token.lower_ == "suspect" and any(child.lower_ == "police" for child in token.children):
        return False  # "which police suspect was an insider's", taken for a noun
    return token.lower_ in words("persons", "attackers") or (
        token.i in acting and token.lower_ in ANYONE
    )


def doing(verb: Token, real: bool) -> list[Token]:
    """Who does a deed: the subjects and agents of its verb; nobody where it is not real."""
    if not real or is_rescue(verb):
        return []
    if verb.pos_ == "VERB" and _is_done_by_subject(verb):
        return [
            item for token in grammar.subjects(verb) for item in grammar.conjuncts(token)
        ] + grammar.agents(verb)
    return grammar.agents(verb)


_FREED = re.compile(
    r"\b(?:freed|rescued?|liberated|freeing|rescuing|(?:end|ended|ending) (?:the|a) (?:\w+ )?(?:siege|stand-?off|hostage))\b"
)


def is_rescue(deed: Token) -> bool:
    """Whether forces only free those who were held: "the hostages were freed when commandos stormed the building"."""
    forces = words("state", "officers") | {"commandos", "forces", "snipers"}
    stormed = grammar.among(deed, ("storm", "raid", "enter", "assault"))
    by_forces = any(one.lower_ in forces for one in grammar.doers(deed))
    return stormed and by_forces and _FREED.search(text_in(deed.sent)) is not None


def _is_done_by_subject(verb: Token) -> bool:
    """Whether its subject does the deed: not of "ten people injured", nor of "before killing himself"."""
    if grammar.is_passive(verb) or not grammar.among(verb, _ACTS):
        return False
    hit = grammar.objects(verb)
    bare = verb.lower_ in _TRANSITIVE and not hit and not grammar.children(verb, "conj")
    return not bare and not any(token.lower_ in REFLEXIVE for token in hit)


def attackers(token: Token) -> Span:
    """The attackers' phrase, with "heavily" of "heavily armed men" and "of …" behind "group"."""
    span = grammar.core(token)
    start, end = span.start, span.end
    while start > token.sent.start and (
        span.doc[start - 1].dep_ == "advmod" and start <= span.doc[start - 1].head.i < end
    ):
        start -= 1
    whose = [
        child
        for child in grammar.children(token, "nmod")
        if grammar.preposition(child) == "of" and token.lower_ in OF_WHOM
    ]
    if whose and whose[0].i - end < 7:
        end = grammar.core(whose[0]).end
    return span.doc[start:end]
