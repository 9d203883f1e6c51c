"""The network as a component: what it writes on a text, and readers of one's own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kgraph import mentions, nlp
from kgraph.errors import ModelError
from kgraph.mentions import Filler
from kgraph.nlp import reader
from tests.conftest import run

ATTACK = "Masked gunmen shot dead Judge Ana Ruiz outside her home in Medellin on Monday."


@pytest.mark.model
def test_it_writes_fillers_and_kinds() -> None:
    (doc,) = nlp.read([ATTACK])
    fillers = {(span.text, filler.role) for span, filler in mentions.read(doc, "fillers", Filler)}
    assert ("Ana Ruiz", "Victim") in fillers or ("Judge Ana Ruiz", "Victim") in fillers
    told = mentions.told(doc)
    assert told is not None and told.kinds["incident"] > 0.5
    assert sum(told.counts["killed"]) == pytest.approx(1, abs=0.01)


@pytest.mark.model
def test_a_text_reads_the_same_beside_any_other() -> None:
    alone = [str(doc.spans.get("fillers")) for doc in nlp.read([ATTACK])]
    long = "The council met again. " * 400 + ATTACK
    beside = [str(doc.spans.get("fillers")) for doc in nlp.read([long, ATTACK, ""])]
    assert beside[1] == alone[0]


@pytest.mark.model
def test_the_end_of_a_long_text_is_read() -> None:
    long = "The council met again about the new school. " * 200 + ATTACK
    (doc,) = nlp.read([long])
    last = [span for span in doc.spans["fillers"] if span.start_char > len(long) - len(ATTACK)]
    assert any("Ruiz" in span.text for span in last)


@pytest.mark.model
@pytest.mark.parametrize("gap", ["  ", "   ", "\t", "\u00a0", " \u00a0 "])
def test_white_space_within_a_name_is_part_of_it(gap: str) -> None:
    (doc,) = nlp.read([f"The Islamic{gap}State killed 12 people in New{gap}York on Monday."])
    assert [ent.text.split() for ent in doc.ents] == [["Islamic", "State"], ["New", "York"]]


@pytest.mark.model
def test_without_the_reader_nothing_is_written() -> None:
    (doc,) = nlp.read([ATTACK], learned=False)
    assert mentions.told(doc) is None
    assert "fillers" not in doc.spans


def reader_without(labels: str, folder: Path) -> Path:
    """The shipped reader, but its config does not name these labels."""
    mine = folder / "mine"
    shutil.copytree(reader.SHIPPED, mine)
    config = json.loads((mine / "config.json").read_text("utf-8"))
    del config[labels]
    (mine / "config.json").write_text(json.dumps(config))
    return mine


@pytest.mark.model
def test_a_reader_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KGRAPH_READER", str(reader_without("words", tmp_path)))
    nlp.load.cache_clear()
    (doc,) = nlp.read([ATTACK])
    nlp.load.cache_clear()
    assert doc.has_annotation("DEP") and doc.spans["fillers"]


@pytest.mark.model
def test_a_reader_that_says_nothing_of_roles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KGRAPH_READER", str(reader_without("roles", tmp_path)))
    nlp.load.cache_clear()
    with pytest.raises(ModelError, match="it lacks 'roles'"):
        nlp.load()
    nlp.load.cache_clear()


@pytest.mark.model
def test_the_command_line_says_what_is_wrong_with_a_reader(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ATTACK)
    mine = {"KGRAPH_READER": str(tmp_path / "none")}
    done = run("extract", "a.txt", cwd=tmp_path, env=mine)
    assert done.returncode == 1
    assert done.stderr.startswith("error:") and "no reader can be loaded" in done.stderr
    assert run("extract", "a.txt", "--no-reader", cwd=tmp_path, env=mine).returncode == 0
