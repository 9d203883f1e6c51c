"""Which of a text's places is the incident's: what the words around each say, and what a place says by itself.

Their weights lie in `scenes.toml` (see choice.py).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from spacy.tokens import Span

from kgraph.extract import choice, grammar, lookback, spots
from kgraph.extract.accounts import Account
from kgraph.extract.distances import kilometres
from kgraph.extract.lexicon import words
from kgraph.extract.reading import Reading
from kgraph.extract.standing import (
    is_in_title,
    is_of_feeling,
    is_of_hospital,
    is_of_journey,
    is_origin,
    is_scene,
)
from kgraph.extract.triggers import FROM_AFAR
from kgraph.mentions import text_of
from kgraph.model import PlaceValue


@dataclass(frozen=True)
class Spot(spots.Spot):
    """A place name where it stands, as an account sees it."""

    @cached_property
    def before(self) -> str:
        """The word before it, in small letters."""
        return self.span.doc[self.span.start - 1].lower_ if self.span.start > 0 else ""

    @cached_property
    def after(self) -> str:
        """The word behind it, in small letters."""
        doc = self.span.doc
        return doc[self.span.end].lower_ if self.span.end < len(doc) else ""

    @cached_property
    def in_dateline(self) -> bool:
        """Whether it stands in the dateline."""
        lines = self.span.doc.spans.get("dateline", ())
        return any(line.start <= self.span.start < line.end for line in lines)


@dataclass(frozen=True)
class Candidate:
    """A place that a text names, with all spots that do."""

    value: PlaceValue
    spots: tuple[Spot, ...]
    population: int


# --- what the words around a name say -------------------------------------------------------------


def _is_attached(spot: Spot) -> bool:
    """Whether it hangs on a word for the incident or on its verb."""
    above = {token.i for token in grammar.ancestors(spot.span.root)}
    return any(
        trigger.head.i in above or grammar.verb_of(trigger.head).i in above for trigger in spot.near
    )


def _is_by_others(spot: Spot) -> bool:
    """Whether its verb says what others said or did, and not the incident."""
    told = any(trigger.head.i == spot.verb.i for trigger in spot.near)
    return not told and grammar.among(spot.verb, words("aftermath", "verbs"))


def _is_introduced(spot: Spot) -> bool:
    """Whether the words before it say what it is: "the northern city of Mosul", "the capital, Kabul"."""
    doc, start = spot.span.doc, spot.span.start
    before = {token.lower_ for token in doc[max(start - 3, spot.span.sent.start) : start]}
    return not before.isdisjoint(words("where", "settlements"))


def _is_of_speaker(spot: Spot) -> bool:
    """Whether it says where somebody is who speaks or acts afterwards: "officials in Islamabad condemned"."""
    who = spot.span.root.head
    after = words("aftermath", "verbs") | words("speech", "verbs")
    return who.dep_ in ("nsubj", "nsubj:pass") and grammar.among(who.head, after)


_HOME = re.compile(r"(?:\d\d?|resident|native|man|woman|both),? (?:\w+ )?of $")


def _is_of_talks(spot: Spot) -> bool:
    """Whether it says where people talk: "peace talks being held in Geneva", "met in Doha"."""
    above = [
        spot.span.root.head,
        spot.verb,
        *grammar.subjects(spot.verb),
        *grammar.objects(spot.verb),
    ]
    return any(token.lemma_.lower() in _TALKS for token in above)


_TALKS = frozenset(
    "talk talks summit conference meeting negotiation negotiations meet hearing forum congress assembly".split()
)


def _is_home(spot: Spot) -> bool:
    """Whether it says where somebody is from: "Ann Lee, 22, of Troy"."""
    text, at = text_of(spot.span.doc), spot.span.start_char
    return spot.before == "from" or _HOME.search(text[max(at - 24, 0) : at]) is not None


def _in_longer_name(spot: Spot) -> bool:
    """Whether another capital stands right behind or before it, which mostly makes it a part of a name."""
    doc, span = spot.span.doc, spot.span
    before = span.start > 0 and doc[span.start - 1].text[0].isupper() and not span[0].is_sent_start
    after = span.end < len(doc) and doc[span.end].text[0].isupper()
    return bool(before or (after and not doc[span.end].is_sent_start))


def _is_sheriffs(span: Span) -> bool:
    """Whether its sheriff follows: "Jay County sheriff", "Jay County Sheriff's Office"."""
    return any(token.lower_ == "sheriff" for token in span.doc[span.end : span.end + 2])


def _is_behind_dash(spot: Spot) -> bool:
    """Whether it stands behind a dash of the title, where papers name themselves."""
    line = text_of(spot.span.doc).partition("\n")[0]
    return (
        is_in_title(spot.span) and re.search(r" [-–|] ", line[: spot.span.start_char]) is not None
    )


def _is_subject(spot: Spot) -> bool:
    root = spot.span.root
    return root.dep_ in ("nsubj", "nsubj:pass") and grammar.preposition(root) == ""


SPOT_FEATURES: Mapping[str, Callable[[Spot], float]] = MappingProxyType(
    {
        "seen by the reader": lambda spot: spot.seen,
        "scene": lambda spot: is_scene(spot.span),
        "in": lambda spot: spot.before == "in",
        "near": lambda spot: spot.before in ("near", "outside"),
        "as a settlement": _is_introduced,
        "at or on": lambda spot: spot.before in ("at", "on"),
        "of": lambda spot: spot.before == "of",
        "home": _is_home,
        "hospital": lambda spot: is_of_hospital(spot.span),
        "dateline": lambda spot: spot.in_dateline,
        "before police": lambda spot: spot.after in words("where", "police"),
        "before sheriff": lambda spot: _is_sheriffs(spot.span),
        "before people": lambda spot: spot.after in words("where", "people"),
        "before a scene": lambda spot: spot.after in words("where", "scenes"),
        "before a comma": lambda spot: spot.after == ",",
        "in a longer name": _in_longer_name,
        "modifier": lambda spot: spot.span.root.dep_ in ("compound", "amod"),
        "with a trigger": lambda spot: bool(spot.near),
        "attached": _is_attached,
        "by others": _is_by_others,
        "said by others": lambda spot: grammar.among(spot.verb, words("speech", "verbs")),
        "talks": _is_of_talks,
        "subject": _is_subject,
        "speaker's": _is_of_speaker,
        "in the title": lambda spot: is_in_title(spot.span),
        "in a title's tail": _is_behind_dash,
        "first in a dateline": lambda spot: spot.in_dateline and spot.span.start < 8,
        "up to the first trigger": lambda spot: spot.behind_first <= 0,
        "soon after it": lambda spot: spot.soon,
        "position": lambda spot: spot.position,
        "address": lambda spot: not spot.company.isdisjoint(words("where", "addresses")),
        "happening": spots.says("happening"),
        "hospital near": spots.says("hospital"),
        "court": spots.says("court"),
        "mourning": spots.says("mourning"),
    }
)


# --- what a place says by itself ------------------------------------------------------------------


@dataclass(frozen=True)
class Choice:
    """A candidate among the others of its text; `told` counts the names of each region and country."""

    candidate: Candidate
    others: Sequence[Candidate]
    told: Mapping[tuple[str | None, str | None], int]

    @property
    def value(self) -> PlaceValue:
        """The place."""
        return self.candidate.value

    def inside(self) -> list[Candidate]:
        """The settlements among the others that lie in this region, district or country."""
        return [
            other
            for other in self.others
            if other.value.precision == "city" and lies_in(other.value, self.value)
        ]

    def around(self) -> bool:
        """Whether the text names the region or the country that it lies in."""
        return any(
            other.value.precision in ("region", "country")
            and other.value.country == self.value.country
            and other.value.admin1 in (None, self.value.admin1)
            for other in self.others
        )

    def neighbours(self) -> list[Candidate]:
        """The other settlements within a city's width."""
        return [
            other
            for other in self.others
            if other.value.precision == self.value.precision == "city"
            and _are_near(other.value, self.value)
        ]

    def is_among_most_told(self) -> bool:
        """Whether it lies in the region that most names of the text lie in."""
        mine = self.told.get((self.value.country, self.value.admin1), 0)
        return mine == max(self.told.values())


