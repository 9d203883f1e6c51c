"""Names of places in a text: what the gazetteer knows and the text uses as the name of a place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from kgraph.mentions import text_of
from kgraph.resolve import gazetteer
from kgraph.resolve.gazetteer import Place
from kgraph.resolve.register import country_of, other_names, states
from kgraph.resolve.us_states import state_after

LOCATING = frozenset(
    """
    in at near from of around outside to across inside between off into toward towards
    through on
    """.split()
)
_DATELINE = re.compile(
    r"(?:(?<=\n)|\A)\s*(?P<line>[A-Z][A-Z'’.\- ]{2,30}(?:\s?[/,]\s?[A-Z][A-Z'’.\- ]{2,30})*(?:,\s+[A-Z][\w.]+(?:\s[A-Z][\w.]+)?)?"
    r"(?:,\s+\d{1,2}\s+[A-Z]{3}\s+\d\d|,\s+[A-Z][a-z]+\.?\s+\d{1,2})?)(?P<agency>\s+\([^)\n]{2,40}\))?\s*(?:—|–|--|-|:|\.\s)"
)
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
# After a name, these make it the name of something else: a street, a park, an institution.
_PART_OF_NAME = frozenset(
    """
    street st road rd avenue ave boulevard blvd drive dr lane court highway park hospital
    university college school high elementary middle center centre medical church mosque
    club hotel stadium arena airport river lake creek beach mall market square bridge house
    hall island islands mountain mountains valley bay springs heights hills reservoir news
    times post tribune herald journal gazette daily today united city fc team league bank
    company corp inc group foundation institute association memorial regional district
    apartments parkway pkwy terrace trail circle way place pike plaza expressway freeway
    turnpike streets avenues roads sun star world press record register examiner chronicle observer
    inquirer enquirer dispatch sentinel courier telegraph standard
    """.split()
)
# Written small behind a name, these make it a street's: "near Oak and Elm streets".
_STREETS = frozenset("streets avenues roads boulevards drives lanes".split())
_STREET_AFTER = re.compile(
    r"\s*(?:(?:and|at|&|/|,)\s+(?:[NSEW]\.?\s+|(?:North|South|East|West)\s+)?(?:[A-Z][\w'’]+\s+){1,2})"
    r"(?:street|avenue|road|boulevard|drive|lane|court|highway|parkway|st|ave|rd|blvd|dr|ln|pkwy)s?\b",
    re.IGNORECASE,
)
_BLOCK_BEFORE = re.compile(
    r"\b(?:block|corner|intersection) of (?:[NSEW]\.? |(?:North|South|East|West|Old|New) |the )?$"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the text with every place it could mean."""

    span: Span
    places: tuple[Place, ...]
    wider: str | None  # the name that a comma puts behind it: "Illinois" of "Springfield, Illinois"


_LONGEST = 5  # tokens of a name: "Democratic Republic of the Congo"


def names_in(doc: Doc) -> list[Named]:
    """Names of places, longest first, with the comma chains they stand in."""
    shouted = _is_shouted(doc)
    persons = list(_persons(doc))
    own_names = {token.lower_ for ent in persons for token in (ent[0], ent[-1])}
    barred = {token.i for ent in persons for token in ent}
    barred |= {token.i for token in doc if token.lower_ in own_names and not _is_in(token)}
    furniture = furniture_of(doc)
    organised = {token.i for ent in doc.ents if ent.label_ == "ORG" for token in ent}
    told = _told_with_state(doc)
    spans = []
    for start in range(len(doc)):
        if start in furniture or not doc[start].text[0].isupper():
            continue
        alone = _may_begin(doc[start], shouted, told)
        for end in range(min(start + _LONGEST, len(doc)), start, -1):
            span = doc[start:end]
            longer = len(span) > 1 and not shouted
            may = alone or (longer and (is_located(span) or bool(country_of(span.text))))
            if may and _is_name(span, shouted, barred, organised, told):
                spans.append(span)
                break
    kept = filter_spans(spans)
    return [Named(span, _meanings(printed(span)), _wider(span, kept)) for span in kept]


# A place so many times as large as its namesakes, which are small, may be meant by a name that is not its
# first: "Bombay", but "Salisbury" is not Harare.
_FAR_LARGER, _SMALL = 10, 20_000


