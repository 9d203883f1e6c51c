"""What every store does: the same tests over memory, folder and a real SPARQL server."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgraph import claims, tables, terms
from kgraph.errors import QueryError, StoreError, UsageError
from kgraph.export import rdf
from kgraph.store import STORES, Store, open_store
from tests import builders

Opener = Callable[[], Store]


def graph_of(document_id: str, killed: int = 6) -> dict[str, list[ox.Quad]]:
    graph = terms.document(document_id)
    quads = claims.quads(builders.read(document_id, killed), version="1")
    return {graph: [quad for quad in quads if quad.graph_name == ox.NamedNode(graph)]}


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    binary = shutil.which("oxigraph") or str(Path(sys.executable).parent / "oxigraph")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("server")
    process = subprocess.Popen(
        [binary, "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"],
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{url}/query?query=ASK%20%7B%7D", timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    yield url
    process.terminate()
    process.wait()


@pytest.fixture(params=sorted(STORES))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    location = {"folder": str(tmp_path / "case.kg"), "memory": ":memory:", "remote": ""}[
        request.param
    ]
    opened = open_store(location or request.getfixturevalue("server"))
    opened.replace({key: [] for key in opened.graphs()})
    with opened:
        yield opened


def test_a_graph_is_replaced_as_a_whole(store: Store) -> None:
    store.replace(graph_of("a", 6))
    store.replace(graph_of("a", 7))
    assert sorted(map(str, store.quads(terms.document("a")))) == sorted(
        map(str, graph_of("a", 7)[terms.document("a")])
    )


def test_an_empty_graph_is_removed(store: Store) -> None:
    store.replace(graph_of("a") | graph_of("b"))
    store.replace({terms.document("a"): []})
    assert store.graphs() == [terms.document("b")]


def test_statements_are_added_beside_what_is_there(store: Store) -> None:
    store.replace(graph_of("a"))
    store.add(graph_of("b")[terms.document("b")])
    assert store.graphs() == sorted([terms.document("a"), terms.document("b")])


def pieces_of(name: str) -> Iterator[bytes]:
    """The same as N-Quads, a line at a time and at last nothing."""
    quads = graph_of(name)[terms.document(name)]
    yield from (ox.serialize([quad], format=ox.RdfFormat.N_QUADS) or b"" for quad in quads)
    yield b""


def test_new_graphs_are_filled(store: Store) -> None:
    store.replace(graph_of("a"))
    store.fill([terms.document("b")], pieces_of("b"))
    assert store.graphs() == sorted([terms.document("a"), terms.document("b")])


def test_subjects_are_taken_out_and_others_put_in(store: Store) -> None:
    graph = terms.document("a")
    store.replace(graph_of("a"))
    gone = terms.report(terms.report_id("a", 1))
    extra = ox.Quad(
        ox.NamedNode(terms.report("x")),
        ox.NamedNode(terms.BASE),
        ox.Literal("x"),
        ox.NamedNode(graph),
    )
    store.amend({graph: [gone]}, [extra])
    subjects = {quad.subject.value for quad in store.quads(graph)}
    assert gone not in subjects
    assert {terms.report("x"), graph} <= subjects


def test_a_query_sees_the_union_of_all_graphs(store: Store) -> None:
    store.replace(graph_of("a") | graph_of("b"))
    (row,) = store.query(
        "SELECT (COUNT(DISTINCT ?r) AS ?n) WHERE { ?r a <https://w3id.org/kgraph/ns#Report> }"
    )
    assert row["n"].value == "2"


def test_a_query_can_be_narrowed_to_one_graph(store: Store) -> None:
    store.replace(graph_of("a") | graph_of("b"))
    (row,) = store.query(
        "SELECT (COUNT(DISTINCT ?r) AS ?n) WHERE { ?r a <https://w3id.org/kgraph/ns#Report> }",
        graph=terms.document("a"),
    )
    assert row["n"].value == "1"


def test_ask_and_construct(store: Store) -> None:
    store.replace(graph_of("a"))
    assert bool(store.query("ASK { ?s ?p ?o }"))
    assert len(list(store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"))) == len(
        {q.triple for q in graph_of("a")[terms.document("a")]}
    )


def test_a_syntax_error_says_where(store: Store) -> None:
    with pytest.raises(QueryError, match=r"line 2, column \d+"):
        store.query("SELECT *\nWHER { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT ?x WHERE { ?s foo:bar ?o }", "uses the prefix foo: at line 1"),
        ("PREFIX foo: <x:> SELECT ?x WHERE { ?s foo:bar }", "syntax error at line 1"),
    ],
)
def test_a_prefix_without_a_declaration_is_named(store: Store, query: str, words: str) -> None:
    with pytest.raises(QueryError, match=words):
        store.query(query)


@pytest.mark.parametrize(
    ("clause", "documents"),
    [
        ("", ["a", "b"]),
        (f"FROM <{terms.document('a')}>", ["a"]),
        (f"from <{terms.document('a')}> FROM <{terms.document('b')}>", ["a", "b"]),
        (f"FROM NAMED <{terms.document('a')}>", []),
        (f"# FROM <{terms.document('a')}>\n", ["a", "b"]),
    ],
)
def test_a_query_asks_the_graphs_that_it_names(
    store: Store, clause: str, documents: list[str]
) -> None:
    store.replace(graph_of("a") | graph_of("b"))
    rows = store.query(
        f"SELECT ?id {clause} WHERE {{ ?from <http://purl.org/dc/terms/identifier> ?id }} ORDER BY ?id"
    )
    assert [row["id"].value for row in rows] == documents  # type: ignore[union-attr]


@pytest.mark.parametrize("timeout", [None, 5.0])
def test_a_service_that_does_not_answer_is_told(timeout: float | None) -> None:
    def ask() -> None:
        query = "SELECT * WHERE { SERVICE <http://127.0.0.1:1/sparql> { ?s ?p ?o } }"
        with open_store(":memory:") as memory:
            tables.write(memory.query(query, timeout=timeout), "csv")

    with pytest.raises(QueryError, match="the query failed"):
        ask()


def test_a_long_query_is_given_up(store: Store) -> None:
    for number in range(4):
        store.replace(graph_of(str(number)))
    slow = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . FILTER(STRLEN(CONCAT(STR(?c), STR(?f))) > 1000000) }"
    with pytest.raises(QueryError, match="took longer than"):
        store.query(slow, timeout=0.2)


@pytest.mark.parametrize("format", ["nq", "trig"])
def test_a_dump_round_trips(store: Store, format: str) -> None:
    store.replace(graph_of("a") | graph_of("b"))
    dumped = b"".join(rdf.blocks(store, format))
    copy = open_store(":memory:")
    copy.replace(rdf.parse(dumped, format, "dump"))
    assert b"".join(rdf.blocks(copy, format)) == dumped


def test_the_order_of_documents_does_not_show(store: Store) -> None:
    store.replace(graph_of("a") | graph_of("b"))
    one = b"".join(rdf.blocks(store, "nq"))
    store.replace({key: [] for key in store.graphs()})
    store.replace(graph_of("b"))
    store.replace(graph_of("a"))
    assert b"".join(rdf.blocks(store, "nq")) == one


def test_a_second_process_is_told_that_the_store_is_in_use(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "s")), pytest.raises(StoreError, match="in use"):
        open_store(str(tmp_path / "s"))


def test_a_closed_store_can_be_opened_again(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "s")) as first:
        first.replace(graph_of("a"))
    with open_store(str(tmp_path / "s")) as second:
        assert second.graphs() == [terms.document("a")]


def test_graphs_that_a_broken_run_was_filling_are_taken_out(tmp_path: Path) -> None:
    location = str(tmp_path / "case.kg")

    def breaking_off() -> Iterator[bytes]:
        yield from pieces_of("b")
        raise KeyboardInterrupt

    with open_store(location) as store:
        store.replace(graph_of("a"))
        with pytest.raises(KeyboardInterrupt):
            store.fill([terms.document("b")], breaking_off())
        store.add(graph_of("b")[terms.document("b")])  # as much as was on disk already
    left = tmp_path / "case.kg" / "oxigraph" / "bulk-12.sst"
    left.write_bytes(b"sorted in vain")
    with open_store(location) as store:
        assert store.graphs() == [terms.document("a")] and not left.exists()
    with open_store(location) as store:
        store.fill([terms.document("b")], pieces_of("b"))
    with open_store(location) as store:
        assert store.graphs() == sorted([terms.document("a"), terms.document("b")])


def test_a_store_of_another_version_is_refused(tmp_path: Path) -> None:
    open_store(str(tmp_path / "s")).close()
    (tmp_path / "s" / "kgraph-store.json").write_text('{"format": 99}')
    with pytest.raises(StoreError, match="format 99"):
        open_store(str(tmp_path / "s"))


@pytest.mark.parametrize(
    ("store", "moved", "base"),
    [
        ("s", "there", "there"),  # made in a folder that holds it: both may be moved
        ("deep/s", "there", "there"),
        ("../s", "there", "."),  # made in a folder that does not hold it, and that is gone
        ("../s", "here", "here"),
        ("s", "here", "here"),
    ],
)
def test_a_store_knows_the_folder_in_which_it_was_made(
    tmp_path: Path, store: str, moved: str, base: str
) -> None:
    (tmp_path / "here").mkdir()
    with contextlib.chdir(tmp_path / "here"), open_store(store) as opened:
        assert opened.base == str(tmp_path / "here")
    (tmp_path / "here").rename(tmp_path / moved)
    with contextlib.chdir(tmp_path), open_store(str(tmp_path / moved / store)) as opened:
        assert opened.base == str(tmp_path / base)


def test_names_in_a_store_that_tells_no_folder_start_from_the_current_one(tmp_path: Path) -> None:
    open_store(str(tmp_path / "s")).close()
    (tmp_path / "s" / "kgraph-store.json").write_text('{"format": 1}')
    with contextlib.chdir(tmp_path), open_store("s") as store:
        assert store.base == str(tmp_path)


@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.write_text("x"),
        lambda path: (path.mkdir(), (path / "other.txt").write_text("x")),
    ],
)
def test_what_is_no_store_is_left_alone(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / "s")
    with pytest.raises(StoreError):
        open_store(str(tmp_path / "s"))


@pytest.fixture
def unwritable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A store that may only be read, also by root."""
    with open_store(str(tmp_path / "s")) as store:
        store.replace(graph_of("a"))
    monkeypatch.setattr("os.access", lambda path, mode: False)
    return str(tmp_path / "s")


