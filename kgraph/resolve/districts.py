"""Districts that no gazetteer knows: "the Leego district of Somalia"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span

from kgraph.mentions import tokens_of
from kgraph.model import PlaceValue
from kgraph.resolve import gazetteer
from kgraph.resolve.gazetteer import Place
from kgraph.resolve.place_surroundings import printed

DISTRICT_NOUNS = frozenset(
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


def unlisted_districts(doc: Doc, country: str | None) -> Iterator[tuple[Span, PlaceValue]]:
    """ "In the Leego district of Somalia", "in Tolikara Regency, Papua", of which the gazetteer has no entry."""
    for noun in tokens_of(doc, DISTRICT_NOUNS):
        start = noun.i
        while start > 0 and noun.i - start < 3 and doc[start - 1].text[:1].isupper():
            start -= 1
        names = doc[start : noun.i]
        if not _names_district(names):
            continue
        around = _around(doc, noun.i + 1)
        if around or country:
            yield names, _district(printed(names), around, country)


def _names_district(names: Span) -> bool:
    """Whether capitalised words before "district" name one: not "the School District", nor part of a longer name."""
    behind = names.doc[names.end + 1 : names.end + 2]
    return (
        len(names) > 0
        and all(token.is_alpha or "-" in token.text for token in names)
        and names[-1].lower_ not in _NO_DISTRICTS
        and not names[0].is_sent_start
        and not behind.text[:1].isupper()
    )


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
