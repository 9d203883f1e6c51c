"""Arbitrary detention: who was arrested, and by whom; told of in words that news also uses of suspects."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Span, Token

from kgraph.extract import attribution, grammar, kinds, officers
from kgraph.extract.accounts import Account
from kgraph.extract.officers import Act
from kgraph.extract.reading import Reading
from kgraph.model import ActorValue, Claim, VictimValue

Finder = Callable[[Reading, Token], Act | None]

KIND = "arbitrary-detention"
_ARREST = frozenset(
    "arrest rearrest detain jail imprison sentence charge summon hold seize".split()
)
_NOUNS = frozenset("arrest detention imprisonment jailing sentencing conviction trial".split())
_IN_CUSTODY = frozenset({"torture", "enforced-disappearance"})
# How sure the reader must be that a state did it.
_STATE = 0.8


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
    """The officers who did it, named or not: "security agents detained", "beaten by police", "in army custody"."""
    tokens = [token for sent in account.sentences() for token in sent if token.i in account.tokens]
    for find in _finders(reading, account):
        act = next((act for token in tokens if (act := find(reading, token))), None)
        if act is not None:
            sure = 0.6 if find is officers.beside else 0.85
            yield reading.claim("perpetrator", act.actor, [act.span()], confidence=sure)
            return


def _finders(reading: Reading, account: Account) -> tuple[Finder, ...]:
    """What shows who did it: arrests where they are the incident, harm where the reader sees a state's."""
    kind = kinds.types(account)[0]
    chance = reading.told.kinds["state perpetrator"] if reading.told else 0.0
    sure = chance >= _STATE and account.prominence == "main"
    if kind == KIND:
        return (officers.arrest, *((officers.harm,) if sure else ()), officers.beside)
    if kind in _IN_CUSTODY:
        return (officers.harm, officers.arrest) if sure else (officers.harm,)
    return (officers.harm,) if sure else ()
