"""What the words around a trigger say of its date."""

from __future__ import annotations

import itertools
import re

from spacy.tokens import Span, Token

from kgraph.extract import afterwards, counted_back, grammar, lookback
from kgraph.extract.distances import distance
from kgraph.extract.lexicon import words
from kgraph.extract.reading import Reading
from kgraph.extract.triggers import Trigger
from kgraph.mentions import text_in, text_of
from kgraph.model import DateValue


def date_of(reading: Reading, trigger: Trigger) -> DateValue | None:
    """The date that the words around a trigger give it; dates of saying, arresting … do not count."""
    compared = lookback.since(reading, trigger)
    if compared is not None:
        return compared.date
    found = dates_of(reading, trigger)
    return found[0][1] if found else None


def dates_of(reading: Reading, trigger: Trigger) -> list[tuple[Span, DateValue]]:
    """The dates of the words around a trigger, with the words that give them: its own clause's first, the nearest first.

    What is counted back to was not on the days that the rest of its sentence tells.
    """
    if counted_back.date(reading, trigger) is not None:
        return []
    found = [
        (span, date)
        for span, date in reading.dates_in(trigger.sentence)
        if _tells_when(span, trigger)
    ]
    own = grammar.verb_of(trigger.head)
    return sorted(
        found,
        key=lambda item: (
            _verb_of(item[0]).i != own.i,
            distance(trigger.span, item[0]),
            item[0].start,
        ),
    )


def _tells_when(span: Span, trigger: Trigger) -> bool:
    """Whether a date belongs to the trigger's clause and not to a verb of saying or of the law."""
    if is_since(span) or afterwards.is_of_others(span, [trigger]) or _is_said_then(span):
        return False
    if afterwards.is_of_release(span, [trigger]):
        return False
    if is_of_toll(span) or counted_back.is_counted_back(span) or is_filed(span):
        return False
    if lookback.is_of_avenged(span.root, trigger):
        return False
    verb = _verb_of(span)
    inside = trigger.head.i in {verb.i, *(token.i for token in grammar.ancestors(verb))}
    inside = inside or trigger.head.i in {token.i for token in grammar.ancestors(span.root)}
    if not inside and lookback.is_only_behind(trigger):
        return False
    toll = trigger.head.head
    if toll.lower_ == "toll":
        return toll.i in {token.i for token in grammar.ancestors(span.root)}
    own = grammar.verb_of(trigger.head)
    if _is_of_step(span, verb, trigger):
        return False
    if words_of_law(verb) and verb.i != trigger.head.i and span.root.head.i != trigger.head.i:
        return False
    if _is_of_what_is_left(trigger, verb) or grammar.among(
        verb, words("aftermath", "reacting") | _REGRETS
    ):
        return False
    if verb.i == own.i:
        return verb.i == trigger.head.i or not grammar.among(verb, words("speech", "verbs"))
    if verb.i in {token.i for token in grammar.ancestors(trigger.head)}:
        return not grammar.among(verb, words("speech", "verbs"))
    return inside


def _is_of_step(span: Span, verb: Token, trigger: Trigger) -> bool:
    """Whether a date before the deed says when somebody was found or named for it: "was arrested Monday for the murder"."""
    step = grammar.among(verb, words("aftermath", "steps")) and verb.i != trigger.head.i
    doer = any(who.i == trigger.head.i for who in grammar.subjects(verb))
    return step and not doer and span.end < trigger.span.start


def _is_of_what_is_left(trigger: Trigger, verb: Token) -> bool:
    """Whether a verb tells of those whom a deed left: "the suspect in the shooting was in court on Tuesday".

    What befell its victims may be the deed itself.
    """
    between = itertools.takewhile(lambda token: token.i != verb.i, grammar.ancestors(trigger.head))
    left = {token.lower_ for token in between} & words("when", "left")
    later = grammar.among(verb, words("aftermath", "verbs") | words("aftermath", "later_verbs"))
    return bool(left - {"victim", "victims"}) or (bool(left) and later)


