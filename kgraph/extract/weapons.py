"""Weapons in the words of an account, and what its kind of deed implies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Doc, Span, Token

from kgraph.extract import attribution, grammar
from kgraph.extract.accounts import Account
from kgraph.extract.finder import Finder
from kgraph.extract.lexicon import lexicon
from kgraph.extract.reading import Reading
from kgraph.mentions import text_of
from kgraph.model import Claim, ThingValue

_NO_WEAPON = frozenset(
    """
    crime control violence law laws owner owners ownership shop shops lobby rights reform
    debate policy safety threat squad maker
    """.split()
)
_NO_USE = frozenset(
    """
    ban sell regulate own buy carry seize find recover defuse confiscate control legislate purchase
    supply smuggle develop test
    """.split()
)
# What is done to the wounded, the freed and the dead, and by what.
_CARRY = frozenset(
    """
    carry take fly bring shift move rush transport transfer ferry evacuate airlift rescue convey repatriate send
    """.split()
)
_BOMBS = frozenset({"suicide-vest", "car-bomb", "ied", "letter-bomb", "grenade"})
_ARMED = frozenset(
    {"armed-assault", "assassination", "ambush", "robbery", "hijacking", "hostage-taking"}
)
_EXPLOSIVES = frozenset({"suicide-vest", "car-bomb", "ied", "grenade", "mine", "letter-bomb"})


def weapons_named(reading: Reading, account: Account) -> dict[str, list[Span]]:
    """Where the account's words name a weapon as used, by its concept; plain explosives only where nothing says more."""
    found: dict[str, list[Span]] = {}
    taken: set[int] = set()
    for concept, span in _spans(reading.doc):
        tokens = range(span.start, span.end)
        if account.owns(span) and taken.isdisjoint(tokens) and _is_used(span, account):
            taken.update(tokens)
            found.setdefault(concept, []).append(span)
    if not _BOMBS.isdisjoint(found):
        found.pop("explosives", None)
    return found


def _spans(doc: Doc) -> Iterator[tuple[str, Span]]:
    """Every word for a weapon, with its concept."""
    for concept, match in _finder().matches(text_of(doc)):
        span = doc.char_span(*match.span(), alignment_mode="expand")
        if span is not None:
            yield concept, span


@cache
def _finder() -> Finder[str]:
    return Finder(lexicon()["weapons"].items())


def _is_used(span: Span, account: Account) -> bool:
    """Whether a weapon is told of as used here, not as found, banned, sold or spoken of."""
    root = span.root
    verb = grammar.verb_of(root)
    if grammar.is_negated(root) or grammar.is_negated(verb):
        return False
    if root.dep_ in ("compound", "amod") and root.head.lower_ in _NO_WEAPON:
        return False
    if is_ride(root):
        return False
    told = any(trigger.head.i == verb.i for trigger in account.triggers)
    if not told and grammar.among(verb, _NO_USE):
        return False
    last = max(trigger.sentence.start for trigger in account.triggers)
    return span.sent.start <= last and (_nearness(span, account) == 1 or span.sent.start < last)


def is_ride(noun: Token) -> bool:
    """Whether something only carried people off: "was shifted to a hospital by helicopter", "jets flew the wounded home"."""
    if not grammar.among(noun.head, _CARRY):
        return False
    carried = grammar.is_passive(noun.head) and grammar.preposition(noun) in _ABOARD
    return carried or (noun.dep_ == "nsubj" and bool(grammar.objects(noun.head)))


_ABOARD = frozenset("by in on aboard with".split())


def weapon_claim(reading: Reading, account: Account, concept: str, spans: Sequence[Span]) -> Claim:
    """The claim that a weapon was used, in the words nearest to those that tell of the deed."""
    best = min(spans, key=lambda span: (-_nearness(span, account), span.start))
    span = (
        _undated(grammar.core(best.root)) if len(best) == 1 and best.root.pos_ == "NOUN" else best
    )
    name = re.sub(
        r"^(the|a|an|his|her|their|its|some|\d+|two|three|several) ",
        "",
        span.text,
        flags=re.IGNORECASE,
    )
    value = ThingValue(" ".join(name.split()), span.text, concept)
    return reading.claim(
        "weapon",
        value,
        [span, *spans[:2]],
        according_to=attribution.source_of(reading, span),
        confidence=0.85 if _fits(concept, account) or _is_in_deed(best, account) else 0.7,
    )


def _undated(span: Span) -> Span:
    """A phrase without the day before it: "Friday's airstrikes", "last month's bombs"."""
    owner = next((token for token in span if token.text in ("'s", "’s")), None)
    return (
        span.doc[owner.i + 1 : span.end] if owner is not None and owner.i + 1 < span.end else span
    )


def _fits(concept: str, account: Account) -> bool:
    """Whether a weapon is of the kind that such a deed takes: a firearm in a shooting."""
    implied = lexicon()["implied"]
    told = {trigger.type for trigger in account.triggers}
    kinds = {implied[kind] for kind in told if kind in implied}
    if told & _ARMED:
        kinds |= {"firearm", "explosives"}
    return concept in kinds or (concept in _EXPLOSIVES and "explosives" in kinds)


def _is_in_deed(span: Span, account: Account) -> bool:
    """Whether the words for the deed name it: "a mortar attack", "launched 20 drones at"."""
    return any(
        trigger.real and trigger.span.start <= span.start and span.end <= trigger.span.end
        for trigger in account.triggers
    )


def _nearness(span: Span, account: Account) -> int:
    starts = {trigger.sentence.start for trigger in account.triggers}
    return 1 if span.sent.start in starts else 0


def implied_weapon(reading: Reading, account: Account) -> Iterator[Claim]:
    """A weapon that only the verb implies: typed and derived, without a mention."""
    implied = lexicon()["implied"]
    main, others = account.types
    kind = next((kind for kind in (main, *others) if kind in implied), None)
    if kind is not None:
        spans = [trigger.span for trigger in account.triggers if trigger.type == kind]
        value = ThingValue(None, None, implied[kind])
        yield reading.claim("weapon", value, spans[:3], confidence=0.9, derived=True)
