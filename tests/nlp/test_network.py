"""The network: pieces, windows, and folders that hold none."""

from __future__ import annotations

import json
import shutil
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from kgraph.errors import ModelError
from kgraph.nlp import network, roles, words


@pytest.mark.parametrize(
    ("word", "shape"),
    [("gunmen", 0), ("Ruiz", 1), ("A", 1), ("FMLN", 2), ("McVeigh", 3), ("9mm", 0)],
)
def test_shapes_of_words(word: str, shape: int) -> None:
    assert network.shape(word) == shape


@pytest.mark.parametrize("length", [1, 48, 254, 255, 460, 461, 700, 5000])
def test_windows_cover_every_piece(length: int) -> None:
    starts = list(network._starts(length, 254))
    assert starts[0] == 0
    assert all(after - before <= 254 for before, after in pairwise(starts))
    assert starts[-1] + 254 >= length


@pytest.mark.model
def test_one_pass_says_what_two_would() -> None:
    read = network.network(network.SHIPPED)
    text = "Gunmen shot two officers dead near Kandahar on Friday. " * 40
    both = read.run(text, (*words.OUTPUTS, *roles.OUTPUTS)).rows
    for names in (words.OUTPUTS, roles.OUTPUTS):
        for name, rows in read.run(text, names).rows.items():
            assert np.array_equal(rows, both[name]), name
    assert len({len(both[name]) for name in both if name != "about"}) == 1


def test_a_folder_without_a_reader(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no reader can be loaded"):
        network.Network(tmp_path)


@pytest.mark.model
def test_a_reader_of_another_format(tmp_path: Path) -> None:
    shutil.copytree(network.SHIPPED, tmp_path / "mine")
    config = json.loads((tmp_path / "mine" / "config.json").read_text("utf-8"))
    (tmp_path / "mine" / "config.json").write_text(json.dumps({**config, "format": 99}))
    with pytest.raises(ModelError, match="format 99"):
        network.Network(tmp_path / "mine")
