"""Documents into a store, whatever the order they are given in."""

from pathlib import Path

import pytest

from kgraph import pipeline, terms
from kgraph.store import open_store

HEADER = "id,date,country,type_of_violence,side_a,side_b,lat,lon,low,best,high\n"
ROWS = tuple(
    f"1,2014-05-03,Nigeria,One-sided violence,Boko Haram,Civilians,11.0,13.5,{n},{n},{n}\n"
    for n in (3, 4)
)


def stored(folder: Path, rows: tuple[str, ...]) -> list[str]:
    (folder / "ged.csv").write_text(HEADER + "".join(rows), "utf-8")
    store = open_store(":memory:")
    pipeline.ingest([folder / "ged.csv"], store, lambda problem: None, pipeline.Options(jobs=1))
    (graph,) = (name for name in store.graphs() if name != terms.NODES)
    ours = (quad for quad in store.quads(graph) if "#killed" in str(quad.predicate))
    return sorted(quad.object.value for quad in ours)


def test_of_one_id_given_twice_in_a_run_one_version_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "_WRITTEN", 1)  # each document is a batch of its own
    kept = stored(tmp_path, ROWS)
    assert len(kept) == 1
    assert stored(tmp_path, ROWS[::-1]) == kept
