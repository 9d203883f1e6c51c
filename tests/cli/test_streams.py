"""What a command does when its output is full or closed, its input odd, or when it is interrupted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT, run

pytestmark = pytest.mark.model
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def started(*arguments: str, **options: object) -> subprocess.Popen[bytes]:
    """A command that goes on beside the test, and that Ctrl-C reaches."""
    return subprocess.Popen(
        [sys.executable, "-m", "kgraph", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        **options,  # type: ignore[call-overload]
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("command", [["--help"], ["queries"], ["dump"], ["query", "incidents"]])
def test_a_full_output_is_one_clear_line(seeds_store: Path, command: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        given = ["--store", str(seeds_store)] if command[0] in ("dump", "query") else []
        process = started(*command, *given, stdout=full, stderr=subprocess.PIPE)
        said = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 1
    assert said == "error: the output: cannot be written: No space left on device\n"


@pytest.mark.parametrize(
    "command",
    [
        "--help",
        "queries",
        "query evidence --store STORE",
        "show 'a*' --most 20 --store STORE",
        "status --store STORE",
        "dump --store STORE",
        "export - --format ttl --store STORE",
    ],
)
def test_who_reads_no_further_is_no_fault(seeds_store: Path, command: str) -> None:
    given = command.replace("STORE", str(seeds_store))
    told = "( sleep 0.1; " + f"{sys.executable} -m kgraph {given}; echo $? >&2 ) | true"
    done = subprocess.run(["sh", "-c", told], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == "0\n"


@pytest.mark.parametrize(
    ("closed", "command", "words"),
    [
        (">&-", "queries", "error: the output is closed"),
        ("<&-", "extract -", "skipped: -: is empty"),
    ],
)
def test_a_closed_stream_is_one_clear_line(closed: str, command: str, words: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m kgraph {command} {closed}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(words)
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "ascii"])
def test_standard_input_is_utf_8_whatever_the_locale(seeds_store: Path, encoding: str) -> None:
    done = run(
        *("query", "-", "--store", str(seeds_store)),
        cwd=ROOT,
        stdin='SELECT ("é😀" AS ?x) {}'.encode(),
        env={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"},
    )
    assert done.stdout.splitlines() == ["x", "é😀"]


ASCII = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}


def test_arguments_are_utf_8_whatever_the_locale(seeds_store: Path) -> None:
    given = ("--store", str(seeds_store))
    query = ("query", 'SELECT ("é😀" AS ?x) {}')
    assert run(*query, *given, cwd=ROOT, env=ASCII).stdout.split() == ["x", "é😀"]
    done = run("explain", "a\udcff", "b", *given, cwd=ROOT)
    assert (done.returncode, done.stderr) == (
        2,
        "error: 'a\\udcff' is not UTF-8; type it again\n",
    )


def test_a_file_has_the_same_id_whatever_the_locale(tmp_path: Path) -> None:
    (tmp_path / "größe.txt").write_text("Rain is expected.")
    found = [
        run("extract", ".", cwd=tmp_path, env=env).stdout for env in (ASCII, {"PYTHONUTF8": "1"})
    ]
    assert found[0] == found[1]
    assert '"id": "größe.txt"' in found[0]


def test_an_input_that_is_not_utf_8_is_told(seeds_store: Path) -> None:
    done = run("query", "-", "--store", str(seeds_store), cwd=ROOT, stdin=b"\xff ASK {}")
    assert (done.returncode, done.stderr) == (
        1,
        "error: -: standard input is not UTF-8; convert it\n",
    )


def test_ctrl_c_ends_an_endless_query(seeds_store: Path) -> None:
    process = started("query", ENDLESS, "--store", str(seeds_store), stderr=subprocess.PIPE)
    time.sleep(4)
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=20)[1] == b""
    assert process.returncode in (-signal.SIGINT, 130)


def test_an_interrupted_build_says_that_it_goes_on(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jsonl")
    process = started("build", "a.jsonl", cwd=tmp_path, stderr=subprocess.PIPE)
    with (tmp_path / "a.jsonl").open("wb"):  # it waits for the first document
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=20)[1].decode()
    assert process.returncode == 130
    assert said.startswith("stopped; what was stored is whole")


@pytest.mark.parametrize("command", ["extract", "build", "ingest", "text"])
def test_an_empty_path_is_wrong_usage_and_not_the_current_folder(
    tmp_path: Path, command: str
) -> None:
    (tmp_path / "a.txt").write_text("A bomb killed two people in Kabul.", "utf-8")
    done = run(command, "", cwd=tmp_path)
    told = "error: a path is empty; name a file or a folder (. is the current one)\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", told)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_what_is_left_out_on_purpose_is_told_and_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rain is expected in the north this week.", "utf-8")
    (tmp_path / "README.md").write_text("On this folder.", "utf-8")
    done = run("extract", ".", cwd=tmp_path)
    told = "note: README.md: is left out, as a README tells of a folder; name it to have it read\n"
    assert (done.returncode, done.stderr) == (0, told)
    assert run("extract", "--quiet", ".", cwd=tmp_path).stderr == ""
