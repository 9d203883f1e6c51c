"""The corpora beside the checkout (../shared/corpora, or $KGRAPH_CORPORA) as Documents with their gold facts."""

from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kgraph import stamps
from kgraph.model import Document
from kgraph.sources.article import joined

ROOT = Path(os.environ.get("KGRAPH_CORPORA") or Path(__file__).parents[2] / "shared" / "corpora")

_CURRENT_EVENTS = ("2002_2009", "2010_2014", "2015_2019", "2020_2026")


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The records of a .jsonl.gz file of the corpora."""
    with gzip.open(ROOT / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def document(row: dict[str, Any], identity: str) -> Document:
    """A record with title, text and published as a Document."""
    published = stamps.day(row["published"]) if row.get("published") else None
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


def ours(name: str, split: str) -> list[dict[str, Any]]:
    """The lines of one of our own sets, dev or test."""
    lines = (Path(__file__).parent / name / f"{split}.jsonl").read_text("utf-8").splitlines()
    return list(map(json.loads, lines))


def attacks(split: str) -> list[dict[str, Any]]:
    """Our own articles on attacks, dev or test, with what there is to find."""
    return ours("attacks", split)


def briefs(split: str) -> list[tuple[Document, dict[str, Any] | None]]:
    """Items of current events, dev or test, with what there is to find in them; None where that is nothing."""
    golds = {row["id"]: row["gold"] for row in ours("briefs", split)}
    return [
        (
            Document(row["id"], row["id"], row["text"], published=stamps.day(row["date"])),
            golds[row["id"]],
        )
        for years in _CURRENT_EVENTS
        for row in rows(f"current_events/{years}")
        if row["id"] in golds
    ]


def world_news(split: str) -> list[tuple[Document, dict[str, Any] | None]]:
    """Articles of the Voice of America, dev or test, with what there is to find in them; None where that is nothing."""
    keys = {row["id"]: row for row in ours("world_news", split)}
    return [
        (printed(row, keys[row["doc_id"]]["title_words"]), keys[row["doc_id"]]["gold"])
        for row in rows("events/m2e2")
        if row["doc_id"] in keys
    ]


# How M2E2's tokens are set apart: "Conakry , Guinea" for "Conakry, Guinea".
_BEFORE = re.compile(r" (?=[,.;:?!%)\]’”]|['’](?:s|re|ve|ll|d|m|t)\b|n['’]t\b)")
_BEHIND = re.compile(r"(?<=[$(\[“‘]) ")


def printed(row: dict[str, Any], title_words: int) -> Document:
    """An article of M2E2, each sentence a paragraph, its headline parted from the first one, as it was printed."""
    first, *others = (sentence["text"] for sentence in row["sentences"])
    tokens = first.split(" ")
    title, opening = (
        _closed(" ".join(part)) for part in (tokens[:title_words], tokens[title_words:])
    )
    text = "\n\n".join([opening, *map(_closed, others)])
    return document({"title": title, "text": text, "published": row["published"]}, row["doc_id"])


def _closed(text: str) -> str:
    return _BEHIND.sub("", _BEFORE.sub("", text))


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
            (Document(identity, identity, row["text"], published=stamps.day(row["date_to"])), row)
        )
    return found


def ordinary_news() -> list[Document]:
    """Wikinews articles that are not about security incidents."""
    return [document(row, row["id"]) for row in rows("wikinews/articles")]
