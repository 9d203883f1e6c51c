"""How many an incident harmed: which of a text's numbers, or whose sum, or nobody, or what the reader sees.

Weights learned from articles on known incidents choose (see choice.py): `killed.toml` for the dead and all
others but the wounded, `wounded.toml` for those.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from spacy.tokens import Span, Token

from kgraph.extract import attribution, choice, grammar, spots
from kgraph.extract.counted import counted
from kgraph.extract.dated import words_of_law
from kgraph.extract.distances import are_far_apart
from kgraph.extract.lexicon import cues
from kgraph.extract.persons import are_apart, are_introduced
from kgraph.extract.standing import is_in_title
from kgraph.extract.sums import GENERIC, Way, are_listed, attackers_in, size
from kgraph.extract.tallies import Candidate, Spot, Told, plausible
from kgraph.extract.toll_words import TOLL
from kgraph.extract.tolls import Toll
from kgraph.model import DateValue


def chosen(said: Told) -> tuple[Way, float] | None:
    """The most telling way to the likeliest number, and how probable that is; None where nothing is told."""
    found = plausible(said)
    name = "wounded" if said.harm == "wounded" else "killed"
    chances = choice.chances(choice.shipped(name), described(found))
    if not chances:
        return None
    ranked = [found[chances[0].candidate].spots[number] for number in chances[0].spots]
    told_of = [spot for spot in ranked if spot.way.span is not None]
    return (told_of or ranked)[0].way, chances[0].probability


# --- what the words around a number say -----------------------------------------------------------

_BOUND = re.compile(r"\b(at least|more than|over|no fewer than|upwards? of)\b", re.IGNORECASE)
_RISING = re.compile(
    r"\b(ros[et]|risen|rises|climbed|climbs|now|bringing|brings|in total|in all|altogether|total of|total number|"
    r"final|latest|confirmed(?! the (?:\w+ )?(?:raids?|attacks?|incidents?|ambush|assault|killings?|blasts?|bombings?|shootings?)\b))\b",
    re.IGNORECASE,
)
_EARLY = re.compile(r"\b(initial(ly)?|earlier|at first|first said|previous(ly)?)\b", re.IGNORECASE)
_LONG_AGO = re.compile(
    r"\b(since|ago|last (year|month|week)|(past|last) (\w+ )?(days|weeks|months?|years?)|in (19|20)\d\d|previous(ly)?|another|other (attacks?|shootings?|bombings?)|"
    r"similar|separate|that year|this year|so far this|anniversary|worst|deadliest)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(critical|serious|stable|grave|surgery|discharged|hospital|treated)\b", re.IGNORECASE
)
_INCLUDING = re.compile(r"^,? ?(\w+ ){0,6}(including|among them|mostly|most of)\b", re.IGNORECASE)
_AGES = frozenset(
    "child children boys girls women men teenagers teens youths minors adults".split()
)
_LAW = re.compile(
    r"\b(charge[sd]?|counts?|accused|convict\w*|sentenced|indict\w*|plead\w*)\b", re.IGNORECASE
)


def _of_kind(kind: str) -> Callable[[Spot], bool]:
    return lambda spot: spot.way.kind == kind


def _of_number(holds: Callable[[Spot, Toll], object]) -> Callable[[Spot], bool]:
    """What is asked only of a number that the text has."""
    return lambda spot: spot.toll is not None and bool(holds(spot, spot.toll))


def _of_place(holds: Callable[[spots.Spot], object]) -> Callable[[Spot], bool]:
    """What is asked only of words."""
    return lambda spot: spot.at is not None and bool(holds(spot.at))


def _nouns(way: Way) -> list[Token]:
    """The nouns that first stand for its persons."""
    return [person.mentions[0][1] for person in way.persons]


def _is_listed_beside(spot: Spot) -> bool:
    """Whether its persons are listed with those a number counts: "two soldiers and a policeman"."""
    noun = counted(spot.way.tolls[0].span) if spot.way.kind == "beside" else None
    return noun is not None and all(are_listed(noun, one) for one in _nouns(spot.way))


def _are_persons_listed(spot: Spot) -> bool:
    """Whether its persons are one list: "a reporter and her driver"."""
    nouns = _nouns(spot.way)
    return (
        spot.way.kind == "persons"
        and len(nouns) > 1
        and all(are_listed(nouns[0], other) for other in nouns[1:])
    )


def _is_added(spot: Spot) -> bool:
    """Whether it is a number that another way adds others to: "two staff" of "two staff and four others"."""
    sums = [
        way
        for way in spot.told.ways
        if way.kind == "beside" or (way.kind == "sum" and way.tolls[-1].more)
    ]
    return spot.stated and any(spot.way.number == size(toll) for way in sums for toll in way.tolls)


def _is_first(spot: Spot, toll: Toll) -> bool:
    numbers = spot.told.numbers
    return bool(numbers) and toll.span.start <= numbers[0].span.start


def _in_first_sentence(spot: Spot, toll: Toll) -> bool:
    numbers = spot.told.numbers
    return bool(numbers) and toll.span.sent.start == numbers[0].span.sent.start


def _is_last_toll(spot: Spot, toll: Toll) -> bool:
    """Whether it is the last number that is said to be the toll."""
    tolls = [item for item in spot.told.numbers if TOLL.search(item.quote.text)]
    return bool(tolls) and tolls[-1] is toll


def _is_below_another(spot: Spot, toll: Toll) -> bool:
    """Whether its sentence has a larger number of the same harm."""
    start = toll.span.sent.start
    return spot.stated and any(
        size(other) > size(toll) and other.span.sent.start == start for other in spot.told.numbers
    )


def _is_dated_otherwise(spot: Spot) -> bool:
    """Whether its sentence has a date, and none that the incident's day fits."""
    span, day = spot.way.span, spot.told.day
    if span is None or day is None or day.earliest is None or day.latest is None:
        return False
    mine = [value for _, value in spot.told.reading.dates_in(span.sent)]
    return bool(mine) and not any(_meets(value, day) for value in mine)


