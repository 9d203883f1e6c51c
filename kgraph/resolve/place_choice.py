"""Which place of the gazetteer a name means, if it is believable that it means one."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from spacy.tokens import Span

from kgraph import mentions
from kgraph.model import PlaceValue
from kgraph.resolve import gazetteer
from kgraph.resolve.gazetteer import Place
from kgraph.resolve.place_context import WELL_KNOWN, main_country
from kgraph.resolve.place_meanings import meanings
from kgraph.resolve.place_names import Named
from kgraph.resolve.place_scores import lies_in, likelihood
from kgraph.resolve.place_surroundings import is_in_longer_name, is_located, printed

SETTLEMENT_NOUNS = frozenset(
    """
    city town village settlement suburb hamlet municipality capital neighborhood
    neighbourhood district community port camp
    """.split()
)


def resolved(item: Named, context: Counter[str]) -> PlaceValue | None:
    """The place that a name means in a text that speaks of `context`; None where it hardly means one."""
    ranked = sorted(
        item.places,
        key=lambda place: (-likelihood(place, item, context), place.geonames, place.country),
    )
    best = ranked[0]
    if best.kind == "P" and _is_quarter_elsewhere(best, item.span):
        return None
    if best.kind == "P" and item.wider and not lies_in(best, item.wider):
        found = in_wider(_whole(item.span), item.wider)
        if found is not None:
            return found
    if _is_of_village(item.span) and _is_large_abroad(best, context):
        return _unlisted(item, context)
    if best.kind == "P" and not _is_believable(best, item, context):
        return _one_of_many(best, item, context)
    if best.kind in "PD" and _is_elsewhere(best, item, context):
        return _one_of_many(best, item, context)
    if best.kind == "P" and not item.wider and _is_foreign(best, item, context):
        return _unlisted(item, context)
    if best.kind == "A" and context[best.country] <= _OWN_VOTES and _is_end_of_name(item.span):
        return None
    if best.kind == "P" and (noun := _region_noun(item, best)):
        return _around(best, f"{printed(item.span)} {noun}")
    return place_value(best, printed(item.span))


_QUARTER_OF = re.compile(
    r" (?:district|neighbou?rhood|quarter|suburb|area|township) of (?P<city>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2})"
)


def _is_quarter_elsewhere(place: Place, span: Span) -> bool:
    """Whether words put a name in a city, and not in this place's region: "the Mezzeh district of Damascus"."""
    match = _QUARTER_OF.match(mentions.behind(span))
    found = gazetteer.find(match["city"]) if match else ()
    city = next((other for other in found[:1] if other.population >= WELL_KNOWN), None)
    here = (place.country, place.region_code)
    return city is not None and city.kind == "P" and here != (city.country, city.region_code)


def _whole(span: Span) -> str:
    """A name with the words before it that the parse takes for parts of it: "Mir Ali", of which "Ali" is known."""
    entity = next((e for e in span.sent.ents if e.start < span.start and span.end <= e.end), None)
    whole = span.doc[entity.start : span.end] if entity is not None else span
    return printed(whole if all(token.text.istitle() for token in whole) else span)


def _is_of_village(span: Span) -> bool:
    """ "The village of Victoria", "the coastal town of Palma"."""
    before = span.doc[max(span.start - 2, 0) : span.start].text.lower()
    return before in ("village of", "hamlet of", "town of")


def _is_large_abroad(place: Place, context: Counter[str]) -> bool:
    """Whether it is a region or a large town, in another country than the text's."""
    large = place.kind != "P" or place.population >= WELL_KNOWN
    return large and main_country(context) not in (None, place.country)


def _region_noun(item: Named, town: Place) -> str | None:
    """The word behind a name that makes it a region's: "Kharkiv Oblast", where only the town is listed by it."""
    behind = item.span.doc[item.span.end : item.span.end + 1].text
    bears = _sound_alike(gazetteer.fold(town.region), gazetteer.fold(printed(item.span)))
    known = any(place.kind in "AD" for place in item.places)
    return behind.title() if behind.lower() in REGION_NOUNS and bears and not known else None


def _sound_alike(region: str, name: str) -> bool:
    """Whether a region begins with a name, or with one that differs from it in vowels only: Duhok, "Dohuk"."""
    bare, said = (re.sub("[aeiou ]", "", word) for word in (region, name))
    return region.startswith(name) or (len(said) > 2 and bare.startswith(said))


def _around(town: Place, name: str) -> PlaceValue:
    """The region that bears the name of a town."""
    return PlaceValue(
        name, town.country, town.region or None, precision="region", lat=town.lat, lon=town.lon
    )


