"""Whether a point is where it is said to be only with its latitude and longitude swapped."""

from __future__ import annotations

from functools import lru_cache
from math import cos, hypot, radians

from kgraph.resolve import gazetteer
from kgraph.resolve.register import states

# Degrees within which a point is in a place of that kind, and beyond which it is surely elsewhere.
_IN_TOWN, _OUT_OF_TOWN = 0.4, 1.2
_IN_COUNTRY, _OUT_OF_COUNTRY = 10.0, 25.0


@lru_cache(maxsize=10_000)
def is_swapped(place: str | None, country: str | None, lat: float, lon: float) -> bool:
    """Whether a point far from a settlement, or else from its country, would be there if it were turned."""
    towns = [
        (found.lat, found.lon)
        for found in (gazetteer.find(place) if place else ())
        if country is None or found.country == country
    ]
    if towns and _distance(towns, lat, lon) > _OUT_OF_TOWN:
        return _distance(towns, lon, lat) < _IN_TOWN
    if towns or country is None:
        return False
    middle = _middle(country)
    far = bool(middle) and _distance(middle, lat, lon) > _OUT_OF_COUNTRY
    return far and _distance(middle, lon, lat) < _IN_COUNTRY


def _middle(country: str) -> list[tuple[float, float]]:
    """The middle of a country by its code; none where that is not known."""
    state = states().get(country)
    places = gazetteer.find(state.label) if state else ()
    return [(found.lat, found.lon) for found in places if found.kind == "C"][:1]


def _distance(places: list[tuple[float, float]], lat: float, lon: float) -> float:
    """Degrees of a great circle, nearly, to the nearest of some places."""
    return min(
        hypot(lat - north, ((lon - east + 180) % 360 - 180) * cos(radians(north)))
        for north, east in places
    )
