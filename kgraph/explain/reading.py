"""Main reports as they are stored, each with the incident it stands in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kgraph import records, terms
from kgraph.records import Record
from kgraph.store import Store
from kgraph.vocab import KG

_RECORDS = f"""SELECT ?record ?incident WHERE {{
  FILTERED ?report <{KG.record}> ?record ; <{KG.prominence}> "main" .
  OPTIONAL {{ GRAPH <{terms.INCIDENTS}> {{ ?incident <{KG.report}> ?report }} }}
}}"""


def reports(store: Store, pattern: str) -> list[tuple[Record, str | None]]:
    """The main reports of a pattern on ?report, each with the incident it stands in."""
    rows: Any = store.query(_RECORDS.replace("FILTERED", pattern))
    return [
        (records.from_text(row["record"].value), row["incident"].value if row["incident"] else None)
        for row in rows
    ]


def by_id(store: Store, named: Iterable[str]) -> dict[str, tuple[Record, str | None]]:
    """Those of these main reports (local ids) that there are, by id."""
    listed = " ".join(f"<{terms.report(report)}>" for report in sorted(set(named)))
    found = reports(store, f"VALUES ?report {{ {listed} }}") if listed else []
    return {record.report: (record, incident) for record, incident in found}
