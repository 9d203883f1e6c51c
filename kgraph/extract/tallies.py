"""The numbers of people that an account may mean: what is told of one harm, and the ways to each number.

Beside the words there are nobody, and the numbers that the learned reader sees: it speaks only of the incident
that an article is about, counts attackers with the dead, and knows no number beyond the last of its classes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kgraph.extract import spots
from kgraph.extract.accounts import Account
from kgraph.extract.counted import counted
from kgraph.extract.harm_words import DEATH, HURT, SURVIVED
from kgraph.extract.person import titles
from kgraph.extract.persons import are_introduced
from kgraph.extract.reading import Reading
from kgraph.extract.sums import Way, are_listed, ranks, size
from kgraph.extract.tolls import Toll, counts_both
from kgraph.mentions import text_in, text_of
from kgraph.model import DateValue, Evidence, PlaceValue


@dataclass(frozen=True)
class Told:
    """What an account tells of one harm: the ways to a number.

    `day` and `place` are the incident's; `others` is how many dead attackers come on top of it, of whom
    the words `of_others` tell; `dead` is how many were killed besides those that it tells of.
    """

    reading: Reading
    account: Account
    harm: str
    ways: tuple[Way, ...]
    day: DateValue | None = None
    place: PlaceValue | None = None
    others: int = 0
    of_others: tuple[Evidence, ...] = ()
    dead: int = 0

    @property
    def seen(self) -> Sequence[float]:
        """How probable the reader finds each number; none of an incident that an article is not first of all about."""
        told = self.reading.told
        if told is None or self.account.prominence != "main" or not self.account.leads:
            return ()
        return told.counts.get(self.harm, ())

    def probable(self, number: int) -> float:
        """How probable the reader finds a number of victims; it counts dead attackers too."""
        seen = self.seen
        return seen[min(number + self.others, len(seen) - 1)] if seen else 1.0

    @cached_property
    def tolls(self) -> Sequence[Toll]:
        """The numbers that the text has, in its order."""
        return [way.tolls[0] for way in self.ways if way.kind == "number"]

    @cached_property
    def numbers(self) -> Sequence[Toll]:
        """Those that are no parts of others, if there are any."""
        return [toll for toll in self.tolls if not toll.part] or self.tolls

    @cached_property
    def said(self) -> Sequence[int]:
        """What they stand for."""
        return [size(toll) for toll in self.numbers]


@dataclass(frozen=True)
class Spot:
    """A way to a number as an account sees it."""

    way: Way
    told: Told

    @cached_property
    def at(self) -> spots.Spot | None:
        """Where it stands."""
        span = self.way.span
        return spots.Spot(span, self.told.account) if span is not None else None

    @cached_property
    def toll(self) -> Toll | None:
        """The number that stands first in it."""
        return self.way.tolls[0] if self.way.tolls else None

    @cached_property
    def stated(self) -> bool:
        """Whether it is one number as the text has it."""
        return self.way.kind == "number"

    @cached_property
    def sentence(self) -> str:
        """Its sentence."""
        return text_in(self.way.span.sent) if self.way.span is not None else ""


@dataclass(frozen=True)
class Candidate:
    """A number of people, with all ways in which a text comes to it."""

    number: int
    spots: tuple[Spot, ...]
    told: Told

    @cached_property
    def others(self) -> Sequence[int]:
        """The other numbers that the text states."""
        return [number for number in self.told.said if number != self.number]

    @cached_property
    def stated(self) -> bool:
        """Whether the text states it."""
        return self.number in self.told.said

    @cached_property
    def is_unsaid_nobody(self) -> bool:
        """Whether it is nobody because nothing is said of anybody."""
        return all(spot.way.kind == "nobody" for spot in self.spots)


# --- the candidates -------------------------------------------------------------------------------

_MANY = 5  # from so many stated on, silence of the reader says nothing
_SURE = 0.5  # so sure must the reader be of a number that no words come to


def completed(said: Told) -> Told:
    """What is told of a harm, with nobody and the reader's own numbers where the reader read of it."""
    return replace(said, ways=(*said.ways, *_beyond(said)))


def _beyond(said: Told) -> Iterator[Way]:
    """What is possible beside the words: nobody, and each number that the reader is sure of."""
    if not said.seen:
        return
    if max(said.said, default=0) < _MANY and not _is_plainly_told(said):
        yield Way("nobody", 0)
    if said.account.stage != "accomplished" or not _has_word_for(said) or _is_many(said):
        return
    if not said.numbers and (
        any(map(_is_titled, said.ways)) or counts_both(said.reading, said.account)
    ):
        return
    least = max((way.number for way in said.ways if are_introduced(way.persons)), default=1)
    # The reader may take an ordinal for a number: "two died and a third officer was hurt".
    told: set[int | None] = {
        number for way in said.ways for one in way.persons for number in ranks(one)
    }
    told |= _hit_in_all(said) | _told_elsewhere(said)
    for number in range(least, len(said.seen) - 1 - said.others):
        if said.probable(number) >= _SURE and number not in told:
            yield Way("reader", number)