def _is_of_years_before(spot: Spot) -> bool:
    """Whether the dates of its sentence all ended long before the incident, or else the article."""
    span, reading = spot.way.span, spot.told.reading
    known = spot.told.day.latest if spot.told.day is not None else reading.published
    if span is None or known is None:
        return False
    mine = [value.latest for _, value in reading.dates_in(span.sent)]
    return bool(mine) and all(last is not None and last < known - _LONG for last in mine)


_LONG = dt.timedelta(days=100)


def _is_placed_otherwise(spot: Spot) -> bool:
    """Whether the towns of its sentence are all far from where the incident was."""
    span, scene = spot.way.span, spot.told.place
    if span is None or scene is None:
        return False
    mine = [
        value
        for _, value in spot.told.reading.places_in(span.sent)
        if value.precision not in ("region", "country")
    ]
    return bool(mine) and all(are_far_apart(value, scene) for value in mine)


def _meets(one: DateValue, other: DateValue) -> bool:
    if not (one.earliest and one.latest and other.earliest and other.latest):
        return True
    return one.earliest <= other.latest and other.earliest <= one.latest


def _had(at: spots.Spot) -> bool:
    return any(child.lower_ == "had" for child in at.verb.children)


def _quote(spot: Spot) -> Span | None:
    return spot.toll.quote if spot.toll is not None else spot.way.span


def _is_attributed(spot: Spot) -> bool:
    quote = _quote(spot)
    return quote is not None and attribution.source_of(spot.told.reading, quote) is not None


def _after(toll: Toll) -> str:
    end = max(toll.span.end, toll.quote.end)
    return toll.span.doc[end : max(end, min(end + 12, toll.span.sent.end))].text


