"""The commands about reports of one incident, as a user runs them."""

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import run

pytestmark = pytest.mark.model
ONE = "seeds/kabul-embassy-2022-sample-wire.txt"
TWO = "https://courier.example/2022/kabul-embassy"
OTHER = "sample-chibok-2014"


@pytest.fixture
def store(seeds_store: Path, tmp_path: Path) -> str:
    copy = tmp_path / "case.kg"
    shutil.copytree(seeds_store, copy)
    return str(copy)


def told(*arguments: str, store: str, code: int = 0, stdin: bytes | None = None) -> str:
    done = run(*arguments, "--store", store, cwd=Path(store).parent, stdin=stdin)
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


def incident_of(document: str, store: str) -> str:
    lines = told("query", "incident-documents", store=store).splitlines()
    return next(
        line.split(",")[1] for line in lines if line.startswith(document) and "main" in line
    )


def test_explain_shows_each_comparison_with_its_weight(store: str) -> None:
    shown = told("explain", ONE, TWO, store=store)
    assert "date       same day" in shown and "probability 0.9" in shown
    assert "They stand in one incident." in shown
    data = json.loads(told("explain", ONE, OTHER, "--format", "json", store=store))
    assert not data["together"] and data["probability"] < 0.1
    assert data["bits"] == pytest.approx(
        data["start"] + sum(item["bits"] for item in data["comparisons"]), abs=0.01
    )


@pytest.mark.parametrize("path", ["{name}", "../seeds/{name}", "{here}/{name}"])
def test_a_document_may_be_named_by_its_file_from_any_folder(seeds_store: Path, path: str) -> None:
    here = seeds_store.parent / "seeds"
    file = path.format(name=Path(ONE).name, here=here)
    for command in (["show", file], ["explain", file, TWO]):
        done = run(*command, "--store", str(seeds_store), cwd=here)
        assert done.returncode == 0 and ONE in done.stdout


def test_a_judgement_is_kept_and_can_be_undone(store: str) -> None:
    before = told("dump", store=store)
    told("judge", ONE, TWO, "different", "--note", "a test", "--by", "ana", store=store)
    assert incident_of(ONE, store) != incident_of(TWO, store)
    assert "ana judged: different (a test)" in told("explain", ONE, TWO, store=store)
    table = told("judgements", "dump", store=store)
    assert table.splitlines()[0] == "first,second,verdict,by,at,note" and "a test" in table
    told("judge", ONE, TWO, "undo", "--by", "ana", store=store)
    assert told("dump", store=store) == before
    assert "1 judgement loaded." in told(
        "judgements", "load", "-", store=store, stdin=table.encode()
    )
    assert incident_of(ONE, store) != incident_of(TWO, store)


def test_what_is_judged_and_not_in_the_store_is_told(store: str) -> None:
    told("judge", ONE, TWO, "same", "--by", "ana", store=store)
    table = told("judgements", "dump", store=store) + "x--person,y--person,same,ana,,\n"
    shown = told("judgements", "load", "-", store=store, stdin=table.encode())
    assert "2 judgements loaded." in shown
    assert "note: not in the store, and judged for when it comes: x--person, y--person" in shown
    none = table.splitlines()[0].encode()
    shown = told("judgements", "load", "-", store=store, stdin=none)
    assert "0 judgements loaded, 2 that the file has not taken out." in shown
    told("judge", ONE, TWO, "same", "--by", "ana", store=store)
    undone = told("judge", ONE, TWO, "undo", "--by", "bo", store=store, code=1)
    assert "bo has not judged" in undone and "ana did: give one with --by" in undone


def test_contradictions_are_told_and_set_the_exit_code(store: str) -> None:
    told("judge", ONE, OTHER, "same", store=store)
    told("judge", OTHER, TWO, "same", store=store)
    shown = told("judge", ONE, TWO, "different", store=store, code=1)
    assert "contradiction:" in shown


