"""Names of places in a text: what the gazetteer knows and the text uses as the name of a place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from kgraph import mentions
from kgraph.resolve import gazetteer
from kgraph.resolve.datelines import furniture_of
from kgraph.resolve.gazetteer import Place
from kgraph.resolve.place_meanings import meanings
from kgraph.resolve.place_surroundings import (
    LOCATING,
    begins_dateline,
    is_before_event,
    is_cut_off,
    is_hyphenated,
    is_inside_name,
    is_located,
    is_no_surname,
    is_of_family,
    is_of_street,
    printed,
)
from kgraph.resolve.place_usage import NOT_PLACES, Usage, usage_of
from kgraph.resolve.register import country_of, other_names, people_of
from kgraph.resolve.us_states import state_after

# Words that begin many a name without being one.
_FIRST_WORDS = frozenset(
    """
    san santa new el la los las north south east west central the al northern southern
    eastern western little great green white union independence liberty hope spring silver
    grand long river lake highland
    """.split()
)
_LONGEST = 5  # tokens of a name: "Democratic Republic of the Congo"


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the text with every place it could mean."""

    span: Span
    places: tuple[Place, ...]
    # The name of what it is told to lie in: "Illinois" of "Springfield, Illinois".
    wider: str | None


def names_in(doc: Doc) -> list[Named]:
    """Names of places, longest first, with the comma chains they stand in."""
    text, furniture = usage_of(doc), furniture_of(doc)
    names = (
        _longest_at(token, text)
        for token in doc
        if token.i not in furniture and token.text[0].isupper()
    )
    kept = filter_spans([span for span in names if span is not None])
    return [Named(span, meanings(_full(span)), _wider(span, kept)) for span in kept]


_OFFICES = frozenset(
    "sheriff sheriffs deputies deputy police coroner prosecutor prosecutors district jail schools court".split()
)


def _full(span: Span) -> str:
    """A name as the gazetteer has it: "Fort Bend County" of "in Fort Bend Co.", "Anson Co. deputies"."""
    doc, end = span.doc, span.end
    if doc[end : end + 1].text != "Co.":
        return printed(span)
    placed = span.start > 0 and span[0].nbor(-1).lower_ in LOCATING
    office = doc[end + 1 : end + 2].text.lower() in _OFFICES
    return f"{printed(span)} County" if placed or office else printed(span)


def _longest_at(token: Token, text: Usage) -> Span | None:
    """The longest name of a place that begins with a word."""
    doc, start = token.doc, token.i
    alone = _may_begin(token, text)
    for end in range(min(start + _LONGEST, len(doc)), start, -1):
        if not _may_end(doc[end - 1]):
            continue
        span = doc[start:end]
        if not (alone or (len(span) > 1 and not text.shouted)) or not _is_name(span, text):
            continue
        if alone or is_located(span) or bool(country_of(span.text)):
            return span
    return None


def _may_begin(token: Token, text: Usage) -> bool:
    """Whether a word may be the first of a place's name, or all of it."""
    if not _is_long_enough(token) or _is_abbreviated_state(token):
        return False
    if token.lower_ in NOT_PLACES and token.lower_ not in _FIRST_WORDS:
        return token.lower_ in text.told and _is_placed(token)
    return (
        not text.shouted
        or token.ent_type_ == "LOC"
        or token.pos_ == "PROPN"
        or (token.i > 0 and token.nbor(-1).lower_ in (*LOCATING, ","))
    )


def _is_long_enough(token: Token) -> bool:
    """Whether a capitalised word is a name's by its length: more than two letters, save a few."""
    short = len(token.text) < 3 and token.text not in ("US", "UK", "DR")
    capital = token.text[0].isupper() and not token.is_space
    return capital and (not short or token.lower_ in _FIRST_WORDS)


def _is_abbreviated_state(token: Token) -> bool:
    """Whether it only says where the place before it lies: "Pa." of "READING, Pa."."""
    if token.i < 2 or token.nbor(-1).text != ",":
        return False
    return bool(state_after(token.doc[token.i - 2 : token.i - 1]))


def _is_placed(token: Token) -> bool:
    """Whether a plain word stands as a place does: behind "in", at the head of a text, before a state."""
    span = token.doc[token.i : token.i + 1]
    located = token.i > 0 and token.nbor(-1).lower_ in LOCATING
    return located or begins_dateline(span) or is_before_event(span) or bool(state_after(span))


_NOUNS = frozenset(
    """
    Colony Camp Gate Mission Park Square Bridge Mall Plaza Garden Gardens Parkway Pike Terrace Ridge Grove Point Court
    Heights Hills Estates Crossing Landing Trail Valley Beach Harbor Bay Woods Village Manor
    """.split()
)


def _ends_name(span: Span) -> bool:
    """Whether a plain word only ends a longer name: "Colony" of "Shah Faisal Colony"."""
    before = span.doc[max(span.start - 1, span.sent.start) : span.start]
    return span.text in _NOUNS and len(before) == 1 and before[0].text[:1].isupper()


