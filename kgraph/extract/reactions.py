"""Who condemned it, who offered condolences, who else reacted, and what it is set beside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Span, Token

from kgraph.extract import attribution, grammar
from kgraph.extract.accounts import Account
from kgraph.extract.reading import Reading
from kgraph.mentions import text_in, text_of
from kgraph.model import ActorValue, Claim, TextValue

_CONDEMN = frozenset(
    [
        "condemn",
        "denounce",
        "slam",
        "decry",
        "deplore",
        "deprecate",
        "criticize",
        "criticise",
        "castigate",
        "lambast",
    ]
)
_CONDEMN_AS = frozenset(["call", "describe", "brand", "label"])
_HARSH = re.compile(
    r"\b(cowardly|heinous|barbaric|despicable|horrific|terrorist|inhuman\w*|senseless|atrocious|abhorrent|vile|evil|brutal|unacceptable|appalling|outrage\w*)\b",
    re.IGNORECASE,
)
_CONDOLE = re.compile(
    r"\b(condolences?|deepest sympath(y|ies)|sympath(y|ies)|(thoughts|hearts?|prayers) (\w+ ){0,3}(go|goes|are) (out )?(to|with)|mourn(s|ed)?)\b",
    re.IGNORECASE,
)
_GIVE = frozenset(
    [
        "express",
        "offer",
        "extend",
        "send",
        "convey",
        "give",
        "pay",
        "share",
        "voice",
        "relay",
        "tweet",
        "write",
        "say",
        "present",
    ]
)
_NOBODY = frozenset({"ArmedGroup"})
_QUOTABLE = 45  # tokens of a quote that still reads as one


def condemned_by(reading: Reading, account: Account) -> Iterator[Claim]:
    """Each actor that condemned it, once, with the words."""
    seen: set[str | None] = set()
    for verb in account.verbs:
        strong = grammar.among(verb, _CONDEMN)
        if not strong and not (
            grammar.among(verb, _CONDEMN_AS) and _HARSH.search(text_in(verb.sent))
        ):
            continue
        if grammar.is_negated(verb) or grammar.is_modal(verb) or _is_collision(verb):
            continue
        speakers = grammar.agents(verb) if grammar.is_passive(verb) else _subjects(verb)
        for actor, span in list(_speakers(reading, speakers)) or _just_before(reading, verb):
            if actor.name not in seen:
                seen.add(actor.name)
                quote = grammar.between(span.doc, span, grammar.clause(verb))
                spans = [quote] if len(quote) <= _QUOTABLE else [span, grammar.clause(verb)]
                yield reading.claim(
                    "condemnedBy", actor, spans, confidence=0.85 if strong else 0.65
                )
    for noun in account.nouns:
        for actor, span in _speakers(reading, _whose_condemnation(noun)):
            if actor.name not in seen:
                seen.add(actor.name)
                quote = grammar.between(span.doc, span, span.doc[noun.i : noun.i + 1])
                yield reading.claim("condemnedBy", actor, [quote], confidence=0.75)


def _subjects(verb: Token) -> list[Token]:
    """Who condemns; of "I condemn this cowardly act" whoever says so."""
    subjects = grammar.subjects(verb)
    if not any(token.lower_ in ("i", "we") for token in subjects):
        return subjects
    said = attribution.speech_verb(verb)
    return grammar.subjects(said) if said is not None else []


def _whose_condemnation(noun: Token) -> list[Token]:
    """Of whom "drew condemnation from" or "condemnation by" tells."""
    if noun.lower_ not in ("condemnation", "condemnations"):
        return []
    beside = (*noun.children, *noun.head.children)
    return [t for t in beside if t.i > noun.i and grammar.preposition(t) in ("from", "by")]


def _is_collision(verb: Token) -> bool:
    """Whether something only runs into another: "missiles slammed into a market"."""
    behind = verb.doc[verb.i + 1 : verb.i + 2].text.lower()
    return grammar.among(verb, ("slam",)) and behind in ("into", "through", "against", "onto")


def _just_before(reading: Reading, verb: Token) -> list[tuple[ActorValue, Span]]:
    """The actor right in front of an active verb, where the parse does not give it as the subject."""
    if grammar.is_passive(verb) and any(child.dep_ == "aux:pass" for child in verb.children):
        return []
    return [
        (actor, span)
        for span, actor in reading.actors
        if verb.sent.start <= span.start
        and 0 <= verb.i - span.end <= 2
        and actor.named
        and actor.cls not in _NOBODY
    ]


def condolences_from(reading: Reading, account: Account) -> Iterator[Claim]:
    """Each actor that offered condolences, once, with the words."""
    seen: set[str | None] = set()
    for sentence in account.sentences():
        match = _CONDOLE.search(text_in(sentence))
        if match is not None:
            token = next(
                (t for t in sentence if t.idx >= sentence.start_char + match.start()), sentence[-1]
            )
            actor, span = _giver(reading, token)
            if actor is not None and actor.name not in seen and actor.cls not in _NOBODY:
                seen.add(actor.name)
                quote = grammar.clause(grammar.verb_of(token))
                if span is not None:
                    quote = grammar.between(sentence.doc, span, sentence.doc[token.i : token.i + 1])
                    whole = grammar.between(
                        sentence.doc, quote, grammar.clause(grammar.verb_of(token))
                    )
                    quote = whole if len(whole) <= _QUOTABLE else quote
                yield reading.claim("condolencesFrom", actor, [quote], confidence=0.75)


def _giver(reading: Reading, token: Token) -> tuple[ActorValue | None, Span | None]:
    verb = grammar.verb_of(token)
    for candidate in (verb, *grammar.ancestors(verb)):
        if grammar.among(candidate, _GIVE) or candidate.i == verb.i:
            for actor, span in list(
                _speakers(reading, grammar.subjects(candidate))
            ) or _just_before(reading, candidate):
                return actor, span
    return None, None


# Who tells what happened, and does not react to it.
_TELLS = re.compile(
    r"\b(?:eye-?witness|witness|residents?|villager|survivor|neighbou?r|owner|shopkeeper|doctor|surgeon|nurse|paramedic|police|sheriff"
    r"|prosecutor|coroner|lawyer|attorney|defender|detective|inspector|constable|driver|passenger|journalist|reporter)\b",
    re.IGNORECASE,
)


def reaction_by(reading: Reading, account: Account) -> Iterator[Claim]:
    """Officials and experts who speak of the incident without condemning it."""
    done = {
        claim.value.name
        for claim in (*condemned_by(reading, account), *condolences_from(reading, account))
        if isinstance(claim.value, ActorValue)
    }
    for verb in account.verbs:
        if not grammar.among(
            verb, ("say", "tell", "tweet", "vow", "pledge", "urge", "call", "warn", "add")
        ):
            continue
        for actor, span in _speakers(reading, grammar.subjects(verb)):
            if actor.name in done or actor.cls not in ("Person",) or actor.role is None:
                continue
            if _TELLS.search(actor.role) and grammar.among(verb, ("say", "tell", "add")):
                continue
            done.add(actor.name)
            yield reading.claim(
                "reactionBy",
                actor,
                [grammar.between(span.doc, span, grammar.clause(verb))],
                confidence=0.55,
            )


_RELATED: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "first-since",
        re.compile(
            r"\b(first|worst|deadliest|biggest|bloodiest|largest)\b[^.;]{0,90}\bsince\b[^.;,]{3,90}",
            re.IGNORECASE,
        ),
    ),
    (
        "retaliation-for",
        re.compile(
            r"\b(in )?(retaliation|revenge|reprisal|response|retribution) (for|to)\b[^.;,]{3,90}|\bto avenge\b[^.;,]{3,90}",
            re.IGNORECASE,
        ),
    ),
    (
        "same-campaign",
        re.compile(
            r"\b(latest|part of|another) (in )?(a |the )?(string|series|spate|wave|campaign) of\b[^.;,]{3,80}",
            re.IGNORECASE,
        ),
    ),
    (
        "follow-up",
        re.compile(
            r"\b(came|comes|occurred|happened|follows|followed)\b[^.;,]{0,40}\b(days?|hours?|weeks?|months?) after\b[^.;,]{3,80}",
            re.IGNORECASE,
        ),
    ),
)


def related_to(reading: Reading, account: Account) -> Iterator[Claim]:
    """Other incidents that the text sets beside this one: "the first attack since …"."""
    if account.prominence != "main":
        return
    for relation, pattern in _RELATED:
        match = pattern.search(text_of(reading.doc))
        if match is None:
            continue
        span = reading.doc.char_span(*match.span(), alignment_mode="expand")
        mine = span is not None and (account.leads or account.owns(span))
        if span is not None and mine and "\n" not in span.text:
            span = grammar.trimmed(span)
            yield reading.claim(
                "relatedTo",
                TextValue(" ".join(span.text.split()), relation),
                [span],
                confidence=0.6,
            )


def _speakers(reading: Reading, tokens: list[Token]) -> Iterator[tuple[ActorValue, Span]]:
    for head in tokens:
        for token in grammar.conjuncts(head):
            found = _actor_of(reading, token)
            if found is not None and found[1].named and found[1].cls not in _NOBODY:
                yield found[1], found[0]


def _actor_of(reading: Reading, token: Token) -> tuple[Span, ActorValue] | None:
    """The actor that a noun is, or whose name stands behind it: not Merkel of "Merkel's spokesman, Steffen Seibert"."""
    for word in (token, *grammar.children(token, "appos")):
        if (found := reading.actor_at(word.i, word.i + 1)) is not None:
            return found
    if token.dep_ == "conj":
        return None
    return reading.actor_at(max(token.left_edge.i, token.i - 8), token.i + 1)
