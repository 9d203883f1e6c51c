"""Which of a text's dates is the incident's: what the words around each say, and what a date says by itself.

Their weights lie in `days.toml` (see choice.py).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from spacy.tokens import Span, Token

from kgraph.extract import afterwards, choice, clock, grammar, own_days, spots
from kgraph.extract.accounts import Account
from kgraph.extract.dated import is_filed, is_since, narrows, words_of_law
from kgraph.extract.lexicon import words
from kgraph.extract.reading import Reading
from kgraph.extract.standing import is_in_title
from kgraph.mentions import of_dateline, text_of
from kgraph.model import DateValue


@dataclass(frozen=True)
class Spot(spots.Spot):
    """A place of the text that gives a date, as an account sees it.

    `hour` is what tells which of its two days a night means.
    """

    hour: Span | None = None

    @cached_property
    def before(self) -> str:
        """The characters before it, so many that a line's beginning is seen."""
        return text_of(self.span.doc)[max(self.span.start_char - 40, 0) : self.span.start_char]

    @cached_property
    def by_others(self) -> bool:
        """Whether its verb says what others said or did, and not the incident."""
        aftermath = words("aftermath", "verbs") | words("speech", "verbs")
        return grammar.among(self.verb, aftermath) and not self.of_trigger

    @cached_property
    def of_trigger(self) -> bool:
        """Whether it hangs on a word for the incident, or stands in its clause as its verb."""
        over = {self.verb.i, self.span.root.head.i}
        return any(trigger.head.i in over for trigger in self.near)

    @cached_property
    def alone(self) -> bool:
        """Whether its line is little more than a date: when a page was written."""
        text, span = text_of(self.span.doc), self.span
        start = text.rfind("\n", 0, span.start_char) + 1
        end = text.find("\n", span.end_char) % (len(text) + 1)
        rest = text[start : span.start_char] + text[span.end_char : end]
        said = "." in rest.strip(" .") or re.search("[a-z]{4}", rest) is not None
        return len(rest) < 24 and not said

    @cached_property
    def beside(self) -> bool:
        """Whether it stands beside its verb: "said Monday"."""
        verb, span = self.verb.i, self.span
        return -3 <= verb - span.start <= 1 or abs(verb - span.end) <= 1


@dataclass(frozen=True)
class Candidate:
    """A date that a text gives, with all places that give it."""

    value: DateValue
    spots: tuple[Spot, ...]

    @property
    def length(self) -> int:
        """The days that it may stand for; 0 where it is open."""
        first, last = self.value.earliest, self.value.latest
        return (last - first).days + 1 if first and last else 0


# --- what the words around a date say -------------------------------------------------------------


def _is_among(key: str) -> Callable[[Spot], bool]:
    """Whether the verb of the clause is one of some of the lexicon."""
    return lambda spot: grammar.among(spot.verb, words("when", key))


def dates_incident(spot: Spot) -> bool:
    """Whether it stands before a noun for the incident: "Sunday's shooting", "the July 28 attack"."""
    head, span = spot.span.root.head, spot.span
    stands = span.root.i < head.i <= span.end + 3 and (
        head.pos_ in ("NOUN", "PROPN") or span.root.dep_ == "nmod:poss"
    )
    told = any(trigger.head.i == head.i for trigger in spot.near)
    return stands and (told or grammar.among(head, words("aftermath", "incident_nouns")))


_SUBORDINATE = frozenset("where when who whom whose which after before since while".split())


def _is_attached(spot: Spot) -> bool:
    """Whether it hangs on a word for the incident or shares its verb."""
    return any(_hangs_on(spot.span, trigger.head) for trigger in spot.near)


def _hangs_on(span: Span, head: Token) -> bool:
    between = span.doc[min(span.end, head.i) : max(span.start, head.i)]
    if any(token.lower_ in _SUBORDINATE for token in between):
        return False
    above = {token.i for token in grammar.ancestors(span.root)}
    return head.i in above or grammar.verb_of(span.root).i == grammar.verb_of(head).i


def _is_aside(spot: Spot) -> bool:
    """Whether a relative clause that tells of no incident gives it: "where he was born in 1980"."""
    return spot.verb.dep_ == "acl:relcl" and not spot.of_trigger


