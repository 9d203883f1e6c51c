"""What was attacked and with what: targets, weapons, damage."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Span, Token

from kgraph.extract import attribution, grammar
from kgraph.extract.accounts import Account
from kgraph.extract.kinds import types as types_of
from kgraph.extract.lexicon import concepts, lexicon, words
from kgraph.extract.reading import Reading
from kgraph.extract.triggers import Trigger
from kgraph.mentions import text_of
from kgraph.model import Claim, TextValue, ThingValue

_ON = ("on", "against", "at", "targeting", "near", "outside", "inside", "in", "into")
_AIMED = frozenset(
    [
        "target",
        "attack",
        "hit",
        "strike",
        "storm",
        "bomb",
        "destroy",
        "damage",
        "raid",
        "ambush",
        "assault",
        "shell",
        "besiege",
        "torch",
        "burn",
        "rock",
        "rip",
        "tear",
        "devastate",
        "seize",
    ]
)
_NEARNESS = {"on": 2.4, "against": 2.4, "outside": 1.9, "near": 1.8, "at": 1.6, "inside": 1.6}
_NO_WEAPON = frozenset(
    [
        "crime",
        "control",
        "violence",
        "law",
        "laws",
        "owner",
        "owners",
        "ownership",
        "shop",
        "shops",
        "lobby",
        "rights",
        "reform",
        "debate",
        "policy",
        "safety",
        "threat",
        "squad",
        "maker",
    ]
)
_HURT = frozenset(
    [
        "kill",
        "wound",
        "injure",
        "shoot",
        "stab",
        "assassinate",
        "murder",
        "kidnap",
        "abduct",
        "execute",
        "massacre",
        "behead",
    ]
)
_DAMAGE = re.compile(
    r"\b(destroy\w*|damag\w*|gutted|shattered|collapsed|burn(ed|t) down|razed|flattened|wrecked|ripped through|blew out)\b",
    re.IGNORECASE,
)
_THINGS = frozenset(
    [
        "building",
        "buildings",
        "house",
        "houses",
        "home",
        "homes",
        "vehicle",
        "vehicles",
        "car",
        "cars",
        "window",
        "windows",
        "wall",
        "walls",
        "roof",
        "shop",
        "shops",
        "store",
        "stores",
        "church",
        "mosque",
        "school",
        "hospital",
        "bridge",
        "pipeline",
        "office",
        "offices",
        "property",
        "structure",
        "structures",
        "floor",
        "floors",
        "street",
        "market",
        "hotel",
        "embassy",
        "bus",
        "train",
        "truck",
        "trucks",
        "tanks",
        "ceiling",
        "facility",
        "equipment",
        "damage",
    ]
)


def weapon(reading: Reading, account: Account) -> Iterator[Claim]:
    """The weapons named in the account's words, one claim a concept; else what the type implies."""
    found: dict[str, list[Span]] = {}
    taken: set[int] = set()
    for concept, pattern in concepts("weapons"):
        for match in pattern.finditer(text_of(reading.doc)):
            span = reading.doc.char_span(*match.span(), alignment_mode="expand")
            if (
                span is None
                or not account.owns(span)
                or not taken.isdisjoint(range(span.start, span.end))
            ):
                continue
            if _is_used(span, account):
                taken.update(range(span.start, span.end))
                found.setdefault(concept, []).append(span)
    if (
        "explosives" in found
        and len(found) > 1
        and {"suicide-vest", "car-bomb", "ied", "letter-bomb", "grenade"} & set(found)
    ):
        del found["explosives"]
    for concept, spans in list(found.items())[:4]:
        best = min(spans, key=lambda span: (-_nearness(span, account), span.start))
        yield _weapon(reading, best, concept, spans, _fits(concept, account))
    if not found:
        yield from _implied(reading, account)


