"""Who did it, who says they did it, who denies it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from kgraph.extract import attribution, grammar, identification
from kgraph.extract.accounts import Account
from kgraph.extract.lexicon import words
from kgraph.extract.reading import Reading
from kgraph.model import ActorValue, Certainty, Claim, CountValue, TextValue

_CLAIM = re.compile(
    r"\b(claim(ed|s|ing)?|took|take|takes|taking|assum(ed|es|ing)|accept(ed|s|ing)?|admit(ted|s|ting)?)\s+"
    r"(\w+\s+){0,3}?(responsibility|credit)\b|\bclaim(ed|s)? to have (carried|planted|killed|shot|attacked|targeted)\b"
    r"|\b(claim(ed|s)?|admitted|admits) (\w+ ){0,2}(the |this )?(attack|bombing|killing|shooting|assassination|blast|carrying out)\b"
    r"|\bsaid (its|their|his) (fighters?|militants?|members?|men|forces|bombers?|soldiers) (\w+ ){0,3}(carried|attacked|killed|targeted|blew|detonated|fired)\b",
    re.IGNORECASE,
)
_NO_CLAIM = re.compile(
    r"\b(no (one|group|body|organi[sz]ation|individual|faction)|nobody|none|not (immediately )?|there (was|were|has been) no|without)\b[^.]{0,60}\b(claim|responsibility)",
    re.IGNORECASE,
)
_DENY = re.compile(
    r"\b(den(y|ied|ies|ying)|rejected|disclaimed)\b[^.]{0,50}\b(involvement|responsibility|role|any part|being behind|carrying out|accusations?|charges?|allegations?|attack|blame|it)\b",
    re.IGNORECASE,
)
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
_CHANNEL = re.compile(
    r"\b(telegram|twitter|facebook|whatsapp|amaq|video|audio|statement|communique|communiqué|letter|leaflets?|pamphlets?|"
    r"website|web site|telephone|phone call|radio|social media|online post|tweet|e-?mail|note|news agency|manifesto)\b",
    re.IGNORECASE,
)
_ACTS = frozenset(
    (
        "attack kill bomb shoot storm raid open fire detonate blow ambush assassinate murder "
        "kidnap abduct seize strike target hit throw hurl launch plant explode set carry stage "
        "gun stab ram burst execute shell massacre wound injure behead hijack torch burn lob "
        "assault slaughter overrun conduct perpetrate mount rob"
    ).split()
)
_SUSPICION = re.compile(
    r"\b(suspicion|suspect\w*|connection|murder|charge[sd]?|in the (attack|killing|shooting|bombing)|at the scene|admitted|confess\w*)\b",
    re.IGNORECASE,
)
_COREFERENT = re.compile(
    r"(the|this|that) (\w+ ){0,2}(group|organi[sz]ation|movement|faction|network|outfit|militia)",
    re.IGNORECASE,
)
_NOT_PERPETRATORS = frozenset({"MediaOrganization", "IntergovernmentalOrganization"})


def perpetrator(reading: Reading, account: Account) -> Iterator[Claim]:
    """Who did it, with how sure the text is; several witnesses of one actor make one claim."""
    merged: dict[tuple[str | None, str], Claim] = {}
    for claim in (
        *_claimants(reading, account),
        *identification.identified(reading, account),
        *_accused(reading, account),
        *_doers(reading, account),
    ):
        assert isinstance(claim.value, ActorValue)
        key = (claim.value.name, claim.value.mention if not claim.value.named else "")
        merged[key] = _merge(merged[key], claim) if key in merged else claim
    unnamed = [claim for claim in merged.values() if not claim.value.named]  # type: ignore[union-attr]
    for claim in merged.values():
        if claim.value.named:  # type: ignore[union-attr]
            yield claim
    if unnamed:
        yield max(unnamed, key=lambda claim: (claim.confidence, -claim.evidence[0].start))


_SURE: tuple[Certainty, ...] = ("hypothetical", "suspected", "claimed", "stated")


def _merge(one: Claim, other: Claim) -> Claim:
    """The surer of two claims about one actor, with the evidence of both."""
    sure = max(
        (one, other),
        key=lambda claim: _SURE.index(claim.certainty) if claim.certainty in _SURE else -1,
    )
    evidence = tuple(
        sorted({*one.evidence, *other.evidence}, key=lambda item: (item.start, item.end))
    )
    return replace(sure, evidence=evidence[:4], confidence=max(one.confidence, other.confidence))


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
        match = _DENY.search(sentence.text)
        if match is None:
            continue
        verb = _token_at(sentence, match.start())
        for token in grammar.subjects(grammar.verb_of(verb)):
            found = reading.actor_at(token.i, token.i + 1)
            if found is not None and found[1].named and found[1].cls != "Person":
                span = grammar.between(sentence.doc, found[0], sentence.doc[verb.i : verb.i + 1])
                yield reading.claim("deniedBy", _plain(found[1]), [span], confidence=0.8)


def count(reading: Reading, account: Account) -> Iterator[Claim]:
    """How many attackers there were, where the words say so."""
    for token in _attacker_tokens(reading, account):
        number = next(
            (
                value
                for span, value in reading.counts
                if span.root.head.i == token.i or span.end == token.i
            ),
            None,
        )
        if number is not None:
            span = grammar.core(token)
            yield reading.claim(
                "perpetratorCount", replace(number, scope="total"), [span], confidence=0.75
            )
            return


# --- claims of responsibility ---------------------------------------------------------------------


def _responsibility(reading: Reading, account: Account) -> Iterator[tuple[ActorValue, Span, Token]]:
    for sentence in account.sentences():
        match = _CLAIM.search(sentence.text)
        if match is None or _NO_CLAIM.search(sentence.text):
            continue
        verb = _token_at(sentence, match.start())
        actor = _claimant(reading, sentence, verb)
        if actor is not None and verb.i in account.tokens:
            end = _token_at(sentence, match.end() - 1)
            quote = grammar.between(sentence.doc, actor[0], sentence.doc[verb.i : end.i + 1])
            yield _plain(_antecedent(reading, account, *actor)), quote, verb


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
    """The subject of "claimed responsibility", or who "responsibility was claimed by"."""
    for token in (*grammar.subjects(verb), *grammar.agents(verb)):
        start, end = max(token.left_edge.i, token.i - 12), min(token.right_edge.i + 1, token.i + 8)
        inside = [
            pair
            for pair in reading.actors
            if pair[0].start < end and pair[0].end > start and _can_claim(pair[1])
        ]
        if inside:
            return max(inside, key=lambda pair: (pair[1].cls == "ArmedGroup", -pair[0].start))
    before = [
        pair
        for pair in reading.actors
        if sentence.start <= pair[0].start and pair[0].end <= verb.i and _can_claim(pair[1])
    ]
    return before[-1] if before else None


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


def _claimants(reading: Reading, account: Account) -> Iterator[Claim]:
    for actor, span, _ in _responsibility(reading, account):
        yield reading.claim(
            "perpetrator",
            actor,
            [span],
            certainty="claimed",
            according_to=actor.name,
            confidence=0.9,
        )


# --- blamed, accused, suspected -------------------------------------------------------------------


def _accused(reading: Reading, account: Account) -> Iterator[Claim]:
    """ "Police blamed the Taliban", "X was charged with murder", "the attack was blamed on X"."""
    for sentence in account.sentences():
        for verb in sentence:
            if not grammar.among(verb, _BLAME) or verb.pos_ != "VERB" or grammar.is_negated(verb):
                continue
            for token in _blamed(verb):
                found = _meant(reading, token)
                if (
                    found is None
                    or found[1].cls in _NOT_PERPETRATORS
                    or token.i not in account.tokens
                ):
                    continue
                if grammar.among(verb, ("arrest", "detain")) and not (
                    found[1].cls == "Person" and _SUSPICION.search(sentence.text)
                ):
                    continue
                span = grammar.between(sentence.doc, found[0], sentence.doc[verb.i : verb.i + 1])
                speakers = [] if grammar.is_passive(verb) else grammar.subjects(verb)
                source = next(
                    (name for item in speakers if (name := _speaker(reading, item))), None
                )
                yield reading.claim(
                    "perpetrator",
                    _plain(found[1]),
                    [span],
                    certainty="suspected",
                    according_to=source or attribution.source_of(reading, span),
                    confidence=0.8,
                )


def _meant(reading: Reading, token: Token) -> tuple[Span, ActorValue] | None:
    """The actor of a phrase, also where its name stands behind a description: "an Islamist group, X"."""
    start = token.left_edge.i if token.i - token.left_edge.i < 10 else token.i
    found = reading.actor_at(start, token.i + 1)
    for child in grammar.children(token, "appos", "flat", "nmod:desc"):
        found = found if found and found[1].named else reading.actor_at(child.i, child.i + 1)
    return found


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
        return grammar.subjects(verb)
    return grammar.objects(verb)


def _speaker(reading: Reading, token: Token) -> str | None:
    found = reading.actor_at(token.i, token.i + 1)
    return found[1].name if found is not None else grammar.core(token).text


# --- doers in the grammar -------------------------------------------------------------------------


def _doers(reading: Reading, account: Account) -> Iterator[Claim]:
    """Subjects and by-phrases of violent verbs, and attackers whom a name describes ("an IS fighter")."""
    for token in _attacker_tokens(reading, account):
        yield from _described(reading, token)
    for trigger in account.triggers:
        verb = (
            trigger.head
            if trigger.head.pos_ in ("VERB", "NOUN", "PROPN")
            else grammar.verb_of(trigger.head)
        )
        for token in _doing(verb, trigger.real):
            yield from _named_doer(reading, token, account)


def _doing(verb: Token, real: bool) -> list[Token]:
    if not real:
        return []
    if verb.pos_ == "VERB" and not grammar.is_passive(verb) and grammar.among(verb, _ACTS):
        return [
            item for token in grammar.subjects(verb) for item in grammar.conjuncts(token)
        ] + grammar.agents(verb)
    return grammar.agents(verb)


def _attacker_tokens(reading: Reading, account: Account) -> Iterator[Token]:
    """Nouns for attackers, and for anyone who does the deed, that act in the account."""
    doing = {
        token.i
        for trigger in account.triggers
        for token in _doing(trigger.head, trigger.real and trigger.stage != "foiled")
    }
    for token in reading.doc:
        if token.i not in account.tokens or not _can_attack(token, doing):
            continue
        if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in ("compound", "amod"):
            continue
        verb = grammar.verb_of(token)
        active = token.dep_ == "nsubj" and grammar.among(verb, _ACTS) and not grammar.is_modal(verb)
        agent = grammar.preposition(token) == "by" and (
            grammar.among(token.head, _ACTS) or token.head.pos_ == "NOUN"
        )
        if (
            active
            or agent
            or token.lower_
            in (
                "bomber",
                "gunman",
                "gunmen",
                "shooter",
                "bombers",
                "attacker",
                "attackers",
                "assailant",
                "assailants",
            )
        ):
            yield token


# Whoever does it where the words say no more: "men opened fire", "shot by two individuals".
_ANYONE = frozenset(
    (
        "man men woman women person persons people individual individuals youth youths teenager teenagers "
        "teen teens boy boys soldier soldiers troops member members commando commandos squad squads unit "
        "units group groups band column driver passenger passengers elements element hooligans students "
        "smugglers traffickers settlers protesters demonstrators inmates prisoners"
    ).split()
)


def _can_attack(token: Token, doing: set[int]) -> bool:
    return token.lower_ in words("persons", "attackers") or (
        token.i in doing and token.lower_ in _ANYONE
    )


_OF_WHOM = frozenset(
    "group groups band bands member members column squad number element elements gang unit units".split()
)


def _attackers(token: Token) -> Span:
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
        if grammar.preposition(child) == "of" and token.lower_ in _OF_WHOM
    ]
    if whose and whose[0].i - end < 7:
        end = grammar.core(whose[0]).end
    return span.doc[start:end]


def _described(reading: Reading, token: Token) -> Iterator[Claim]:
    span = _attackers(token)
    group = reading.actor_at(span.start, span.end)
    certainty: Certainty = (
        "suspected"
        if re.search(r"\b(suspected|alleged|presumed)\b", span.text, re.IGNORECASE)
        else "stated"
    )
    if group is not None and group[1].cls == "ArmedGroup":
        source = attribution.source_of(reading, span)
        if source is not None and source == group[1].name:
            certainty = "claimed"
        yield reading.claim(
            "perpetrator",
            _plain(group[1]),
            [span],
            certainty=certainty,
            according_to=source,
            confidence=0.75,
        )
        return
    if group is None or group[1].cls != "Person":
        number = next(
            (
                value.best
                for found, value in reading.counts
                if found.start >= span.start and found.end <= token.i
            ),
            None,
        )
        if number is None and token.morph.get("Number", []) == ["Sing"]:
            number = 1
        actor = ActorValue(None, "UnnamedActor", False, span.text, count=number)
        yield reading.claim(
            "perpetrator",
            actor,
            [span],
            certainty=certainty,
            according_to=attribution.source_of(reading, span),
            confidence=0.6 + 0.1 * (number is not None),
        )


def _named_doer(reading: Reading, token: Token, account: Account) -> Iterator[Claim]:
    found = reading.actor_at(grammar.core(token).start, token.i + 1)
    if found is None or found[1].cls in _NOT_PERPETRATORS or token.i not in account.tokens:
        return
    if (
        token.i not in range(found[0].start, found[0].end)
        and token.lower_ not in words("persons", "attackers")
        and found[1].cls != "SecurityForce"
    ):
        return
    span = grammar.between(
        token.doc, found[0], token.doc[grammar.verb_of(token).i : grammar.verb_of(token).i + 1]
    )
    if len(span) > 25:
        span = found[0]
    certainty = attribution.certainty_of(found[0])
    source = attribution.source_of(reading, span)
    if source is not None and source == found[1].name:
        certainty = "claimed"
    yield reading.claim(
        "perpetrator",
        _plain(found[1]),
        [span],
        certainty=certainty,
        according_to=source,
        confidence=0.7,
    )


def _plain(actor: ActorValue) -> ActorValue:
    """The actor without the role and words of one mention that do not identify it."""
    return replace(actor, count=None)


def _token_at(sentence: Span, offset: int) -> Token:
    """The token at a character offset of a sentence."""
    index = sentence.start_char + offset
    return next((token for token in sentence if token.idx + len(token) > index), sentence[-1])


_ = CountValue
