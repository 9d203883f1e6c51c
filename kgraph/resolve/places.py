"""Where: place names of a text, each resolved to the place that its neighbours make likely."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from kgraph import mentions
from kgraph.model import PlaceValue
from kgraph.resolve import gazetteer
from kgraph.resolve.gazetteer import Place
from kgraph.resolve.register import country_words, other_names, people_of
from kgraph.resolve.us_states import state_after

_IN = frozenset(
    [
        "in",
        "at",
        "near",
        "from",
        "of",
        "around",
        "outside",
        "to",
        "across",
        "inside",
        "between",
        "off",
        "into",
        "toward",
        "towards",
        "through",
        "on",
    ]
)
_REGION_NOUNS = frozenset(
    [
        "province",
        "state",
        "region",
        "governorate",
        "oblast",
        "district",
        "department",
        "county",
        "prefecture",
        "valley",
        "peninsula",
        "territory",
        "provinces",
        "area",
    ]
)
_SETTLEMENT_NOUNS = frozenset(
    [
        "city",
        "town",
        "village",
        "settlement",
        "suburb",
        "hamlet",
        "municipality",
        "capital",
        "neighborhood",
        "neighbourhood",
        "district",
        "community",
        "port",
        "camp",
    ]
)
_DATELINE = re.compile(
    r"(?:(?<=\n)|\A)\s*(?P<line>[A-Z][A-Z'’.\- ]{2,30}(?:\s?[/,]\s?[A-Z][A-Z'’.\- ]{2,30})*(?:,\s+[A-Z][\w.]+(?:\s[A-Z][\w.]+)?)?"
    r"(?:,\s+\d{1,2}\s+[A-Z]{3}\s+\d\d|,\s+[A-Z][a-z]+\.?\s+\d{1,2})?)(?P<agency>\s+\([^)\n]{2,40}\))?\s*(?:—|–|--|-|:|\.\s)"
)
_NOT_PLACES = frozenset(
    [
        "march",
        "may",
        "police",
        "most",
        "of",
        "man",
        "bar",
        "nice",
        "reading",
        "mobile",
        "bath",
        "split",
        "general",
        "sheriff",
        "island",
        "news",
        "post",
        "times",
        "church",
        "university",
        "first",
        "second",
        "third",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "president",
        "minister",
        "king",
        "prince",
        "north",
        "south",
        "east",
        "west",
        "central",
        "union",
        "independence",
        "liberty",
        "hope",
        "victoria",
        "justice",
        "media",
        "male",
        "see",
        "say",
        "best",
        "san",
        "santa",
        "new",
        "old",
        "el",
        "al",
        "la",
        "le",
        "les",
        "los",
        "las",
        "de",
        "du",
        "da",
        "do",
        "the",
        "al-qaeda",
        "islam",
        "allah",
        "muhammad",
        "god",
        "christ",
        "christmas",
        "easter",
        "english",
        "spanish",
        "french",
        "german",
        "army",
        "navy",
        "marine",
        "force",
        "guard",
        "bomb",
        "kill",
        "attack",
        "street",
        "road",
        "avenue",
        "highway",
        "park",
        "hill",
        "house",
        "center",
        "centre",
        "square",
        "bridge",
        "river",
        "lake",
        "patrol",
        "court",
        "hospital",
        "superior",
        "metro",
        "mill",
        "creek",
        "western",
        "southern",
        "northern",
        "eastern",
        "wave",
        "reservoir",
        "cops",
        "highland",
        "highlands",
        "station",
        "district",
        "downtown",
        "god",
        "lord",
        "family",
        "friends",
        "police",
        "victim",
        "victims",
        "gun",
        "shooting",
        "officer",
        "sheriff",
        "county",
        "school",
        "schools",
        "elementary",
        "memorial",
        "medical",
        "regional",
        "general",
        "photo",
        "video",
        "image",
        "read",
        "more",
        "facebook",
        "twitter",
        "google",
        "story",
        "updated",
        "posted",
        "click",
        "live",
        "action",
        "eyewitness",
        "local",
        "state",
        "america's",
        "department",
        "division",
        "circle",
        "lane",
        "drive",
        "boulevard",
        "way",
        "place",
        "plaza",
        "mall",
        "store",
        "shop",
        "market",
        "club",
        "bar",
        "grill",
        "restaurant",
        "hotel",
        "motel",
        "inn",
        "apartments",
        "manor",
        "village",
        "gardens",
        "woods",
        "sergeant",
        "sgt",
        "lt",
        "capt",
        "col",
        "gen",
        "rep",
        "sen",
        "gov",
        "dr",
        "mr",
        "mrs",
        "ms",
        "chief",
        "detective",
        "trooper",
        "agent",
        "coroner",
        "mayor",
        "judge",
        "attorney",
        "bishop",
        "major",
        "captain",
        "colonel",
        "lieutenant",
        "officer",
        "deputy",
        "chief",
        "special",
        "state",
        "federal",
        "national",
        "republic",
        "democratic",
        "people",
        "young",
        "long",
    ]
)
# Words that begin many a name without being one.
_FIRST_WORDS = frozenset(
    [
        "san",
        "santa",
        "new",
        "el",
        "la",
        "los",
        "las",
        "north",
        "south",
        "east",
        "west",
        "central",
        "the",
        "al",
        "northern",
        "southern",
        "eastern",
        "western",
        "little",
        "great",
        "green",
        "white",
        "union",
        "independence",
        "liberty",
        "hope",
        "spring",
        "silver",
        "grand",
        "long",
        "river",
        "lake",
        "highland",
    ]
)
# A bare name of a settlement smaller than this is only believed beside its own country.
_WELL_KNOWN = 150_000
# After a name, these make it the name of something else: a street, a park, an institution.
_PART_OF_NAME = frozenset(
    [
        "street",
        "st",
        "road",
        "rd",
        "avenue",
        "ave",
        "boulevard",
        "blvd",
        "drive",
        "dr",
        "lane",
        "court",
        "highway",
        "park",
        "hospital",
        "university",
        "college",
        "school",
        "high",
        "elementary",
        "middle",
        "center",
        "centre",
        "medical",
        "church",
        "mosque",
        "club",
        "hotel",
        "stadium",
        "arena",
        "airport",
        "river",
        "lake",
        "creek",
        "beach",
        "mall",
        "market",
        "square",
        "bridge",
        "house",
        "hall",
        "island",
        "islands",
        "mountain",
        "mountains",
        "valley",
        "bay",
        "springs",
        "heights",
        "hills",
        "reservoir",
        "news",
        "times",
        "post",
        "tribune",
        "herald",
        "journal",
        "gazette",
        "daily",
        "today",
        "united",
        "city",
        "fc",
        "team",
        "league",
        "bank",
        "company",
        "corp",
        "inc",
        "group",
        "foundation",
        "institute",
        "association",
        "memorial",
        "regional",
        "district",
        "apartments",
    ]
)


@dataclass(frozen=True, slots=True)
class _Named:
    """A name in the text with every place it could mean."""

    span: Span
    places: tuple[Place, ...]
    wider: str | None  # the name that a comma puts behind it: "Illinois" of "Springfield, Illinois"


def annotate(doc: Doc) -> None:
    """Write the places of a text under "places", and its dateline under the span group "dateline"."""
    doc.spans["dateline"] = [line for line in [dateline(doc)] if line is not None]
    named = _named(doc)
    context = _context(doc, named)
    found = [
        (item.span, value) for item in named if (value := _resolved(item, context)) is not None
    ]
    found = _outside_neighbourhoods(doc, found)
    covered = {token.i for span, _ in found for token in span}
    found.extend(item for item in _introduced(doc, context) if item[0].start not in covered)
    mentions.write(doc, "places", found)


_QUARTER = frozenset({"neighborhood", "neighborhoods", "neighbourhood", "neighbourhoods"})


def _outside_neighbourhoods(
    doc: Doc, found: list[tuple[Span, PlaceValue]]
) -> list[tuple[Span, PlaceValue]]:
    """Without the settlements whose name stands for a quarter of another one: "the Austin neighborhood"."""
    quarters = {
        span.text.lower()
        for span, value in found
        if value.precision == "city" and span.end < len(doc) and doc[span.end].lower_ in _QUARTER
    }
    kept = [item for item in found if item[0].text.lower() not in quarters]
    return kept if any(value.precision == "city" for _, value in kept) else found


def dateline(doc: Doc) -> Span | None:
    """ "KABUL, Afghanistan (Sample) —" at the head of the text or of one of its first paragraphs."""
    matches = list(_DATELINE.finditer(doc.text[:1500]))
    known = (match for match in matches if gazetteer.find(match["line"].split(",")[0].strip()))
    match = next(known, matches[0] if matches else None)
    if match is None:
        return None
    return doc.char_span(match.start("line"), match.end("line"), alignment_mode="expand")


# --- names in the text ----------------------------------------------------------------------------


def _named(doc: Doc) -> list[_Named]:
    """Names of places, longest first, with the comma chains they stand in."""
    shouted = _is_shouted(doc)
    persons = [ent for ent in doc.ents if ent.label_ == "PER" and len(ent) > 1]
    surnames = {ent[-1].lower_ for ent in persons}
    barred = {token.i for ent in persons for token in ent}
    barred |= {token.i for token in doc if token.lower_ in surnames}
    barred |= _furniture(doc)
    organised = {token.i for ent in doc.ents if ent.label_ == "ORG" for token in ent}
    spans = []
    for start in range(len(doc)):
        if _may_begin(doc[start], shouted):
            for end in range(min(start + 4, len(doc)), start, -1):
                span = doc[start:end]
                if _is_name(span, shouted, barred, organised):
                    spans.append(span)
                    break
    kept = filter_spans(spans)
    return [_Named(span, gazetteer.find(_text(span)), _wider(span, kept)) for span in kept]


def _is_shouted(doc: Doc) -> bool:
    letters = [char for char in doc.text[:2000] if char.isalpha()]
    return sum(char.isupper() for char in letters) > 0.7 * len(letters)


def _may_begin(token: Token, shouted: bool) -> bool:
    if (
        not token.text[0].isupper()
        or token.is_space
        or (len(token.text) < 3 and token.text not in ("US", "UK"))
    ):
        return False
    if token.lower_ in _NOT_PLACES and token.lower_ not in _FIRST_WORDS:
        return False
    return (
        not shouted
        or token.ent_type_ == "LOC"
        or token.pos_ == "PROPN"
        or (token.i > 0 and token.nbor(-1).lower_ in (*_IN, ","))
    )


_STATION = re.compile(
    r"^[^\n]{10,200}? [-–|] (?P<name>[^\n]*\b(?:News|Weather|Sports?|Channel|TV|FOX|ABC|NBC|CBS|Radio)\b[^\n]*)$",
    re.MULTILINE,
)


def _furniture(doc: Doc) -> set[int]:
    """The tokens of a heading's tail that names the station: "… - KSLA News 12 Shreveport, Louisiana Weather"."""
    found = (match.span("name") for match in _STATION.finditer(doc.text[:600]))
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


