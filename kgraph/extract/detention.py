"""Arbitrary detention: who was arrested, and by whom; told of in words that news also uses of suspects."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from kgraph.extract import attribution, grammar, kinds
from kgraph.extract.accounts import Account
from kgraph.extract.reading import Reading
from kgraph.model import ActorValue, Claim, VictimValue

KIND = "arbitrary-detention"
_ARREST = frozenset(
    "arrest rearrest detain jail imprison sentence charge summon hold seize".split()
)
_NOUNS = frozenset("arrest detention imprisonment jailing sentencing conviction trial".split())
_CAPTORS = frozenset({"State", "SecurityForce", "GovernmentBody", "ArmedGroup", "Organization"})
_OFFICERS = frozenset(
    "police policemen officer officers agents agent soldiers troops forces authorities service services "
    "officials prosecutors prosecutor court men gunmen militiamen intelligence".split()
)


def detained(reading: Reading, account: Account) -> Iterator[Claim]:
    """Each named person who was arrested or jailed; the codebook has no outcome for it."""
    if kinds.types(account)[0] != KIND:
        return
    found: dict[str, tuple[Span, ActorValue]] = {}
    for span, actor in reading.actors:
        if actor.cls == "Person" and actor.name and account.owns(span) and _is_detained(span):
            found.setdefault(actor.name, (span, actor))
    for span, actor in found.values():
        value = VictimValue(actor.name, span.text, "Person", True, None, 1, occupation=actor.role)
        source = attribution.source_of(reading, span)
        yield reading.claim("victim", value, [span], according_to=source)


def _is_detained(span: Span) -> bool:
    for token in (span.root, *grammar.equals(span.root)):
        over = token.head
        if token.dep_ in ("obj", "nsubj:pass"):
            return grammar.among(over, _ARREST) and not grammar.is_negated(over)
        if token.dep_ == "nmod:poss" or (
            token.dep_ == "nmod" and grammar.preposition(token) == "of"
        ):
            return grammar.among(over, _NOUNS)
    return False


def captors(reading: Reading, account: Account) -> Iterator[Claim]:
    """Who made the arrests, named or not: "security officers detained", "was arrested by police"."""
    if kinds.types(account)[0] != KIND:
        return
    for trigger in account.triggers:
        verb = trigger.head
        if verb.pos_ != "VERB" or not grammar.among(verb, _ARREST):
            continue
        active = [] if grammar.is_passive(verb) else grammar.subjects(verb)
        for token in (*active, *grammar.agents(verb)):
            actor = _captor(reading, token)
            if actor is not None:
                span = grammar.between(reading.doc, grammar.core(token), trigger.span)
                yield reading.claim("perpetrator", actor, [span], confidence=0.85)
                return


def _captor(reading: Reading, token: Token) -> ActorValue | None:
    found = reading.actor_at(token.i, token.i + 1)
    if found is not None and found[1].named:
        return found[1] if found[1].cls in _CAPTORS else None
    if token.lower_ in _OFFICERS:
        return ActorValue(None, "UnnamedActor", False, grammar.core(token).text)
    return None
