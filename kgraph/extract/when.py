"""When: the dates that belong to the incident, not to who spoke of it or what became of the doer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from kgraph.extract import afterwards, grammar, lookback
from kgraph.extract.accounts import Account, is_since, words_of_law
from kgraph.extract.lexicon import words
from kgraph.extract.reading import Reading
from kgraph.extract.triggers import Trigger
from kgraph.mentions import text_of
from kgraph.model import Claim, DateValue

# A vague date may be narrowed by one that has less to say for itself, the vaguer the more.
_MARGIN, _WIDE_MARGIN, _WIDE = 4.0, 6.0, 7
_DOUBTFUL = -1.1


def date(reading: Reading, account: Account) -> Iterator[Claim]:
    """When it happened: the date nearest to what tells of it, supported by others that agree.

    The learned reader is not asked: it takes the day of a new toll for the day of the attack.
    """
    scored = [
        (_score(reading, account, span, value), -span.start, span, value)
        for span, value in reading.dates
        if account.owns(span)
    ]
    # Where nothing speaks for any date, one that little speaks against is better than none.
    least = 0.0 if any(item[0] > 0 for item in scored) else _DOUBTFUL
    scored = [item for item in scored if item[0] > least]
    if not scored:
        return
    score, _, span, value = max(scored, key=lambda item: item[:2])
    margin = _WIDE_MARGIN if _length(value) > _WIDE else _MARGIN
    narrower = [item for item in scored if _narrows(item[3], value) and item[0] >= score - margin]
    if narrower:
        score, _, span, value = max(narrower, key=lambda item: item[:2])
    spans = [item[2] for item in scored if item[3] == value and item[2] is not span]
    quotes = [_with_preposition(item) for item in (span, *spans[:3])]
    clock = _clock_of_night(account, span, value)
    if clock is not None and value.earliest and value.latest:
        day = value.latest if clock.early else value.earliest
        value = DateValue(day, day, day.isoformat())
        quotes.append(clock.span)
    confidence = min(0.95, 0.55 + 0.08 * score)
    yield reading.claim("date", value, quotes, confidence=round(confidence, 4))


def _length(value: DateValue) -> int:
    """The number of days that a date may stand for; 0 where it is open."""
    return (value.latest - value.earliest).days + 1 if value.earliest and value.latest else 0


def _narrows(one: DateValue, other: DateValue) -> bool:
    """Whether one date is a proper part of another: "Monday" of "this week"."""
    if None in (one.earliest, one.latest, other.earliest, other.latest) or one == other:
        return False
    assert one.earliest
    assert one.latest
    assert other.earliest
    assert other.latest
    return other.earliest <= one.earliest and one.latest <= other.latest


def _score(reading: Reading, account: Account, span: Span, value: DateValue) -> float:
    """How much speaks for a date being the incident's: its clause, its place in the text."""
    near = [trigger for trigger in account.triggers if trigger.sentence.start == span.sent.start]
    past = [found for trigger in near if (found := lookback.since(reading, trigger)) is not None]
    if any(found.date == value for found in past):
        return 4.0
    score = _by_clause(span, near) + _by_place(account, span)
    if (
        reading.published
        and value.latest
        and (reading.published - value.latest).days > 400
        and account.prominence == "main"
    ):
        score -= 3
    return score


def _by_clause(span: Span, near: Sequence[Trigger]) -> float:
    """What the clause says: the hour, the incident itself, or what others said and did later."""
    score = 0.0
    if near:
        score += 2 + max(_attached(span, trigger.head) for trigger in near)
    score += bool(_PART_OF_DAY.search(span.text))
    head, verb = span.root.head, grammar.verb_of(span.root)
    if _stands_before(span, head):
        of_incident = any(trigger.head.i == head.i for trigger in near)
        of_incident |= grammar.among(head, words("aftermath", "incident_nouns"))
        return max(score, 2) if of_incident else score - 2
    if afterwards.is_of_others(span, near):
        return min(score, 0) - 4
    if grammar.among(verb, _DYING):
        return score - 1
    clock = _has_clock(span)
    score += 2 * clock
    if clock and grammar.among(verb, _CALLED):
        return score + 1
    if _is_of_law(span, verb, near):
        return min(score, 0) - 3
    if grammar.among(verb, words("aftermath", "verbs") | words("speech", "verbs")):
        return score - _by_others(span, verb, near)
    return score


def _stands_before(span: Span, head: Token) -> bool:
    """Whether a date stands before the noun that it dates: "Sunday's incident", "the July 28 shooting"."""
    return span.root.i < head.i <= span.end + 3 and (
        head.pos_ in ("NOUN", "PROPN") or span.root.dep_ == "nmod:poss"
    )


def _is_of_law(span: Span, verb: Token, near: Sequence[Trigger]) -> bool:
    """Whether a date is nearer to the law's words of its clause than to the incident's."""
    spots = words_of_law(verb)
    if not spots:
        return False
    of_incident = [abs(trigger.head.i - span.root.i) for trigger in near]
    return min(abs(spot - span.root.i) for spot in spots) < min(of_incident, default=len(span.doc))


