"""The corpora beside the checkout (../shared/corpora, or $KGRAPH_CORPORA) as Documents with their gold facts."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kgraph.model import Document
from kgraph.sources.article import iso_date, joined

ROOT = Path(os.environ.get("KGRAPH_CORPORA") or Path(__file__).parents[2] / "shared" / "corpora")

_CURRENT_EVENTS = ("2002_2009", "2010_2014", "2015_2019", "2020_2026")


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The records of a .jsonl.gz file of the corpora."""
    with gzip.open(ROOT / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def document(row: dict[str, Any], identity: str) -> Document:
    """A record with title, text and published as a Document."""
    published = iso_date(row["published"]) if row.get("published") else None
    text = joined(row.get("title"), row["text"])
    return Document(identity, identity, text, row.get("title"), published)


def shootings(limit: int) -> list[tuple[Document, dict[str, Any]]]:
    """US gun violence articles that can be read, with the archive's facts and its number of the incident."""
    usable = (
        row
        for row in rows("linking/gva_articles.train")
        if row["usable"] and row["gold"] and row["published"]
    )
    return [
        (document(row, row["doc_id"]), row["gold"] | {"incident_id": row["incident_id"]})
        for row, _ in zip(usable, range(limit), strict=False)
    ]


def attacks(split: str) -> list[dict[str, Any]]:
    """Our own articles on attacks, dev or test, with what there is to find."""
    lines = (Path(__file__).parent / "attacks" / f"{split}.jsonl").read_text("utf-8").splitlines()
    return list(map(json.loads, lines))


def briefs(split: str) -> list[tuple[Document, dict[str, Any] | None]]:
    """Items of current events, dev or test, with what there is to find in them; None where that is nothing."""
    lines = (Path(__file__).parent / "briefs" / f"{split}.jsonl").read_text("utf-8").splitlines()
    golds = {row["id"]: row["gold"] for row in map(json.loads, lines)}
    return [
        (
            Document(row["id"], row["id"], row["text"], published=iso_date(row["date"])),
            golds[row["id"]],
        )
        for years in _CURRENT_EVENTS
        for row in rows(f"current_events/{years}")
        if row["id"] in golds
    ]


def defenders(split: str = "dev") -> list[tuple[Document, dict[str, Any]]]:
    """HRDsAttack: attacks on human rights defenders, with the merged annotation."""
    return [(document(row, row["id"]), row["gold"]) for row in rows(f"events/hrds.{split}")]


def list_2018(limit: int) -> list[tuple[Document, dict[str, Any]]]:
    """Sentences of Wikipedia's list of incidents of 2018, published on the day."""
    found = []
    for number, row in enumerate(rows("events/wiki2018.jan_sep")):
        if number >= limit:
            break
        identity = f"w{number}"
        found.append(
            (Document(identity, identity, row["text"], published=iso_date(row["date_to"])), row)
        )
    return found


def ordinary_news() -> list[Document]:
    """Wikinews articles that are not about security incidents."""
    return [document(row, row["id"]) for row in rows("wikinews/articles")]