def _is_of_law(spot: Spot) -> bool:
    """Whether it is nearer to the law's words of its clause than to the incident's."""
    spots = words_of_law(spot.verb)
    if not spots:
        return False
    at = spot.span.root.i
    of_incident = [abs(trigger.head.i - at) for trigger in spot.near]
    return min(abs(place - at) for place in spots) < min(of_incident, default=len(spot.span.doc))


_AS_OF = re.compile(r"\b(?:as of (late |early )?|by )$", re.IGNORECASE)
_PART_OF_DAY = re.compile(r"\b(?:morning|afternoon|evening|night)\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)


def _is_bound(spot: Spot) -> bool:
    """Whether it only bounds another: "since Monday", "as of Friday", "by Sunday"."""
    return is_since(spot.span) or _AS_OF.search(spot.before) is not None


SPOT_FEATURES: Mapping[str, Callable[[Spot], float]] = MappingProxyType(
    {
        "seen by the reader": lambda spot: spot.seen,
        "hour": lambda spot: clock.stands_beside(spot.span) and not spot.alone,
        "part of day": lambda spot: _PART_OF_DAY.search(spot.span.text) is not None,
        "figures": lambda spot: any(char.isdigit() for char in spot.span.text),
        "year": lambda spot: re.search(r"\d{4}", spot.span.text) is not None,
        "weekday": lambda spot: _WEEKDAY.match(spot.span.text) is not None,
        "dates the incident": dates_incident,
        "attached": _is_attached,
        "with a trigger": lambda spot: bool(spot.near),
        "of a trigger": lambda spot: spot.of_trigger,
        "of others": lambda spot: spot.by_others and not spot.beside,
        "beside others' verb": lambda spot: spot.by_others and spot.beside,
        "of the law": _is_of_law,
        "of what came later": lambda spot: afterwards.is_of_others(spot.span, spot.near),
        "owned": lambda spot: spot.account.owns(spot.span),
        "recalled": lambda spot: spot.recalled,
        "reported": _is_among("reporting"),
        "dying": _is_among("dying"),
        "present": lambda spot: "Pres" in spot.verb.morph.get("Tense", []),
        "modal": lambda spot: grammar.is_modal(spot.verb),
        "aside": _is_aside,
        "subject": lambda spot: spot.span.root.dep_ in ("nsubj", "nsubj:pass"),
        "bound": _is_bound,
        "filed": lambda spot: is_filed(spot.span),
        "alone": lambda spot: spot.alone,
        "in the title": lambda spot: is_in_title(spot.span),
        "up to the first trigger": lambda spot: spot.behind_first <= 0,
        "soon after it": lambda spot: spot.soon,
        "position": lambda spot: spot.position,
        "happening": spots.says("happening"),
        "hospital": spots.says("hospital"),
        "court": spots.says("court"),
        "mourning": spots.says("mourning"),
        "publicity": spots.says("publicity"),
    }
)


# --- what a date says by itself -------------------------------------------------------------------


@dataclass(frozen=True)
class Choice:
    """A candidate among the others of its text."""

    candidate: Candidate
    others: Sequence[Candidate]
    days_ago: int | None

    @cached_property
    def recent(self) -> Sequence[DateValue]:
        """The other single days of the two months before publication."""
        if self.days_ago is None or not 0 <= self.days_ago <= _RECENT:
            return ()
        return self._within(self.days_ago, _RECENT)

    def _within(self, days_ago: int, most: int) -> Sequence[DateValue]:
        """The other single days of so many days before publication, `days_ago` after this date."""
        mine = self.candidate.value.latest
        assert mine is not None
        printed = mine.toordinal() + days_ago
        return [
            other.value
            for other in self.others
            if other.length == 1
            and other.value.latest is not None
            and 0 <= printed - other.value.latest.toordinal() <= most
        ]

    def stands_alone(self, before: bool) -> bool:
        """Whether it is the first (`before`), or the last, of the recent single days."""
        mine, days = self.candidate.value.latest, self.days_ago
        if self.candidate.length != 1 or days is None or not 0 <= days <= _RECENT:
            return False
        assert mine is not None
        return all(
            value.latest is not None and (value.latest > mine if before else value.latest < mine)
            for value in self.recent
        )

    def is_long_before_another(self) -> bool:
        """Whether it ended months before publication, and another is a day of the week before it."""
        if self.days_ago is None or self.days_ago <= _RECENT:
            return False
        return bool(self._within(self.days_ago, _WEEK))


_RECENT, _WEEK = 60, 7


def _ago(least: int, most: int) -> Callable[[Choice], bool]:
    """Whether it ended between so many days before publication."""
    return lambda choice: choice.days_ago is not None and least <= choice.days_ago <= most


def _long(least: int, most: int) -> Callable[[Choice], bool]:
    return lambda choice: least <= choice.candidate.length <= most


_EVER = 1_000_000
DATE_FEATURES: Mapping[str, Callable[[Choice], float]] = MappingProxyType(
    {
        "times told": lambda choice: math.log(len(choice.candidate.spots)),
        "one day": _long(1, 1),
        "two days": _long(2, 2),
        "week": _long(3, 11),
        "month": _long(12, 32),
        "longer": _long(33, _EVER),
        "same day": _ago(-5, 0),
        "day before": _ago(1, 1),
        "2-3 days before": _ago(2, 3),
        "4-7 days before": _ago(4, 7),
        "8-30 days before": _ago(8, 30),
        "31-120 days before": _ago(31, 120),
        "121-400 days before": _ago(121, 400),
        "over 400 days before": _ago(401, _EVER),
        "first of recent days": lambda choice: choice.stands_alone(before=True),
        "last of recent days": lambda choice: choice.stands_alone(before=False),
        "long before another": Choice.is_long_before_another,
        "narrowed by another": lambda choice: any(
            narrows(other.value, choice.candidate.value) for other in choice.others
        ),
    }
)


# --- from features to chances ---------------------------------------------------------------------


def _is_stamp(one: Candidate) -> bool:
    """Whether it only tells when a page was written: "Updated at 11:13 a.m. Aug. 17"."""
    return all(is_filed(spot.span) for spot in one.spots)


def _without_filing(reading: Reading, found: Sequence[Candidate]) -> Sequence[Candidate]:
    """Without the days of dateline and page, which are those of the report, where the text tells of another day."""
    line = of_dateline(reading.doc)
    others = [
        one
        for one in found
        if any(spot.span.start not in line for spot in one.spots) and not _is_stamp(one)
    ]
    days = any(one.length == 1 for one in others)
    return list(map(_unstamped, others)) if days and reading.published is not None else found


def _unstamped(one: Candidate) -> Candidate:
    """Without the places that only tell when a page was written."""
    return replace(one, spots=tuple(spot for spot in one.spots if not is_filed(spot.span)))


def candidates(reading: Reading, account: Account) -> tuple[Candidate, ...]:
    """The dates within an account's reach, in the order of the text; of what is long past, the date told with it."""
    found: dict[DateValue, list[Spot]] = {}
    back = own_days.counted_back_to(reading, account)
    for span, value in own_days.within(reading, account, back):
        hour = clock.of_night(account.sentences()) if clock.is_night(span, value) else None
        if hour is not None:
            value = hour.day_of(value)
        spot = Spot(span, account, reading.support(span, "Date"), hour.span if hour else None)
        found.setdefault(value, []).append(spot)
    told = [Candidate(value, tuple(spots)) for value, spots in found.items()]
    named = [one for one in told if any(narrows(one.value, date) for date in back)]
    return tuple(_without_filing(reading, named or told))


def described(reading: Reading, found: Sequence[Candidate]) -> list[choice.Described]:
    """The features of each candidate."""
    given = []
    for candidate in found:
        others = [other for other in found if other is not candidate]
        latest = candidate.value.latest
        ago = (reading.published - latest).days if reading.published and latest else None
        mine = Choice(candidate, others, ago)
        given.append(
            choice.Described(
                [[float(say(spot)) for say in SPOT_FEATURES.values()] for spot in candidate.spots],
                [float(say(mine)) for say in DATE_FEATURES.values()],
            )
        )
    return given
