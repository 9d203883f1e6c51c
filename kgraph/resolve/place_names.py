"""Names of places in a text: what the gazetteer knows and the text uses as the name of a place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from kgraph.mentions import text_of
from kgraph.resolve import gazetteer
from kgraph.resolve.datelines import furniture_of
from kgraph.resolve.gazetteer import Place
from kgraph.resolve.place_meanings import meanings
from kgraph.resolve.place_surroundings import (
    LOCATING,
    begins_dateline,
    is_before_event,
    is_hyphenated,
    is_inside_name,
    is_located,
    is_no_surname,
    is_of_street,
    printed,
)
from kgraph.resolve.register import country_of, other_names
from kgraph.resolve.us_states import state_after

_NOT_PLACES = frozenset(
    """
    march may police most of man bar nice reading mobile bath split general sheriff island
    news post times church university first second third monday tuesday wednesday thursday
    friday saturday sunday january february april june july august september october
    november december president minister king prince north south east west central union
    independence liberty hope victoria justice media male see say best san santa new old el
    al la le les los las de du da do the al-qaeda islam allah muhammad god christ christmas
    easter english spanish french german army navy marine force guard bomb kill attack
    street road avenue highway park hill house center centre square bridge river lake patrol
    court hospital superior metro mill creek western southern northern eastern wave
    reservoir cops highland highlands station district downtown lord family friends victim
    victims gun shooting officer county school schools elementary memorial medical regional
    photo video image read more facebook twitter google story updated posted click live
    action eyewitness local state america's department division circle lane drive boulevard
    way place plaza mall store shop market club grill restaurant hotel motel inn apartments
    manor village gardens woods northwest northeast southwest southeast side four sergeant sgt lt capt col gen rep sen gov dr mr mrs ms chief
    detective trooper agent coroner mayor judge attorney bishop major captain colonel
    lieutenant deputy special federal national republic democratic people young long date home
    chili deal normal page early lorry truck one peninsula gulf sea desert strip coast
    africa asia europe
    """.split()
)
# Of these words some are large towns too, which only a place word or "in" before them tells.
_TOWNS_TOO = frozenset("nice reading mobile bath split victoria orange normal deal".split())
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
    wider: str | None  # the name that a comma puts behind it: "Illinois" of "Springfield, Illinois"


def names_in(doc: Doc) -> list[Named]:
    """Names of places, longest first, with the comma chains they stand in."""
    text, furniture = _usage(doc), furniture_of(doc)
    names = (
        _longest_at(token, text)
        for token in doc
        if token.i not in furniture and token.text[0].isupper()
    )
    kept = filter_spans([span for span in names if span is not None])
    return [Named(span, meanings(printed(span)), _wider(span, kept)) for span in kept]


@dataclass(frozen=True, slots=True)
class _Usage:
    """How a text uses its words: in capitals, in names of persons (`barred`) or of organisations, as places (`told`)."""

    shouted: bool
    barred: frozenset[int]
    organised: frozenset[int]
    told: frozenset[str]


def _usage(doc: Doc) -> _Usage:
    persons = list(_persons(doc))
    own_names = {token.lower_ for ent in persons for token in (ent[0], ent[-1])}
    barred = {token.i for ent in persons for token in ent}
    barred |= {token.i for token in doc if token.lower_ in own_names and not _is_in(token)}
    organised = frozenset(token.i for ent in doc.ents if ent.label_ == "ORG" for token in ent)
    return _Usage(_is_shouted(doc), frozenset(barred), organised, _told_with_state(doc))


def _is_shouted(doc: Doc) -> bool:
    letters = [char for char in text_of(doc)[:2000] if char.isalpha()]
    return sum(char.isupper() for char in letters) > 0.7 * len(letters)


def _persons(doc: Doc) -> Iterator[Span]:
    """The names of persons of two words and more, without "of Stockton" behind, and never a dateline's."""
    lines = {token.i for line in doc.spans.get("dateline", ()) for token in line}
    for ent in doc.ents:
        end = next((token.i for token in ent if token.lower_ in ("of", "from")), ent.end)
        if ent.label_ == "PER" and end - ent.start > 1 and lines.isdisjoint(range(ent.start, end)):
            yield doc[ent.start : end]


