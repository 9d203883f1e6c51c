"""The learned reader: windows, words, and what it writes on a parsed text."""

from __future__ import annotations

import json
import shutil
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from kgraph import mentions, nlp
from kgraph.errors import ModelError
from kgraph.mentions import Filler
from kgraph.nlp import network, reader
from tests.conftest import run

ATTACK = "Masked gunmen shot dead Judge Ana Ruiz outside her home in Medellin on Monday."


@pytest.mark.parametrize(
    ("word", "shape"),
    [("gunmen", 0), ("Ruiz", 1), ("A", 1), ("FMLN", 2), ("McVeigh", 3), ("9mm", 0)],
)
def test_shapes_of_words(word: str, shape: int) -> None:
    assert network.shape(word) == shape


@pytest.mark.parametrize(
    ("scores", "runs"),
    [
        ([[0.9, 0.1, 0.0], [0.1, 0.9, 0.0], [0.2, 0.0, 0.8], [1, 0, 0]], [(1, 3)]),
        ([[0.1, 0.9, 0.0], [0.1, 0.9, 0.0]], [(0, 1), (1, 2)]),  # two that touch
        ([[0.1, 0.0, 0.9]], [(0, 1)]),  # goes on without a beginning
        ([[1.0, 0.0, 0.0]], []),
    ],
)
def test_runs_of_words(scores: list[list[float]], runs: list[tuple[int, int]]) -> None:
    found = network._runs(np.array(scores, np.float32), 0.5)
    assert [(first, last) for first, last, _ in found] == runs


@pytest.mark.parametrize("length", [1, 48, 254, 255, 460, 461, 700, 5000])
def test_windows_cover_every_piece(length: int) -> None:
    starts = list(network._starts(length, 254))
    assert starts[0] == 0
    assert all(after - before <= 254 for before, after in pairwise(starts))
    assert starts[-1] + 254 >= length


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
def test_without_the_reader_nothing_is_written() -> None:
    (doc,) = nlp.read([ATTACK], learned=False)
    assert mentions.told(doc) is None
    assert "fillers" not in doc.spans


def test_a_folder_without_a_reader(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no reader can be loaded"):
        network.Network(tmp_path)


@pytest.mark.model
def test_a_reader_of_another_format(tmp_path: Path) -> None:
    shutil.copytree(reader.SHIPPED, tmp_path / "mine")
    config = json.loads((tmp_path / "mine" / "config.json").read_text("utf-8"))
    (tmp_path / "mine" / "config.json").write_text(json.dumps({**config, "format": 99}))
    with pytest.raises(ModelError, match="format 99"):
        network.Network(tmp_path / "mine")


@pytest.mark.model
def test_the_command_line_says_what_is_wrong_with_a_reader(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ATTACK)
    mine = {"KGRAPH_READER": str(tmp_path / "none")}
    done = run("extract", "a.txt", cwd=tmp_path, env=mine)
    assert done.returncode == 1
    assert done.stderr.startswith("error:") and "no reader can be loaded" in done.stderr
    assert run("extract", "a.txt", "--no-reader", cwd=tmp_path, env=mine).returncode == 0
