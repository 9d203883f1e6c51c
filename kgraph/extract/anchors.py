"""Which triggers can stand for an incident: plain words by themselves, weak words in violent company."""

from __future__ import annotations

from collections.abc import Iterable

from kgraph.extract.dated import date_of
from kgraph.extract.lexicon import cues
from kgraph.extract.reading import Reading
from kgraph.extract.recall import HURT, is_recalled, lead
from kgraph.extract.standing import is_in_title
from kgraph.extract.triggers import Trigger, deed_of
from kgraph.mentions import text_in

# How sure the reader must be of an incident, and of its kind, before weak words tell of it by themselves.
_SEEN, _SEEN_KIND = 0.965, 0.5


def is_anchor(reading: Reading, trigger: Trigger, real: Iterable[Trigger]) -> bool:
    """Whether a trigger can stand for an incident: by itself, or weak words in violent company."""
    if trigger.type == "threat":
        return not any(_is_more_than_threats(reading, other, real) for other in real)
    if trigger.strong:
        return True
    if any(other.strong and other.sentence.start == trigger.sentence.start for other in real):
        return True
    if any(_is_attack(trigger, other) for other in real):
        return True
    if cues("violence", "crime").search(text_in(trigger.sentence)):
        return True
    if reading.has_accident:
        return False
    if _is_seen(reading, trigger) and not _is_outshone(reading, real):
        return True
    return _is_violent(trigger, real) or _is_of_group(reading, trigger)


def _is_more_than_threats(reading: Reading, other: Trigger, real: Iterable[Trigger]) -> bool:
    """Whether plain words tell of a deed; of a text with threats in its title, those of the title and below it."""
    if not other.strong or other.type == "threat":
        return False
    titled = any(trigger.type == "threat" and is_in_title(trigger.span) for trigger in real)
    first = other.sentence.start in lead(reading)[:2]
    return not titled or (first and not other.definite)


def _is_attack(one: Trigger, other: Trigger) -> bool:
    """Whether the two tell that people died in an attack; a blast can be an accident."""
    pairs = ((one, other), (other, one))
    return any(is_deed_of(deed, harm) and deed.type != "bombing" for deed, harm in pairs)


def _is_seen(reading: Reading, trigger: Trigger) -> bool:
    """Whether a trigger of the first sentences is of a kind that the reader sees, where it is sure of an incident."""
    if reading.told is None or trigger.sentence.start not in lead(reading):
        return False
    if trigger.span.text.lower() in ("death", "deaths"):
        return False  # of whatever cause
    chances = reading.told.kinds
    return chances["incident"] >= _SEEN and chances[deed_of(trigger.type)] >= _SEEN_KIND


def _is_outshone(reading: Reading, real: Iterable[Trigger]) -> bool:
    """Whether plain words of the first sentences tell of an incident of their own."""
    first = lead(reading)
    return any(
        trigger.strong
        and trigger.sentence.start in first
        and not is_recalled(reading, trigger, date_of(reading, trigger))
        for trigger in real
    )


def _is_of_group(reading: Reading, trigger: Trigger) -> bool:
    """Whether an armed group is named beside it: "most likely killed by Boko Haram"."""
    sentence = trigger.sentence
    return any(
        actor.cls == "ArmedGroup" and actor.named and sentence.start <= span.start < sentence.end
        for span, actor in reading.actors
    )


def _is_violent(trigger: Trigger, real: Iterable[Trigger]) -> bool:
    """Whether its sentence tells of intent, or of people whom a blast hurt."""
    if cues("violence", "deliberate").search(text_in(trigger.sentence)):
        return True
    return trigger.type == "bombing" and any(
        other.span.text.lower() in HURT and other.sentence.start == trigger.sentence.start
        for other in real
    )


def is_deed_of(deed: Trigger, harm: Trigger) -> bool:
    """Whether a noun tells in what people died: "after 14 soldiers died in an ambush on a convoy"."""
    at = deed.happened_at
    return at is not None and at == harm.head.i and harm.span.text.lower() in HURT
