"""The annotations that the reader learns from: their places lie in their texts, their words are known."""

import json
from pathlib import Path
from typing import Any

import pytest

from kgraph.sources.article import joined

FOLDER = Path(__file__).parents[2] / "training" / "reader" / "annotations"
FATES = {"killed", "wounded", "unharmed", "kidnapped", "detained", "other"}
HOW = {
    "PerpInd": set[str](),
    "PerpOrg": {"stated", "claimed", "suspected"},
    "Victim": FATES,
    "VictimDesc": FATES,
    "Target": set[str](),
    "Weapon": set[str](),
    "Place": set[str](),
    "Date": set[str](),
}
KINDS = {
    "attack",
    "bombing",
    "kidnapping",
    "arson",
    "robbery",
    "killing",
    "arbitrary detention",
    "torture",
    "enforced disappearance",
}


def lines(name: str) -> list[dict[str, Any]]:
    """The rows of one file."""
    return list(map(json.loads, (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()))


@pytest.mark.parametrize("name", ["labels", "articles"])
def test_each_text_is_annotated_once_by_words_of_the_guide(name: str) -> None:
    rows = lines(name)
    assert [row["id"] for row in rows] == sorted({row["id"] for row in rows})
    for row in rows:
        assert row["news"] in {"main", "recalled", "none"}, row["id"]
        assert set(row["kinds"]) <= KINDS, row["id"]
        assert row["stage"] in {"done", "attempted", "threatened", None}, row["id"]
        assert row["state"] in {True, False, None}, row["id"]
        assert all(row[toll] is None or row[toll] >= 0 for toll in ("killed", "wounded")), row["id"]
        for role, start, end, *how in row["spans"]:
            assert 0 <= start < end, row["id"]
            assert set(how) <= HOW[role], row["id"]
            assert len(how) == bool(HOW[role]), row["id"]


def test_places_in_invented_articles_begin_and_end_with_words() -> None:
    for row in lines("articles"):
        text = joined(row["title"], row["text"])
        for _, start, end, *_ in row["spans"]:
            assert text[start:end].strip() == text[start:end] != "", row["id"]
            edges = text[start - 1 : start], text[end : end + 1]
            assert not any(edge.isalnum() for edge in edges), row["id"]


def test_places_in_texts_of_the_corpora_lie_within_what_was_read() -> None:
    for row in lines("labels"):
        assert all(end <= row["length"] for _, _, end, *_ in row["spans"]), row["id"]