def _are_near(one: PlaceValue, other: PlaceValue) -> bool:
    """Whether both are known and lie within a city's width."""
    return None not in (one.lat, other.lat) and kilometres(one, other) < _WIDTH


_FINENESS: Mapping[str, int] = MappingProxyType(
    {"country": 0, "region": 1, "district": 2, "city": 3}
)


def lies_in(inner: PlaceValue, wide: PlaceValue) -> bool:
    """Whether a place may lie in a country, region or district: of a district as much as its region tells."""
    return (
        _FINENESS.get(inner.precision, 3) > _FINENESS.get(wide.precision, 3)
        and inner.country == wide.country
        and (wide.precision == "country" or inner.admin1 in (wide.admin1, None))
    )


_WIDTH = 30.0  # km


def _is(precision: str) -> Callable[[Choice], bool]:
    return lambda choice: choice.value.precision == precision


PLACE_FEATURES: Mapping[str, Callable[[Choice], float]] = MappingProxyType(
    {
        "times named": lambda choice: math.log(len(choice.candidate.spots)),
        "district": _is("district"),
        "region": _is("region"),
        "country": _is("country"),
        "nowhere": lambda choice: choice.value.lat is None,
        "of no region": lambda choice: choice.value.admin1 is None,
        "settlements inside": lambda choice: (
            choice.value.precision != "city" and bool(choice.inside())
        ),
        "region told": lambda choice: choice.value.precision == "city" and choice.around(),
        "in the region most told": Choice.is_among_most_told,
        "has neighbours": lambda choice: bool(choice.neighbours()),
        "smaller than a neighbour": lambda choice: any(
            other.population > choice.candidate.population for other in choice.neighbours()
        ),
        "size": lambda choice: math.log10(choice.candidate.population + 10),
    }
)


