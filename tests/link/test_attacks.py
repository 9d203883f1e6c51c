"""Three attacks told by several papers: all articles of one meet, whatever they say, and none of another.

Two are bombings in one city on one day; tolls grow, articles come a week late. The texts were written for
this test.
"""

import json
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgraph import pipeline, queries
from kgraph.errors import DocumentError
from kgraph.store import open_store

ATTACKS = Path(__file__).parent / "attacks.jsonl"


@pytest.mark.model
def test_every_article_of_an_attack_stands_in_one_incident() -> None:
    problems: list[DocumentError] = []
    store = open_store(":memory:")
    pipeline.build([ATTACKS], store, problems.append, pipeline.Options(jobs=1))
    rows = store.query(queries.find("incident-documents").text)
    assert isinstance(rows, ox.QuerySolutions)
    found = defaultdict(set)
    for row in rows:
        if row["prominence"].value == "main":
            found[row["incident"].value].add(row["document"].value)
    expected = defaultdict(set)
    for line in ATTACKS.read_text("utf-8").splitlines():
        given = json.loads(line)
        expected[given["incident"]].add(given["id"])
    assert not problems
    assert sorted(map(sorted, found.values())) == sorted(map(sorted, expected.values()))
