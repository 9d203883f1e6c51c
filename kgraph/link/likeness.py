"""What the conditions of comparisons are written in: how far apart or how alike two values are, in DuckDB.

Splink reads the text of each condition several times before it compares anything, which takes longer than
comparing a few reports. So it is given names, and DuckDB knows what they stand for; what conditions of one
comparison have in common it computes once.
"""

from __future__ import annotations

import duckdb

_FUNCTIONS = (
    # Whether a toll is no more than an early one of another, which is about the same or open.
    "may_be(low, high, other) AS low <= other AND (other <= 2 * low + 2 OR coalesce(high >= other, true))",
    # Days between two spans of time, 0 where they overlap.
    "gap(first, last, other_first, other_last) AS greatest(0, first - other_last, other_first - last)",
    # Days that something happened after it was printed elsewhere; few where one side is open.
    "before(first, printed, other_first, other_printed) AS"
    " coalesce(greatest(other_first - printed, first - other_printed), -9)",
    # Kilometres between two points beyond what each may be off; NULL where one is unknown, which least() passes over.
    "beyond(lat, lon, reach, other_lat, other_lon, other_reach) AS"
    " CASE WHEN lat + lon + other_lat + other_lon IS NULL THEN NULL ELSE"
    " 12742 * asin(least(1.0, sqrt(pow(sin(radians(other_lat - lat) / 2), 2)"
    " + cos(radians(lat)) * cos(radians(other_lat)) * pow(sin(radians(other_lon - lon) / 2), 2))))"
    " - reach - other_reach END",
    # 1 where both sides tell of something and share none of it.
    "differ(items, others) AS coalesce((NOT list_has_any(items, others))::INT, 0)",
    # Whether two names differ by a letter in eight or less.
    "respelled(names, others) AS len(list_filter(names, lambda one: len(list_filter(others, lambda other:"
    " 8 * damerau_levenshtein(one, other) <= greatest(len(one), len(other)))) > 0)) > 0",
    # 1 where neither toll can be an early one of the other.
    "grown_apart(low, high, other_low, other_high) AS coalesce((NOT may_be(low, high, other_low)"
    " AND NOT may_be(other_low, other_high, low))::INT, 0)",
    # Terms carry their weight in the last ten bits.
    "shared(terms, others) AS"
    " coalesce(list_sum(list_transform(list_intersect(terms, others), lambda x: x & 1023)), 0)",
    "squares(terms, others) AS coalesce(list_sum(list_transform(list_intersect(terms, others),"
    " lambda x: (x & 1023) * (x & 1023))), 0)",
    "cosine(terms, norm, others, other_norm) AS squares(terms, others) / (norm * other_norm)",
    # How much of what one side begins with the other tells anywhere.
    "told(begins, norm, terms, other_begins, other_norm, others) AS"
    " greatest(squares(begins, others) / (norm * norm),"
    " squares(other_begins, terms) / (other_norm * other_norm))",
)


def define(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the functions known to a connection."""
    for function in _FUNCTIONS:
        connection.execute(f"CREATE OR REPLACE TEMP MACRO {function}")