def _is_name(span: Span, shouted: bool, barred: set[int], organised: set[int]) -> bool:
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
    places = gazetteer.find(_text(span))
    if not places or span.text.lower() in _NOT_PLACES or _is_inside_name(span):
        return False
    if span.text.lower() in other_names():
        return False
    if state_after(span):
        return True
    big = places[0].kind == "C" or max(place.population for place in places) > 500_000
    if any(token.i in barred for token in span):
        return big and first.ent_type_ == "LOC"
    before = first.nbor(-1).lower_ if first.i > 0 else ""
    located = before in _IN or before == "," or first.ent_type_ == "LOC"
    if any(token.i in organised for token in span):
        return located or (
            span.end < len(span.doc) and span.doc[span.end].lower_ in ("police", "sheriff")
        )
    if located or (big and (len(span) > 1 or first.pos_ == "PROPN" or first.ent_type_ != "")):
        return True
    known = (
        first.pos_ == "PROPN" and not shouted and any(place.population > 5000 for place in places)
    )
    return known and (not first.is_sent_start or _is_beside_police(span))


def _is_beside_police(span: Span) -> bool:
    """ "Warren police", "a Troy man"."""
    after = span.doc[span.end].lower_ if span.end < len(span.doc) else ""
    return after in (
        "police",
        "man",
        "woman",
        "officer",
        "officers",
        "teen",
        "resident",
        "mother",
        "father",
    )


