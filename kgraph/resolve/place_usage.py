"""How a text as a whole uses the words that may name places: in capitals, in names of persons, of towns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from kgraph.mentions import text_of, tokens_of
from kgraph.resolve.us_states import state_after

NOT_PLACES = frozenset(
    """
    gazan gazans march may police most of man bar nice reading mobile bath split general sheriff island
    news post times church university first second third monday tuesday wednesday thursday
    friday saturday sunday january february april june july august september october
    november december jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. president minister king prince north south east west central union
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
    africa asia europe ward
    """.split()
)
# Of these words some are large towns too, which only a place word or "in" before them tells.
_TOWNS_TOO = frozenset("nice reading mobile bath split victoria orange normal deal".split())


@dataclass(frozen=True, slots=True)
class Usage:
    """How a text uses its words: in capitals, in names of persons (`barred`) or of organisations, as places (`told`)."""

    shouted: bool
    barred: frozenset[int]
    organised: frozenset[int]
    told: frozenset[str]


def usage_of(doc: Doc) -> Usage:
    """How a text uses its words."""
    persons = list(_persons(doc))
    own_names = {token.lower_ for ent in persons for token in (ent[0], ent[-1])}
    barred = {token.i for ent in persons for token in ent}
    barred |= {token.i for token in tokens_of(doc, own_names) if not _is_in(token)}
    organised = frozenset(token.i for ent in doc.ents if ent.label_ == "ORG" for token in ent)
    return Usage(_is_shouted(doc), frozenset(barred), organised, _told_with_state(doc))


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
        for token in tokens_of(doc, NOT_PLACES)
        if state_after(doc[token.i : token.i + 1]) or _is_town(token)
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
