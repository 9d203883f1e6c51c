"""The quality gate: what is found in the samples and in the users' example may only rise."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from kgraph import interface, pipeline
from kgraph.model import DocumentReports
from tests.conftest import ROOT, SHARED
from tests.gold_score import gold_files, score

pytestmark = pytest.mark.model

CORE_FLOOR = 78
EXTRA_FLOOR = 24
FORBIDDEN_CEILING = 0
SAMPLES = 15


def samples() -> Iterator[DocumentReports]:
    """The sample articles as they are read; the README beside them is none."""
    paths = sorted(path for path in (ROOT / "seeds").iterdir() if path.stem != "README")
    return pipeline.extract(paths, pytest.fail, pipeline.Options(jobs=1))


@pytest.fixture(scope="module")
def outputs() -> dict[str, dict[str, Any]]:
    found = {}
    for read in samples():
        name = read.document.source.rpartition("/")[2]
        found[read.document.id if ".jsonl" in name else name.partition(".")[0]] = interface.as_json(
            read
        )
    return found


def test_every_sample_has_its_gold(outputs: dict[str, Any]) -> None:
    assert {path.stem for path in gold_files()} == set(outputs)
    assert len(outputs) == SAMPLES


def test_gold_quotes_stand_in_the_text() -> None:
    texts = {}
    for read in samples():
        texts[read.document.text_sha256] = read.document.text
    for path in gold_files():
        gold = json.loads(path.read_text("utf-8"))
        for report in gold["reports"]:
            for claim in report["claims"]:
                for item in claim["evidence"]:
                    assert texts[gold["text_sha256"]][item["start"] : item["end"]] == item["quote"]


def test_quality_does_not_fall(outputs: dict[str, Any]) -> None:
    scores = {
        importance: [
            score(json.loads(path.read_text("utf-8")), outputs[path.stem], importance=importance)
            for path in gold_files()
        ]
        for importance in ("core", "extra")
    }
    missed = {item.slug: item.missed for item in scores["core"] if item.missed}
    assert sum(len(item.found) for item in scores["core"]) >= CORE_FLOOR, missed
    assert sum(len(item.found) for item in scores["extra"]) >= EXTRA_FLOOR
    forbidden = [item.forbidden for item in scores["core"] if item.forbidden]
    assert sum(map(len, forbidden)) <= FORBIDDEN_CEILING, forbidden


def test_every_quote_is_the_text(outputs: dict[str, Any]) -> None:
    for read in samples():
        for report in read.reports:
            for claim in report.claims:
                for item in claim.evidence:
                    assert read.document.text[item.start : item.end] == item.quote != ""


@pytest.mark.corpora
def test_the_users_example_is_read_whole() -> None:
    seed = SHARED / "seed"
    if not seed.is_dir():
        pytest.skip("../shared/seed is absent")
    gold = json.loads((seed / "gold.json").read_text("utf-8"))
    (read,) = pipeline.extract(
        [seed / "kabul-embassy-2022.txt"], pytest.fail, pipeline.Options(jobs=1)
    )
    result = score(gold, interface.as_json(read), shift=-gold["body_start"])
    assert result.missed == ()
    assert result.forbidden == ()