_REGRETS = frozenset({"deplore", "decry", "lament"})
_RISES = frozenset("rise climb increase jump grow reach".split())
_TOLL = re.compile(r"\b(?:tolls?|number (?:of|killed))\b", re.IGNORECASE)


def is_of_toll(span: Span) -> bool:
    """Whether a date only says when a toll rose: "the number of people killed rose to 17 on Tuesday"."""
    verb = grammar.verb_of(span.root)
    rose = grammar.among(verb, _RISES) and span.start > verb.i
    return rose and _TOLL.search(text_in(span.sent)) is not None


# What a page says about itself: "Posted: Monday, May 18, 2015".
_FILED = re.compile(
    r"\b(posted|published|updated|created|modified|filed)( on| at)?:?\s*(\d[\d:]* *[ap]\.?m\.?,? *)?(on )?(\w+day,? *)?$",
    re.IGNORECASE,
)
_BEFORE = 40  # characters before a date that say what it is for


def is_filed(span: Span) -> bool:
    """Whether a date only tells when a page was written: "Updated at 11:13 a.m. Aug. 17"."""
    before = text_of(span.doc)[max(span.start_char - _BEFORE, 0) : span.start_char]
    return _FILED.search(before) is not None


def _is_said_then(span: Span) -> bool:
    """Whether a date stands right behind a verb of saying, wherever the parse hangs it: "…, residents said on Tuesday"."""
    at = span.start - 1
    if at > span.sent.start and span.doc[at].lower_ in ("on", "late", "early"):
        at -= 1
    said = span.doc[at]
    return (
        at > span.sent.start
        and said.pos_ == "VERB"
        and grammar.among(said, words("speech", "verbs"))
    )


def _verb_of(span: Span) -> Token:
    """The verb of a date; one before a comma is not that of the participle behind it: "fired on Friday, killing two".

    Nor is it that of those who say so behind it: "six died, on Monday night, residents said on Wednesday".
    """
    verb = grammar.verb_of(span.root)
    told = _told_before(span, verb)
    if told is not None:
        return told
    behind = span.doc[span.end : span.end + 1].text
    late = span.end < verb.i and behind == "," and verb.tag_ == "VBG" and verb.head.i < span.start
    return grammar.verb_of(verb.head) if late else verb


def _told_before(span: Span, verb: Token) -> Token | None:
    """The verb of what is said, where it and a date stand before those who say so."""
    if not grammar.among(verb, words("speech", "verbs")):
        return None
    if not any(span.end <= who.left_edge.i < verb.i for who in grammar.subjects(verb)):
        return None
    return next(
        (
            item
            for item in verb.children
            if item.dep_ == "ccomp" and item.i < span.start and item.pos_ == "VERB"
        ),
        None,
    )


def words_of_law(verb: Token) -> list[int]:
    """Where a clause tells of the law's work: "pleaded guilty", "was in court", "received probation"."""
    below = [
        child for child in verb.children if child.dep_ in ("obj", "obl", "xcomp", "nsubj:pass")
    ]
    nouns = words("aftermath", "law_nouns")
    found = [token.i for token in (verb, *below) if token.lower_ in nouns]
    if grammar.among(verb, words("aftermath", "law_verbs")):
        found.append(verb.i)
    return found


def is_since(span: Span) -> bool:
    """Whether a date only bounds another: "since the Taliban seized power in August"."""
    return any(
        child.lower_ in ("since", "until")
        for token in (span.root, *grammar.ancestors(span.root))
        for child in token.children
        if child.dep_ in ("case", "mark") and child.i < span.start
    )


def narrows(one: DateValue, other: DateValue) -> bool:
    """Whether one date is a proper part of another: "Monday" of "this week"."""
    if not (one.earliest and one.latest and other.earliest and other.latest):
        return False
    inside = other.earliest <= one.earliest and one.latest <= other.latest
    return inside and (one.earliest, one.latest) != (other.earliest, other.latest)
