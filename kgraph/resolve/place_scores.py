"""How likely a name means one place rather than its namesakes."""

from __future__ import annotations

import math
from collections import Counter

from spacy.tokens import Span

from kgraph.resolve import gazetteer
from kgraph.resolve.gazetteer import Place
from kgraph.resolve.place_names import Named
from kgraph.resolve.place_surroundings import printed
from kgraph.resolve.register import country_of

_REGION_NOUNS = frozenset(
    """
    province state region governorate oblast district department county prefecture valley
    peninsula territory provinces area
    """.split()
)


def likelihood(place: Place, item: Named, context: Counter[str]) -> float:
    """How likely a name means this place, by its size, its surroundings and what the text speaks of."""
    score = _prior(place)
    total = sum(count for key, count in context.items() if "/" not in key) or 1
    score += 4.0 * context[place.country] / total
    told = context[f"{place.country}/{place.region_code}"] if place.region_code else 0
    regions = sum(votes for key, votes in context.items() if key.startswith(f"{place.country}/"))
    spoken_of = (
        context[place.country] or total == 1
    )  # of a country not spoken of, the name votes for itself
    score += 1.5 + 2.0 * told / regions if told and spoken_of else 0.0
    if item.wider is not None:
        score += 6.0 if lies_in(place, item.wider) else 0.0
    return score + _as_region(place, item)


def _prior(place: Place) -> float:
    size = math.log10(place.population + 10)
    return size + {"C": 3.0, "A": 0.3, "D": 0.3, "P": 0.6}[place.kind]


def _as_region(place: Place, item: Named) -> float:
    """What speaks for a region under its noun, "Kabul province", and against one with a town of its name."""
    if place.kind != "A":
        return 0.0
    if is_called_region(item.span) or _is_within_chain(item.span, place):
        return 4.0
    towns = [
        other
        for other in item.places
        if other.kind == "P" and other.country == place.country and other.population > 20_000
    ]
    own = place.name == printed(item.span)
    if own and towns and not any(other.name.startswith(place.name) for other in towns):
        return 0.0  # Salvador was once called Bahia
    return -1.5 if place.country != "US" and towns else 0.0


def is_called_region(span: Span) -> bool:
    """ "Helmand province", "the province of Helmand"."""
    after = span.doc[span.end].lower_ if span.end < len(span.doc) else ""
    before = span.doc[max(span.start - 2, 0) : span.start].text.lower().split()
    nouns = _REGION_NOUNS - {"area"}  # "the Joy Shir area of Kabul" is in the town
    return after in _REGION_NOUNS or (before[-1:] == ["of"] and before[0] in nouns)


def _is_within_chain(span: Span, place: Place) -> bool:
    """Whether a name stands between a town and its country: "Quebec" of "Montreal, Quebec, Canada"."""
    doc, end = span.doc, span.end
    commas = span.start > 1 and doc[span.start - 1].text == "," and doc[end : end + 1].text == ","
    country = doc[end + 1 : end + 2].text
    return commas and doc[span.start - 2].text.istitle() and country_of(country) == place.country


def lies_in(place: Place, wider: str) -> bool:
    """Whether a place lies in a country, or a settlement in a region, of the name told with it."""
    here = [around for around in gazetteer.find(wider) if around.country == place.country]
    if any(around.kind == "C" for around in here) and place.kind != "C":
        return True
    codes = {around.region_code for around in here if around.kind == "A"}
    # A region listed twice, once without its code, is known by its code.
    known = codes - {""} or codes
    return place.kind == "P" and (place.region_code in known or known == {""})
