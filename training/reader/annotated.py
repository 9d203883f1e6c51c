"""Our own annotations as training windows: news read for what it tells of incidents, and articles we invented.

`annotations/labels.jsonl` tells of texts of the corpora by their places in them: items of current events, the
beginnings of articles of HRDsAttack and on US shootings, ECB+ and Stanford's mass shootings. `annotations/articles.jsonl`
holds texts written for this project. Both say what the news is (an incident, one that is only recalled, or none),
its kinds, its toll, and every wording that names a filler.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from kgraph.resolve.gazetteer import find
from kgraph.sources.article import joined
from training.reader.corpus import MUC_KINDS, VIOLATIONS, Q, Quality, R, rows
from training.reader.windows import Said, Span, Window, counted, cut, kinds, told

_FOLDER = Path(__file__).with_name("annotations")
_YEARS = ("2002_2009", "2010_2014", "2015_2019", "2020_2026")
_KINDS = tuple(dict.fromkeys((*MUC_KINDS, "killing", *VIOLATIONS)))
_FATES = ("killed", "wounded", "unharmed")
_CERTAINTIES = ("stated", "claimed", "suspected")
_UNHURT = {"kidnapped", "detained"}  # neither killed nor wounded, but not unharmed either


def annotated(tokenizer: Tokenizer, folder: Path, draw: random.Random) -> Iterator[Window]:
    """Every annotated text; one in twenty without how its words are written."""
    texts = _texts(folder)
    for row in _lines("labels"):
        yield from _windows(tokenizer, texts[row["id"]][: row["length"]], row, draw)
    for row in _lines("articles"):
        yield from _windows(tokenizer, joined(row["title"], row["text"]), row, draw)


def _lines(name: str) -> Iterator[dict[str, Any]]:
    for line in (_FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)


def _texts(folder: Path) -> dict[str, str]:
    """The texts of the corpora that labels may tell of."""
    found = {
        f"ce:{row['id']}": row["text"]
        for years in _YEARS
        for row in rows(folder, f"current_events/{years}")
    }
    for row in rows(folder, "events/hrds.train"):
        found[f"hrds:{row['id']}"] = joined(row.get("title"), row["text"])
    for row in rows(folder, "linking/gva_articles.train"):
        found[f"gva:{row['doc_id']}"] = joined(row.get("title"), row["text"] or "")
    for row in rows(folder, "linking/ecb_plus.topics_1_35"):
        found[f"ecb:{row['doc_id']}"] = row["text"]
    for number, row in enumerate(rows(folder, "events/stanford_msa")):
        found[f"msa:{number}"] = row["description"]
    return found


def _windows(
    tokenizer: Tokenizer, text: str, row: Mapping[str, Any], draw: random.Random
) -> Iterator[Window]:
    named = _towns(text, row["spans"])
    spans: list[Span] = [
        (start, end, R[role])
        for role, start, end, *_ in row["spans"]
        if role != "Place" or not named or text[start:end] in named
    ]
    pieces = cut(tokenizer, text, cased=draw.random() < 0.95)
    known = set(R.values())
    if row["news"] == "none":
        known -= {R["Place"], R["Date"]}
    yield from told(pieces, spans, known, _said(row), _qualities(row))


def _towns(text: str, spans: Iterable[Sequence[Any]]) -> set[str]:
    """The towns among the names of places, for a place is wanted as its town where one is told."""
    names = {text[start:end] for role, start, end, *_ in spans if role == "Place"}
    kinds_of = {name: {place.kind for place in find(name)} for name in names}
    return {name for name, found in kinds_of.items() if "P" in found and "C" not in found}


def _said(row: Mapping[str, Any]) -> Iterator[Said]:
    """What is said of the first windows; of all where the text tells of nothing."""
    news = {"news": row["news"] == "main"}
    if row["news"] == "none":
        nothing = Said(kinds(news | dict.fromkeys(("incident", *_KINDS), False)))
        yield from [nothing] * 9
        return
    about = dict(news)
    if row["news"] == "main":
        about |= {"incident": True} | {kind: kind in row["kinds"] for kind in _KINDS}
        about |= {stage: row["stage"] == stage for stage in ("attempted", "threatened")}
        if row["state"] is not None:
            about |= {"state perpetrator": row["state"], "other perpetrator": not row["state"]}
    yield Said(kinds(about), counted(row["killed"], row["wounded"]))
    yield Said(kinds(news))


def _qualities(row: Mapping[str, Any]) -> list[Quality]:
    """The deed of the fillers where a text tells of one kind, what became of victims, how sure doers are."""
    deeds = [kind for kind in row["kinds"] if kind in MUC_KINDS]
    found: list[Quality] = []
    for role, start, end, *how in row["spans"]:
        if len(deeds) == 1 and role not in ("Place", "Date"):
            found += [(start, end, Q[kind], int(kind in deeds)) for kind in MUC_KINDS]
        if how and how[0] in (*_FATES, *_CERTAINTIES):
            group = _FATES if how[0] in _FATES else _CERTAINTIES
            found += [(start, end, Q[name], int(name == how[0])) for name in group]
        elif how and how[0] in _UNHURT:
            found += [(start, end, Q[name], 0) for name in ("killed", "wounded")]
    return found