def _told_with_state(doc: Doc) -> frozenset[str]:
    """Words that are no places elsewhere, but are here: "READING, Pa.", "in Nice", and so "from Nice" too."""
    return frozenset(
        token.lower_
        for token in doc
        if token.lower_ in _NOT_PLACES
        and (state_after(doc[token.i : token.i + 1]) or _is_town(token))
    )


def _is_town(token: Token) -> bool:
    """Whether a word that is a town's name too is one here: "in Nice on Thursday", but not "in Nice Street"."""
    doc, at = token.doc, token.i
    follows = at + 1 < len(doc) and doc[at + 1].text[0].isupper()
    placed = at > 0 and doc[at - 1].lower_ in ("in", "near", "outside", "of")
    named = token.lower_ in _TOWNS_TOO and token.is_title and token.pos_ == "PROPN"
    return named and placed and not follows


def _is_in(token: Token) -> bool:
    """Whether a name of a person as well is a place's here: "in Jackson", but not "in Jackson's car"."""
    doc, after = token.doc, token.i + 1
    owned = after < len(doc) and doc[after].tag_ == "POS"
    return token.i > 0 and token.nbor(-1).lower_ in ("in", "near", "outside") and not owned


def _longest_at(token: Token, text: _Usage) -> Span | None:
    """The longest name of a place that begins with a word."""
    doc, start = token.doc, token.i
    alone = _may_begin(token, text)
    for end in range(min(start + _LONGEST, len(doc)), start, -1):
        span = doc[start:end]
        longer = len(span) > 1 and not text.shouted
        may = alone or (longer and (is_located(span) or bool(country_of(span.text))))
        if may and _is_name(span, text):
            return span
    return None


def _may_begin(token: Token, text: _Usage) -> bool:
    """Whether a word may be the first of a place's name, or all of it."""
    if not _is_long_enough(token) or _is_abbreviated_state(token):
        return False
    if token.lower_ in _NOT_PLACES and token.lower_ not in _FIRST_WORDS:
        return token.lower_ in text.told and _is_placed(token)
    return (
        not text.shouted
        or token.ent_type_ == "LOC"
        or token.pos_ == "PROPN"
        or (token.i > 0 and token.nbor(-1).lower_ in (*LOCATING, ","))
    )


def _is_long_enough(token: Token) -> bool:
    """Whether a capitalised word is a name's by its length: more than two letters, save a few."""
    short = len(token.text) < 3 and token.text not in ("US", "UK")
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


def _is_name(span: Span, text: _Usage) -> bool:
    """Whether a stretch of text that the gazetteer knows is used as the name of a place here."""
    if not _may_end(span) or is_hyphenated(span):
        return False
    places = gazetteer.find(printed(span))
    if not places or is_inside_name(span) or is_of_street(span):
        return False
    words = span.text.lower()
    if (words in _NOT_PLACES and words not in text.told) or words in other_names():
        return False
    return bool(state_after(span)) or _is_meant(span, places, text)


def _may_end(span: Span) -> bool:
    """Whether a name on one line may end where a span ends."""
    last = span[-1]
    capital = last.text[0].isupper() and not last.is_space
    return capital and "\n" not in span.text and last.lower_ not in ("the", "of")


def _is_meant(span: Span, places: Sequence[Place], text: _Usage) -> bool:
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
    if end + 1 >= len(doc) or doc[end].text != ",":
        return None
    after = doc[end + 1 : end + 3].text.split(",")[0]
    if state := state_after(span):
        return state
    following = next((other for other in kept if other.start == end + 1), None)
    return (
        printed(following) if following is not None else (after if gazetteer.find(after) else None)
    )