def test_the_timeline_tells_what_was_known_when(store: str) -> None:
    rows = told("timeline", "manchester", store=store).splitlines()
    assert rows[0].startswith("published,document,killed,wounded")
    assert rows[1].startswith("2017-05-23") and rows[-1].startswith("2017-05-24,= known then,22")
    data = json.loads(told("timeline", "manchester", "--format", "json", store=store))
    assert (data[-1]["document"], data[-1]["killed"][:2]) == ("= known then", "22")
    early = told("timeline", "manchester", "--as-of", "2017-05-23T23:00", store=store).splitlines()
    assert len(early) == 3 and "at least 19" in early[-1]


def test_show_tells_how_many_say_so_and_what_they_differ_on(store: str) -> None:
    shown = told("show", "christchurch", store=store)
    assert "told by 2 reports of 2 independent sources" in shown
    assert "sources differ on: killed" in shown


def test_every_incident_can_be_shown(store: str) -> None:
    ids = [line.rpartition(",")[2] for line in told("query", "incidents", store=store).splitlines()]
    for incident in ids[1:]:
        assert incident in told("show", incident, store=store)


def test_linking_again_changes_nothing(store: str) -> None:
    before = told("dump", store=store)
    assert told("link", store=store).startswith("0 reports compared. 9 incidents in the store, 5")
    told("link", "--anew", "--quiet", store=store)
    assert told("dump", store=store) == before


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (["explain", "nobody", ONE], "no report in the store is 'nobody'", 1),
        (["explain", "a>b {", ONE], "no report in the store is 'a>b {'", 1),
        (["show", "a>b{"], "no incident in the store fits 'a>b{'", 1),
        (["judge", ONE, TWO, "maybe"], "'maybe' is no verdict", 2),
        (["judge", ONE, ONE, "same"], "a report is the same incident as itself", 2),
        (["timeline", "nowhere"], "no incident in the store fits 'nowhere'", 1),
        (["timeline", "manchester", "--as-of", "soon"], "--as-of 'soon'", 2),
        (["timeline", "2*"], "incidents fit '2*'; choose one", 1),
        (["judgements", "load", "missing.csv"], "missing.csv: cannot be read", 1),
        (["judge", ONE, TWO, "undo", "--by", "ana"], "ana has not judged", 1),
        (["explain", ONE, ONE], "a report is the same incident as itself", 2),
        (["judge", "Pakistan", ONE, "same"], "'Pakistan' is an actor, and no actor", 1),
        (["timeline", "manchester", "--format", "xml"], "choose table, csv or json", 2),
        (["timeline", "manchester", "--as-of", "2001-01-01"], "was published by 2001-01-01", 1),
        (["show", " "], "say what to show", 2),
    ],
)
def test_what_goes_wrong_is_one_clear_line(
    store: str, arguments: list[str], said: str, code: int
) -> None:
    shown = told(*arguments, store=store, code=code)
    assert said in shown and len(shown.strip().splitlines()) == 1


DOUBTFUL = """\
{"id": "harbour-1", "published": "2023-03-14", "title": "Gunmen kill two in Lagos", "text": "Gunmen killed two traders in Lagos on Monday, police said. Nobody was arrested."}
{"id": "lantern-1", "published": "2023-03-20", "title": "Fishermen mourned", "text": "Unknown men shot dead nine fishermen and burned their boats in Lagos last Monday night. Families buried them at the harbour."}
"""


def test_review_lists_what_is_in_doubt_until_a_person_decides(tmp_path: Path) -> None:
    pair, store = ("harbour-1", "lantern-1"), str(tmp_path / "case.kg")
    (tmp_path / "papers.jsonl").write_text(DOUBTFUL, "utf-8")
    told("build", "papers.jsonl", store=store)
    listed = told("review", "--list", store=store)
    assert all(name in listed for name in pair)
    told("judge", *pair, "same", store=store)
    assert "in doubt" in told("review", "--list", store=store)