# --- from features to chances ---------------------------------------------------------------------


def candidates(reading: Reading, account: Account) -> tuple[Candidate, ...]:
    """The places in the words of an account, in the order of the text."""
    found: dict[PlaceValue, list[Spot]] = {}
    owned = [
        (span, value)
        for span, value in reading.places
        if account.owns(span)
        and not _is_counted_from(span, account)
        and not is_of_feeling(span)
        and not _is_of_avenged(span, account)
        and not (value.precision == "country" and is_origin(span))
    ]
    inside = [
        (span, value)
        for span, value in owned
        if not (_is_beyond_border(span) or _is_of_reaction(span) or is_of_journey(span))
        and not _only_locates(reading, span)
        and not _is_of_release(span)
    ]
    around = _cities_of_suburbs(reading, inside)
    inside = [(span, value) for span, value in inside if value not in around]
    for span, value in inside or owned:
        if not _is_nationality(span) and not _is_striker(span, value, account):
            spot = Spot(span, account, reading.support(span, "Place"))
            found.setdefault(value, []).append(spot)
    living = {span.start: number for span, number in reading.populations}
    told = [
        Candidate(value, tuple(spots), max(living.get(spot.span.start, 0) for spot in spots))
        for value, spots in found.items()
    ]
    return tuple(one for one in told if not _is_only_filed_from(one, told))


def _is_only_filed_from(candidate: Candidate, told: Sequence[Candidate]) -> bool:
    """Whether it only stands in the dateline, and the head of the text tells of a scene elsewhere.

    The county or the state around a town of America is not elsewhere.
    """
    return all(spot.in_dateline for spot in candidate.spots) and any(
        not _are_near(other.value, candidate.value)
        and not (other.value.country == "US" and lies_in(candidate.value, other.value))
        and any(_is_scene_of_head(spot, other.value) for spot in other.spots)
        for other in told
    )


def _is_scene_of_head(spot: Spot, place: PlaceValue) -> bool:
    """Whether the title or one of the next sentences tells of something that happened there."""
    doc = spot.span.doc
    head = [sent.start for sent in doc.sents if len(sent) > 3][:_HEAD]
    known = place.lat is not None or _is_introduced(spot)
    said = grammar.among(spot.verb, words("speech", "verbs") | words("aftermath", "verbs"))
    told = spot.span.sent.start in head and not spot.in_dateline and not said
    scene = spot.before not in ("from", "to") and is_scene(spot.span) and not _is_home(spot)
    return known and told and scene and place.precision != "country"


_HEAD = 4  # sentences


def is_by_address(spot: Spot) -> bool:
    """Whether it is told to be the scene with a street: "on Cleveland Street in Orange"."""
    return (
        is_scene(spot.span)
        and spot.before == "in"
        and not spot.company.isdisjoint(words("where", "addresses"))
    )


_SIDE_OF = re.compile(
    r"\b(?:north|south|east|west|northeast|northwest|southeast|southwest|north-east|north-west|south-east|south-west) of "
    r"(?:the (?:\w+ )?(?:city|town|capital|port)(?: of)? )?$|\b(?:miles|kilomet(?:er|re)s|km|minutes) (?:away )?from $",
    re.IGNORECASE,
)


def _only_locates(reading: Reading, span: Span) -> bool:
    """Whether it only tells where the town named before it lies: "in Broken Arrow, southeast of Tulsa"."""
    begin, text = span.sent.start_char, text_of(span.doc)
    if _SIDE_OF.search(text[begin : span.start_char]) is None:
        return False
    return any(
        value.precision == "city" and "," in text[other.end_char : span.start_char]
        for other, value in reading.places_in(span.sent)
        if other.end <= span.start
    )