def _is_inside_name(span: Span) -> bool:
    """ "Humboldt Park", "Paris Hilton", "New York Times": a capital follows as part of a longer name."""
    doc, end = span.doc, span.end
    if end >= len(doc) or not doc[end].text[0].isupper():
        return (
            span.start > 0
            and doc[span.start].ent_iob_ == "I"
            and doc[span.start].ent_type_ == "PER"
        )
    if doc[end].lower_ in _PART_OF_NAME:
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


def _text(span: Span) -> str:
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
    return _text(following) if following is not None else (after if gazetteer.find(after) else None)


# --- which place a name means ---------------------------------------------------------------------


def _context(doc: Doc, named: Sequence[_Named]) -> Counter[str]:
    """How much of the text speaks of each country, and of each region of it ("US/TX")."""
    votes: Counter[str] = Counter()
    for token in doc:
        if code := people_of(token.text):
            votes[code] += 1
        elif token.ent_type_ == "ORG" and token.text[0].isupper():
            votes.update(_of_regions(token.text))
    for item in named:
        countries = {place.country for place in item.places}
        wide = [place for place in item.places if place.kind in ("A", "C")]
        if item.wider:
            for place in gazetteer.find(item.wider):
                if place.kind in ("A", "C"):
                    votes[place.country] += 2
                    votes[f"{place.country}/{place.region_code}"] += 2 * (place.kind == "A")
        if len(countries) == 1:
            votes[next(iter(countries))] += 2 if wide else 1
        elif wide and wide[0].kind == "C":
            votes[wide[0].country] += 2
        else:
            large = max(item.places, key=lambda place: place.population)
            votes[large.country] += 1 if large.population > 1_000_000 else 0
        for place in wide[:1]:
            if place.kind == "A":
                votes[f"{place.country}/{place.region_code}"] += 1
    return votes