def _meanings(name: str) -> tuple[Place, ...]:
    """The places of a name; those that bear it as a second name only where no others come near their size.

    A town may have its region's name besides its own: Nara, Nara-shi.
    """
    every = (*_state_of(name), *gazetteer.find(name))
    own = [place for place in every if gazetteer.fold(place.name) == gazetteer.fold(name)]
    largest = max((place.population for place in own), default=0)
    regions = {(place.country, place.region_code) for place in own if place.kind == "A"}
    regions = set() if any(place.kind == "C" for place in own) else regions
    return tuple(
        place
        for place in every
        if place in own
        or place.kind != "P"
        or (largest < _SMALL and place.population > _FAR_LARGER * largest)
        or (place.population > _SMALL and (place.country, place.region_code) in regions)
    )


def _state_of(name: str) -> tuple[Place, ...]:
    """The state that the register knows by a name that the gazetteer has for others only: "Congo"."""
    state = states().get(country_of(name) or "")
    known = gazetteer.find(state.label) if state and name in state.names else ()
    return tuple(
        place for place in known if place.kind == "C" and place not in gazetteer.find(name)
    )


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


def _may_begin(token: Token, shouted: bool, told: frozenset[str]) -> bool:
    if (
        not token.text[0].isupper()
        or token.is_space
        or (
            len(token.text) < 3
            and token.text not in ("US", "UK")
            and token.lower_ not in _FIRST_WORDS
        )
    ):
        return False
    if (
        token.i > 1
        and token.nbor(-1).text == ","
        and state_after(token.doc[token.i - 2 : token.i - 1])
    ):
        return False  # the state abbreviated
    if token.lower_ in _NOT_PLACES and token.lower_ not in _FIRST_WORDS:
        span = token.doc[token.i : token.i + 1]
        located = token.i > 0 and token.nbor(-1).lower_ in LOCATING
        located = located or _heads(span) or _strikes(span)
        return token.lower_ in told and (located or bool(state_after(span)))
    return (
        not shouted
        or token.ent_type_ == "LOC"
        or token.pos_ == "PROPN"
        or (token.i > 0 and token.nbor(-1).lower_ in (*LOCATING, ","))
    )


def _is_in(token: Token) -> bool:
    """Whether a name of a person as well is a place's here: "in Jackson", but not "in Jackson's car"."""
    doc, after = token.doc, token.i + 1
    owned = after < len(doc) and doc[after].tag_ == "POS"
    return token.i > 0 and token.nbor(-1).lower_ in ("in", "near", "outside") and not owned


_STATION = re.compile(
    r"^[^\n]{10,200}? [-–|] (?P<name>[^\n]*\b(?:News|Weather|Sports?|Channel|TV|FOX|ABC|NBC|CBS|Radio)\b[^\n]*)$",
    re.MULTILINE,
)


def furniture_of(doc: Doc) -> set[int]:
    """The tokens of a heading's tail that names the station: "… - KSLA News 12 Shreveport, Louisiana Weather"."""
    found = (match.span("name") for match in _STATION.finditer(text_of(doc)[:600]))
    return {token.i for start, end in found for token in doc if start <= token.idx < end}


def _is_hyphenated(span: Span) -> bool:
    """Whether it is only the second part of a double name: "Dade" of "Miami-Dade"."""
    doc, start = span.doc, span.start
    return (
        start > 1
        and doc[start - 1].text == "-"
        and not doc[start - 1].whitespace_
        and not doc[start - 2].whitespace_
        and doc[start - 2].text[0].isupper()
    )


def _is_name(
    span: Span, shouted: bool, barred: set[int], organised: set[int], told: frozenset[str]
) -> bool:
    """Whether a stretch of text that the gazetteer knows is used as the name of a place here."""
    first, last = span[0], span[-1]
    if (
        not last.text[0].isupper()
        or last.is_space
        or "\n" in span.text
        or last.lower_ in ("the", "of")
        or _is_hyphenated(span)
    ):
        return False
    places = gazetteer.find(printed(span))
    if not places or _is_inside_name(span) or is_of_street(span):
        return False
    if span.text.lower() in _NOT_PLACES - told:
        return False
    if span.text.lower() in other_names():
        return False
    if state_after(span):
        return True
    big = places[0].kind == "C" or max(place.population for place in places) > 500_000
    if any(token.i in barred for token in span) and not _is_no_surname(span):
        return big and first.ent_type_ == "LOC"
    before = first.nbor(-1).lower_ if first.i > 0 else ""
    located = before == "," or first.ent_type_ == "LOC" or is_located(span)
    if any(token.i in organised for token in span):
        return located
    if located or (big and (len(span) > 1 or first.pos_ == "PROPN" or first.ent_type_ != "")):
        return True
    known = (
        first.pos_ == "PROPN" and not shouted and any(place.population > 5000 for place in places)
    )
    return known and not first.is_sent_start


