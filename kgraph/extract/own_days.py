"""Which dates of a text may be an account's own: not those of courts, warnings and names, nor of what it counts from."""

from __future__ import annotations

from collections.abc import Iterator, Set

from spacy.tokens import Span, Token

from kgraph.extract import afterwards, counted_back, grammar, lookback
from kgraph.extract.accounts import Account
from kgraph.extract.dated import is_of_toll, is_since, narrows
from kgraph.extract.lexicon import cues, words
from kgraph.extract.reading import Reading
from kgraph.model import DateValue


def within(
    reading: Reading, account: Account, back: Set[DateValue]
) -> Iterator[tuple[Span, DateValue]]:
    """The dates within an account's reach that may be its own, in the order of the text; `back` are those counted back to it."""
    past = _past(reading, account)
    for span, value in reading.dates:
        if not account.reaches(span) or not _may_be_its_own(reading, span, value, past, back):
            continue
        if _is_in_court(span, account) or _is_of_the_followed(span):
            continue
        if afterwards.is_of_release(span, account.triggers):
            continue
        if span.root.i in account.dated and not account.owns(span) and account.is_new():
            continue
        yield span, value


def _may_be_its_own(
    reading: Reading, span: Span, value: DateValue, past: Set[DateValue], back: Set[DateValue]
) -> bool:
    """Whether a date may be that of an account that is told as `past`, or counted `back` to."""
    if past and value not in past:
        return False
    if not past and (_is_era(span, value) or _is_counted_from(span)):
        return False
    if back and not any(value == date or narrows(value, date) for date in back):
        return False
    if value not in back and (counted_back.is_counted_back(span) or is_of_toll(span)):
        return False
    return not (_is_in_name(reading, span) or _is_foreseen(span))


def _past(reading: Reading, account: Account) -> set[DateValue]:
    """When what the account tells of was, where the text tells it as long past."""
    found = (lookback.since(reading, trigger) for trigger in account.triggers)
    return {since.date for since in found if since is not None}


def counted_back_to(reading: Reading, account: Account) -> set[DateValue]:
    """The dates that the text counts back to the account; others that agree with none of them are not its own."""
    found = (counted_back.date(reading, trigger) for trigger in account.triggers)
    return {date for date in found if date is not None}


def _is_era(span: Span, value: DateValue) -> bool:
    """Whether a year only says how long something has been so: "since the mission began in 1999"."""
    first, last = value.earliest, value.latest
    return bool(first and last and (last - first).days > _LONG_DAYS) and is_since(span)


_LONG_DAYS = 32


def _is_in_name(reading: Reading, span: Span) -> bool:
    """Whether it is part of a name: "the March 23 Movement", "the 14th October Brigade"."""
    if span.doc[span.end : span.end + 1].text in _NAMED_FOR_DAYS:
        return True
    found = reading.actor_at(span.start, span.end)
    return found is not None and found[0].start <= span.start and span.end < found[0].end


_NAMED_FOR_DAYS = frozenset(
    "Movement Brigade Brigades Battalion Division Front Group Revolution Square Street Avenue Bridge Hospital School".split()
)


def _is_counted_from(span: Span) -> bool:
    """Whether it is the date from which a text counts: "the first attack on the port since February"."""
    before = span.doc[span.sent.start : span.start].text
    return is_since(span) and cues("background", "superlative").search(before) is not None


def _is_foreseen(span: Span) -> bool:
    """Whether it dates a warning, or what is warned of: "had warned of an attack on April 4"."""
    verb = grammar.verb_of(span.root)
    feared = grammar.is_passive(verb)  # "six were feared dead on Monday"
    return grammar.among(verb, words("when", "warning")) and not feared


_IN_COURT = frozenset("plead sentence arraign convict acquit indict testify".split())


def _is_in_court(span: Span, account: Account) -> bool:
    """Whether it dates a step of a court: "pleaded guilty to murder on Feb. 25"; not "to shooting two on Feb. 25"."""
    verb, head = grammar.verb_of(span.root), span.root.head
    if span.root.dep_ == "nmod:poss" and head.lower_ in words("aftermath", "law_nouns"):
        return True  # "Monday's sentence"
    if not grammar.among(verb, _IN_COURT):
        return False
    deeds = (trigger.head for trigger in account.triggers if trigger.head.i > verb.i)
    return not any(_is_dated(deed, span) for deed in deeds)


def _is_dated(deed: Token, span: Span) -> bool:
    """Whether a date stands beside a word for the deed that is no name of a charge: "for the shooting on Monday"."""
    named = grammar.among(deed, ("murder", "manslaughter", "assault", "robbery", "kidnapping"))
    charge = named and not any(child.dep_ == "det" for child in deed.children)
    behind = deed.i < span.start and (deed.pos_ == "VERB" or not charge)
    return behind or span.end <= deed.i < span.end + 4  # "the 2005 assassination"


def _is_of_the_followed(span: Span) -> bool:
    """Whether it dates what the incident is told to follow: "the shooting follows one on Saturday night"."""
    above = (span.root, *grammar.ancestors(span.root))
    return any(
        token.dep_ == "obj" and token.head.lower_ in ("follow", "follows") for token in above
    )