def test_a_store_that_may_not_be_written_is_read(unwritable: str) -> None:
    before = sorted(Path(unwritable).rglob("*"))
    with open_store(unwritable, create=False) as store:
        assert store.graphs() == [terms.document("a")]
        for change in (lambda: store.replace(graph_of("b")), lambda: store.fill(["b"], [])):
            with pytest.raises(StoreError, match="you may read this store"):
                change()
    assert sorted(Path(unwritable).rglob("*")) == before


def test_a_store_that_is_being_written_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = f"from kgraph.store import open_store; s = open_store({str(tmp_path / 's')!r}); print(1, flush=True); input()"
    writer = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert writer.stdout is not None and writer.stdout.readline()
    monkeypatch.setattr("os.access", lambda path, mode: False)
    with pytest.raises(StoreError, match="in use"):
        open_store(str(tmp_path / "s"))
    writer.communicate(b"\n")


def test_the_logs_of_old_runs_do_not_pile_up(tmp_path: Path) -> None:
    for _ in range(8):
        open_store(str(tmp_path / "s")).close()
    assert len(list((tmp_path / "s" / "oxigraph").glob("LOG.old.*"))) <= 4


def _truncate(folder: Path) -> None:
    for part in (folder / "oxigraph").glob("*.sst"):
        part.write_bytes(part.read_bytes()[:50])


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (_truncate, "is damaged"),
        (lambda folder: (folder / "oxigraph" / "CURRENT").write_text("x"), "is damaged"),
        (lambda folder: (folder / "oxigraph" / "CURRENT").unlink(), "has lost its data"),
        (lambda folder: shutil.rmtree(folder / "oxigraph"), "has lost its data"),
        (lambda folder: (folder / "kgraph-store.json").write_text("[]"), "is damaged"),
    ],
)
def test_a_damaged_store_says_so(
    tmp_path: Path, harm: Callable[[Path], object], words: str
) -> None:
    with open_store(str(tmp_path / "s")) as store:
        store.fill([terms.document("a")], pieces_of("a"))
    harm(tmp_path / "s")
    with pytest.raises(StoreError, match=words):
        open_store(str(tmp_path / "s"))