def _fits(concept: str, account: Account) -> bool:
    """Whether a weapon is of the kind that such a deed takes: a firearm in a shooting."""
    implied = lexicon()["implied"]
    told = {trigger.type for trigger in account.triggers}
    kinds = {implied[kind] for kind in told if kind in implied}
    if told & _ARMED:
        kinds |= {"firearm", "explosives"}
    return concept in kinds or (concept in _EXPLOSIVES and "explosives" in kinds)


def _weapon(reading: Reading, best: Span, concept: str, spans: list[Span], fits: bool) -> Claim:
    span = grammar.core(best.root) if len(best) == 1 and best.root.pos_ == "NOUN" else best
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
        confidence=0.85 if fits else 0.7,
    )


_ARMED = frozenset(
    {"armed-assault", "assassination", "ambush", "robbery", "hijacking", "hostage-taking"}
)
_EXPLOSIVES = frozenset({"suicide-vest", "car-bomb", "ied", "grenade", "mine", "letter-bomb"})


def _nearness(span: Span, account: Account) -> int:
    starts = {trigger.sentence.start for trigger in account.triggers}
    return 1 if span.sent.start in starts else 0


def _is_used(span: Span, account: Account) -> bool:
    """Whether a weapon is told of as used here, not as found, banned, sold or spoken of."""
    root = span.root
    verb = grammar.verb_of(root)
    if grammar.is_negated(root) or grammar.is_negated(verb):
        return False
    if root.dep_ in ("compound", "amod") and root.head.lower_ in _NO_WEAPON:
        return False
    if grammar.among(
        verb,
        (
            "ban",
            "sell",
            "regulate",
            "own",
            "buy",
            "carry",
            "seize",
            "find",
            "recover",
            "defuse",
            "confiscate",
            "control",
            "legislate",
            "purchase",
            "supply",
            "smuggle",
            "develop",
            "test",
        ),
    ) and not any(trigger.head.i == verb.i for trigger in account.triggers):
        return False
    last = max(trigger.sentence.start for trigger in account.triggers)
    return span.sent.start <= last and (_nearness(span, account) == 1 or span.sent.start < last)


def _implied(reading: Reading, account: Account) -> Iterator[Claim]:
    """A weapon that only the verb implies: typed and derived, without a mention."""
    implied = lexicon()["implied"]
    main, others = types_of(account)
    kind = next((kind for kind in (main, *others) if kind in implied), None)
    if kind is not None:
        spans = [trigger.span for trigger in account.triggers if trigger.type == kind]
        value = ThingValue(None, None, implied[kind])
        yield reading.claim("weapon", value, spans[:3], confidence=0.9, derived=True)


# --- targets --------------------------------------------------------------------------------------


def target(reading: Reading, account: Account) -> Iterator[Claim]:
    """What or whom it was aimed at: the best-placed phrase, and up to three more as plainly aimed at."""
    scored: dict[str, tuple[float, Span, str | None]] = {}
    for rank, trigger in enumerate(account.triggers[:12]):
        for score, head in _candidates(trigger):
            if head.i not in account.tokens or head.pos_ not in ("NOUN", "PROPN"):
                continue
            span = _short(head)
            kind = type_of(span, head)
            if kind is None or head.lower_ in words("persons", "attackers"):
                continue
            score += (
                1.0 if trigger.sentence.start == account.triggers[0].sentence.start else -0.1 * rank
            )
            score -= 0.8 if kind in ("civilians", "private-property") else 0.0
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


