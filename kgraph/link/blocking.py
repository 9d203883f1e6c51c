"""Which pairs of reports are compared at all: those that share a key few others have.

Keys are facts that reports of one incident tend to share: a settlement or a spot on the map with a day,
a settlement or one rare word with the fortnight of printing, two rare names, a person's full name, an actor
or many dead with a country and a day. A key that many reports share is narrowed to the month of the report
and, if they are still too many, to the day, so that the number of pairs grows with the number of reports and
not with its square.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

import duckdb
import numpy as np
import pyarrow as pa

from kgraph.link import features, people
from kgraph.records import Record, Value

if TYPE_CHECKING:
    from kgraph.link.keyed import Keyed

MOST = 15  # reports with one key before it is narrowed to the month
MOST_A_MONTH = 50  # reports of one month with one key before it is narrowed to the day
MOST_A_DAY = 300  # reports of one day with one key before it is given up
_NAMES = 12  # names of a text that are paired
_WORDS = 8  # rare words of a text that are keys with a fortnight
_RARE = 400  # weight (hundredths) of a word rarer than in about every fiftieth text
_MANY = 5  # dead, of which a country has few incidents a day
_TOLD_WITHIN = 3  # days before publication that an undated event is looked for in
_MASK = (1 << 62) - 1
_ENDS = (1 << 16) - 1


def keys(record: Record) -> np.ndarray:
    """The keys of one record as numbers, each once, sorted."""
    named = [features.number_of(key) for key in _facts(record)]
    return np.unique(np.concatenate([np.array(named, dtype=np.int64), _name_pairs(record)]))


def _facts(record: Record) -> Iterator[str]:
    place = features.where(record)
    city = features.settlement(place)
    days = _days(record)
    if city:
        yield from (f"city {city} {day}" for day in days)
        # Who comes late misreads the day more often than the town.
        yield from (f"town {city} {fortnight}" for fortnight in _fortnights(record))
    if place is not None and place.value.get("precision") not in ("region", "country"):
        yield from (f"spot {spot} {day}" for spot in _spots(place.value) for day in days)
    country = place.value.get("country") if place is not None else None
    if country:
        for actor in features.named_actors(record):
            yield from (f"actor {actor} {country} {day}" for day in days)
        if features.dead(record) >= _MANY:
            yield from (f"dead {country} {day}" for day in days)
    named = people.full_names(record)
    yield from (f"person {name}" for name in {*named, *people.shortened(named)})
    for term in [term for term in record.wording.terms if term.weight >= _RARE][:_WORDS]:
        yield from (f"word {term.word} {fortnight}" for fortnight in _fortnights(record))


def _fortnights(record: Record) -> range:
    """The fortnight of publication and the next, of which reports printed within one share one."""
    if not record.published:
        return range(0)
    first = record.published.toordinal() // 14
    return range(first, first + 2)


def _days(record: Record) -> range:
    """The days on which it may have happened, one more on each side; none where that says little."""
    told = features.when(record)
    if told is not None and told[1] - told[0] <= 7:
        return range(told[0] - 1, told[1] + 2)
    if record.published:
        day = record.published.toordinal()
        return range(day - _TOLD_WITHIN, day + 1)
    return range(0)


def _spots(value: Value) -> Iterator[str]:
    """Four overlapping squares of one degree: two points half a degree apart share at least one."""
    lat, lon = value.get("lat"), value.get("lon")
    if lat is not None and lon is not None:
        for south, west in itertools.product((0.0, 0.5), repeat=2):
            yield f"{math.floor(lat + south)} {math.floor(lon + west)} {south} {west}"


def _name_pairs(record: Record) -> np.ndarray:
    """A number for each two of the heaviest names."""
    names = [term.word for term in record.wording.terms if term.name and term.weight >= _RARE]
    if len(names) < 2:
        return np.array([], dtype=np.int64)
    numbers = np.sort(
        np.array([features.number_of(name) for name in names[:_NAMES]], dtype=np.int64)
    )
    first, second = np.triu_indices(len(numbers), k=1)
    mixed = numbers[first] * np.int64(1_000_003) ^ numbers[second]
    return np.asarray(mixed & _MASK, dtype=np.int64)


def head(record: Record) -> tuple[int, int, int, int, int]:
    """The moment of a record, and numbers of its document, data base, country and settlement."""
    place = features.where(record)
    names = (
        record.document,
        record.table,
        place.value.get("country") if place is not None else None,
        features.settlement(place),
    )
    document, base, country, town = (features.number_of(name) if name else 0 for name in names)
    return _moment(record), document, base, country, town


def _moment(record: Record) -> int:
    """The day that a key is narrowed by: that of the event, else of the publication."""
    told = features.when(record)
    return told[0] if told else record.published.toordinal() if record.published else 0


def key_table(keyed: Keyed) -> pa.Table:
    """One row for each key of each report: `key`, `record` (its place), `day`."""
    places = np.repeat(np.arange(len(keyed), dtype=np.int32), keyed.lengths)
    days = np.repeat(keyed.days.astype(np.int32), keyed.lengths)
    return pa.table({"key": keyed.keys, "record": places, "day": days})


_NARROWED = f"""
CREATE OR REPLACE TEMP TABLE shared AS
SELECT key, record, day, many FROM keys
JOIN (SELECT key, count(*) AS many FROM keys GROUP BY key HAVING count(*) > 1) USING (key);
CREATE OR REPLACE TEMP TABLE blocks AS
SELECT hash(key) AS block, record FROM shared WHERE many <= {MOST}
UNION ALL
SELECT
  CASE WHEN monthly <= {MOST_A_MONTH} THEN hash(key, 'month', day // 30) ELSE hash(key, 'day', day) END,
  record
FROM (
  SELECT key, record, day,
    count(*) OVER (PARTITION BY key, day // 30) AS monthly,
    count(*) OVER (PARTITION BY key, day) AS daily
  FROM shared WHERE many > {MOST}
)
WHERE monthly <= {MOST_A_MONTH} OR daily <= {MOST_A_DAY}
"""
# Where only rows of one data base share a key nothing is to be compared, and they may be many.
_PAIRS = """
CREATE OR REPLACE TEMP TABLE meeting AS
SELECT block, record, document, base FROM blocks JOIN origins USING (record)
WHERE block IN (
  SELECT block FROM blocks JOIN origins USING (record)
  GROUP BY block HAVING min(base) = 0 OR min(base) < max(base)
);
CREATE OR REPLACE TEMP TABLE pairs AS
SELECT DISTINCT l.record AS l, r.record AS r
FROM meeting l JOIN meeting r ON l.block = r.block AND l.record < r.record
  AND l.document <> r.document AND (l.base = 0 OR r.base = 0 OR l.base <> r.base)
"""
_ONLY_TOUCHED = """
WHERE l.record IN (SELECT record FROM touched) OR r.record IN (SELECT record FROM touched)
"""
# Reports whose keys are narrowed otherwise than before the others changed: their pairs may be others now.
_CROSSING = f"""
CREATE TEMP TABLE touched AS
WITH moved AS (
  SELECT key, day, 1 AS now, 0 AS before FROM keys JOIN changed USING (record)
  UNION ALL SELECT key, day, 0, 1 FROM gone
), all_keys AS (
  SELECT * FROM moved
  UNION ALL SELECT key, day, 1, 1 FROM keys
  WHERE record NOT IN (SELECT record FROM changed) AND key IN (SELECT key FROM moved)
), counted AS (
  SELECT DISTINCT key, day,
    sum(now) OVER (PARTITION BY key) AS many,
    sum(now) OVER (PARTITION BY key, day // 30) AS monthly,
    sum(now) OVER (PARTITION BY key, day) AS daily,
    sum(before) OVER (PARTITION BY key) AS many_before,
    sum(before) OVER (PARTITION BY key, day // 30) AS monthly_before,
    sum(before) OVER (PARTITION BY key, day) AS daily_before
  FROM all_keys
)
SELECT DISTINCT keys.record FROM keys JOIN counted USING (key, day)
WHERE (many > {MOST}) <> (many_before > {MOST})
   OR (monthly > {MOST_A_MONTH}) <> (monthly_before > {MOST_A_MONTH})
   OR (daily > {MOST_A_DAY}) <> (daily_before > {MOST_A_DAY})
UNION SELECT record FROM changed
"""


def pairs(
    connection: duckdb.DuckDBPyConnection,
    keyed: Keyed,
    changed: Collection[int] | None,
    gone: Keyed,
) -> set[int]:
    """Fill the table `pairs` (l, r: places in `keyed`, the smaller first) with what is worth comparing.

    Where `changed` are told, only pairs of these and of reports whose keys they narrow or widen; all of them are
    returned. `gone` are the keys that changed reports had before, and those of reports that went.
    Two reports of one document tell of two incidents, and so do two rows of one data base: they are
    never paired.
    """
    every = key_table(keyed)
    _fill(connection, "origins", _origins(keyed))
    touched: set[int] = set()
    if changed is not None:
        moved = np.unique(np.concatenate([gone.keys, keyed.at(sorted(changed)).keys]))
        _fill(connection, "keys", _with(every, moved))
        _fill(connection, "gone", key_table(gone))
        _fill(connection, "changed", pa.table({"record": pa.array(sorted(changed), pa.int32())}))
        connection.execute(_CROSSING)
        touched = {row[0] for row in connection.execute("FROM touched").fetchall()}
        every = _with(every, np.unique(keyed.at(sorted(touched)).keys))
    _fill(connection, "keys", every)
    connection.execute(_NARROWED)
    connection.execute(_PAIRS + (_ONLY_TOUCHED if changed is not None else ""))
    return touched


def _with(rows: pa.Table, keys: np.ndarray) -> pa.Table:
    """The rows of a table of keys that have one of these, which are sorted."""
    given = rows["key"].to_numpy()
    # Most are ruled out by their last bits, which costs a tenth of looking for them.
    ends = np.zeros(_ENDS + 1, dtype=np.bool_)
    ends[keys & _ENDS] = True
    near = np.flatnonzero(ends[given & _ENDS])
    found = np.searchsorted(keys, given[near])
    there = np.append(keys, 0)[found] == given[near]
    return rows.take(pa.array(near[there & (found < len(keys))]))


def _fill(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    connection.register(f"given_{name}", rows)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM given_{name}")
    connection.unregister(f"given_{name}")


def _origins(keyed: Keyed) -> pa.Table:
    """Document and data base of each report as numbers, which compare faster than names."""
    places = np.arange(len(keyed), dtype=np.int32)
    return pa.table({"record": places, "document": keyed.heads[:, 1], "base": keyed.heads[:, 2]})
