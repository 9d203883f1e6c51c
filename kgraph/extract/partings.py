"""What parts an incident from those told of before: words such as "another", dates that clash."""

from __future__ import annotations

import datetime as dt
import re

from kgraph.extract import grammar
from kgraph.extract.lexicon import cues, words
from kgraph.extract.triggers import Trigger
from kgraph.model import DateValue

_DAY = dt.timedelta(days=1)
_WEEK = dt.timedelta(days=7)
_WEEKS = dt.timedelta(days=60)
_DIED = frozenset({"died", "dies"})


def is_another(trigger: Trigger) -> bool:
    """ "In a separate attack", "another bomb": the words say that this is not the same one."""
    sentence = trigger.sentence
    before = sentence.doc[sentence.start : trigger.span.end].text
    new = trigger.strong and not trigger.definite
    if new and (_MEANWHILE.match(before) or _is_hours_later(trigger)):
        return True
    if not trigger.definite and _HOURS_APART.match(before):
        return not _is_of_attackers(trigger) and trigger.span.text.lower() not in _DIED
    return any(
        match.group().lower() != "meanwhile"
        for match in cues("background", "separate").finditer(before)
    )


_MEANWHILE = re.compile(
    r"\W*(?:Meanwhile|Separately|Elsewhere), (?:an?|two|three|four|unidentified|unknown|gunmen|\d+)\b"
)


_HOURS_APART = re.compile(
    r"\W*(?:(?:(?:Just|Some|Several|Two|Three|A few|About \w+) )?[Hh]ours (?:earlier|later|before)"
    r"|(?:An?|One|Two|Three|Four|Five|Six|Several|\d+) (?:day|week|month|year)s? (?:earlier|later|before)"
    r"|(?:On )?[Tt]he (?:next|following) day), "
    r"(?:an?(?! (?:second|third|fourth|fifth|sixth)\b)|two|three|four|five|unidentified|unknown|gunmen|militants|\d+)\b"
    r"(?! of\b)(?! (?:\w+ ){0,2}(?:hostages?|captives?|body|bodies|victims?|survivors?)\b)"
)


def _is_of_attackers(trigger: Trigger) -> bool:
    """Whether it befell attackers, as what followed their attack: "Hours later, two suspects were shot dead"."""
    verb = grammar.verb_of(trigger.head)
    harmed = [child for child in verb.children if child.dep_ in ("nsubj:pass", "obj")]
    return any(
        token.lower_ in words("persons", "attackers") or token.pos_ == "PRON" for token in harmed
    )


def _is_hours_later(trigger: Trigger) -> bool:
    """Whether others did it hours after what the clause before tells: "…, and hours later settlers set fire to homes"."""
    verb = grammar.verb_of(trigger.head)
    who = grammar.children(verb, "nsubj")
    if verb.dep_ != "conj" or not who or who[0].pos_ == "PRON":
        return False
    harmed = [child for child in verb.children if child.dep_ in ("obj", "obl")]
    attackers = words("persons", "attackers")
    if any(token.pos_ == "PRON" or token.lower_ in attackers for token in harmed):
        return False  # "and hours later police shot him dead"
    doc, start = verb.doc, verb.head.i
    return _HOURS_LATER.search(doc[start : verb.i].text) is not None


_HOURS_LATER = re.compile(r"\b(?:hours?|days?|weeks?) later\b", re.IGNORECASE)


def dates_clash(one: DateValue | None, other: DateValue | None) -> bool:
    """Whether two dates cannot be of one incident."""
    if (
        one is None
        or other is None
        or None in (one.earliest, one.latest, other.earliest, other.latest)
    ):
        return False
    assert one.earliest
    assert one.latest
    assert other.earliest
    assert other.latest
    # A day may be the night's before; a week or a month is no other.
    near = dt.timedelta() if is_wide(one) or is_wide(other) else _DAY
    return one.latest + near < other.earliest or other.latest + near < one.earliest


def is_wide(date: DateValue) -> bool:
    """Whether a date is a week or more: "last month", "in 2015"."""
    return (
        date.earliest is not None
        and date.latest is not None
        and date.latest - date.earliest >= _WEEK
    )


def is_late_death(trigger: Trigger, date: DateValue | None, deed: DateValue | None) -> bool:
    """Whether somebody only died of it later: "wounded in Thursday's shooting, he died on Saturday"."""
    return (
        _tells_of_death(trigger)
        and date is not None
        and deed is not None
        and date.earliest is not None
        and deed.latest is not None
        and dt.timedelta() < date.earliest - deed.latest < _WEEKS
    )


def _tells_of_death(trigger: Trigger) -> bool:
    """Whether its words or their verb are of dying: "two of the wounded died"."""
    dying = grammar.among(grammar.verb_of(trigger.head), words("when", "dying"))
    return dying or trigger.span.text.lower() in _DIED
