"""How far apart words and places are."""

from __future__ import annotations

import math

from spacy.tokens import Span

from kgraph.model import PlaceValue


def distance(one: Span, other: Span) -> int:
    """How many tokens lie between two spans."""
    return max(one.start - other.end, other.start - one.end, 0)


_FAR_KM = 60.0


def are_far_apart(one: PlaceValue | None, other: PlaceValue | None) -> bool:
    """Whether two places are not near each other, as far as both are known."""
    if one is None or other is None or one.name == other.name:
        return False
    if one.country and other.country and one.country != other.country:
        return True
    if None in (one.lat, one.lon, other.lat, other.lon):
        return False
    return kilometres(one, other) > _FAR_KM


def kilometres(one: PlaceValue, other: PlaceValue) -> float:
    """Great-circle distance of two places with coordinates, on a sphere of 6371 km."""
    lat1, lon1, lat2, lon2 = (
        math.radians(x or 0.0) for x in (one.lat, one.lon, other.lat, other.lon)
    )
    chord = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * 6371.0 * math.asin(math.sqrt(chord))
