"""Where: place names of a text, each resolved to the place that its neighbours make likely."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from kgraph import mentions
from kgraph.model import PlaceValue
from kgraph.resolve import gazetteer
from kgraph.resolve.gazetteer import Place
from kgraph.resolve.place_names import (
    Named,
    dateline,
    furniture_of,
    is_beside_people,
    is_in_longer_name,
    is_located,
    is_of_street,
    names_in,
    printed,
)
from kgraph.resolve.register import country_of, country_words, people_of
from kgraph.resolve.us_states import state_after

_REGION_NOUNS = frozenset(
    """
    province state region governorate oblast district department county prefecture valley
    peninsula territory provinces area
    """.split()
)
_SETTLEMENT_NOUNS = frozenset(
    """
    city town village settlement suburb hamlet municipality capital neighborhood
    neighbourhood district community port camp
    """.split()
)
# A bare name of a settlement smaller than this is only believed beside its own country.
_WELL_KNOWN = 150_000
# A settlement smaller than this does not tell which country a text speaks of.
_KNOWN = 10_000
# Nor does one that is less than so many times as large as its namesakes in other countries.
_DWARFS = 5


def annotate(doc: Doc) -> None:
    """Write the places of a text under "places", and its dateline under the span group "dateline"."""
    doc.spans["dateline"] = [line for line in [dateline(doc)] if line is not None]
    named = names_in(doc)
    context = _context(doc, named)
    found = _agreeing(
        [(item, value) for item in named if (value := _resolved(item, context)) is not None]
    )
    found = _outside_neighbourhoods(doc, found)
    covered = {token.i for span, _ in found for token in span}
    found.extend(item for item in _introduced(doc, context) if item[0].start not in covered)
    mentions.write(doc, "places", found)
    mentions.write(doc, "populations", [(span, _population(span, value)) for span, value in found])


def _population(span: Span, value: PlaceValue) -> int:
    """How many live there; 0 where no gazetteer says."""
    known = gazetteer.find(printed(span)) if value.geonames else ()
    return next((place.population for place in known if place.geonames == value.geonames), 0)


def _agreeing(found: Sequence[tuple[Named, PlaceValue]]) -> list[tuple[Span, PlaceValue]]:
    """Each name with its place; one told with its region once, "Salisbury, N.C.", is that one all along."""
    told = {gazetteer.fold(printed(item.span)): value for item, value in found if item.wider}
    agreed: list[tuple[Span, PlaceValue]] = []
    for item, value in found:
        same = told.get(gazetteer.fold(printed(item.span)), value)
        moved = not item.wider and (same.lat, same.lon) != (value.lat, value.lon)
        agreed.append((item.span, same if moved else value))
    return agreed


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
    quarters -= {span.text.lower() for span, _ in found if is_beside_people(span)}
    kept = [item for item in found if item[0].text.lower() not in quarters]
    return kept if any(value.precision == "city" for _, value in kept) else found


# --- which place a name means ---------------------------------------------------------------------


def _context(doc: Doc, named: Sequence[Named]) -> Counter[str]:
    """How much of the text speaks of each country, and of each region of it ("US/TX")."""
    votes: Counter[str] = Counter()
    for token in doc:
        if code := people_of(token.text):
            votes[code] += 1
        elif token.ent_type_ == "ORG" and token.text[0].isupper():
            votes.update(_of_word(token.text))
    for item in named:
        wide = [place for place in item.places if place.kind in ("A", "C")]
        if item.wider:
            for place in gazetteer.find(item.wider):
                if place.kind in ("A", "C"):
                    votes[place.country] += 2
                    votes[f"{place.country}/{place.region_code}"] += 2 * (place.kind == "A")
        large = max(item.places, key=lambda place: place.population)
        known = large.population > _KNOWN
        abroad = [place.population for place in item.places if place.country != large.country]
        if not abroad or (known and large.population > _DWARFS * max(abroad)):
            votes[large.country] += 2 if wide else int(known)
        elif wide and wide[0].kind == "C":
            votes[wide[0].country] += 2
        else:
            votes[large.country] += 1 if large.population > 1_000_000 else 0
        for place in _region_tellers(item.places):
            votes[f"{place.country}/{place.region_code}"] += 1
    for token in doc[:-2]:
        if token.nbor().text == "," and (state := state_after(doc[token.i : token.i + 1])):
            votes.update(_of_regions(state))
    for at in furniture_of(doc):
        votes.update(_of_word(doc[at].text))
    votes["US"] += min(2, len(_AMERICAN.findall(mentions.text_of(doc))))
    return votes


# Words of American local news that tell the country where no name does.
_AMERICAN = re.compile(
    r"\b(?:\d+ block of|Sheriff['’]s? (?:Office|Department|[Dd]eput\w+)|911|Crime ?Stoppers|FBI|Interstate \d+"
    r"|[Pp]olice (?:Sgt|Lt|Capt|Det|Cpl|Chief)\b|[Gg]rand jury|[Dd]istrict [Aa]ttorney|\d{3}-\d{3}-\d{4}|State Police)"
)


def _region_tellers(places: Sequence[Place]) -> list[Place]:
    """The meaning of a name that tells a region: a region, the only district, the one large city."""
    settled = max((place.population for place in places if place.kind == "P"), default=0)
    if places[0].kind == "A" and places[0].population > settled:
        return list(places[:1])
    districts = [place for place in places if place.kind == "D"]
    if len(districts) == 1 == len(places):
        return districts
    ranked = sorted(places, key=lambda place: -place.population)
    alone = len(ranked) == 1 or ranked[0].population > 10 * ranked[1].population
    return ranked[:1] if alone and ranked[0].population > 20_000 and ranked[0].region_code else []


def _of_word(word: str) -> list[str]:
    """What a single word inside another name points to."""
    return [*_of_regions(word), *_of_cities(word)]


def _of_regions(name: str) -> list[str]:
    """The country and region that a single word inside a longer name points to: "Ohio State Highway Patrol"."""
    regions = [place for place in gazetteer.find(name) if place.kind in ("A", "C")]
    if not regions or (regions[0].kind == "A" and regions[0].population < 500_000):
        return []
    return [regions[0].country, f"{regions[0].country}/{regions[0].region_code}"]


def _of_cities(name: str) -> list[str]:
    """The region of the one large city of this name: "Pittsburgh Public Safety"."""
    known = gazetteer.find(name) if name[:1].isupper() and len(name) > 3 else ()
    tellers = _region_tellers(known) if known else []
    return [
        f"{place.country}/{place.region_code}"
        for place in tellers
        if place.kind == "P" and place.population >= _WELL_KNOWN
    ]


def _prior(place: Place) -> float:
    size = math.log10(place.population + 10)
    return size + {"C": 3.0, "A": 0.3, "D": 0.3, "P": 0.6}[place.kind]


def _resolved(item: Named, context: Counter[str]) -> PlaceValue | None:
    ranked = sorted(
        item.places,
        key=lambda place: (-_score(place, item, context), place.geonames, place.country),
    )
    best = ranked[0]
    if best.kind == "P" and item.wider and not _lies_in(best, item.wider):
        return _in_wider(printed(item.span), item.wider)
    if best.kind == "P" and not _is_believable(best, item, context):
        return _one_of_many(best, item, context)
    if best.kind in "PD" and _is_elsewhere(best, item, context):
        return _one_of_many(best, item, context)
    return _place_value(best, printed(item.span))


def _in_wider(name: str, wider: str) -> PlaceValue | None:
    """A settlement that no gazetteer knows in the region or country that is told with it: "Hartsville, Ind."."""
    around = next((place for place in gazetteer.find(wider) if place.kind in ("A", "C")), None)
    spelled = name.title() if name.isupper() else name
    if around is None:
        return None
    return PlaceValue(spelled, around.country, around.region or None, city=spelled)


def _one_of_many(place: Place, item: Named, context: Counter[str]) -> PlaceValue | None:
    """A place by its name alone, where the text says that it is one and nothing of where it lies."""
    if place.kind == "D":
        return PlaceValue(place.name, place.country, precision="district", admin2=place.name)
    if place.kind != "P" or not is_located(item.span) or is_in_longer_name(item.span):
        return None
    if any(key.startswith(f"{place.country}/") for key in context):
        return None  # rather a quarter of a town in a region that the text speaks of
    name = printed(item.span)
    return PlaceValue(name, place.country if context[place.country] else None, city=name)


def _is_elsewhere(place: Place, item: Named, context: Counter[str]) -> bool:
    """Whether one of many small namesakes lies in a region that the text does not speak of."""
    namesakes = [other for other in item.places if other.country == place.country]
    if _is_plain(place, item) or not place.region_code or len(namesakes) < 2:
        return False
    return not context[f"{place.country}/{place.region_code}"]


def _score(place: Place, item: Named, context: Counter[str]) -> float:
    score = _prior(place)
    total = sum(count for key, count in context.items() if "/" not in key) or 1
    score += 4.0 * context[place.country] / total
    told = context[f"{place.country}/{place.region_code}"] if place.region_code else 0
    regions = sum(votes for key, votes in context.items() if key.startswith(f"{place.country}/"))
    score += 1.5 + 2.0 * told / regions if told else 0.0
    if item.wider is not None:
        score += 6.0 if _lies_in(place, item.wider) else 0.0
    after = item.span.doc[item.span.end].lower_ if item.span.end < len(item.span.doc) else ""
    before = item.span.doc[max(item.span.start - 2, 0) : item.span.start].text.lower().split()
    if after in _REGION_NOUNS or (before[-1:] == ["of"] and before[0] in _REGION_NOUNS):
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


def _is_plain(place: Place, item: Named) -> bool:
    """Whether a name needs nothing around it: a large place, or one told with what it lies in."""
    return place.population >= _WELL_KNOWN or bool(item.wider and _lies_in(place, item.wider))


def _is_believable(place: Place, item: Named, context: Counter[str]) -> bool:
    """A small settlement needs its country, its region or a place word beside it."""
    if _is_plain(place, item):
        return True
    before = item.span.doc[max(item.span.start - 3, 0) : item.span.start].text.lower().split()
    introduced = bool(_SETTLEMENT_NOUNS & set(before))
    return bool(context[place.country]) and (
        introduced
        or is_located(item.span)
        or item.span[0].ent_type_ == "LOC"
        or place.population > 30_000
    )


def _place_value(place: Place, words: str) -> PlaceValue:
    """A gazetteer entry as a value; the name is spelled as the text spells it, unless it is all capitals."""
    spelled = gazetteer.fold(words) in gazetteer.fold(place.name) and len(words) > 3
    mixed = not words.isupper() and not words.islower()
    shown = words if mixed else words.title()
    part = gazetteer.fold(place.name) != gazetteer.fold(words)
    name = shown if spelled and (mixed or part) and place.kind == "P" else place.name
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
    """Settlements that no gazetteer knows, by the words around them."""
    yield from _by_place_word(doc, context)
    yield from _by_district_word(doc, context)
    yield from _by_entity(doc, context)
    for comma in doc[2:-1]:
        if comma.text == ",":
            yield from _before_wider(doc, comma.i)


def _by_place_word(doc: Doc, context: Counter[str]) -> Iterator[tuple[Span, PlaceValue]]:
    """ "The village of Dasht-e Barchi"."""
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
            and not gazetteer.find(printed(span))
        ):
            yield span, PlaceValue(printed(span), country, city=printed(span))


_DISTRICT_NOUNS = frozenset(
    "district subdistrict regency governorate county township municipality prefecture".split()
)
# No place of its own: "the Business District", "the School District".
_NO_DISTRICTS = frozenset(
    """
    business school financial historic historical police judicial congressional water shopping
    entertainment theatre theater central diplomatic commercial industrial garment fashion market
    federal legislative electoral southern northern eastern western
    """.split()
)


def _by_district_word(doc: Doc, context: Counter[str]) -> Iterator[tuple[Span, PlaceValue]]:
    """ "In the Leego district of Somalia", "in Tolikara Regency, Papua", of which the gazetteer has no entry."""
    country = next((key for key, _ in context.most_common() if "/" not in key), None)
    for noun in doc[1:]:
        start = noun.i
        while start > 0 and noun.i - start < 3 and doc[start - 1].text[:1].isupper():
            start -= 1
        names = doc[start : noun.i]
        if (
            noun.lower_ in _DISTRICT_NOUNS
            and len(names) > 0
            and all(token.is_alpha or "-" in token.text for token in names)
            and names[-1].lower_ not in _NO_DISTRICTS
            and not names[0].is_sent_start
            and not doc[noun.i + 1 : noun.i + 2].text[:1].isupper()
        ):
            around = _around(doc, noun.i + 1)
            if around or country:
                yield names, _district(printed(names), around, country)


def _around(doc: Doc, start: int) -> Place | None:
    """The region or country that stands behind a name: ", Papua", "of Somalia", "in central Bangladesh"."""
    if doc[start : start + 1].text not in (",", "of", "in"):
        return None
    for size in (3, 2, 1):
        for first in (start + 1, start + 2):
            known = gazetteer.find(doc[first : first + size].text)
            wide = next((place for place in known if place.kind in ("A", "C")), None)
            if wide is not None:
                return wide
    return None


def _district(name: str, around: Place | None, country: str | None) -> PlaceValue:
    """A district in a region or country, where its main town lies if there is one of its name."""
    country = around.country if around else country
    code = around.region_code if around else ""
    towns = [
        place
        for place in gazetteer.find(name)
        if place.kind == "P" and place.country == country and code in ("", place.region_code)
    ]
    region = towns[0].region if towns else around.region if around else None
    value = PlaceValue(name, country, region or None, precision="district", admin2=name)
    return replace(value, lat=towns[0].lat, lon=towns[0].lon) if towns else value


_DIRECTIONS = frozenset(
    """
    north south east west northern southern eastern western central northeast northwest southeast
    southwest northeastern northwestern southeastern southwestern
    """.split()
)
_CONTINENTS = frozenset("africa asia europe america americas east west sahel hemisphere".split())


def _by_entity(doc: Doc, context: Counter[str]) -> Iterator[tuple[Span, PlaceValue]]:
    """ "A home in Toone", where the language pipeline takes the name for a place's."""
    country = next((key for key, _ in context.most_common() if "/" not in key), None)
    for ent in doc.ents:
        if ent[0].lower_ in _DIRECTIONS and len(ent) > 1:
            ent = doc[ent.start + 1 : ent.end]
        name = printed(ent)
        if (
            ent.label_ == "LOC"
            and country is not None
            and ent.start > 0
            and doc[ent.start - 1].lower_ in ("in", "near", "outside")
            and len(name) > 3
            and name.replace(" ", "").isalpha()
            and doc[ent.end : ent.end + 1].text != ","
            and ent[-1].lower_ not in _DISTRICT_NOUNS | _CONTINENTS
            and not is_in_longer_name(ent)
            and not is_of_street(ent)
            and not country_of(name, begins=True)
            and not gazetteer.find(name)
        ):
            yield ent, PlaceValue(name, country, city=name)


def _before_wider(doc: Doc, comma: int) -> Iterator[tuple[Span, PlaceValue]]:
    """ "In Jangebe, Zamfara state", "in Toone, Tenn.": what lies in a region or country that is known."""
    start = comma
    while start > 0 and comma - start < 3 and doc[start - 1].text[0].isupper():
        start -= 1
    span = doc[start:comma]
    if (
        not 0 < start < comma
        or doc[start - 1].lower_ not in ("in", "near", "outside")
        or not all(token.is_alpha for token in span)
        or doc[comma - 1].lower_ in _DISTRICT_NOUNS
        or gazetteer.find(printed(span))
    ):
        return
    names = (state_after(span), doc[comma + 1 : comma + 3].text, doc[comma + 1].text)
    found = (_in_wider(printed(span), name) for name in names if name)
    value = next((value for value in found if value is not None), None)
    if value is not None:
        yield span, value
