"""Arbitrary detention: who was arrested, and by whom; told of in words that news also uses of suspects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType

from spacy.tokens import Span, Token

from kgraph.extract import attribution, deeds, grammar, officers
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
# How sure it is that those did it whom the words name so.
_SURE: Mapping[Finder, float] = MappingProxyType(
    {officers.arrest: 0.85, officers.harm: 0.85, officers.beside: 0.6, officers.around: 0.5}
)


def detained(reading: Reading, account: Account) -> Iterator[Claim]:
    """Each named person who was arrested or jailed; the codebook has no outcome for it."""
    if account.types[0] != KIND:
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
    # Where a text is about arrests by a state, those whom it recalls were arrested by the same one.
    more = reading.doc if _of_arrests(account) and _is_by_state(reading, account) else ()
    for find, act in islice(_acts(reading, account, (account.words, more)), 1):
        yield reading.claim("perpetrator", act.actor, [act.span()], confidence=_SURE[find])


def _acts(
    reading: Reading, account: Account, parts: Sequence[Iterable[Token]]
) -> Iterator[tuple[Finder, Act]]:
    """Who acts in parts of a text, by what shows it, the surest first."""
    finders = _finders(reading, account)
    for tokens in parts:
        for find in finders:
            for token in tokens:
                if (act := find(reading, token)) is not None:
                    yield find, act


def _finders(reading: Reading, account: Account) -> tuple[Finder, ...]:
    """What shows who did it: arrests where they are the incident, harm where the reader sees a state's."""
    by_state = _is_by_state(reading, account)
    if account.stage == "foiled" and not _of_arrests(account):
        return ()  # who arrests the plotters
    if _of_arrests(account):
        beside = (officers.beside, officers.around) if by_state else (officers.beside,)
        return (officers.arrest, *((officers.harm,) if by_state else ()), *beside)
    if not by_state:
        return (officers.harm,) if account.types[0] in _IN_CUSTODY else ()
    if not deeds.are_arrests_seen(reading):
        return (officers.harm,)
    return officers.harm, officers.arrest, officers.beside, officers.around


def _of_arrests(account: Account) -> bool:
    return account.types[0] == KIND


def _is_by_state(reading: Reading, account: Account) -> bool:
    """Whether the reader is sure that a state did what the text is about."""
    chance = reading.told.kinds["state perpetrator"] if reading.told else 0.0
    return chance >= _STATE and account.prominence == "main"
