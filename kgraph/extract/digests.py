"""Digests: which sentences only sum up several incidents, and where the text goes on to the next one.

"Four men died in three shootings overnight" is no incident of its own where the text then tells of each.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from kgraph.extract import grammar
from kgraph.extract.dated import date_of
from kgraph.extract.lexicon import cues, words
from kgraph.extract.person import is_known_attacker
from kgraph.extract.reading import Reading
from kgraph.extract.recall import HURT, is_long_past, lead
from kgraph.extract.standing import is_in_title
from kgraph.extract.triggers import Trigger
from kgraph.mentions import text_in, text_of

_LEAD = 4  # sentences, with the title, in which a digest sums up
_FEW = 2  # incidents that make a digest


@dataclass(frozen=True, slots=True)
class Digest:
    """Where the sentences begin that only sum up, and those that each open an incident of their own."""

    summaries: frozenset[int] = frozenset()
    openings: frozenset[int] = frozenset()


def of(reading: Reading, real: Sequence[Trigger]) -> Digest:
    """How a text with these triggers tells of several incidents, as far as it does."""
    anew = {item.sentence.start for item in real if _is_new(item) and _goes_on(item.sentence)}
    series = [item for item in _first(reading, real) if _is_of_several(item)]
    summed = {item.sentence.start for item in series}
    told = [
        item for item in real if item.sentence.start not in summed and _is_told_apart(reading, item)
    ]
    apart = anew or any(map(_are_separate, series)) or _are_of_days(reading, told)
    begun = {item.sentence.start for item in told}
    if not summed or not apart or len(begun) < _FEW:
        return Digest(frozenset(), frozenset(anew | _listed(reading, real)))
    bare = {item.sentence.start for item in real if is_in_title(item.span)}
    return Digest(frozenset(summed | bare), frozenset(begun | anew))


def _listed(reading: Reading, real: Sequence[Trigger]) -> set[int]:
    """Where the lines of a list begin, with a bullet or a day of its own, that each tell of an incident."""
    told = [item for item in real if item.strong and _is_new(item) and _is_line(reading, item)]
    days = {date.edtf for item in told if (date := date_of(reading, item)) is not None}
    bullets = all(_BULLET.match(text_in(item.sentence)) for item in told)
    begun = {item.sentence.start for item in told}
    return begun if len(begun) >= _MANY and (bullets or len(days) >= _MANY) else set()


_MANY = 3  # lines that make a list
_BULLET = re.compile(r"\s*[-–—*•·▪●■] ?")


def _is_line(reading: Reading, trigger: Trigger) -> bool:
    """Whether it opens a paragraph with a bullet or a day, and tells when or where it was."""
    sentence = trigger.sentence
    if is_in_title(trigger.span) or not _opens_paragraph(sentence):
        return False
    days, said = reading.dates_in(sentence), text_in(sentence)
    if _BULLET.match(said) is not None:
        return bool(days or reading.places_in(sentence))
    return bool(days) and days[0][0].start <= sentence.start + _LINE


_LINE = 3  # tokens before the day of a line: a blank, "Late on"


def _first(reading: Reading, real: Sequence[Trigger]) -> list[Trigger]:
    """The triggers of the title and the sentences below it."""
    start = lead(reading)[:_LEAD]
    return [item for item in real if item.sentence.start in start]


def _is_new(trigger: Trigger) -> bool:
    """Whether it tells of something not told of before, in words that name violence or harm."""
    plain = trigger.strong or trigger.span.text.lower() in HURT
    return plain and not trigger.definite and not _is_of_known(trigger)


def _is_of_known(trigger: Trigger) -> bool:
    """Whether those who did it, or suffered it, are attackers or others told of before: "the gunmen", "they"."""
    verbs = (grammar.verb_of(trigger.head), trigger.sentence.root)
    who = (item for verb in verbs for item in (*grammar.subjects(verb), *grammar.objects(verb)))
    return any(_is_known(token) for token in who)


def _is_known(token: Token) -> bool:
    return is_known_attacker(token) or token.lower_ in ("they", "he", "she", "them", "him", "who")


def _goes_on(sentence: Span) -> bool:
    """Whether a sentence opens with words that go on to something else: "In other violence, …"."""
    said = text_in(sentence)
    begun = _MARK.match(said)
    return cues("digests", "anew").match(said, begun.end() if begun is not None else 0) is not None


_MARK = re.compile(r"[\W\d]*")  # of a list, or the hour of a line


# --- what is told one by one behind a sum ---------------------------------------------------------


def _is_of_several(trigger: Trigger) -> bool:
    """Whether a noun means more than one deed: "in three separate shootings", "a wave of attacks"."""
    many = trigger.head.lower_ in words("digests", "deeds") and not trigger.definite
    return many and _JOINED.search(text_in(trigger.sentence)) is None


_JOINED = re.compile(
    r"\b(?:twin|double|triple|co-?ordinated|simultaneous|back-to-back)\b", re.IGNORECASE
)


def _are_separate(trigger: Trigger) -> bool:
    """Whether the words say that the deeds have nothing to do with each other: "separate shootings"."""
    return any(
        child.lower_ in ("separate", "unrelated", "different") for child in trigger.head.children
    )


def _are_of_days(reading: Reading, told: Sequence[Trigger]) -> bool:
    """Whether the text dates what it tells one by one to different days."""
    days = {date for item in told if (date := date_of(reading, item)) is not None}
    return len({day.edtf for day in days if day.earliest == day.latest}) >= _FEW


def _is_told_apart(reading: Reading, trigger: Trigger) -> bool:
    """Whether it opens a paragraph that tells of one incident with its time or place, and of whom it harmed."""
    sentence = trigger.sentence
    if (
        is_in_title(trigger.span)
        or not _opens_paragraph(sentence)
        or _FOLLOWS.search(text_in(sentence))
    ):
        return False
    if not (trigger.strong and _is_new(trigger)) or _is_past(reading, trigger):
        return False
    placed = (
        reading.dates_in(sentence)
        or reading.places_in(sentence)
        or _CLOCK.search(text_in(sentence))
    )
    return bool(placed) and any(_harms(token) for token in _paragraph(sentence))


def _is_past(reading: Reading, trigger: Trigger) -> bool:
    """Whether it was long before the others, or in a war."""
    date, published = date_of(reading, trigger), reading.published
    last = date.latest if date is not None else None
    old = last is not None and published is not None and last < published - _WEEKS
    return old or is_long_past(reading, trigger)


_WEEKS = dt.timedelta(days=21)
_FOLLOWS = re.compile(
    r"\b(?:minutes|moments|seconds) (?:later|after)\b|\bthe same\b", re.IGNORECASE
)
_CLOCK = re.compile(
    r"\b\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b|\b(?:midnight|midday|noon|dawn|dusk|hours (?:later|earlier|before))\b",
    re.IGNORECASE,
)


def _opens_paragraph(sentence: Span) -> bool:
    first = next((token for token in sentence if not token.is_space), sentence[0])
    return "\n" in text_of(sentence.doc)[max(first.idx - 3, 0) : first.idx] or first.i == 0


def _paragraph(sentence: Span) -> Iterator[Token]:
    """The tokens from the beginning of a sentence to the end of its paragraph."""
    for token in sentence.doc[sentence.start :]:
        if "\n" in token.text and token.i > sentence.start:
            return
        yield token


def _harms(token: Token) -> bool:
    hurt = token.lower_ in HURT or token.lower_ in _HARMED
    return hurt and not grammar.is_negated(token)


_HARMED = frozenset("shot stabbed hacked hurt abducted kidnapped slain gunned beheaded".split())