def test_damage_that_is_met_while_an_answer_is_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is damaged"), open_store(str(tmp_path / "s")):
        raise RuntimeError("Corruption: block checksum mismatch")


@pytest.mark.parametrize("name", ["x" * 300, "a/" * 3000])
def test_a_name_that_is_too_long_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError, match="too long"):
        open_store(str(tmp_path / name), create=False)


def test_what_is_no_iri_is_no_graph() -> None:
    with pytest.raises(QueryError, match="'a b' is not the IRI of a graph"):
        open_store(":memory:").query("ASK {}", graph="a b")


def test_no_endpoint_is_one_clear_error() -> None:
    with pytest.raises(StoreError, match="no SPARQL endpoint"):
        open_store("http://127.0.0.1:9").graphs()


@pytest.mark.parametrize("location", ["ftp://x.example/kg", "file:///srv/kg", "http:/x.example"])
def test_other_addresses_are_no_stores(
    location: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=r"http://… or https://…"):
        open_store(location)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        ("text/html", b"<html></html>", "no SPARQL endpoint answers here, but something else"),
        ("", b"", "no SPARQL endpoint answers here"),
        ("application/sparql-results+json", b"Oops", "broke off or is damaged"),
        (
            "application/sparql-results+json",
            b'{"head":{"vars":["s"]},"results":{"bindings":[ Oops',
            "broke off or is damaged",
        ),
        ("application/sparql-results+json", b"", "broke off or is damaged"),
    ],
)
def test_an_answer_that_is_none_is_one_clear_line(
    kind: str, body: bytes, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask() -> None:
        with open_store("http://x.example/kg") as store:
            monkeypatch.setattr(store, "_send", lambda *given: (kind, body))
            tables.write(store.query("SELECT * WHERE { ?s ?p ?o }"), "csv")

    with pytest.raises(StoreError, match=words):
        ask()
