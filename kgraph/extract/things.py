"""What was attacked and with what: targets, weapons, damage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Span

from kgraph.extract import grammar
from kgraph.extract.accounts import Account
from kgraph.extract.lexicon import words
from kgraph.extract.reading import Reading
from kgraph.extract.targets import candidates, done_to, phrase_of, type_of
from kgraph.extract.weapons import implied_weapon, weapon_claim, weapons_named
from kgraph.mentions import text_in
from kgraph.model import Claim, TextValue, ThingValue

_DAMAGE = re.compile(
    r"\b(destroy\w*|damag\w*|gutted|shattered|collapsed|burn(ed|t) down|razed|flattened|wrecked|ripped through|blew out)\b",
    re.IGNORECASE,
)
_THINGS = frozenset(
    """
    building buildings house houses home homes vehicle vehicles car cars window windows
    wall walls roof shop shops store stores church mosque school hospital bridge pipeline
    office offices property structure structures floor floors street market hotel embassy
    bus train truck trucks tanks ceiling facility equipment damage
    """.split()
)


def weapon(reading: Reading, account: Account) -> Iterator[Claim]:
    """The weapons named in the account's words, one claim a concept; else what the type implies."""
    found = weapons_named(reading, account)
    for concept, spans in islice(found.items(), 4):
        yield weapon_claim(reading, account, concept, spans)
    if not found:
        yield from implied_weapon(reading, account)


def target(reading: Reading, account: Account) -> Iterator[Claim]:
    """What or whom it was aimed at: the best-placed phrase, and up to three more as plainly aimed at."""
    scored: dict[str, tuple[float, Span, str]] = {}
    for score, span, kind in _scored(account):
        key = span.root.lemma_.lower()
        if key not in scored or scored[key][0] < score:
            scored[key] = (score, span, kind)
    ranked = sorted(scored.values(), key=lambda item: (-item[0], item[1].start))
    for score, span, kind in ranked[:1] + [item for item in ranked[1:4] if item[0] >= 2.5]:
        name = re.sub(r"^(the|a|an|its|their|his|her) ", "", span.text, flags=re.IGNORECASE)
        value = ThingValue(" ".join(name.split()), span.text, kind)
        yield reading.claim(
            "target", value, [span], confidence=round(min(0.9, 0.5 + 0.12 * score), 4)
        )


def _scored(account: Account) -> Iterator[tuple[float, Span, str]]:
    """The phrases that may be its target, with what they are and how well they are placed."""
    first = account.triggers[0].sentence.start
    deeds = {trigger.head.i for trigger in account.triggers}
    for rank, trigger in enumerate(account.triggers[:12]):
        for score, head in candidates(trigger):
            if (
                head.i in deeds
                or head.i not in account.tokens
                or head.pos_ not in ("NOUN", "PROPN")
            ):
                continue
            span = phrase_of(head)
            kind = type_of(span, head)
            if kind is None or head.lower_ in words("persons", "attackers"):
                continue
            score += 1.0 if trigger.sentence.start == first else -0.1 * rank
            score -= 0.8 if kind in ("civilians", "private-property") else 0.0
            yield score, span, kind


def damage(reading: Reading, account: Account) -> Iterator[Claim]:
    """What was destroyed or damaged, in the words of the text; the first two places that say so."""
    told = (span for sent in account.sentences() if (span := _damaged(sent, account)) is not None)
    for span in islice(told, 2):
        value = TextValue(" ".join(span.text.split()))
        yield reading.claim("damage", value, [span], confidence=0.7)


def _damaged(sentence: Span, account: Account) -> Span | None:
    """The first words of a sentence that say what was destroyed or damaged."""
    for match in _DAMAGE.finditer(text_in(sentence)):
        start = sentence.start_char + match.start()
        token = next((token for token in sentence if token.idx >= start), None)
        if token is None or token.i not in account.tokens:
            continue
        verb = grammar.verb_of(token)
        thing = next((item for item in done_to(verb) if item.lower_ in _THINGS), None)
        if thing is None or grammar.is_modal(verb):
            continue
        span = grammar.between(verb.doc, grammar.phrase(thing), verb.doc[verb.i : verb.i + 1])
        if len(span) < 25:
            return span
    return None