_SUBURB = re.compile(r"(?:['’]s)? (?:[\w-]+ ){0,2}suburb of (?:the )?", re.IGNORECASE)


def _cities_of_suburbs(
    reading: Reading, inside: Sequence[tuple[Span, PlaceValue]]
) -> frozenset[PlaceValue]:
    """The cities of which one of the places is told to be a suburb: Chicago of "the Chicago suburb of Evanston"."""
    text = text_of(reading.doc)
    starts = [span.start_char for span, _ in inside]
    return frozenset(
        value
        for span, value in inside
        if (match := _SUBURB.match(text, span.end_char)) is not None and match.end() in starts
    )


def _is_of_release(span: Span) -> bool:
    """Whether it is where captives came free: "was released on a roadside near Copán"."""
    verb = grammar.verb_of(span.root)
    return grammar.among(verb, ("release", "free", "rescue")) and grammar.is_passive(verb)


# Names of countries that have no other adjective in news, and what is theirs and mostly abroad.
_ADJECTIVES = frozenset("us u.s. usa uk u.k. united states kingdom".split())
_ABROAD = frozenset(
    """
    drone drones air airstrike airstrikes strike strikes missile missiles forces troops soldiers
    soldier military army navy marines marine jets warplanes aircraft warplane jet bombers
    helicopter helicopters warship convoy base commandos officials
    """.split()
)


def _is_nationality(span: Span) -> bool:
    """Whether a country says whose something is, and not where: "a US drone strike", "United States troops"."""
    named = all(token.lower_ in _ADJECTIVES for token in span)
    return named and span.doc[span.end : span.end + 1].text in _ABROAD


def _is_striker(span: Span, place: PlaceValue, account: Account) -> bool:
    """Whether a country is who struck from afar, not where: "Israel launched four airstrikes"."""
    afar = any(trigger.type in FROM_AFAR for trigger in account.triggers)
    deed = grammar.among(grammar.verb_of(span.root), _STRIKES)
    return afar and deed and place.precision == "country" and span.root.dep_ == "nsubj"


_STRIKES = frozenset("launch strike bomb fire carry conduct hit shell attack pound target".split())


def _is_beyond_border(span: Span) -> bool:
    """Whether it only says whose border is near: "close to the border with Pakistan", "crossed from Chad"."""
    words_of = span.doc[max(span.start - 4, 0) : span.start]
    return _BORDER.search(" ".join(token.lower_ for token in words_of)) is not None


def _is_of_reaction(span: Span) -> bool:
    """Whether it only says where those are who judge it: "protesters in London condemned the attack"."""
    who = span.root.head
    return (
        span.root.dep_ == "nmod"
        and who.dep_ == "nsubj"
        and grammar.among(who, words("persons", "people"))
        and grammar.among(who.head, words("aftermath", "reacting") | {"protest"})
        and not grammar.is_passive(who.head)
    )


def _is_of_avenged(span: Span, account: Account) -> bool:
    """Whether it is where that was which this incident avenged."""
    here = (trigger for trigger in account.triggers if trigger.sentence.start == span.sent.start)
    return any(lookback.is_of_avenged(span.root, trigger) for trigger in here)


def _is_counted_from(span: Span, account: Account) -> bool:
    """Whether it is where that was from which the text counts: "the first since a deal was signed in Doha"."""
    deeds = {trigger.head.i for trigger in account.triggers}
    for verb in grammar.ancestors(span.root):
        if any(child.lower_ == "since" and child.dep_ == "mark" for child in verb.children):
            return deeds.isdisjoint(token.i for token in verb.subtree)
    return False


_BORDER = re.compile(
    r"\b(?:(?:border|frontier) (?:with|from)|bordering|crossed (?:over )?from)(?: the)?$"
)


def described(found: Sequence[Candidate]) -> list[choice.Described]:
    """The features of each candidate."""
    told = Counter(
        (candidate.value.country, candidate.value.admin1)
        for candidate in found
        for _ in candidate.spots
    )
    given = []
    for candidate in found:
        mine = Choice(candidate, [other for other in found if other is not candidate], told)
        given.append(
            choice.Described(
                [[float(say(spot)) for say in SPOT_FEATURES.values()] for spot in candidate.spots],
                [float(say(mine)) for say in PLACE_FEATURES.values()],
            )
        )
    return given
