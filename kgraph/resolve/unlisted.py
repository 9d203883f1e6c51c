"""Settlements that no gazetteer knows, by the words around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Span, Token

from kgraph import mentions
from kgraph.mentions import tokens_of
from kgraph.model import PlaceValue
from kgraph.resolve import gazetteer, spellings
from kgraph.resolve.districts import DISTRICT_NOUNS, unlisted_districts
from kgraph.resolve.place_choice import REGION_NOUNS, SETTLEMENT_NOUNS, in_wider, place_value
from kgraph.resolve.place_context import main_country
from kgraph.resolve.place_surroundings import is_in_longer_name, is_of_street, printed
from kgraph.resolve.register import country_of, country_words
from kgraph.resolve.us_states import state_after

_DIRECTIONS = frozenset(
    """
    north south east west northern southern eastern western central northeast northwest southeast
    southwest northeastern northwestern southeastern southwestern downtown midtown uptown
    """.split()
)
_BESIDE = ("in", "near", "outside")
_BUILDINGS = frozenset(
    "bar club nightclub pub restaurant home house apartment church mosque school college store shop mall hotel motel park "
    "clinic hospital market supermarket office courthouse jail prison factory theater theatre".split()
)
_CONTINENTS = frozenset("africa asia europe america americas east west sahel hemisphere".split())


def unlisted_places(doc: Doc, context: Counter[str]) -> Iterator[tuple[Span, PlaceValue]]:
    """Settlements that no gazetteer knows, by the words around them, or knows by another spelling."""
    for span, value in _told(doc, main_country(context)):
        known = spellings.find(value.name, value.country) if value.city else None
        yield span, place_value(known, printed(span)) if known is not None else value


def _told(doc: Doc, country: str | None) -> Iterator[tuple[Span, PlaceValue]]:
    yield from _by_place_word(doc, country)
    if country is not None:
        yield from _by_description(doc, country)
    yield from unlisted_districts(doc, country)
    yield from _by_entity(doc, country)
    for comma in tokens_of(doc, {","}):
        if 2 <= comma.i < len(doc) - 1:
            yield from _before_wider(doc, comma.i)


def _by_place_word(doc: Doc, country: str | None) -> Iterator[tuple[Span, PlaceValue]]:
    """ "The village of Dasht-e Barchi"."""
    for token in tokens_of(doc, SETTLEMENT_NOUNS):
        if token.i + 2 >= len(doc):
            continue
        before = token.nbor().lower_ != "of"
        span = _named_before(doc, token) if before else _capitalised(doc, token.i + 2)
        if (
            len(span) > 0
            and span.text.lower() not in country_words()
            and not gazetteer.find(printed(span))
        ):
            yield span, PlaceValue(printed(span), country, city=printed(span))


def _named_before(doc: Doc, noun: Token) -> Span:
    """The name right before a word for a place, where a text is told to be there: "at Paletwa town"."""
    start = _start_before(doc, noun.i, lambda token: token.text.istitle())
    placed = start > 0 and doc[start - 1].lower_ in ("in", "near", "at", "on", "outside", "of")
    small = noun.lower_ in ("town", "village")
    return doc[start : noun.i] if placed and small else doc[noun.i : noun.i]


def _start_before(doc: Doc, end: int, is_part: Callable[[Token], bool]) -> int:
    """Where a name of up to three words begins that ends before `end`."""
    start = end
    while start > 0 and end - start < 3 and is_part(doc[start - 1]):
        start -= 1
    return start


def _by_description(doc: Doc, country: str) -> Iterator[tuple[Span, PlaceValue]]:
    """ "Dinangourou, a remote town near the border"; not "Keita, a town councillor"."""
    for noun in tokens_of(doc, SETTLEMENT_NOUNS):
        comma = _comma_before(doc, noun)
        if comma is None or doc[noun.i : noun.i + 2][-1].pos_ in ("NOUN", "PROPN", "PART"):
            continue
        span = doc[_start_before(doc, comma, lambda token: token.pos_ == "PROPN") : comma]
        if len(span) > 0 and span[0].text[0].isupper() and _is_unlisted(span):
            yield span, PlaceValue(printed(span), country, city=printed(span))


def _comma_before(doc: Doc, noun: Token) -> int | None:
    """Where the comma stands before an article, a word or two and this noun: ", a small town"."""
    for at in range(noun.i - 1, max(noun.i - 4, 1), -1):
        if doc[at].lower_ in ("a", "an"):
            return at - 1 if doc[at - 1].text == "," else None
    return None


def _capitalised(doc: Doc, start: int) -> Span:
    """Up to four words of a name from `start` on, hyphens among them."""
    end = start
    while (
        end < len(doc)
        and end - start < 4
        and (doc[end].text[0].isupper() or (doc[end].text == "-" and end > start))
        and not doc[end].is_space
    ):
        end += 1
    return doc[start:end]


def _by_entity(doc: Doc, country: str | None) -> Iterator[tuple[Span, PlaceValue]]:
    """ "A home in Toone", where the language pipeline takes the name for a place's."""
    for ent in doc.ents:
        if ent[0].lower_ in _DIRECTIONS and len(ent) > 1:
            ent = doc[ent.start + 1 : ent.end]
        if not _stands_for_settlement(ent) or not _is_unlisted(ent):
            continue
        told = _country_behind(ent) or country
        if told is not None or spellings.find(printed(ent), None) is not None:
            yield ent, _called(printed(ent), told)