_OF_PLACES = frozenset(
    """
    police sheriff man woman boy girl officer officers teen teens teenager teenagers resident
    residents mother father couple home house apartment student students deputy
    """.split()
)
_OF_EVENTS = frozenset(
    """
    shooting shootings stabbing attack attacks bombing bombings blast killing killings homicide murder
    """.split()
)


def is_located(span: Span) -> bool:
    """Whether the words around say that a name is a place's: "in Troy", "Troy police", "Troy shooting"; a dateline."""
    after = span.start > 0 and span.doc[span.start - 1].lower_ in LOCATING
    return after or _heads(span) or _strikes(span) or is_beside_people(span)


def _heads(span: Span) -> bool:
    """Whether it begins a dateline."""
    return any(line.start == span.start for line in span.doc.spans.get("dateline", ()))


def _strikes(span: Span) -> bool:
    """Whether it stands before what struck it: "the Troy shooting"."""
    return span.end < len(span.doc) and span.doc[span.end].lower_ in _OF_EVENTS


def is_in_longer_name(span: Span) -> bool:
    """Whether another capital or a word for what it is stands beside it: "Upper Darby", "Lido beach"."""
    doc = span.doc
    before = doc[span.start - 1] if span.start > 0 else None
    after = doc[span.end] if span.end < len(doc) else None
    if before is not None and before.text[0].isupper() and not before.is_sent_start:
        return True
    if after is None or after.is_sent_start:
        return False
    return after.text[0].isupper() or after.lower_ in _PART_OF_NAME


def is_beside_people(span: Span) -> bool:
    """ "Warren police", "a Troy man": the name of a place says where people are from."""
    return span.end < len(span.doc) and span.doc[span.end].lower_ in _OF_PLACES


def _is_no_surname(span: Span) -> bool:
    """Whether it is a place's where it looks like a person's: "Fresno police", behind no first name."""
    before = span.doc[span.start - 1] if span.start > 0 else None
    first_name = before is not None and before.ent_type_ == "PER" and before.text[0].isupper()
    return (is_beside_people(span) or _strikes(span) or _heads(span)) and not first_name


def is_of_street(span: Span) -> bool:
    """ "In the 300 block of Lincoln", "near Austin and Monroe streets": names of streets."""
    doc = span.doc
    after = doc[span.end : span.end + 6].text
    before = doc[max(span.start - 6, 0) : span.start].text + " "
    if span.end < len(doc) and doc[span.end].lower_ in _STREETS:
        return True
    crossing = _STREET_AFTER.match(after) is not None and "," not in after[:2]
    return crossing or _BLOCK_BEFORE.search(before) is not None


def _is_inside_name(span: Span) -> bool:
    """ "Humboldt Park", "Paris Hilton", "New York Times": a capital follows as part of a longer name."""
    doc, end = span.doc, span.end
    if end >= len(doc) or not doc[end].text[0].isupper():
        return (
            span.start > 0
            and doc[span.start].ent_iob_ == "I"
            and doc[span.start].ent_type_ == "PER"
        )
    if doc[end].lower_.rstrip(".") in _PART_OF_NAME:
        return True
    same = doc[end].ent_iob_ == "I" and doc[end].ent_type_ in ("PER", "ORG")
    return same and doc[end].lower_ not in (
        "police",
        "sheriff",
        "fire",
        "county",
        "state",
        "province",
    )


def printed(span: Span) -> str:
    """A name without the ending of its genitive."""
    return re.sub(r"['’´`][sS]$", "", span.text)


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


def dateline(doc: Doc) -> Span | None:
    """ "KABUL, Afghanistan (Sample) —" at the head of the text or of one of its first paragraphs."""
    matches = list(_DATELINE.finditer(text_of(doc)[:1500]))
    known = (match for match in matches if gazetteer.find(match["line"].split(",")[0].strip()))
    match = next(known, matches[0] if matches else None)
    if match is None:
        return None
    return doc.char_span(match.start("line"), match.end("line"), alignment_mode="expand")