def _is_name(span: Span, text: Usage) -> bool:
    """Whether a stretch of text that the gazetteer knows is used as the name of a place here."""
    name = _full(span)
    places = gazetteer.find(name)  # first, for most stretches of text are none
    if not places or "\n" in span.text:
        return False
    if is_hyphenated(span) or is_cut_off(span) or _begins_district(span) or _ends_name(span):
        return False
    inside = is_inside_name(span) and not name.endswith(
        "County"
    )  # "Orange County District Attorney"
    if inside or is_of_street(span) or is_of_family(span):
        return False
    words = span.text.lower()
    if (words in NOT_PLACES and words not in text.told) or words in other_names():
        return False
    if places[0].kind == "A" and _is_people(span):
        return False
    return bool(state_after(span)) or _is_meant(span, places, text)


def _begins_district(span: Span) -> bool:
    """Whether a name only begins that of a district: "Bala" of "Bala Buluk District"."""
    behind = span.doc[span.end : span.end + 2]
    return len(behind) == 2 and behind[0].text.istitle() and behind[1].text == "District"


def _is_people(span: Span) -> bool:
    """Whether a region's name says whose somebody is: "Somali soldiers", who are not of Ethiopia's Somali region."""
    return bool(people_of(span.text)) and span.doc[span.end : span.end + 1].text[:1].islower()


def _may_end(last: Token) -> bool:
    """Whether a name may end with a word."""
    capital = last.text[0].isupper() and not last.is_space
    return capital and last.lower_ not in ("the", "of")


def _is_meant(span: Span, places: Sequence[Place], text: Usage) -> bool:
    """Whether a name means a place and no person or organisation, by its size and the words around it."""
    first = span[0]
    big = places[0].kind == "C" or max(place.population for place in places) > 500_000
    if any(token.i in text.barred for token in span) and not is_no_surname(span):
        return big and first.ent_type_ == "LOC"
    before = first.nbor(-1).lower_ if first.i > 0 else ""
    located = before == "," or first.ent_type_ == "LOC" or is_located(span)
    if any(token.i in text.organised for token in span):
        return located
    if located or (big and (len(span) > 1 or first.pos_ == "PROPN" or first.ent_type_ != "")):
        return True
    known = any(place.population > 5000 for place in places) and not text.shouted
    return known and first.pos_ == "PROPN" and not first.is_sent_start


def _wider(span: Span, kept: Sequence[Span]) -> str | None:
    """What a comma, or "in", puts behind a name as the wider place."""
    doc, end = span.doc, span.end
    if (around := _around(span, kept)) is not None:
        return around
    if end + 1 >= len(doc) or doc[end].text != ",":
        return None
    after = doc[end + 1 : end + 3].text.split(",")[0]
    if state := state_after(span):
        return state
    following = next((other for other in kept if other.start == end + 1), None)
    return (
        printed(following) if following is not None else (after if gazetteer.find(after) else None)
    )


_KINDS = r"(?:village|town|city|hamlet|settlement|community|suburb|district|county|area|locality|commune|municipality|port)"
_SIDE = r"(?:(?:the|northern|southern|eastern|western|central|north|south|east|west|far|coastal|restive|border)[ -])*"
# Between a name and what it lies in: "Solhan, a village in northern", "Salama village in", "the Mir Ali area of".
_LIES_IN = re.compile(rf"(?:, (?:a|the) (?:[\w-]+ ){{0,3}}{_KINDS}| {_KINDS}) (?:in|of) {_SIDE}")
# The same without a word for what it is, which may also join two places: "in Boni in central Mali".
_IN = re.compile(rf",? in {_SIDE}")
# Between the name of what it lies in and its own: "Kenya's", "Nigeria's north-eastern".
_HAS = re.compile(rf"['’]s {_SIDE}")


def _around(span: Span, kept: Sequence[Span]) -> str | None:
    """The country or region that words put around a name: "Solhan, a village in Burkina Faso", "Kenya's Lamu County"."""
    text, begin = mentions.text_of(span.doc), span.sent.start_char
    inside = span.sent.end_char
    for other in kept:
        behind = span.end_char < other.start_char <= inside
        before = begin <= other.start_char and other.end_char < span.start_char
        words = text[span.end_char : other.start_char] if behind else ""
        owner = text[other.end_char : span.start_char] if before else ""
        told = _LIES_IN.fullmatch(words) or (_IN.fullmatch(words) and _is_around(other, span))
        if told or _HAS.fullmatch(owner):
            name = printed(other)
            if any(place.kind in ("A", "C") for place in gazetteer.find(name)):
                return name
    return None


def _is_around(wider: Span, span: Span) -> bool:
    """Whether "in" puts a located name into a country or region, and not into what this has: "in Gaza in Israel's war"."""
    behind = wider.doc[wider.end : wider.end + 1]
    owns = len(behind) == 1 and (behind[0].tag_ == "POS" or behind[0].pos_ in ("NOUN", "PROPN"))
    return is_located(span) and not owns and printed(wider) == wider.text
