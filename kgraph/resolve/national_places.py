"""Places of which a text only tells whose they are: "in an Afghan village", "the Syrian capital"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from kgraph.model import PlaceValue
from kgraph.resolve import gazetteer
from kgraph.resolve.gazetteer import Place
from kgraph.resolve.nations import peoples
from kgraph.resolve.place_choice import place_value
from kgraph.resolve.register import states

# What lies in the state whose people's word stands before it; its embassies, bases and restaurants need not.
_SITES = frozenset(
    """
    airport capital city coast countryside desert district field highlands island jail jungle market mine mosque
    mountains parliament plant port prison province refinery region resort soil territory town village villages waters
    """.split()
)
_ARTICLES = frozenset("a an the this that another".split())
_BEFORE = _ARTICLES | {"in", "on", "off", "near", "outside"}
_LONGEST = 3  # words up to the noun: "Algerian natural gas plant"


def national_places(doc: Doc) -> Iterator[tuple[Span, PlaceValue]]:
    """Each with its capital, or its country where no more is told."""
    for people, code in peoples(doc):
        noun = _site(people)
        if noun is not None and (place := _place(code, noun.lower_ == "capital")):
            start = people.start - (people[0].nbor(-1).lower_ in _ARTICLES)
            yield doc[start : noun.i + 1], place_value(place, place.name)


def _site(people: Span) -> Token | None:
    """The noun for a place whose phrase a people's word begins, if no name follows that says which one it is."""
    doc = people.doc
    if people.start == 0 or people[0].nbor(-1).lower_ not in _BEFORE:
        return None
    for noun in doc[people.end : people.end + _LONGEST]:
        if noun.text in _SITES:
            return None if _is_named(noun) else noun
        if noun.pos_ not in ("ADJ", "NOUN") or not noun.text.islower():
            return None
    return None


def _is_named(noun: Token) -> bool:
    """Whether a name or another noun follows: "the Syrian city of Hama", "the Malian capital, Bamako", "an Afghan village elder"."""
    behind = noun.doc[noun.i + 1 : noun.i + 3]
    if len(behind) and behind[0].pos_ in ("NOUN", "PROPN"):
        return True
    return len(behind) == 2 and behind[0].lower_ in ("of", ",") and behind[1].text[:1].isupper()


def _place(code: str, capital: bool) -> Place | None:
    """The gazetteer's entry for a state, or for its capital."""
    state = states().get(code)
    name = state and (state.capital if capital else state.label)
    kind = "P" if capital else "C"
    known = gazetteer.find(name) if name else ()
    return next((place for place in known if place.kind == kind and place.country == code), None)
