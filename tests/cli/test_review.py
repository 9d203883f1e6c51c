"""The command that asks a person, as a user answers it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgraph import linking
from kgraph.store import open_store
from tests import builders
from tests.conftest import run

NAMES = ("Reza Moradi", "Reza Morady", "Moradi")


@pytest.fixture
def store(tmp_path: Path) -> str:
    """One incident in which one name is spelled in two ways and one may be short for either."""
    location = str(tmp_path / "case.kg")
    with open_store(location) as opened:
        builders.put(opened, [builders.condemning(name, name) for name in NAMES])
        linking.link(opened)
    return location


def told(*arguments: str, store: str, stdin: str | None = None, code: int = 0) -> str:
    given = None if stdin is None else stdin.encode("utf-8", "surrogateescape")
    done = run(*arguments, "--store", store, cwd=Path(store).parent, stdin=given)
    assert done.returncode == code, done.stderr
    return done.stdout


def judged(store: str) -> list[tuple[str, str, str]]:
    rows = told("judgements", "dump", store=store).splitlines()[1:]
    return [tuple(row.split(",")[:3]) for row in rows]  # type: ignore[misc]


def test_actors_are_listed_with_where_they_meet(store: str) -> None:
    shown = told("review", "--actors", "--list", store=store)
    assert "actors, taken for two: nearly the same letters" in shown
    assert "A  Reza Moradi (Person)  reza-moradi--person" in shown
    assert "in Suicide bombing in Kabul" in shown
    assert told("review", "--reports", "--list", store=store) == (
        "No pair of reports is in doubt.\n"
    )


def test_an_answer_is_kept_and_back_takes_it_back(store: str) -> None:
    shown = told("review", "--by", "ana", store=store, stdin="same\nback\nd\nq\n")
    assert "A “Pakistan condemned the attack”  [Reza Mor" in shown
    assert shown.endswith("1 pair judged.\n")
    ((_, _, verdict),) = judged(store)
    assert verdict == "different"


@pytest.mark.parametrize("stdin", ["", "x\n", "skip\nsames\ndelete\n", "\udcff\n"])
def test_the_end_of_answers_is_the_end(store: str, stdin: str) -> None:
    assert told("review", store=store, stdin=stdin).endswith("\n0 pairs judged.\n")
    assert judged(store) == []


def test_all_that_is_answered_is_asked_no_more(store: str) -> None:
    told("review", store=store, stdin="u\n" * 9)
    assert len(judged(store)) == 2
    assert told("review", store=store) == "No pair of reports or actors is in doubt.\n"
