"""The program as a user meets it: a process, its output, its errors, its exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kgraph.cli import ask, build, compare, review
from tests.conftest import ROOT, run

pytestmark = pytest.mark.model
COMMANDS = [
    "actors",
    "build",
    "dump",
    "export",
    "extract",
    "ingest",
    "link",
    "load",
    "path",
    "queries",
    "query",
    "show",
    "status",
    "text",
    "validate",
]


def test_help_names_every_command() -> None:
    done = run("--help", cwd=ROOT)
    assert done.returncode == 0
    assert set(COMMANDS) <= set(re.findall(r"^\s+(\w+)", done.stdout, re.MULTILINE))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(command: str) -> None:
    done = run(command, "--help", cwd=ROOT)
    assert done.returncode == 0
    assert f"kgraph {command}" in done.stdout


@pytest.mark.parametrize("command", ["query", "review", "ingest", "judge"])
def test_examples_can_be_copied_from_a_narrow_terminal(command: str) -> None:
    lines = run(command, "--help", cwd=ROOT, env={"COLUMNS": "40"}).stdout.splitlines()
    written = getattr(
        {"review": review, "ingest": build, "query": ask, "judge": compare}[command], command
    )
    examples = re.findall(r"kgraph .*", written.__doc__.partition("Example")[2])
    shown = [line[line.index("kgraph ") :] for line in lines if "  kgraph " in line]
    assert shown == examples != []


@pytest.mark.parametrize("arguments", [["--help"], ["query", "--help"], ["export", "--help"]])
def test_help_never_loads_the_language_pipeline(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom kgraph.cli import main\n"
        f"sys.argv = ['kgraph', *{arguments!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "assert 'spacy' not in sys.modules, 'spacy is loaded'\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)


def test_a_query_never_loads_the_language_pipeline(seeds_store: Path) -> None:
    code = (
        "import sys\nfrom kgraph.cli import main\n"
        f"sys.argv = ['kgraph', 'query', 'incidents', '--store', {str(seeds_store)!r}]\n"
        "try:\n    main()\nexcept SystemExit as exc:\n    assert not exc.code\n"
        "assert 'spacy' not in sys.modules, 'spacy is loaded'\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)


def test_the_version_is_printed() -> None:
    from kgraph import __version__

    assert run("--version", cwd=ROOT).stdout == f"kgraph {__version__}\n"


def test_build_says_what_it_found_and_what_to_do_next(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "date 2019-05-08\nA bomb killed six people in Quetta on Monday."
    )
    done = run("build", "a.txt", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "1 document read, 1 report found." in done.stdout
    assert "kgraph show quetta" in done.stdout
    assert "alsoElsewhere" in done.stdout
    (tmp_path / "b.txt").write_text("A bomb killed six people in Quetta on Monday.")
    again = run("build", "a.txt", "b.txt", cwd=tmp_path).stdout
    assert "1 without a date, which are compared by names alone; 1 unchanged" in again


def test_ingesting_twice_changes_nothing(seeds_store: Path) -> None:
    before = run("dump", "--store", str(seeds_store), cwd=seeds_store.parent).stdout
    run("build", "seeds", "--store", str(seeds_store), "--quiet", cwd=seeds_store.parent)
    assert run("dump", "--store", str(seeds_store), cwd=seeds_store.parent).stdout == before


@pytest.mark.parametrize(("seed", "order"), [("1", ["a.txt", "b.txt"]), ("2", ["b.txt", "a.txt"])])
def test_order_and_hash_seed_do_not_show(tmp_path: Path, seed: str, order: list[str]) -> None:
    (tmp_path / "a.txt").write_text(
        "date 2019-05-08\nA bomb killed six people in Kabul on Monday. Pakistan condemned the attack."
    )
    (tmp_path / "b.txt").write_text(
        "date 2019-05-08\nGunmen shot dead two men in Quetta, Pakistan, on Monday."
    )
    run("build", *order, "--quiet", cwd=tmp_path, env={"PYTHONHASHSEED": seed, "LC_ALL": "C"})
    dumped = run("dump", cwd=tmp_path).stdout
    shutil.rmtree(tmp_path / "kgraph.db")
    run(
        "build",
        *reversed(order),
        "--quiet",
        cwd=tmp_path,
        env={"PYTHONHASHSEED": "77", "LC_ALL": "C.UTF-8"},
    )
    assert run("dump", cwd=tmp_path).stdout == dumped != ""


def test_extract_writes_one_object_a_document(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"id": "x", "text": "A bomb killed six people in Kabul on Monday.", "published": "2019-05-08"}\n{"id": "y", "text": "Rain is expected."}\n'
    )
    done = run("extract", "a.jsonl", cwd=tmp_path)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["document"]["id"] for row in rows] == ["x", "y"]
    assert [len(row["reports"]) for row in rows] == [1, 0]
    whole = json.loads(run("extract", "a.jsonl", "--format", "json", cwd=tmp_path).stdout)
    assert whole == rows
    assert (
        "bombing"
        in run(
            "extract",
            "-",
            "--format",
            "table",
            cwd=tmp_path,
            stdin=b"A bombing killed six people in Kabul.",
        ).stdout
    )


@pytest.mark.model
def test_what_is_not_linked_yet_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "date 2022-09-06\nA bomb killed 3 people in Bogotá on Monday.", "utf-8"
    )
    assert run("ingest", "a.txt", "-s", "of mine.kg", cwd=tmp_path).returncode == 0
    for command in (["status"], ["show", "bogota"], ["show", "a.txt"]):
        assert "run kgraph link" in run(*command, "-s", "of mine.kg", cwd=tmp_path).stderr
    built = run("build", "a.txt", "-s", "of mine.kg", cwd=tmp_path).stdout
    assert "kgraph show 'bogotá' --store 'of mine.kg'" in built
    for command in (["status"], ["show", "bogota"], ["show", "a.txt"]):
        assert run(*command, "-s", "of mine.kg", cwd=tmp_path).stderr == ""


def test_text_prints_exactly_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("date 2019-05-08\r\n\r\nOne “line”\r\nTwo".encode())
    assert run("text", "a.txt", cwd=tmp_path).stdout == "One “line”\nTwo"


def test_show_prints_a_card_with_quotes(seeds_store: Path) -> None:
    done = run("show", "kabul", "--store", str(seeds_store), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert "Suicide bombing in Kabul, 2022-09-05" in done.stdout
    assert "“" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words", "left_out"),
    [
        (["show", "ISIS"], "Suicide bombing in Kabul", "Nara"),
        (["show", "abe"], "in Nara", "Manchester"),
        (["show", "abe*"], "in Manchester", "Kabul"),
        (["show", "seeds/manchester-2017-sample-wire.txt"], "in Manchester", "Kabul"),
        (["show", "https://times.example/world/abe"], "in Nara", "Manchester"),
        (["path", "ISIS", "may"], "Theresa May — condemnedBy", "error"),
        (["query", "attacks-by-actor", "-p", "name=daesh"], "Islamic State,2022-09-05", "error"),
    ],
)
def test_any_name_will_do(
    seeds_store: Path, arguments: list[str], words: str, left_out: str
) -> None:
    done = run(*arguments, "--store", str(seeds_store), cwd=seeds_store.parent)
    assert done.returncode == 0, done.stderr
    assert words in done.stdout
    assert left_out not in done.stdout


@pytest.mark.parametrize(
    ("toll", "shown"),
    [
        ("0", "0"),
        ("12", "12"),
        ("at least 5", "at least 5"),
        ("up to 7", "up to 7"),
        ("3-5", "3 to 5"),
        ("more than 10", "at least 10"),
        ("several", "several"),
    ],
)
def test_a_table_for_people_says_how_many(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], toll: str, shown: str
) -> None:
    table = tmp_path / "acled.csv"
    table.write_text(
        "event_id_cnty,event_date,event_type,actor1,country,location,fatalities\n"
        f"MLI1,2024-03-12,Battles,JNIM,Mali,Gao,{toll}\n"
    )
    build.extract([str(table)], format="table", jobs=1)
    (line,) = re.findall(r"    killed +(.*?)  +stated", capsys.readouterr().out)
    assert line == shown


def test_query_is_csv_when_piped_and_a_table_when_asked(seeds_store: Path) -> None:
    rows = list(
        csv.DictReader(
            io.StringIO(
                run("query", "incident-documents", "--store", str(seeds_store), cwd=ROOT).stdout
            )
        )
    )
    assert list(rows[0]) == ["document", "incident", "report", "prominence"]
    assert {"sample-abqaiq-2019", "sample-chibok-2014"} <= {row["document"] for row in rows}
    assert (
        "rows)"
        in run(
            "query", "incidents", "--format", "table", "--store", str(seeds_store), cwd=ROOT
        ).stdout
    )


def test_a_piped_table_is_the_same_whatever_the_terminal(seeds_store: Path) -> None:
    command = ("query", "incidents", "--format", "table", "--store", str(seeds_store))
    plain, narrow, coloured = (
        run(*command, cwd=ROOT, env=env).stdout
        for env in ({"A": "b"}, {"COLUMNS": "20"}, {"FORCE_COLOR": "1"})
    )
    assert plain == narrow == coloured
    assert "\x1b" not in plain
    assert re.search(r"Suicide bombing in Kabul, 2022-09-05 \(6 killed\) .*id:incident/", plain)


@pytest.mark.parametrize("query", [path.stem for path in sorted((ROOT / "queries").glob("*.rq"))])
def test_every_saved_query_answers_on_the_samples(seeds_store: Path, query: str) -> None:
    done = run("query", query, "--store", str(seeds_store), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    golden = ROOT / "tests" / "golden" / "queries" / f"{query}.csv"
    made = done.stdout.replace(str(seeds_store.parent) + "/", "")
    assert _cells(made) == _cells(golden.read_text("utf-8"))


def _cells(table: str) -> list[list[object]]:
    """The cells of a CSV; fractions are near enough, for the sums of a network differ between processors."""
    rows = csv.reader(io.StringIO(table))
    return [
        [
            pytest.approx(float(cell), abs=0.02) if _FRACTION.fullmatch(cell) else cell
            for cell in row
        ]
        for row in rows
    ]


_FRACTION = re.compile(r"0\.\d+")


def test_golden_files_are_all_there() -> None:
    golden = {path.stem for path in (ROOT / "tests" / "golden" / "queries").glob("*.csv")}
    assert golden == {path.stem for path in (ROOT / "queries").glob("*.rq")}


def test_ask_sets_the_exit_code(seeds_store: Path) -> None:
    assert (
        run(
            "query",
            "ASK { ?s a kg:Unicorn }",
            "--ask-exit-code",
            "--store",
            str(seeds_store),
            cwd=ROOT,
        ).returncode
        == 1
    )
    assert (
        run(
            "query",
            "-",
            "--ask-exit-code",
            "--store",
            str(seeds_store),
            cwd=ROOT,
            stdin=b"ASK { ?s a kg:Incident }",
        ).returncode
        == 0
    )


@pytest.mark.parametrize(
    "file", ["n.graphml", "n.gexf", "n.csv", "n.ttl", "n.jsonld", "n.nq", "n.trig"]
)
def test_export_by_ending(seeds_store: Path, tmp_path: Path, file: str) -> None:
    done = run("export", str(tmp_path / file), "--store", str(seeds_store), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == (
        ["n.edges.csv", "n.nodes.csv"] if file == "n.csv" else [file]
    )


@pytest.mark.parametrize("kind", ["pipe", "link", "device"])
def test_export_writes_to_what_is_there_and_does_not_replace_it(
    seeds_store: Path, tmp_path: Path, kind: str
) -> None:
    target = tmp_path / "n.nt"
    if kind == "pipe":
        os.mkfifo(target)
    else:
        target.symlink_to(tmp_path / "file.nt" if kind == "link" else os.devnull)
    code = f"print(len(open({str(target)!r}).read()))"
    reader = subprocess.Popen(
        [sys.executable, "-c", code if kind == "pipe" else "print(1)"], stdout=subprocess.PIPE
    )
    done = run("export", str(target), "--store", str(seeds_store), cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, f"wrote {target}\n")
    assert int(reader.communicate(timeout=60)[0]) > 0
    assert target.is_fifo() if kind == "pipe" else target.is_symlink()
    assert {path.name for path in tmp_path.iterdir()} <= {"n.nt", "file.nt"}


def test_the_network_answers(seeds_store: Path) -> None:
    rows = list(
        csv.DictReader(io.StringIO(run("actors", "--store", str(seeds_store), cwd=ROOT).stdout))
    )
    assert rows[0]["actor"] == "Islamic State"
    assert (
        "condemnedBy"
        in run("path", "Islamic State", "India", "--store", str(seeds_store), cwd=ROOT).stdout
    )


def test_the_samples_are_valid(seeds_store: Path) -> None:
    done = run("validate", "--store", str(seeds_store), cwd=ROOT)
    assert done.returncode == 0, done.stdout


def test_a_dump_loads_into_the_same_store(seeds_store: Path, tmp_path: Path) -> None:
    dumped = run("dump", "--store", str(seeds_store), cwd=ROOT).stdout
    (tmp_path / "d.nq").write_text(dumped)
    assert run("load", "d.nq", "--store", "copy.kg", cwd=tmp_path).returncode == 0
    assert run("dump", "--store", "copy.kg", cwd=tmp_path).stdout == dumped
    assert "documents  15" in run("status", "--store", "copy.kg", cwd=tmp_path).stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["query", "deadlest", "--store", "STORE"], 1, "did you mean deadliest"),
        (["export", "x.ttl", "--actors-only", "--store", "STORE"], 2, "graphml, gexf, csv"),
        (["query", "deadliest", "-p", "least=abc", "--store", "STORE"], 2, "least is a number"),
        (["status", "--store", "ftp://x.example/kg"], 2, "http://… or https://…"),
        (["query", "SELECT * WHER { ?s ?p ?o }", "--store", "STORE"], 1, "line 1, column"),
        (
            [
                "query",
                "SELECT * WHERE { SERVICE <http://x.example/> { ?s ?p ?o } }",
                "--store",
                "STORE",
            ],
            1,
            "--allow-remote",
        ),
        (
            ["query", "SELECT * FROM <http://x.example/> WHERE { ?s ?p ?o }", "--store", "STORE"],
            1,
            "--allow-remote",
        ),
        (["query", "LOAD <http://x.example/>", "--store", "STORE"], 1, "LOAD"),
        (["query", "incidents", "--format", "xls", "--store", "STORE"], 2, "choose one of"),
        (["query", "incidents", "-p", "a=b", "--store", "STORE"], 2, "takes none"),
        (["query", "incidents", "--store", "nowhere.kg"], 1, "no kgraph store"),
        (["query", "incidents", "--timeout", "1e300", "--store", "STORE"], 2, "--timeout"),
        (["query", "x" * 300, "--store", "STORE"], 1, "no saved query"),
        (["show", "atlantis", "--store", "STORE"], 1, "no incident"),
        (["export", "n.xyz", "--store", "STORE"], 2, "--format"),
        (["export", "/nowhere/n.graphml", "--store", "STORE"], 1, "cannot be written"),
        (["export", ".", "--format", "ttl", "--store", "STORE"], 1, "Is a directory"),
        (["export", ".", "--format", "csv", "--store", "STORE"], 2, "two files"),
        (["export", "-", "--format", "csv", "--store", "STORE"], 2, "two files"),
        (["extract", "nothing.txt"], 1, "does not exist"),
        (["extract", "nothing.txt", "--model", "no_such_model"], 1, "does not exist"),
        (["load", "nothing.nq", "--store", "x.kg"], 1, "cannot be read"),
        (["frobnicate"], 2, ""),
    ],
)
def test_what_goes_wrong_is_one_clear_line(
    seeds_store: Path, tmp_path: Path, arguments: list[str], code: int, words: str
) -> None:
    done = run(*[str(seeds_store) if item == "STORE" else item for item in arguments], cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_model_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A bomb killed six people in Kabul.")
    done = run("extract", "a.txt", "--model", "no_such_model", cwd=tmp_path)
    assert done.returncode == 1
    assert "no_such_model" in done.stderr
    assert "Traceback" not in done.stderr


def test_good_documents_are_kept_beside_bad_ones(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("date 2019-05-08\nA bomb killed six people in Kabul on Monday.")
    (tmp_path / "b.txt").write_bytes(b"%PDF-1.4")
    done = run("build", ".", cwd=tmp_path)
    assert done.returncode == 1
    assert "PDF" in done.stderr
    assert "1 document read" in done.stdout


def test_a_new_text_of_the_same_id_replaces_the_old(tmp_path: Path) -> None:
    for killed in ("six", "seven"):
        (tmp_path / "a.jsonl").write_text(
            json.dumps(
                {
                    "id": "x",
                    "text": f"A bomb killed {killed} people in Kabul on Monday.",
                    "published": "2019-05-08",
                }
            )
        )
        run("build", "a.jsonl", "--quiet", cwd=tmp_path)
    rows = list(csv.DictReader(io.StringIO(run("query", "deadliest", cwd=tmp_path).stdout)))
    assert [row["killed"] for row in rows] == ["7"]


def test_a_killed_build_goes_on_to_the_same_graph(tmp_path: Path) -> None:
    texts = [
        f"A bomb killed {number} people in Kabul on Monday. Pakistan condemned the attack."
        for number in range(3, 63)
    ]
    rows = [
        {"id": str(number), "text": text, "published": "2019-05-08"}
        for number, text in enumerate(texts)
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    run("build", "a.jsonl", "--store", "whole.kg", "--quiet", "--jobs", "1", cwd=tmp_path)
    chance = random.Random(7)
    command = [
        sys.executable,
        "-m",
        "kgraph",
        "build",
        str(tmp_path / "a.jsonl"),
        "--store",
        "torn.kg",
        "--quiet",
        "--jobs",
        "1",
    ]
    for _ in range(3):
        process = subprocess.Popen(
            [*command[:4], "a.jsonl", *command[5:]],
            cwd=tmp_path,
            env={**__import__("os").environ, "PYTHONPATH": str(ROOT)},
        )
        time.sleep(chance.uniform(1.0, 4.0))
        process.send_signal(signal.SIGKILL)
        process.wait()
    done = run("build", "a.jsonl", "--store", "torn.kg", "--quiet", "--jobs", "1", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (
        run("dump", "--store", "torn.kg", cwd=tmp_path).stdout
        == run("dump", "--store", "whole.kg", cwd=tmp_path).stdout
        != ""
    )


def test_all_cores_read_the_same_as_one(tmp_path: Path) -> None:
    rows = [
        {
            "id": str(number),
            "text": f"A bomb killed {number} people in Kabul on Monday.",
            "published": "2019-05-08",
        }
        for number in range(2, 42)
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    one = run("extract", "a.jsonl", "--jobs", "1", cwd=tmp_path)
    two = run("extract", "a.jsonl", "--jobs", "2", cwd=tmp_path)
    assert two.returncode == 0, two.stderr
    assert two.stdout == one.stdout
    assert len(one.stdout.splitlines()) == len(rows)