def in_wider(name: str, wider: str) -> PlaceValue | None:
    """A place that no gazetteer knows in the region or country that is told with it: "Hartsville, Ind."."""
    around = next((place for place in meanings(wider) if place.kind in ("A", "C")), None)
    spelled = name.title() if name.isupper() else name
    if around is None:
        return None
    if spelled.split()[-1].lower() in REGION_NOUNS:
        return PlaceValue(spelled, around.country, around.region or None, precision="region")
    return PlaceValue(spelled, around.country, around.region or None, city=spelled)


REGION_NOUNS = frozenset("region province state oblast governorate division department".split())


def _one_of_many(place: Place, item: Named, context: Counter[str]) -> PlaceValue | None:
    """A place by its name alone, where the text says that it is one and nothing of where it lies."""
    if place.kind == "D":
        return PlaceValue(place.name, place.country, precision="district", admin2=place.name)
    if place.kind != "P" or not is_located(item.span) or is_in_longer_name(item.span):
        return None
    regions = (votes for key, votes in context.items() if key.startswith(f"{place.country}/"))
    if max(regions, default=0) >= _OWN_VOTES:
        return None  # rather a quarter of a town in a region that the text speaks of
    name = printed(item.span)
    return PlaceValue(name, place.country if context[place.country] else None, city=name)


def _is_elsewhere(place: Place, item: Named, context: Counter[str]) -> bool:
    """Whether one of many small namesakes lies in a region that the text does not speak of."""
    regions = {other.region_code for other in item.places if other.country == place.country}
    if _is_plain(place, item) or not place.region_code or len(regions) < 2:
        return False
    return not context[f"{place.country}/{place.region_code}"]


def _is_foreign(place: Place, item: Named, context: Counter[str]) -> bool:
    """Whether it is a small town, or one that bears this name only in another language, in a country of which nothing else speaks.

    "Boni" is a name of Bonn, and Solhan a town of Turkey, but not in news that speaks of Mali throughout.
    """
    told, listed = gazetteer.fold(printed(item.span)), gazetteer.fold(place.name)
    most = _WORLD_KNOWN if told not in listed and listed not in told else _SMALL
    home = main_country(context)
    return (
        place.population <= most
        and home not in (None, place.country)
        and context[home] >= _MUCH
        and context[place.country] < _OWN_VOTES
    )


def _is_end_of_name(span: Span) -> bool:
    """Whether a capital stands right before it, so that it only ends a longer name: "Bay" of "Manila Bay"."""
    before = span.doc[span.start - 1] if span.start > span.sent.start else None
    return before is not None and before.text.istitle() and before.pos_ == "PROPN"


_WORLD_KNOWN = 500_000
_SMALL = 30_000
_MUCH = 4  # votes for a country
_OWN_VOTES = 2  # so many the name of a region gives itself, and of a town not quite so many


def _unlisted(item: Named, context: Counter[str]) -> PlaceValue | None:
    """A place that no gazetteer knows, in the country that the text speaks of, where its words stand as a place's."""
    name = printed(item.span)
    return PlaceValue(name, main_country(context), city=name) if is_located(item.span) else None


def _is_plain(place: Place, item: Named) -> bool:
    """Whether a name needs nothing around it: a large place, or one told with what it lies in."""
    return place.population >= WELL_KNOWN or bool(item.wider and lies_in(place, item.wider))


def _is_believable(place: Place, item: Named, context: Counter[str]) -> bool:
    """A small settlement needs its country, its region or a place word beside it."""
    if _is_plain(place, item):
        return True
    before = item.span.doc[max(item.span.start - 3, 0) : item.span.start].text.lower().split()
    introduced = bool(SETTLEMENT_NOUNS & set(before))
    return bool(context[place.country]) and (
        introduced
        or is_located(item.span)
        or item.span[0].ent_type_ == "LOC"
        or place.population > 30_000
    )


def place_value(place: Place, words: str) -> PlaceValue:
    """A gazetteer entry as a value; the name is spelled as the text spells it, unless it is all capitals."""
    name = _spelled(place, words) if place.kind == "P" else place.name
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


def _spelled(place: Place, words: str) -> str:
    """The name of a settlement in the text's words where these are its name or a part of it."""
    told, listed = gazetteer.fold(words), gazetteer.fold(place.name)
    mixed = not words.isupper() and not words.islower()
    if told not in listed or len(words) <= 3 or not (mixed or listed != told):
        return place.name
    return words if mixed else words.title()