def _hit_in_all(said: Told) -> set[int]:
    """The numbers of all who were shot or stabbed, the dead among them, where it is told how many survived."""
    less = (way for way in said.ways if way.kind == "less" and said.harm == "wounded")
    return {size(toll) for way in less for toll in way.tolls}


def _told_elsewhere(said: Told) -> set[int | None]:
    """The numbers that stand in what the text tells of other incidents: the reader may have read them there."""
    tokens = said.account.tokens
    return {value.best for span, value in said.reading.counts if span.root.i not in tokens}


def _is_titled(way: Way) -> bool:
    """Whether it counts a person with several titles, in whom the reader may see several persons."""
    return any(titles(noun) for person in way.persons for _, noun, _ in person.mentions)


def _is_many(said: Told) -> bool:
    """Whether the text only has words for more than the reader counts: "killed and wounded scores"."""
    return bool(said.said) and all(
        toll.value.best is None and number >= _MANY
        for toll, number in zip(said.numbers, said.said, strict=True)
    )


def _is_plainly_told(said: Told) -> bool:
    """Whether the text begins with those harmed, by number or one by one, beside words for the deed."""
    first = said.reading.doc[0].sent
    deed = {trigger.sentence.start for trigger in said.account.triggers if trigger.strong}
    one_by_one = (noun for way in said.ways for one in way.persons for _, noun, _ in one.mentions)
    spans = (toll.span for toll in said.numbers)
    told = {noun.sent.start for noun in one_by_one} | {span.sent.start for span in spans}
    return first.start in deed and first.start in told


def _has_word_for(said: Told) -> bool:
    """Whether any word of the text can tell of the harm that the reader numbers."""
    words = {"killed": DEATH, "wounded": SURVIVED if said.dead else HURT}.get(said.harm)
    if words is None:
        return True
    text = text_of(said.reading.doc)
    for item in said.of_others:
        text = text[: item.start] + " " * (item.end - item.start) + text[item.end :]
    return words.search(_DEATH_PENALTY.sub("", text)) is not None


_DEATH_PENALTY = re.compile(
    r"\b(?:sentenc\w+|condemn\w+)\b[^.\n]{0,80}? to death\b|\bdeath (?:penalty|sentences?|row)\b",
    re.IGNORECASE,
)


def candidates(said: Told) -> list[Candidate]:
    """The numbers that it may be, in the order of the text."""
    found: dict[int, list[Spot]] = {}
    for way in said.ways:
        found.setdefault(way.number, []).append(Spot(way, said))
    return [Candidate(number, tuple(spots), said) for number, spots in found.items()]


def plausible(said: Told) -> list[Candidate]:
    """The numbers that it may be, without those of a list that holds all that the text gives, and without "others".

    "Killed two soldiers and two civilians" tells of four, "a boy was shot, and two other boys were wounded" of three,
    whatever else the reader sees.
    """
    found = [one for one in candidates(said) if not _are_others(one, said)]
    whole = [way for way in said.ways if way.kind == "sum" and _is_whole_list(way, said)]
    if not whole:
        return found
    parts = ("number", "reader", "nobody", "persons")
    more = (one for one in found if one.number > whole[0].number)
    beside = {one.number for one in found if any(spot.way.kind not in parts for spot in one.spots)}
    beside |= {one.number for one in more if any(spot.way.kind == "persons" for spot in one.spots)}
    return [one for one in found if one.number in beside]


def _are_others(one: Candidate, said: Told) -> bool:
    """Whether a number is only of those whom the text tells of as others, beside persons told of before."""
    added = [way for way in said.ways if way.kind == "beside" and way.tolls[-1].more]
    parts = {toll.span.start for way in added for toll in way.tolls}
    own = [spot.way for spot in one.spots if spot.way.kind != "reader"]
    return bool(own) and all(
        way.kind == "number" and way.tolls[0].span.start in parts for way in own
    )


def _is_whole_list(way: Way, said: Told) -> bool:
    """Whether numbers added up are all that the text gives, each with a noun listed with the first one's.

    They may be told again, alone or as the sum.
    """
    first, *others = (counted(toll.span) for toll in way.tolls)
    listed = first is not None and all(
        noun is not None and are_listed(first, noun) for noun in others
    )
    parts = {(size(toll), toll.noun) for toll in way.tolls}
    return listed and all(
        (size(toll), toll.noun) in parts or size(toll) == way.number for toll in said.tolls
    )
