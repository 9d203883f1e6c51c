"""Claims of responsibility: who says that they did it, through what channel, and who denies it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from kgraph.extract import grammar
from kgraph.extract.accounts import Account
from kgraph.extract.doers import plain
from kgraph.extract.finder import cue_finder
from kgraph.extract.reading import Reading
from kgraph.mentions import text_in
from kgraph.model import ActorValue, Claim, TextValue

_NO_CLAIM = re.compile(
    r"\b(no (?:other |armed |militant |known |particular )?(one|group|body|organi[sz]ation|individual|faction)|nobody|none|neither|never|yet to|not (immediately )?|there (was|were|has been) no|without)\b[^.]{0,60}\b(claim|responsibility|admit)",
    re.IGNORECASE,
)
_DENY = re.compile(
    r"\b(den(y|ied|ies|ying)|rejected|disclaimed)\b[^.]{0,50}\b(involvement|involved|responsibility|role|any part|being behind|carrying out|accusations?|charges?|allegations?|attack|blame|it)\b"
    r"|\bden(y|ied|ies|ying) (?:\w+ ){0,2}(?:hitting|killing|attacking|targeting|bombing|striking|shelling|firing|shooting|carrying|having (?:carried|attacked|killed|hit|bombed|fired))\b"
    r"|\bhad (?:nothing|no part) (?:to do with|in)\b",
    re.IGNORECASE,
)
_CHANNEL = re.compile(
    r"\b(telegram|twitter|facebook|whatsapp|amaq|video|audio|statement|communique|communiqué|letter|leaflets?|pamphlets?|"
    r"website|web site|telephone|phone call|radio|social media|online post|tweet|e-?mail|note|news agency|manifesto)\b",
    re.IGNORECASE,
)
_COREFERENT = re.compile(
    r"(?i:the|this|that) ([a-z-]+ ){0,2}(group|organi[sz]ation|movement|faction|network|outfit|militia)",
)


def is_unclaimed(text: str) -> bool:
    """Whether words say that nobody claimed it."""
    return _NO_CLAIM.search(text) is not None


def claimed_by(reading: Reading, account: Account) -> Iterator[Claim]:
    """Whoever says that they did it, and through what channel."""
    found: dict[str | None, list[tuple[ActorValue, Span, Token]]] = {}
    for actor, span, verb in _responsibility(reading, account):
        found.setdefault(actor.name, []).append((actor, span, verb))
    for said in found.values():
        spans = [span for _, span, _ in said[:3]]
        yield reading.claim("claimedBy", said[0][0], spans, confidence=0.92)
        yield from _channel(reading, said[0][2])


def denied_by(reading: Reading, account: Account) -> Iterator[Claim]:
    """Whoever denies having done it."""
    for sentence in account.sentences():
        match = _DENY.search(text_in(sentence))
        if match is None:
            continue
        verb = _token_at(sentence, match.start())
        found = _claimant(reading, sentence, verb)
        if found is not None:
            span = grammar.between(sentence.doc, found[0], sentence.doc[verb.i : verb.i + 1])
            yield reading.claim("deniedBy", plain(found[1]), [span], confidence=0.8)


def claimants(reading: Reading, account: Account) -> Iterator[Claim]:
    """Whoever claims it, as perpetrator."""
    for actor, span, _ in _responsibility(reading, account):
        yield reading.claim(
            "perpetrator",
            actor,
            [span],
            certainty="claimed",
            according_to=actor.name,
            confidence=0.9,
        )


def _responsibility(reading: Reading, account: Account) -> Iterator[tuple[ActorValue, Span, Token]]:
    for sentence in account.sentences():
        text = text_in(sentence)
        said = next(cue_finder("responsibility", "claims").matches(text), None)
        if said is None or is_unclaimed(text):
            continue
        _, match = said
        verb = _token_at(sentence, match.start())
        actor = None if grammar.is_modal(verb) else _claimant(reading, sentence, verb)
        if actor is not None and verb.i in account.tokens:
            end = _token_at(sentence, match.end() - 1)
            quote = grammar.between(sentence.doc, actor[0], sentence.doc[verb.i : end.i + 1])
            yield plain(_antecedent(reading, account, *actor)), quote, verb


def _antecedent(reading: Reading, account: Account, span: Span, actor: ActorValue) -> ActorValue:
    """Whom "the group" means: the armed group, else organisation, last named before it in the account."""
    if not _COREFERENT.fullmatch(span.text):
        return actor
    named = [
        other
        for place, other in reading.actors
        if place.end <= span.start
        and other.named
        and other.cls in ("ArmedGroup", "Organization")
        and place.root.i in account.tokens
        and not _COREFERENT.fullmatch(place.text)
    ]
    armed = [other for other in named if other.cls == "ArmedGroup"]
    return replace((armed or named)[-1], mention=actor.mention) if named else actor


def _claimant(reading: Reading, sentence: Span, verb: Token) -> tuple[Span, ActorValue] | None:
    """The subject of "claimed responsibility", or who "responsibility was claimed by"; "it" is the group before."""
    for token in (*grammar.subjects(verb), *grammar.agents(verb)):
        if token.lower_ in ("it", "they"):
            return _group_before(reading, sentence, token)
        start, end = max(token.left_edge.i, token.i - 12), min(token.right_edge.i + 1, token.i + 8)
        inside = [
            pair
            for pair in reading.actors
            if pair[0].start < end and pair[0].end > start and _can_claim(pair[1])
        ]
        if inside:
            return max(inside, key=lambda pair: _likely(token, *pair))
    before = [
        pair
        for pair in reading.actors
        if sentence.start <= pair[0].start and pair[0].end <= verb.i and _can_claim(pair[1])
    ]
    return before[-1] if before else None


def _likely(subject: Token, span: Span, actor: ActorValue) -> tuple[bool, bool, bool, int]:
    """Armed groups first, then the name beside the subject: "a PKK offshoot, the Falcons, claimed".

    Of "a faction of the Taliban, the Falcons," the Falcons come first.
    """
    before = span.doc[max(span.start - 3, span.sent.start) : span.start]
    whole = "of" in (words := {token.lower_ for token in before}) and not words.isdisjoint(_PARTS)
    beside = span.start <= subject.i < span.end or subject in grammar.equals(span.root)
    return actor.cls == "ArmedGroup", not whole, beside, -span.start


_PARTS = frozenset("faction offshoot splinter wing branch arm ally affiliate".split())


def _group_before(
    reading: Reading, sentence: Span, pronoun: Token
) -> tuple[Span, ActorValue] | None:
    """The armed group that the sentence before, or this one, names last before a pronoun; else one behind it."""
    first = sentence.doc[max(sentence.start - 1, 0)].sent.start
    armed = [
        pair
        for pair in reading.actors
        if first <= pair[0].start < sentence.end and pair[1].cls == "ArmedGroup"
    ]
    before = [pair for pair in armed if pair[0].end <= pronoun.i]
    return next(reversed(before or armed), None)


def _can_claim(actor: ActorValue) -> bool:
    return actor.named and actor.cls in (
        "ArmedGroup",
        "Organization",
        "State",
        "SecurityForce",
        "GovernmentBody",
    )


def _channel(reading: Reading, verb: Token) -> Iterator[Claim]:
    """Through what it was claimed, here or in the sentences beside it."""
    sentence = verb.sent
    found = [
        (place, match)
        for place in (sentence, _next(sentence), _next(_next(sentence)))
        if place is not None
        for match in _CHANNEL.finditer(place.text)
    ]
    if found:
        place, match = min(
            found, key=lambda item: (not item[1].group()[0].isupper(), item[0].start)
        )
        span = place.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is not None:
            yield reading.claim("claimChannel", TextValue(span.text), [span], confidence=0.75)


def _next(sentence: Span | None) -> Span | None:
    """The sentence after this one, if there is one."""
    if sentence is None or sentence.end >= len(sentence.doc):
        return None
    return sentence.doc[sentence.end].sent


def _token_at(sentence: Span, offset: int) -> Token:
    """The token at a character offset of a sentence."""
    index = sentence.start_char + offset
    return next((token for token in sentence if token.idx + len(token) > index), sentence[-1])
