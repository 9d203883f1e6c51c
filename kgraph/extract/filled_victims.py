"""Victims of whom only the learned reader tells, with what befell them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from spacy.tokens import Span

from kgraph import mentions
from kgraph.extract import attribution, grammar, identification
from kgraph.extract.counted import is_spared
from kgraph.extract.fillers import Entity, is_number_of, number_of, witnesses
from kgraph.extract.harm import befell
from kgraph.extract.harm_grammar import is_only_meant
from kgraph.extract.harm_words import DEATH
from kgraph.extract.named_harm import OUTCOMES, dies_next, is_of_kin
from kgraph.extract.reading import Reading
from kgraph.extract.toll_words import is_of_campaign, tells_of_war
from kgraph.mentions import text_in, text_of
from kgraph.model import Claim, Outcome, VictimValue

_OUTCOMES: Mapping[str, Outcome] = {
    "killed": "killed",
    "wounded": "wounded",
    "unharmed": "unharmed",
    "kidnapping": "kidnapped",
}
_LIKELY = 0.5


def outcome(entity: Entity) -> Outcome | None:
    """What became of a victim, as the reader sees it; nobody is killed where no sentence has a word for death."""
    if any(_UNHARMED.match(mentions.behind(span)) or is_spared(span) for span in entity.spans):
        return "unharmed"
    said = {name: entity.qualities.get(name, 0.0) for name in _OUTCOMES}
    if not any(_speaks_of_death(span.sent) for span in entity.spans):
        del said["killed"]
    best = max(said, key=lambda name: said[name])
    return _OUTCOMES[best] if said[best] >= _LIKELY else None


def _speaks_of_death(sentence: Span) -> bool:
    """Whether words for death are more than what somebody threatened or tried."""
    dead = DEATH.search(text_in(sentence)) is not None
    return dead and not all(
        is_only_meant(token) for token in sentence if DEATH.search(token.text) is not None
    )


_UNHARMED = re.compile(
    r",? (?:who )?(?:was|were|is|are|escaped) (?:\w+ )?(?:uninjured|unhurt|unharmed|not (?:hurt|injured|harmed))\b"
)


def named_victim(reading: Reading, entity: Entity) -> Claim | None:
    """The claim on a named person; None where the words name none, or one who did it."""
    span = entity.span
    found = reading.actor_at(span.start, span.end)
    if (found and found[1].cls != "Person") or (not found and not _looks_like_a_name(span)):
        return None
    if is_of_kin(span) or any(
        nation.start <= span.start and span.end <= nation.end for nation, _ in reading.nations
    ):
        return None
    person = found[1] if found else None
    if person and identification.is_doer(reading, person.name):
        return None
    value = VictimValue(
        (person.name if person else None) or " ".join(span.text.split()),
        span.text,
        "Person",
        True,
        outcome(entity) or _told_outcome(entity),
        1,
        _nationality(reading, span),
        person.role if person else None,
    )
    return _victim(reading, entity, value)


def _looks_like_a_name(span: Span) -> bool:
    """Two or more capitalised words that are no organisation or place."""
    return len(span) > 1 and all(
        token.text[:1].isupper() and token.ent_type_ not in ("ORG", "LOC") for token in span
    )


def described_victim(reading: Reading, entity: Entity) -> Claim | None:
    """The claim on persons without a name; None where they only speak of the dead, or are those of a whole war."""
    span = entity.span
    if (
        _tells_of_death(span)
        or all(map(_is_counted_as, entity.spans))
        or _BEHIND_DASH.search(mentions.before(span))
        or grammar.is_counterfactual(span.root)
        or tells_of_war(span.sent)
        or any(is_of_campaign(found) for found, _ in reading.counts if is_number_of(found, span))
    ):
        return None
    value = VictimValue(
        None,
        span.text,
        "UnnamedActor",
        False,
        outcome(entity) or _told_outcome(entity),
        number_of(reading, span),
        _nationality(reading, span),
    )
    return _victim(reading, entity, value)


def _tells_of_death(span: Span) -> bool:
    """Whether they only say who is dead: "doctors pronounced them dead"."""
    return span.root.dep_ == "nsubj" and grammar.among(span.root.head, _PRONOUNCES)


def _is_counted_as(span: Span) -> bool:
    """Whether words only say the how manyeth somebody is: "he is the fifth journalist killed this year"."""
    said = {child.dep_ for child in span.root.children}
    return "cop" in said and any(child.lower_ in _NTH for child in span.root.children)


_NTH = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth latest last".split()
)


# "Bomb kills 12 - police"
_BEHIND_DASH = re.compile(r"\d+ [-–—] $")
_PRONOUNCES = frozenset("pronounce declare confirm treat examine".split())


def _told_outcome(entity: Entity) -> Outcome | None:
    """What the words say became of those of whom the reader knows only that they were harmed."""
    for span in entity.spans:
        fate = befell(span.root)
        if fate is not None and fate[0] in OUTCOMES:
            return OUTCOMES[fate[0]]
        if span.root.dep_ in ("nsubj", "nsubj:pass", "obj") and dies_next(span.root):
            return "killed"
        listed = _LIST_OF.search(mentions.before(span))
        if listed and (listed["dead"] or not _WOUNDED.search(text_of(span.doc))):
            return "killed"
    return None


_LIST_OF = re.compile(
    r"^\W*(?:(?P<dead>The (?:dead|deceased|fatalities))|The (?:\w+ )?victims) (?:were|are|included?)\b"
)


_WOUNDED = re.compile(r"\b(?:wound\w*|injur\w*|hurt|hospital\w*)\b", re.IGNORECASE)


def _victim(reading: Reading, entity: Entity, value: VictimValue) -> Claim:
    source = attribution.source_of(reading, entity.span)
    return reading.claim("victim", value, witnesses(entity), according_to=source)


def _nationality(reading: Reading, span: Span) -> str | None:
    return next(
        (nation for found, nation in reading.nations if span.start <= found.start < span.end), None
    )