def _candidates(trigger: Trigger) -> Iterator[tuple[float, Token]]:
    """Nominals in the grammar around a trigger, with how strongly they are its target."""
    head = trigger.head
    for token in trigger.sentence:
        if token.lower_ in ("targeting", "targeted", "targets") and token.pos_ == "VERB":
            yield from (
                (3.0, item)
                for obj in (*grammar.objects(token), *_passive(token))
                for item in grammar.conjuncts(obj)
            )
    yield from ((_NEARNESS.get(case, 1.2), item) for case, item in _obliques(head))
    verb = head if head.pos_ == "VERB" else grammar.verb_of(head)
    if grammar.among(verb, _AIMED):
        yield from (
            (2.6, item)
            for obj in (*grammar.objects(verb), *_passive(verb))
            for item in grammar.conjuncts(obj)
        )
    if grammar.among(verb, _HURT):
        yield from (
            (1.4, item)
            for obj in (*grammar.objects(verb), *_passive(verb))
            for item in grammar.conjuncts(obj)
        )
    if head.pos_ == "NOUN":
        yield from ((1.0, child) for child in head.children if child.dep_ == "compound")
        if grammar.among(verb, ("kill", "wound", "injure", "rock", "hit", "strike", "rip", "tear")):
            yield from (
                (1.1, item)
                for case, item in _obliques(verb)
                if case in ("at", "near", "outside", "in", "inside")
            )
    else:
        yield from ((_NEARNESS.get(case, 1.1), item) for case, item in _obliques(verb))


def _passive(verb: Token) -> list[Token]:
    return grammar.subjects(verb) if grammar.is_passive(verb) else []


def _obliques(head: Token) -> list[tuple[str, Token]]:
    return [
        (grammar.preposition(child), item)
        for child in head.children
        if child.dep_ in ("nmod", "obl") and grammar.preposition(child) in _ON
        for item in grammar.conjuncts(child)
    ]


def _short(head: Token) -> Span:
    """The phrase with "of …" where the head alone says little ("Embassy of the Russian Federation")."""
    span = grammar.core(head)
    tail = [
        child
        for child in head.children
        if child.dep_ == "nmod" and grammar.preposition(child) == "of"
    ]
    if tail and tail[0].i - head.i < 6:
        span = grammar.between(span.doc, span, grammar.core(tail[0]))
    return span


def type_of(span: Span, head: Token) -> str | None:
    """The target concept of a phrase: its head noun decides before its modifiers do."""
    text, whole_text = span.text.lower(), grammar.phrase(head).text.lower()
    for words_of in (head.lower_, text):
        hits = [
            (match.end() - match.start(), -rank, concept)
            for rank, (concept, pattern) in enumerate(concepts("targets"))
            for match in pattern.finditer(words_of)
        ]
        if hits:
            whole = [
                hit
                for rank, (concept, pattern) in enumerate(concepts("targets"))
                for match in pattern.finditer(max(text, whole_text, key=len))
                if (hit := (match.end() - match.start(), -rank, concept)) and " " in match.group()
            ]
            return max(whole or hits)[2]
    if head.ent_type_ == "PER":
        return "civilians"
    return None


def damage(reading: Reading, account: Account) -> Iterator[Claim]:
    """What was destroyed or damaged, in the words of the text; the first two places that say so."""
    said = 0
    for trigger_sentence in account.sentences():
        for match in _DAMAGE.finditer(trigger_sentence.text):
            token = next(
                (
                    t
                    for t in trigger_sentence
                    if t.idx >= trigger_sentence.start_char + match.start()
                ),
                None,
            )
            if token is None or token.i not in account.tokens:
                continue
            verb = grammar.verb_of(token)
            patient = next(
                (
                    item
                    for item in (*grammar.objects(verb), *_passive(verb))
                    if item.lower_ in _THINGS
                ),
                None,
            )
            if patient is not None and not grammar.is_modal(verb):
                span = grammar.between(
                    verb.doc, grammar.phrase(patient), verb.doc[verb.i : verb.i + 1]
                )
                if len(span) < 25:
                    yield reading.claim(
                        "damage", TextValue(" ".join(span.text.split())), [span], confidence=0.7
                    )
                    said += 1
                    break
        if said == 2:
            return


def most_common(items: list[str]) -> str | None:
    """The most frequent string, the first of equals."""
    return Counter(items).most_common(1)[0][0] if items else None
