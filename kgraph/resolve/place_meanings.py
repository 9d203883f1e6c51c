"""Which places a name could mean."""

from __future__ import annotations

from kgraph.resolve import gazetteer
from kgraph.resolve.gazetteer import Place
from kgraph.resolve.register import country_of, states

# A place so many times as large as its namesakes, which are small, may be meant by a name that is not its
# first: "Bombay", but "Salisbury" is not Harare.
_FAR_LARGER, _SMALL = 10, 20_000


def meanings(name: str) -> tuple[Place, ...]:
    """The places of a name; those that bear it as a second name only where no others come near their size.

    A town may have its region's name besides its own: Nara, Nara-shi.
    """
    every = (*_state_of(name), *gazetteer.find(name))
    own = [place for place in every if gazetteer.fold(place.name) == gazetteer.fold(name)]
    largest = max((place.population for place in own), default=0)
    regions = {
        (place.country, place.region_code) for place in every if _is_region_of_name(place, name)
    }
    regions = set() if any(place.kind == "C" for place in own) else regions
    meant = tuple(
        place
        for place in every
        if place in own
        or place.kind != "P"
        or (largest < _SMALL and place.population > _FAR_LARGER * largest)
        or (place.population > _SMALL and (place.country, place.region_code) in regions)
    )
    return meant or every


def _is_region_of_name(place: Place, name: str) -> bool:
    """Whether a region bears a name, alone or before a word for what it is: "Medina Region"."""
    own, told = gazetteer.fold(place.name), gazetteer.fold(name)
    return place.kind == "A" and (own == told or own.startswith(f"{told} "))


def _state_of(name: str) -> tuple[Place, ...]:
    """The state that the register knows by a name that the gazetteer has for others only: "Congo"."""
    state = states().get(country_of(name) or "")
    known = gazetteer.find(state.label) if state and name in state.names else ()
    return tuple(
        place for place in known if place.kind == "C" and place not in gazetteer.find(name)
    )
