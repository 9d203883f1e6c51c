"""Pairs of reports to probabilities, by Splink (Linacre et al. 2022) on DuckDB inside this process."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import duckdb
import pyarrow as pa

from kgraph.link import blocking, density, features, keyed, likeness, weights
from kgraph.link.comparisons import COMPARISONS
from kgraph.link.keyed import Keyed
from kgraph.records import Record

_MEMORY = "2GB"
KEPT = 0.1  # probability below which a pair is not worth keeping


@dataclass(frozen=True, slots=True)
class Scored:
    """Two reports (local ids, the smaller first), the probability that they tell of one incident, and why."""

    first: str
    second: str
    probability: float
    bits: float
    levels: tuple[int, ...]

    def reasons(self, using: weights.Weights | None = None) -> tuple[weights.Reason, ...]:
        """Each comparison that had something to compare, in the order they are made."""
        known = using or weights.shipped()
        return tuple(
            weights.Reason(
                comparison.name,
                comparison.levels[level].label,
                known.bits[comparison.name][level],
            )
            for comparison, level in zip(COMPARISONS, self.levels, strict=True)
            if level >= 0
        )


Columns = Callable[[Sequence[int]], pa.Table]
"""Gives the columns (`features.SCHEMA`) of the reports at some places."""


@dataclass(frozen=True, slots=True)
class Met:
    """Places of the reports whose pairs may be others than before, and all pairs they now take part in."""

    touched: frozenset[int]
    pairs: frozenset[tuple[int, int]]


def compare(
    records: Sequence[Record], *, least: float = KEPT, using: weights.Weights | None = None
) -> tuple[list[Scored], Met]:
    """Score every candidate pair of these records."""
    ordered = sorted(records, key=lambda record: record.report)
    return compare_keyed(
        keyed.of(ordered),
        lambda places: features.table(ordered[place] for place in places),
        least=least,
        using=using,
    )


def compare_keyed(
    given: Keyed,
    columns: Columns,
    changed: Collection[int] | None = None,
    gone: Keyed = keyed.EMPTY,
    *,
    least: float = KEPT,
    using: weights.Weights | None = None,
) -> tuple[list[Scored], Met]:
    """Score every candidate pair of these reports, or those that `changed` ones (places) take part in.

    `gone` are keys that are there no more: where there are any, pairs may come to meet that did not, and
    all pairs of the reports touched are scored.
    """
    with _connected() as connection:
        touched = blocking.pairs(connection, given, changed, gone)
        met = Met(frozenset(), frozenset())
        if changed is not None:
            met = Met(frozenset(touched), frozenset(connection.execute("FROM pairs").fetchall()))
        if changed is not None and not gone:
            connection.execute(_OF_CHANGED)
        around = density.places(given)

        def with_density(places: Sequence[int]) -> pa.Table:
            return columns(places).append_column("density", pa.array(around[places], pa.int64()))

        return _scored(
            connection, given.reports, with_density, least, using or weights.shipped()
        ), met


_OF_CHANGED = """
DELETE FROM pairs
WHERE l NOT IN (SELECT record FROM changed) AND r NOT IN (SELECT record FROM changed)
"""


def compare_two(
    one: Record,
    other: Record,
    around: tuple[int, int] = density.UNKNOWNS,
    *,
    using: weights.Weights | None = None,
) -> Scored:
    """Score two reports, whether or not they would have been a candidate pair.

    `around` is what `density.places` says of each.
    """
    with _connected() as connection:
        connection.execute("CREATE TEMP TABLE pairs AS SELECT 0::INT AS l, 1::INT AS r")
        both = features.table((one, other)).append_column("density", pa.array(around, pa.int64()))
        names = [one.report, other.report]
        return _scored(connection, names, both.take, 0.0, using or weights.shipped())[0]


@contextmanager
def _connected() -> Iterator[duckdb.DuckDBPyConnection]:
    """DuckDB in memory, with bounds, and a place of its own for what does not fit."""
    with tempfile.TemporaryDirectory(prefix="kgraph-") as folder, duckdb.connect() as connection:
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(f"SET memory_limit = '{_MEMORY}'")
        connection.execute(f"SET temp_directory = '{folder}'")
        likeness.define(connection)
        yield connection


def _scored(
    connection: duckdb.DuckDBPyConnection,
    reports: Sequence[str],
    columns: Columns,
    least: float,
    using: weights.Weights,
) -> list[Scored]:
    from splink import DuckDBAPI, Linker

    logging.getLogger("splink").setLevel(logging.ERROR)
    logging.getLogger("splink.internals").setLevel(logging.ERROR)
    paired = "SELECT l FROM pairs UNION SELECT r FROM pairs"
    places = sorted(row[0] for row in connection.execute(paired).fetchall())
    if not places:
        return []
    given = columns(places).append_column("unique_id", pa.array(places, pa.int64()))
    connection.register("given", given)
    connection.execute("CREATE TABLE reports AS SELECT * FROM given")
    api = DuckDBAPI(connection=connection)
    connection.execute(
        "CREATE TABLE blocked AS SELECT l AS join_key_l, r AS join_key_r, '0' AS match_key FROM pairs"
    )
    linker = Linker(api.register("reports"), weights.settings(using), validate_settings=False)
    linker.table_management.register_blocked_pairs_for_predict(api.register("blocked"))
    predicted = linker.inference.predict(threshold_match_probability=least, warning_mode="never")
    gammas = ", ".join(f"gamma_{comparison.name}" for comparison in COMPARISONS)
    rows = connection.execute(
        f"SELECT unique_id_l, unique_id_r, match_probability, match_weight, {gammas} FROM {predicted.physical_name}"
    ).fetchall()
    return sorted((_pair(row, reports) for row in rows), key=lambda item: (item.first, item.second))


def _pair(row: tuple[Any, ...], reports: Sequence[str]) -> Scored:
    left, right, probability, bits, *gammas = row
    first, second = sorted((reports[left], reports[right]))
    # Splink numbers levels from the last one (0) to the first; missing is -1.
    levels = tuple(
        -1 if gamma < 0 else len(comparison.levels) - 1 - gamma
        for comparison, gamma in zip(COMPARISONS, gammas, strict=True)
    )
    return Scored(first, second, round(probability, 4), round(bits, 3), levels)


def again(pair: Scored, using: weights.Weights) -> Scored:
    """The same pair under other weights."""
    bits = using.prior + sum(reason.bits for reason in pair.reasons(using))
    return replace(pair, bits=round(bits, 3), probability=round(1 / (1 + 2.0**-bits), 4))
