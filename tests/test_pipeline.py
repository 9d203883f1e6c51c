"""Documents into a store, whatever the order they are given in."""

import json
from pathlib import Path

import pytest

from kgraph import pipeline, sources, terms
from kgraph.errors import DocumentError
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


def test_a_second_run_over_an_id_given_twice_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "ged.csv").write_text(HEADER + "".join(ROWS), "utf-8")
    store, options = open_store(":memory:"), pipeline.Options(jobs=1)
    found = []
    for _ in range(3):
        pipeline.ingest([tmp_path / "ged.csv"], store, lambda problem: None, options)
        found.append({name: sorted(map(str, store.quads(name))) for name in store.graphs()})
    assert found[0] == found[1] == found[2]


def test_of_one_text_given_twice_the_one_that_says_more_is_kept_in_any_order(
    tmp_path: Path,
) -> None:
    paths = [tmp_path / "a.jsonl", tmp_path / "b.jsonl", tmp_path / "c.jsonl"]
    for path, told in zip(paths, ({}, {"publisher": "The Lamp"}, {}), strict=True):
        path.write_text(json.dumps({"id": "x", "text": "Rain is expected.", **told}), "utf-8")
    problems: list[DocumentError] = []
    options = pipeline.Options(jobs=1)
    kept = [
        list(
            pipeline._changed(
                sources.read(given, print), {}, pipeline._Tally(problems.append), options, print
            )
        )[-1]
        for given in (paths, paths[::-1])
    ]
    assert [document.publisher for document in kept] == ["The Lamp"] * 2
    assert problems == []


@pytest.mark.parametrize("first", ["news", "./news", "{here}/news"])
@pytest.mark.parametrize("then", ["news", "{here}/news", "{here}/news/a.txt", "../{name}/news"])
def test_a_file_is_one_document_however_its_path_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: str, then: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("Rain is expected.", "utf-8")
    paths = [path.format(here=tmp_path, name=tmp_path.name) for path in (first, then)]
    known: dict[str, str] = {}
    options, tally = pipeline.Options(jobs=1), pipeline._Tally(print)
    for path in paths:
        new = list(pipeline._changed(sources.read([path], print), known, tally, options, print))
    assert (new, tally.unchanged, len(known)) == ([], 1, 1)
    assert len(list(sources.read(paths, print))) == 1