def _by_others(span: Span, verb: Token, near: Sequence[Trigger]) -> float:
    """What speaks against the date of what others said or did; beside their verb it is theirs."""
    if any(trigger.head.i == verb.i for trigger in near):
        return 2
    if any(trigger.head.i == span.root.head.i for trigger in near):
        return 1
    beside = -3 <= verb.i - span.start <= 1 or abs(verb.i - span.end) <= 1
    return 4 if beside or not near else 1


def _by_place(account: Account, span: Span) -> float:
    """What the place in the text says: the beginning of the account, a line of the page's own."""
    score = 0.0
    first = account.triggers[0].sentence.start
    if span.sent.start <= first:
        score += 2
    elif span.sent.start <= first + 120:
        score += 0.5
    if _FILED.search(_before(span, 40)):
        score -= 8
    if _is_alone_in_line(span):
        score -= 8
    before = span.doc[span.start - 1].lower_ if span.start > 0 else ""
    if is_since(span) or before == "by" or _AS_OF.search(_before(span, 12)):
        score -= 5
    return score


def _before(span: Span, many: int) -> str:
    """So many characters before a date."""
    return text_of(span.doc)[max(span.start_char - many, 0) : span.start_char]


_AS_OF = re.compile(r"\bas of (late |early )?$", re.IGNORECASE)
_DYING = frozenset({"die", "pronounce", "succumb"})
# What a page says about itself: "Posted: Monday, May 18, 2015".
_FILED = re.compile(
    r"\b(posted|published|updated|created|modified|filed)( on| at)?:?\s*(\d[\d:]* *[ap]\.?m\.?,? *)?(\w+day,? *)?$",
    re.IGNORECASE,
)
# What happened is told with the hour; "officers were called at 9:12 p.m. Sunday" is nearly as good.
_CLOCK = r"\b(?:\d{1,2}(?::\d\d)?\s*[ap]\.?\s?m\b\.?|noon|midnight)"
_CLOCK_BEFORE = re.compile(rf"{_CLOCK}\W{{0,3}}(?:on |early |late )?$", re.IGNORECASE)
_CLOCK_AFTER = re.compile(
    rf"\W{{0,3}}(?:(?:just|shortly|around|about|at|before|after|near|sometime) ){{0,3}}{_CLOCK}",
    re.IGNORECASE,
)
_PART_OF_DAY = re.compile(r"\b(?:morning|afternoon|evening|night)\b", re.IGNORECASE)
_CALLED = frozenset("report call respond happen occur receive dispatch send arrive find".split())


def _has_clock(span: Span) -> bool:
    """Whether the hour stands beside a date, as of an incident: "10 p.m. Sunday"."""
    after = text_of(span.doc)[span.end_char : span.end_char + 40]
    before = _CLOCK_BEFORE.search(_before(span, 24))
    return before is not None or _CLOCK_AFTER.match(after) is not None


@dataclass(frozen=True, slots=True)
class _Hour:
    """Words that tell the hour, and whether it is one after midnight."""

    span: Span
    early: bool


def _clock_of_night(account: Account, span: Span, value: DateValue) -> _Hour | None:
    """The hour that tells which of its two days an "overnight" means: the first one told in the account."""
    if _length(value) != 2 or "night" not in span.text.lower():
        return None
    for sentence in account.sentences():
        found = _HOUR.search(sentence.text)
        if found is not None:
            start = sentence.start_char + found.start()
            words_ = span.doc.char_span(start, start + len(found.group()), alignment_mode="expand")
            late = found["half"].lower() == "p"
            return _Hour(words_, not late) if words_ is not None else None
    return None


_HOUR = re.compile(r"\b\d{1,2}(?::\d\d)?\s*(?P<half>[ap])\.?\s?m\b", re.IGNORECASE)


def _is_alone_in_line(span: Span) -> bool:
    """Whether a line is little more than a date: when a page was written."""
    text = text_of(span.doc)
    start = text.rfind("\n", 0, span.start_char) + 1
    end = text.find("\n", span.end_char) % (len(text) + 1)
    rest = text[start : span.start_char] + text[span.end_char : end]
    return (
        start > 0
        and len(rest) < 24
        and "." not in rest.strip(" .")
        and not re.search("[a-z]{4}", rest)
    )


_SUBORDINATE = frozenset("where when who whom whose which after before since while".split())


def _attached(span: Span, head: Token) -> float:
    """2 where the date hangs on the trigger or its own verb, 1 on a verb above, 0 elsewhere."""
    between = span.doc[min(span.end, head.i) : max(span.start, head.i)]
    if any(token.lower_ in _SUBORDINATE for token in between):
        return 0.0
    above = {token.i for token in grammar.ancestors(span.root)}
    verb = grammar.verb_of(span.root)
    if head.i in above or verb.i == grammar.verb_of(head).i:
        return 2.0
    higher = {token.i for token in grammar.ancestors(head)}
    return 1.0 if verb.i in higher and not grammar.among(verb, words("speech", "verbs")) else 0.0


def _with_preposition(span: Span) -> Span:
    start = span.start
    while start > 0 and span.doc[start - 1].lower_ in ("on", "in", "late", "early", "last", "at"):
        start -= 1
    return span.doc[start : span.end]