SPOT_FEATURES: Mapping[str, Callable[[Spot], float]] = MappingProxyType(
    {
        "sum": _of_kind("sum"),
        "sum with others": lambda spot: spot.way.kind == "sum" and spot.way.tolls[-1].more,
        "persons beside": _of_kind("beside"),
        "persons listed beside": _is_listed_beside,
        "in a sum": _is_added,
        "less attackers": _of_kind("less"),
        "persons": _of_kind("persons"),
        "persons apart": lambda spot: spot.way.kind == "persons" and are_apart(spot.way.persons),
        "persons listed": _are_persons_listed,
        "persons introduced apart": lambda spot: are_introduced(spot.way.persons),
        "persons many": lambda spot: (
            math.log(len(spot.way.persons)) if spot.way.kind == "persons" else 0.0
        ),
        "persons alone": lambda spot: spot.way.kind == "persons" and not spot.told.numbers,
        "nobody": _of_kind("nobody"),
        "reader's own": _of_kind("reader"),
        "reader's, against numbers": lambda spot: (
            spot.way.kind == "reader" and bool(spot.told.numbers)
        ),
        "in the title": _of_place(lambda at: is_in_title(at.span)),
        "with a trigger": _of_place(lambda at: at.near),
        "up to the first trigger": _of_place(lambda at: at.behind_first <= 0),
        "position": lambda spot: spot.at.position if spot.at is not None else 0.0,
        "first": _of_number(_is_first),
        "in the first sentence": _of_number(_in_first_sentence),
        "toll": _of_number(lambda _, toll: TOLL.search(toll.quote.text)),
        "last toll": _of_number(_is_last_toll),
        "toll in sentence": _of_number(lambda spot, _: TOLL.search(spot.sentence)),
        "bound": _of_number(lambda _, toll: _BOUND.search(toll.span.text)),
        "vague": _of_number(lambda _, toll: toll.value.words),
        "rising": lambda spot: _RISING.search(spot.sentence) is not None,
        "early": lambda spot: _EARLY.search(spot.sentence) is not None,
        "general": _of_number(lambda _, toll: toll.noun in GENERIC),
        "ages": _of_number(lambda _, toll: toll.noun in _AGES),
        "bare": _of_number(lambda _, toll: not toll.noun),
        "more": _of_number(lambda spot, toll: toll.more and spot.stated),
        "part": _of_number(lambda _, toll: toll.part),
        "including others": _of_number(lambda _, toll: _INCLUDING.search(_after(toll))),
        "holds attackers": _of_number(lambda spot, toll: spot.stated and attackers_in(toll)),
        "below another": _of_number(_is_below_another),
        "looks back": lambda spot: _LONG_AGO.search(spot.sentence) is not None,
        "background": lambda spot: cues("background", "cues").search(spot.sentence) is not None,
        "dated otherwise": _is_dated_otherwise,
        "years before": _is_of_years_before,
        "placed otherwise": _is_placed_otherwise,
        "had": _of_place(_had),
        "law": lambda spot: _LAW.search(spot.sentence) is not None,
        "law's clause": _of_place(lambda at: words_of_law(at.verb)),
        "condition": lambda spot: _CONDITION.search(spot.sentence) is not None,
        "modal": _of_place(lambda at: grammar.is_modal(at.verb)),
        "attributed": _is_attributed,
    }
)


# --- what a number says by itself -----------------------------------------------------------------

_FAINT = 0.01


def _is_sum(candidate: Candidate) -> bool:
    """Whether it is stated, and two other stated numbers add up to it."""
    others = [number for number in candidate.others if number]
    return candidate.stated and any(
        candidate.number - number in others and 2 * number != candidate.number for number in others
    )


TOTAL_FEATURES: Mapping[str, Callable[[Candidate], float]] = MappingProxyType(
    {
        "reader": lambda one: math.log((one.told.probable(one.number) + _FAINT) / (1 + _FAINT)),
        "times told": lambda one: math.log(len(one.spots)),
        "largest": lambda one: one.stated and bool(one.others) and one.number > max(one.others),
        "smallest": lambda one: one.stated and bool(one.others) and one.number < min(one.others),
        "sum of others": _is_sum,
        "size": lambda one: math.log1p(one.number),
        "one": lambda one: one.number == 1,
        "nobody, as said": lambda one: one.number == 0 and one.stated,
        "nobody, against numbers": lambda one: one.is_unsaid_nobody and bool(one.told.numbers),
        "nobody, against persons": lambda one: (
            one.is_unsaid_nobody and any(way.kind == "persons" for way in one.told.ways)
        ),
    }
)


def described(found: Sequence[Candidate]) -> list[choice.Described]:
    """The features of each candidate, in their order."""
    return [
        choice.Described(
            [[float(say(spot)) for say in SPOT_FEATURES.values()] for spot in one.spots],
            [float(say(one)) for say in TOTAL_FEATURES.values()],
        )
        for one in found
    ]
