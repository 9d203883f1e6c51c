"""Whom others blame, accuse, charge or suspect."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from spacy.tokens import Span, Token

from kgraph.extract import attribution, grammar, officers, ties
from kgraph.extract.accounts import Account
from kgraph.extract.doers import may_do, plain
from kgraph.extract.lexicon import words
from kgraph.extract.reading import Reading
from kgraph.extract.triggers import FROM_AFAR
from kgraph.mentions import behind, text_in
from kgraph.model import ActorValue, Claim

_BLAME = frozenset(
    [
        "blame",
        "accuse",
        "suspect",
        "charge",
        "implicate",
        "attribute",
        "point",
        "link",
        "arrest",
        "detain",
    ]
)
_SUSPICION = re.compile(
    r"\b(suspicion|suspect\w*|connection|murder|charge[sd]?|in the (attack|killing|shooting|bombing)|at the scene|admitted|confess\w*)\b",
    re.IGNORECASE,
)


def accused(reading: Reading, account: Account) -> Iterator[Claim]:
    """ "Police blamed the Taliban", "X was charged with murder", "the attack was blamed on X"."""
    return _accused(reading, account, lambda _, token: _meant(reading, token))


def blamed_forces(reading: Reading, account: Account) -> Iterator[Claim]:
    """A state's forces without a name: "the opposition blamed the army"."""
    return _accused(reading, account, lambda verb, token: _unnamed(reading, verb, token))


_Meant = Callable[[Token, Token], tuple[Span, ActorValue] | None]


def _accused(reading: Reading, account: Account, meant: _Meant) -> Iterator[Claim]:
    """The claims on those whom somebody blames, as far as they are meant: the actor of a verb and what it blames."""
    for sentence in account.sentences():
        for verb in sentence:
            if verb.pos_ != "VERB" or not grammar.among(verb, _BLAME) or grammar.is_negated(verb):
                continue
            if _is_of_another(verb, account) or ties.says_tie(verb, account):
                continue
            for token in _blamed(verb):
                found = meant(verb, token)
                if found is None or not may_do(found[1]) or token.i not in account.tokens:
                    continue
                if grammar.among(verb, ("arrest", "detain")) and not (
                    found[1].cls == "Person" and _SUSPICION.search(text_in(sentence))
                ):
                    continue
                span = grammar.between(sentence.doc, found[0], sentence.doc[verb.i : verb.i + 1])
                speakers = [] if grammar.is_passive(verb) else grammar.subjects(verb)
                struck = account.types[0] in _OF_STATES and _is_force(*found)
                if not struck and any(_is_armed(reading, item) for item in speakers):
                    continue
                source = next(
                    (name for item in speakers if (name := _speaker(reading, item))), None
                )
                yield reading.claim(
                    "perpetrator",
                    plain(found[1]),
                    [span],
                    certainty="suspected",
                    according_to=source or attribution.source_of(reading, span),
                    confidence=0.8,
                )


_OF_STATES = FROM_AFAR | {"assassination"}
_FORCES = ("SecurityForce", "State")
# What stands behind "of" where somebody is accused of this deed, besides the words for it.
_PART = frozenset(
    "be act aggression attempt bomb carry commit complicity conduct crime direct do execute fire instigate involvement "
    "kill launch lead mastermind orchestrate order organise organize part participate perpetrate plan plant plot "
    "responsibility role sabotage shoot stage take target terrorism atrocity genocide".split()
)


def _is_of_another(verb: Token, account: Account) -> bool:
    """Whether somebody is accused of something else: "accused him of violating the constitution"."""
    if not grammar.among(verb, ("accuse",)):
        return False
    deeds = {token.i for trigger in account.triggers for token in (*trigger.span, trigger.head)}
    of = [
        child
        for above in (verb, *grammar.objects(verb))  # "accused the government of sheltering"
        for child in above.children
        if child.i > verb.i
        and (_is_of(child) or (above is verb and grammar.preposition(child) == "of"))
    ]
    nouns = words("aftermath", "incident_nouns")
    return bool(of) and not any(
        token.i in deeds or token.lower_ in nouns or grammar.among(token, _PART)
        for child in of
        for token in _without_later(child)
    )


def _without_later(clause: Token) -> Iterator[Token]:
    """The words of a clause without what it only followed: "of lying after the bombing"."""
    yield clause
    for child in clause.children:
        marks = {item.lower_ for item in child.children if item.dep_ in ("case", "mark")}
        if not marks & {"after", "following", "since", "before"}:
            yield from _without_later(child)


def _is_of(clause: Token) -> bool:
    marked = any(child.lower_ == "of" and child.dep_ == "mark" for child in clause.children)
    return marked or (clause.tag_ == "VBG" and clause.nbor(-1).lower_ == "of")


def _meant(reading: Reading, token: Token) -> tuple[Span, ActorValue] | None:
    """The actor of a phrase, also where its name stands behind a description: "an Islamist group, X"."""
    start = token.left_edge.i if token.i - token.left_edge.i < 10 else token.i
    found = reading.actor_at(start, token.i + 1)
    for child in grammar.children(token, "appos", "flat", "nmod:desc"):
        found = found if found and found[1].named else reading.actor_at(child.i, child.i + 1)
    return found


def _unnamed(reading: Reading, verb: Token, token: Token) -> tuple[Span, ActorValue] | None:
    """A state's forces without a name whom somebody blames: "blamed the army for the attack"."""
    if not grammar.among(verb, ("blame", "accuse")) or only_failed(grammar.core(token)):
        return None
    force = officers.officer(reading, token)
    return (grammar.core(token), force) if force is not None else None


# "Accused the army of failing to protect them" is no word on who did it.
_FAILED = re.compile(
    r" (?:of|for) (?:failing|failure|not|ignoring|neglect\w*|negligence|inaction|the insecurity|insecurity|incompetence"
    r"|doing (?:nothing|little|too)|covering|(?:its|their|a|the) (?:slow|late|weak|failure|neglect|inaction))\b"
)


def only_failed(who: Span) -> bool:
    """Whether somebody is only accused of having done too little."""
    return _FAILED.match(behind(who)) is not None


def _is_force(span: Span, actor: ActorValue) -> bool:
    """Whether an actor is a state or its forces, named or not."""
    return actor.cls in _FORCES or span.root.lower_ in words("state", "officers")


def _blamed(verb: Token) -> list[Token]:
    if grammar.among(verb, ("attribute", "point", "link")):
        return [
            child
            for child in verb.children
            if child.dep_ in ("obl", "nmod") and grammar.preposition(child) in ("to", "at")
        ]
    on = [
        child
        for child in verb.children
        if child.dep_ == "obl" and grammar.preposition(child) == "on"
    ]
    if grammar.among(verb, ("blame",)) and on:
        return on
    if grammar.is_passive(verb):
        return _of_participle(verb) or grammar.subjects(verb)
    return grammar.objects(verb)


def _of_participle(verb: Token) -> list[Token]:
    """Whom a bare participle describes: of "police arrested five men suspected of it" the men."""
    bare = not grammar.children(verb, "aux:pass", "aux", *grammar.SUBJECTS)
    return grammar.objects(verb.head) if bare and verb.dep_ == "advcl" else []


def _is_armed(reading: Reading, speaker: Token) -> bool:
    """Whether an armed group accuses: what it says of others is no word on who did this."""
    found = reading.actor_at(speaker.i, speaker.i + 1)
    return found is not None and found[1].cls == "ArmedGroup"


def _speaker(reading: Reading, token: Token) -> str | None:
    found = reading.actor_at(token.i, token.i + 1)
    return found[1].name if found is not None else grammar.core(token).text
