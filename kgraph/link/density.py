"""How much happens around a report: where few incidents happen, two alike reports are likelier to be of one.

Two reports of a bombing tell of one where a country has one a year, and often of two where it has ten a day.
What is counted are settlements, since how many incidents there are is what linking is to find out.
"""

from __future__ import annotations

import numpy as np

from kgraph.link.keyed import Keyed

DAYS = 10  # before and after
EDGES = (3, 6, 12, 24)  # settlements up to which a level of the comparison goes
LEAST = 3  # reports of a country and time that say how much happens there; two may have been picked by somebody
UNKNOWN = -1
UNKNOWNS = (UNKNOWN, UNKNOWN)


def places(keyed: Keyed) -> np.ndarray:
    """In how many settlements of its country something happened in the days about that of each report.

    UNKNOWN where a report tells no country or no day, or fewer than LEAST tell of these.
    """
    days, countries, towns = keyed.days, keyed.countries, keyed.towns
    found = np.full(len(keyed), UNKNOWN, dtype=np.int64)
    known = np.flatnonzero((days > 0) & (countries > 0))
    numbered = np.unique(countries[known], return_inverse=True)[1]
    located = towns[known] > 0
    begins, ends = _stays(numbered[located], towns[known][located], days[known][located])
    now = _moments(numbered, days[known])
    many = _between(np.sort(now), now - DAYS, np.sort(now), now + DAYS)
    here = _between(ends, now, begins, now)
    found[known] = np.where(many >= LEAST, here, UNKNOWN)
    return found


def _between(
    ends: np.ndarray, first: np.ndarray, begins: np.ndarray, last: np.ndarray
) -> np.ndarray:
    """How many of some times have not ended before a first moment, and have begun by a last one."""
    begun: np.ndarray = np.searchsorted(begins, last, "right")
    return begun - np.searchsorted(ends, first, "left")


def _stays(countries: np.ndarray, towns: np.ndarray, days: np.ndarray) -> tuple[np.ndarray, ...]:
    """First and last moments, sorted, of the times within DAYS of which something happens in a settlement."""
    order = np.lexsort((days, towns, countries))
    countries, towns, days = countries[order], towns[order], days[order]
    apart = (np.diff(countries) != 0) | (np.diff(towns) != 0) | (np.diff(days) > 2 * DAYS)
    edge = np.ones(min(1, len(days)), dtype=np.bool_)
    first, last = np.concatenate([edge, apart]), np.concatenate([apart, edge])
    begins = _moments(countries[first], days[first] - DAYS)
    ends = _moments(countries[last], days[last] + DAYS)
    return np.sort(begins), np.sort(ends)


def _moments(countries: np.ndarray, days: np.ndarray) -> np.ndarray:
    """One number for a country and a day; the days of two countries never meet."""
    found: np.ndarray = (countries.astype(np.int64) << 32) + days
    return found


def moved(before: Keyed, now: Keyed) -> set[str]:
    """The reports of both that stand at another level than before."""
    if not len(before):
        return set()
    then = dict(zip(before.reports, _levels(before).tolist(), strict=True))
    here = zip(now.reports, _levels(now).tolist(), strict=True)
    return {report for report, level in here if then.get(report, level) != level}


def _levels(keyed: Keyed) -> np.ndarray:
    found: np.ndarray = np.searchsorted((UNKNOWN, *EDGES), places(keyed))
    return found