def _country_behind(ent: Span) -> str | None:
    """The country that is told right behind a name: "near Madjo, in eastern Burkina Faso"."""
    found = _COUNTRY.match(mentions.behind(ent))
    return country_of(found[1]) if found is not None else None


_COUNTRY = re.compile(r",? in (?:the )?(?:[a-z-]+ ){0,2}(?:of )?((?:[A-Z][\w-]+ ){0,2}[A-Z][\w-]+)")


def _called(name: str, country: str | None) -> PlaceValue:
    """A place that is a region where its name says so: "Galmudug state"."""
    if name.split()[-1].lower() in REGION_NOUNS:
        return PlaceValue(name, country, name, precision="region")
    return PlaceValue(name, country, city=name)


def _stands_for_settlement(ent: Span) -> bool:
    """Whether an entity stands where a settlement does, and is no part of something else."""
    doc = ent.doc
    return (
        ent.label_ == "LOC"
        and ent.start > 0
        and doc[ent.start - 1].lower_ in _BESIDE
        and not _is_cut_off(ent)
        and ent[-1].text not in _BUILDINGS  # "in Hamilton bar"
        and ent[-1].lower_ not in DISTRICT_NOUNS | _CONTINENTS
        and not is_in_longer_name(ent)
        and not is_of_street(ent)
    )


def _is_cut_off(ent: Span) -> bool:
    """Whether what follows makes it a part or an owner: "in Toone, Tenn.", "in Ann's home".

    Not so of "In Toone, gunmen …", "in Toone, in the north".
    """
    following = [token.text for token in ent.doc[ent.end : ent.end + 2]]
    if following[:1] != [","]:
        return following[:1] in (["'s"], ["’s"])
    opens = ent.start == ent.sent.start + 1 and following[-1][0].islower()
    return not opens and following[-1] not in _LOCATES


_LOCATES = frozenset(
    "in near a an the north south east west about some where around close outside".split()
)


def _is_unlisted(ent: Span) -> bool:
    """Whether its words can be a settlement's name and are none that is known."""
    name = printed(ent)
    return (
        len(name) > 3
        and name.replace(" ", "").isalpha()
        and not any(country_of(word) for word in (name, *name.split()))
        and not gazetteer.find(name)
    )


def _before_wider(doc: Doc, comma: int) -> Iterator[tuple[Span, PlaceValue]]:
    """ "In Jangebe, Zamfara state", "in Toone, Tenn.": what lies in a region or country that is known."""
    start = _start_before(doc, comma, lambda token: token.text[0].isupper())
    span = doc[start:comma]
    if (
        not 0 < start < comma
        or doc[start - 1].lower_ not in _BESIDE
        or not all(token.is_alpha for token in span)
        or doc[comma - 1].lower_ in DISTRICT_NOUNS
        or gazetteer.find(printed(span))
    ):
        return
    wide = comma + 2 if doc[comma + 1].lower_.replace("-", "") in _DIRECTIONS else comma + 1
    names = (state_after(span), doc[wide : wide + 2].text, doc[wide : wide + 1].text)
    found = (in_wider(printed(span), name) for name in names if name)
    value = next((value for value in found if value is not None), None)
    if value is not None:
        yield span, value