def _of_regions(name: str) -> list[str]:
    """The country and region that a single word inside a longer name points to: "Ohio State Highway Patrol"."""
    regions = [place for place in gazetteer.find(name) if place.kind in ("A", "C")]
    if not regions or (regions[0].kind == "A" and regions[0].population < 500_000):
        return []
    return [regions[0].country, f"{regions[0].country}/{regions[0].region_code}"]


def _prior(place: Place) -> float:
    size = math.log10(place.population + 10)
    return size + {"C": 3.0, "A": 0.3, "D": 0.3, "P": 0.6}[place.kind]


def _resolved(item: _Named, context: Counter[str]) -> PlaceValue | None:
    ranked = sorted(
        item.places,
        key=lambda place: (-_score(place, item, context), place.geonames, place.country),
    )
    best = ranked[0]
    if best.kind == "P" and not _is_believable(best, item, context):
        return None
    return _place_value(best, _text(item.span))


def _score(place: Place, item: _Named, context: Counter[str]) -> float:
    score = _prior(place)
    total = sum(count for key, count in context.items() if "/" not in key) or 1
    score += 4.0 * context[place.country] / total
    score += 2.5 if place.region_code and context[f"{place.country}/{place.region_code}"] else 0.0
    if item.wider is not None:
        score += 6.0 if _lies_in(place, item.wider) else 0.0
    after = item.span.doc[item.span.end].lower_ if item.span.end < len(item.span.doc) else ""
    if after in _REGION_NOUNS:
        score += 4.0 if place.kind == "A" else 0.0
    elif (
        place.kind == "A"
        and place.country != "US"
        and any(
            other.kind == "P" and other.country == place.country and other.population > 20_000
            for other in item.places
        )
    ):
        score -= 1.5
    return score


def _lies_in(place: Place, wider: str) -> bool:
    return any(
        (around.kind == "C" and around.country == place.country and place.kind != "C")
        or (
            around.kind == "A"
            and around.country == place.country
            and place.kind == "P"
            and (not around.region_code or around.region_code == place.region_code)
        )
        for around in gazetteer.find(wider)
    )


def _is_believable(place: Place, item: _Named, context: Counter[str]) -> bool:
    """A small settlement needs its country, its region or a place word beside it."""
    if place.population >= _WELL_KNOWN or (item.wider and _lies_in(place, item.wider)):
        return True
    before = item.span.doc[max(item.span.start - 3, 0) : item.span.start].text.lower().split()
    introduced = bool(_SETTLEMENT_NOUNS & set(before))
    located = bool(before) and before[-1] in _IN
    return bool(context[place.country]) and (
        introduced or located or item.span[0].ent_type_ == "LOC" or place.population > 30_000
    )


def _place_value(place: Place, words: str) -> PlaceValue:
    """A gazetteer entry as a value; the name is spelled as the text spells it, unless it is all capitals."""
    spelled = gazetteer.fold(place.name).startswith(gazetteer.fold(words)) and len(words) > 3
    mixed = not words.isupper() and not words.islower()
    name = words if spelled and mixed and place.kind == "P" else place.name
    value = PlaceValue(
        name,
        place.country,
        place.region or None,
        lat=place.lat,
        lon=place.lon,
        geonames=place.geonames or None,
    )
    if place.kind == "C":
        return replace(value, precision="country", admin1=None)
    if place.kind == "A":
        return replace(value, precision="region", admin1=place.name)
    if place.kind == "D":
        return replace(value, precision="district", admin2=place.name)
    return replace(value, city=name)


def _introduced(doc: Doc, context: Counter[str]) -> Iterator[tuple[Span, PlaceValue]]:
    """ "The village of Dasht-e Barchi": a settlement by its place word, though no gazetteer knows it."""
    country = next((key for key, _ in context.most_common() if "/" not in key), None)
    for token in doc[:-2]:
        if token.lower_ not in _SETTLEMENT_NOUNS or token.nbor().lower_ != "of":
            continue
        end = start = token.i + 2
        while (
            end < len(doc)
            and end - start < 4
            and (doc[end].text[0].isupper() or (doc[end].text == "-" and end > start))
            and not doc[end].is_space
        ):
            end += 1
        span = doc[start:end]
        if (
            end > start
            and span.text.lower() not in country_words()
            and not gazetteer.find(_text(span))
        ):
            yield span, PlaceValue(_text(span), country, city=_text(span))
