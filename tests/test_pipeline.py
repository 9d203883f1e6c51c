"""Documents into a store, whatever the order they are given in."""

import contextlib
import io
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


def names(base: Path, known: set[str], folder: Path, path: str) -> set[str]:
    """The ids that documents under a path get in a store made in `base`, for a run started in `folder`."""
    with contextlib.chdir(folder):
        digests = {terms.document(name): "" for name in known}
        found = sources.read([path], print)
        return {pipeline._as_stored(document, digests, str(base)).id for document in found}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder with articles, two of them in folders of one name."""
    for name in ("news/a.txt", "news/b.jsonl", "other/news/a.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text('{"text": "Rain is expected."}', "utf-8")
    (tmp_path / "link").symlink_to("news")
    return tmp_path


@pytest.mark.parametrize("first", ["news", "./news", "{here}/news", "other/../news"])
@pytest.mark.parametrize(
    ("folder", "then"),
    [
        (".", "news"),
        (".", "{here}/news"),
        (".", "link"),
        (".", "../{name}/news"),
        ("news", "."),
        ("news", "../link"),
        ("other", "../news"),
        ("other/news", "{here}/other/../news"),
    ],
)
def test_a_file_is_one_document_from_whatever_folder_and_however_its_path_is_written(
    news: Path, first: str, folder: str, then: str
) -> None:
    paths = [path.format(here=news, name=news.name) for path in (first, then)]
    known = names(news, set(), news, paths[0])
    assert len(known) == 2
    assert names(news, known, news / folder, paths[1]) == known


@pytest.mark.parametrize(
    ("folder", "path"), [(".", "ged.csv"), ("news", "../ged.csv"), ("other", "../news/../ged.csv")]
)
def test_a_row_stands_in_the_same_file_from_whatever_folder(
    news: Path, folder: str, path: str
) -> None:
    (news / "ged.csv").write_text(HEADER + ROWS[0], "utf-8")
    with contextlib.chdir(news / folder):
        (row,) = sources.read([path], print)
        found = pipeline._as_stored(row, {}, str(news))
    assert (found.id, found.source) == ("ucdp-ged:1", "ged.csv:2")


def test_what_comes_on_standard_input_has_no_path(news: Path) -> None:
    (row,) = sources.read(["-"], print, stdin=io.BytesIO((HEADER + ROWS[0]).encode()))
    assert pipeline._as_stored(row, {}, str(news / "other")) == row


def test_files_of_one_relative_name_are_two_documents(news: Path) -> None:
    known = names(news, set(), news, "news")
    assert known == {"news/a.txt", "news/b.jsonl#1"}
    assert names(news, known, news / "other", "news") == {"other/news/a.txt"}
    assert names(news, set(), news / "other", "news") == {"other/news/a.txt"}


def test_a_store_that_was_moved_knows_its_files(news: Path) -> None:
    known = names(news, set(), news, "news")
    assert names(news / "elsewhere", known, news, "news") == known


def test_files_are_read_once_however_often_they_are_named(news: Path) -> None:
    with contextlib.chdir(news):
        assert len(list(sources.read(["news", "link", news / "news"], print))) == 2
