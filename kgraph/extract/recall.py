"""Whether a text only recalls what a trigger tells of: by its date, or by cues in its clause."""

from __future__ import annotations

import datetime as dt
import re

from spacy.tokens import Token

from kgraph.extract import grammar, lookback
from kgraph.extract.lexicon import cues
from kgraph.extract.reading import Reading
from kgraph.extract.triggers import Trigger
from kgraph.mentions import text_in
from kgraph.model import DateValue

HURT = frozenset(
    [
        "killed",
        "kills",
        "killing",
        "wounded",
        "wounding",
        "injured",
        "injuring",
        "died",
        "dead",
        "deaths",
        "casualties",
    ]
)
LEAD = 6  # sentences, with the title, in which news says what it is about


def lead(reading: Reading) -> list[int]:
    """Where the first sentences begin, without those of a few words."""
    return reading.openings[:LEAD]


def is_recalled(reading: Reading, trigger: Trigger, date: DateValue | None) -> bool:
    """Whether the text only recalls it: long before publication, or in a clause that looks back."""
    if is_long_past(reading, trigger) or lookback.came_after(trigger):
        return True
    if trigger.sentence.start in lead(reading)[:2]:
        return False
    if not trigger.definite and _EARLIER.match(text_in(trigger.sentence)):
        return True
    if date is not None and reading.published is not None and date.latest is not None:
        if date.latest < reading.published - _MONTHS and opens_with(reading, trigger, date):
            return True
        old = date.latest < reading.published - dt.timedelta(days=21)
        return old and (_looks_back(trigger) or _is_of_record(trigger))
    return _looks_back(trigger)


def _is_of_record(trigger: Trigger) -> bool:
    """Whether its sentence tells which deed of the past was the worst: "the deadliest attack took place in 2016, when …"."""
    root = trigger.sentence.root
    worst = (
        child.lower_
        for subject in grammar.children(root, "nsubj")
        for child in grammar.children(subject, "amod")
    )
    return grammar.among(root, _HAPPENS) and not _WORST.isdisjoint(worst)


_HAPPENS = frozenset({"take", "happen", "occur", "come"})
_WORST = frozenset("worst deadliest bloodiest biggest largest gravest".split())
_MONTHS = dt.timedelta(days=60)
_EARLIER = re.compile(r"\W*(?:Earlier (?:this|in the)|Last) (?:week|month|year)\b")


def opens_with(reading: Reading, trigger: Trigger, date: DateValue) -> bool:
    """Whether its sentence begins with a date: "In January 2015 gunmen killed 17 people"."""
    start = trigger.sentence.start
    return any(value == date and start <= span.start <= start + 1 for span, value in reading.dates)


def is_long_past(reading: Reading, trigger: Trigger) -> bool:
    """Whether it belongs to a whole war or to a time that the text counts from."""
    return lookback.is_of_war(trigger) or lookback.since(reading, trigger) is not None


def _looks_back(trigger: Trigger) -> bool:
    """A cue such as "since" or "last month" between the trigger and the verb of its own clause."""
    if trigger.definite and trigger.head.dep_ in ("nsubj", "nsubj:pass", "obj"):
        return False
    words_of_clause = " ".join(token.text for token in domain(trigger)).partition(" since ")[0]
    above = list(grammar.ancestors(trigger.head))[:3]
    prefix = " ".join(grammar.preposition(token) for token in (trigger.head, *above))
    found = cues("background", "cues").finditer(words_of_clause)
    cue = any(not (trigger.definite and _TELLS_TIME.search(match.group())) for match in found)
    return cue or ("since" in prefix.split() and not trigger.definite)


# "The shooting two weeks ago" is the one that is being told of.
_TELLS_TIME = re.compile(
    r"\b(last|ago|earlier|before|after|days|weeks|months|years)\b", re.IGNORECASE
)


def domain(trigger: Trigger) -> list[Token]:
    """The tokens that a trigger brings along: the clause of a verb, the phrase of a noun."""
    head = trigger.head
    if head.dep_ in ("nsubj", "nsubj:pass") and head.head.pos_ == "VERB" and not trigger.definite:
        head = head.head
    if head.pos_ in ("VERB", "AUX") or head.dep_ in ("ROOT", "root"):
        verb = grammar.verb_of(head)
        return [
            token
            for child in (*verb.children, verb)
            if child.dep_ not in ("conj", "parataxis", "ccomp", "advcl", "acl:relcl")
            for token in ((verb,) if child.i == verb.i else tuple(child.subtree))
        ]
    return [*head.subtree, *_place_behind(head)]


def _place_behind(noun: Token) -> list[Token]:
    """Where a deed was, right behind its noun, where the parse hangs it on the verb: "praised the shooting in Graz"."""
    end = noun.right_edge.i + 1
    where = (
        child for child in noun.head.children if child.dep_ == "obl" and child.left_edge.i == end
    )
    return [
        token for child in where if grammar.preposition(child) == "in" for token in child.subtree
    ]
