"""Runs of linking over a store: what comes later ends in the same graphs."""

import datetime as dt
import itertools
import random
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.namespace import DCTERMS, RDF

from kgraph import cards, claims, explain, judgements, linking, pipeline, queries, terms
from kgraph.errors import KgraphError, QueryError, StoreError
from kgraph.explain import actors, timeline
from kgraph.link import scoring
from kgraph.linking import comparing, grouping, preparing, state
from kgraph.model import DateValue, DocumentReports, Judgement
from kgraph.store import Store, open_store
from kgraph.vocab import KG
from tests import builders
from tests.conftest import ROOT

NAMES = ("a", "b", "c", "d")


def read(name: str) -> DocumentReports:
    """a and b tell of one day, c of a month later, d of a year later."""
    days = {"a": 0, "b": 0, "c": 31, "d": 365}
    return builders.read(name, day=builders.DAY + dt.timedelta(days=days[name]))


def put(store: Store, *names: str) -> None:
    for name in names:
        made = read(name)
        builders.put(store, [made])


def graphs(store: Store) -> list[str]:
    return sorted(
        str(quad) for name in (terms.INCIDENTS, terms.LINKS) for quad in store.quads(name)
    )


def report(name: str) -> str:
    return terms.report_id(name, 1)


def together(store: Store, one: str, other: str) -> bool:
    homes = [
        {
            quad.subject.value
            for quad in store.quads(terms.INCIDENTS)
            if quad.predicate.value == str(KG.report)
            and quad.object.value == terms.report(report(name))
        }
        for name in (one, other)
    ]
    return homes[0] == homes[1]


def say(
    store: Store, one: str, other: str, verdict: str, by: str = "ana", hour: int = 9
) -> Judgement:
    first, second = sorted((report(one), report(other)))
    at = dt.datetime(2022, 9, 7, hour, tzinfo=dt.UTC)
    made = Judgement(first, second, verdict, by, at)  # type: ignore[arg-type]
    explain.judge(store, made)
    return made


@pytest.fixture
def store() -> Store:
    opened = open_store(":memory:")
    put(opened, *NAMES)
    linking.link(opened)
    return opened


def test_reports_of_one_incident_meet(store: Store) -> None:
    assert together(store, "a", "b")
    assert not together(store, "a", "d")


@pytest.mark.parametrize("order", list(itertools.permutations(NAMES))[::5])
def test_any_order_of_coming_gives_the_same_graphs(store: Store, order: tuple[str, ...]) -> None:
    later = open_store(":memory:")
    for name in order:
        put(later, name)
        linking.link(later)
    assert graphs(later) == graphs(store)


def test_many_processes_make_the_same_graphs(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparing, "MANY", 1)
    monkeypatch.setattr(state, "_AT_ONCE", 2)
    monkeypatch.setattr(grouping, "_AT_ONCE", 1)
    shared = open_store(":memory:")
    put(shared, *NAMES)
    linking.link(shared, jobs=2)
    assert graphs(shared) == graphs(store)


def test_few_new_reports_are_compared_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The incremental way, which small stores would not take."""
    monkeypatch.setattr(comparing, "_FEW", 0.9)
    whole, later = open_store(":memory:"), open_store(":memory:")
    put(whole, *NAMES)
    linking.link(whole)
    for name in NAMES:
        put(later, name)
        assert linking.link(later).compared == 1
    assert graphs(later) == graphs(whole)


def crowd(number: int, killed: int = 6, towns: int = 1) -> DocumentReports:
    """One of many reports of a few days in some towns: they share keys that more of them narrow."""
    day = builders.DAY + dt.timedelta(days=number % 7)
    name = f"Kabul {number % towns}" if number % towns else "Kabul"
    place = replace(builders.KABUL, name=name, city=name)
    return builders.read(f"crowd-{number}", killed=killed + number % 7, day=day, place=place)


@pytest.mark.parametrize(("seed", "towns"), [(1, 1), (2, 1), (3, 9)])
def test_what_comes_goes_or_changes_ends_in_the_graphs_of_a_rebuild(
    monkeypatch: pytest.MonkeyPatch, seed: int, towns: int
) -> None:
    """Whatever the order, where keys become so common that they are narrowed, or rare again, and more happens or less."""
    monkeypatch.setattr(comparing, "_FEW", 1.0)
    told = partial(crowd, towns=towns)
    chance = random.Random(seed)
    order = chance.sample(range(64), 64)
    later, whole = open_store(":memory:"), open_store(":memory:")
    for start, end in itertools.pairwise((0, 12, 20, 50, 54, 64)):
        builders.put(later, map(told, order[start:end]))
        linking.link(later)
    changed, gone = order[:3], order[-8:]
    builders.put(later, (told(number, killed=60) for number in changed))
    later.replace({terms.document(f"crowd-{number}"): [] for number in gone})
    linking.link(later)
    builders.put(whole, (told(number, 60 if number in changed else 6) for number in order[:-8]))
    linking.link(whole)
    assert graphs(later) == graphs(whole)


def test_a_few_more_leave_other_incidents_alone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "_FEW", 1.0)
    written: list[list[ox.Quad]] = []
    amend = store.amend

    def watched(gone: Mapping[str, Iterable[str]], added: Iterable[ox.Quad]) -> None:
        written.append(list(added))
        amend(gone, written[-1])

    monkeypatch.setattr(store, "amend", watched)
    builders.put(store, [builders.read("e", day=builders.DAY + dt.timedelta(days=365))])
    linking.link(store)
    told = {quad.object.value for quad in written[0] if quad.predicate.value == str(KG.report)}
    assert told == {terms.report(report(name)) for name in ("d", "e")}


def test_nothing_new_changes_nothing(store: Store) -> None:
    before = graphs(store)
    assert linking.link(store).compared == 0
    assert graphs(store) == before
    assert linking.link(store, anew=True).compared == len(NAMES)
    assert graphs(store) == before


def put_unmarked(store: Store, name: str) -> None:
    """A document without a digest, as another tool may write it."""
    made = read(name)
    quads = claims.quads(made, version="1", wordings=pipeline.wordings(made))
    store.replace({terms.document(name): list(quads)})


def test_documents_without_a_digest_are_compared_at_every_run(store: Store) -> None:
    before = graphs(store)
    store.replace({terms.document("b"): []})
    linking.link(store)
    put_unmarked(store, "b")
    assert [linking.link(store).compared for _ in range(2)] == [1, 1]
    assert together(store, "a", "b")
    store.replace({terms.document("b"): []})
    linking.link(store)
    put(store, "b")
    assert [linking.link(store).compared for _ in range(2)] == [1, 0]
    assert graphs(store) == before


def test_a_document_without_anything_to_compare_is_known_at_the_next_run(store: Store) -> None:
    empty = replace(builders.read("e"), reports=())
    quads = list(claims.quads(empty, version="1", digest="empty"))
    store.replace({terms.document("e"): quads})
    for told in (1, 0):
        news = state.news(store, state.read(store, comparing.version()))
        assert len(news.documents) == told
        assert linking.link(store).compared == 0


def test_a_document_that_goes_takes_its_links_along(store: Store) -> None:
    store.replace({terms.document("b"): []})
    linking.link(store)
    alone = open_store(":memory:")
    put(alone, "a", "c", "d")
    linking.link(alone)
    assert graphs(store) == graphs(alone)


def test_a_person_parts_and_undo_joins_again(store: Store) -> None:
    before = graphs(store)
    said = say(store, "a", "b", "different")
    linking.link(store)
    assert not together(store, "a", "b")
    explain.undo(store, said)
    linking.link(store)
    assert graphs(store) == before


def test_a_person_joins_what_the_program_would_not(store: Store) -> None:
    say(store, "a", "d", "same")
    linking.link(store)
    assert together(store, "a", "d")


def test_contradictions_are_told(store: Store) -> None:
    say(store, "a", "c", "same")
    say(store, "c", "d", "same")
    say(store, "a", "d", "different")
    told = linking.link(store).contradictions
    assert len(told) == 1
    assert report("a") in told[0] and report("d") in told[0]
    assert not together(store, "a", "d")


def test_the_last_word_on_a_pair_counts(store: Store) -> None:
    say(store, "a", "b", "different", "ana", 9)
    say(store, "a", "b", "same", "ben", 10)
    linking.link(store)
    assert together(store, "a", "b")


def test_judgements_survive_a_table(store: Store) -> None:
    say(store, "a", "b", "different")
    kept = judgements.read(store, terms.JUDGEMENTS)
    assert judgements.from_csv(judgements.to_csv(kept), "kept.csv") == kept


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("first,second,verdict\n", "no column 'by'"),
        ("first,second,verdict,by\na,b,maybe,ana\n", "line 2: the verdict 'maybe'"),
        ("first,second,verdict,by,at\na,b,same,ana,monday\n", "line 2: 'monday' is no time"),
        ("first,second,verdict,by,at\na,b,same,ana,\nc,d,sa", "line 3: has more or fewer fields"),
        ("first,second,verdict,by\na,b,same,ana,x\n", "line 2: has more or fewer fields"),
        ('first,second,verdict,by\n"a,b,same,ana\n', "line 2: has more or fewer fields"),
        ("first,second,verdict,by\n,b,same,ana\n", "line 2: '' is no id"),
        ("first,second,verdict,by\na>b c,b,same,ana\n", "line 2: 'a>b c' is no id"),
        ("first,second,verdict,by\na,a,same,ana\n", "line 2: a is judged against itself"),
        ("first,second,verdict,by\na,b,same,\n", "line 2: does not say who judged"),
        (
            "first,second,verdict,by\na,b,same,ana\nc,d,same,ana\nb,a,different,ana\n",
            "line 4: ana judges a and b in an earlier line too",
        ),
        ('first,second,verdict,by,note\na,b,same,ana,"one d', "is not closed"),
    ],
)
def test_a_bad_table_is_one_clear_line(table: str, said: str) -> None:
    with pytest.raises(KgraphError, match=said):
        judgements.from_csv(table, "kept.csv")


@pytest.mark.parametrize("at", ["2022-09-06T10:00:00", "0001-01-01", "9999-12-31T23:59:59-10:00"])
def test_a_time_without_a_zone_is_utc(at: str) -> None:
    (kept,) = judgements.from_csv(f"first,second,verdict,by,at\na,b,same,ana,{at}\n", "kept.csv")
    assert kept.at is not None and kept.at.tzinfo is not None
    assert judgements.in_force([kept]) == [kept]


def test_explain_says_why(store: Store) -> None:
    found = explain.explain(store, explain.find(store, "a"), explain.find(store, report("b")))
    assert found.together and found.probability > 0.9
    assert found.bits == pytest.approx(
        found.start + sum(item.bits for item in found.reasons), abs=0.01
    )


def test_an_unknown_report_is_one_clear_error(store: Store) -> None:
    with pytest.raises(QueryError, match="no report in the store is 'nobody'"):
        explain.find(store, "nobody")


def test_the_timeline_ends_with_what_was_known(store: Store) -> None:
    incident = next(
        quad.subject.value
        for quad in store.quads(terms.INCIDENTS)
        if quad.object.value == terms.report(report("a"))
    )
    moments, now = timeline.read(store, incident, dt.date(2022, 9, 6))
    assert {moment.document for moment in moments} == {"a", "b"}
    assert now.said["killed"] == "at least 6"
    with pytest.raises(QueryError, match="published by 2022-09-01"):
        timeline.read(store, incident, dt.date(2022, 9, 1))


def test_documents_of_an_older_kgraph_are_not_left_out_silently(store: Store) -> None:
    graph = terms.document("a")
    old = [quad for quad in store.quads(graph) if quad.predicate.value != str(KG.record)]
    store.replace({graph: old})
    with pytest.raises(StoreError, match="read them again with kgraph build"):
        linking.link(store)


def test_incidents_of_an_older_kgraph_make_room(store: Store) -> None:
    old = open_store(":memory:")
    put(old, *NAMES)
    left = ox.Quad(
        ox.NamedNode(terms.incident("gone")),
        ox.NamedNode(str(KG.policy)),
        ox.Literal("single-report"),
        ox.NamedNode(terms.INCIDENTS),
    )
    old.add([left])
    linking.link(old)
    assert graphs(old) == graphs(store)


def test_a_link_that_is_no_candidate_any_more_goes_and_its_reports_stay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A new report can make a key so common that older pairs are not compared again."""
    monkeypatch.setattr(comparing, "_FEW", 0.9)
    store = open_store(":memory:")
    put(store, "a", "b", "c")
    linking.link(store)
    assert together(store, "a", "b")
    met = scoring.Met(frozenset(range(4)), frozenset())
    monkeypatch.setattr(scoring, "compare_keyed", lambda *given: ([], met))
    put(store, "d")
    linking.link(store)
    pairs = [item.pair for item in judgements.read(store, terms.LINKS)]
    ordered = sorted(report(name) for name in NAMES)
    assert all(set(pair).isdisjoint(ordered[:2]) for pair in pairs)
    told = {
        quad.object.value
        for quad in store.quads(terms.INCIDENTS)
        if quad.predicate.value == str(KG.report)
    }
    assert told == {terms.report(report(name)) for name in NAMES}


KILLED = """
import os, signal, sys
from kgraph import linking
from kgraph.linking import comparing, grouping, preparing, state
from kgraph.store import open_store
from kgraph.linking import comparing, grouping
location, stage, few = sys.argv[1:]
comparing._FEW, grouping._AT_ONCE = float(few), 2

def progress(what, done, of):
    if what == stage and (done or what != "writing"):
        os.kill(os.getpid(), signal.SIGKILL)

with open_store(location) as store:
    linking.link(store, progress=progress)
"""


@pytest.mark.parametrize("stage", ["preparing", "comparing", "writing"])
@pytest.mark.parametrize("known", [0, 6])
def test_a_killed_run_leaves_the_old_or_the_new_and_goes_on(
    tmp_path: Path, stage: str, known: int
) -> None:
    """In the first run of a store, and in one that adds to it."""
    location = str(tmp_path / "torn.kg")
    reads = [
        builders.read(f"killed-{n}", day=builders.DAY + dt.timedelta(days=n // 2 * 40))
        for n in range(12)
    ]
    with open_store(location) as torn:
        builders.put(torn, reads[:known])
        linking.link(torn)
        before = graphs(torn)
        builders.put(torn, reads[known:])
    done = subprocess.run([sys.executable, "-c", KILLED, location, stage, "1"], cwd=ROOT)
    assert done.returncode == -signal.SIGKILL
    with open_store(location) as torn, open_store(":memory:") as whole:
        assert graphs(torn) == before
        linking.link(torn)
        builders.put(whole, reads)
        linking.link(whole)
        assert graphs(torn) == graphs(whole)


# --- what a split leaves, stories, actors ---------------------------------------------------------


def home(store: Store, name: str) -> str:
    """The incident that a document's report stands in."""
    return next(
        quad.subject.value
        for quad in store.quads(terms.INCIDENTS)
        if quad.predicate.value == str(KG.report)
        and quad.object.value == terms.report(report(name))
    )


def objects(store: Store, predicate: str) -> set[str]:
    return {
        quad.object.value
        for quad in store.quads(terms.INCIDENTS)
        if quad.predicate.value == predicate
    }


@pytest.mark.parametrize("parted", ["a", "e", "f"])
def test_after_a_split_the_id_stays_with_the_larger_part(parted: str) -> None:
    store = open_store(":memory:")
    for name in ("a", "e", "f"):
        builders.put(store, [builders.read(name)])
    linking.link(store)
    before = home(store, "a")
    rest = [name for name in ("a", "e", "f") if name != parted]
    for name in rest:
        say(store, parted, name, "different")
    linking.link(store)
    assert {home(store, name) for name in rest} == {before}
    assert home(store, parted) != before
    assert before not in {  # it is no tombstone
        quad.subject.value
        for quad in store.quads(terms.INCIDENTS)
        if quad.predicate.value == str(DCTERMS.isReplacedBy)
    }


def test_a_document_without_a_report_joins_by_its_words_and_adds_no_fact(store: Store) -> None:
    before = {
        quad for quad in store.quads(terms.INCIDENTS) if quad.predicate.value != str(KG.story)
    }
    builders.put(store, [DocumentReports(read("a").document, ())])
    builders.put(
        store, [replace(read("b"), document=replace(read("b").document, id="bare"), reports=())]
    )
    assert home(store, "b")
    linking.link(store)
    told = {quad for quad in store.quads(terms.INCIDENTS) if quad.predicate.value == str(KG.story)}
    assert {quad.object.value for quad in told} == {
        terms.report(terms.story_id(name)) for name in ("a", "bare")
    }
    assert {quad.subject.value for quad in told} == {home(store, "b")}
    assert cards.mentions(store, home(store, "b")) == (["a", "bare"], [])
    assert len(before) > len(list(store.quads(terms.INCIDENTS))) - len(told)


def test_documents_without_reports_make_a_topic() -> None:
    store = open_store(":memory:")
    for name in ("a", "b"):
        builders.put(store, [DocumentReports(read(name).document, ())])
    assert linking.link(store).incidents == 0
    assert str(KG.Topic) in objects(store, str(RDF.type))
    rows = store.query(queries.find("incident-documents").text)
    assert isinstance(rows, ox.QuerySolutions)
    found = [(row["document"].value, row["prominence"].value) for row in rows]
    assert found == [("a", "main"), ("b", "main")]


def test_an_actor_under_two_names_is_one_until_a_person_parts_them() -> None:
    store = open_store(":memory:")
    for name, actor in (("a", "Guterres"), ("b", "Antonio Guterres")):
        builders.put(store, [builders.condemning(name, actor)])
    linking.link(store)
    assert len(objects(store, str(KG.condemnedBy))) == 1
    pair = [actors.find(store, name) for name in ("guterres", "antonio-guterres--person")]
    assert pair == ["guterres--person", "antonio-guterres--person"]
    told = actors.joined(store, "guterres--person", "antonio-guterres--person")
    assert [note for _, note in told.incidents] == ["a shorter form of the name"]
    first, second = sorted(("guterres--person", "antonio-guterres--person"))
    said = Judgement(first, second, "different", "ana")
    explain.judge(store, said)
    linking.link(store)
    assert len(objects(store, str(KG.condemnedBy))) == 2
    assert actors.joined(store, first, second).persons == (said,)
    explain.undo(store, said)
    linking.link(store)
    assert len(objects(store, str(KG.condemnedBy))) == 1


YEARS = {
    name: builders.DAY + dt.timedelta(days=365 * year) for year, name in enumerate(("a", "b", "c"))
}
BEARERS = {"a": "El Gordo", "b": "Tony Vega", "c": "Antonio Vega Ruiz"}


def of_actors(one: str, other: str, verdict: str, by: str = "ana", hour: int = 9) -> Judgement:
    ids = {name: f"{terms.slug(bearer)}--person" for name, bearer in BEARERS.items()}
    first, second = sorted((ids[one], ids[other]))
    return Judgement(first, second, verdict, by, dt.datetime(2022, 9, 7, hour, tzinfo=dt.UTC))  # type: ignore[arg-type]


def condemning(store: Store) -> dict[str, str]:
    """Who condemned the incident that each document tells of."""
    of = {home(store, name): name for name in BEARERS}
    return {
        of[quad.subject.value]: quad.object.value.rpartition("/")[2]  # type: ignore[union-attr]
        for quad in store.quads(terms.INCIDENTS)
        if quad.predicate.value == str(KG.condemnedBy)
    }


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ([], "abc"),
        ([("a", "b", "same")], "bbc"),
        ([("a", "b", "same"), ("b", "c", "same")], "ccc"),
        ([("a", "b", "same"), ("b", "c", "same"), ("a", "c", "different")], "abc"),
        ([("a", "b", "same"), ("b", "c", "different")], "bbc"),
        ([("a", "b", "same"), ("a", "b", "different", "bo")], "abc"),
        ([("a", "b", "same"), ("a", "b", "unsure", "bo", 11)], "bbc"),
        ([("a", "b", "different"), ("a", "b", "same", "ana", 11)], "bbc"),
    ],
)
@pytest.mark.parametrize("order", ["abc", "cba", "bca"])
def test_actors_judged_the_same_are_one_in_every_incident(
    said: list[tuple[str, ...]], names: str, order: str
) -> None:
    """Also where a document that names one of them comes after the judgement."""
    store = open_store(":memory:")
    for item in said:
        explain.judge(store, of_actors(*item))  # type: ignore[arg-type]
    for name in order:
        builders.put(store, [builders.condemning(name, BEARERS[name], YEARS[name])])
        linking.link(store)
    expected = [f"{terms.slug(BEARERS[name])}--person" for name in names]
    assert condemning(store) == dict(zip("abc", expected, strict=True))
    for item in said:
        explain.undo(store, of_actors(*item))  # type: ignore[arg-type]
    linking.link(store)
    assert set(condemning(store).values()) == {
        f"{terms.slug(bearer)}--person" for bearer in BEARERS.values()
    }


def test_a_damaged_judgement_is_one_clear_line(store: Store) -> None:
    first = ox.Quad(
        terms.node(f"{terms.BASE}judgement/x"),
        terms.node(KG.first),
        terms.node(terms.report(report("a"))),
        terms.node(terms.JUDGEMENTS),
    )
    store.add([first])
    with pytest.raises(StoreError, match=r"the judgement <.*/x> is damaged \('.*#second'\)"):
        linking.link(store)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ([("ana", "same"), ("bo", "same")], []),
        ([("ana", "same"), ("bo", "unsure")], []),
        ([("ana", "same"), ("bo", "different")], ["ana judged same, bo judged different"]),
        ([("bo", "same"), ("ana", "different")], ["ana judged different, bo judged same"]),
    ],
)
def test_persons_who_disagree_are_told_and_none_of_them_holds(
    store: Store, said: list[tuple[str, str]], told: list[str]
) -> None:
    before = {name: together(store, "a", name) for name in ("b", "d")}
    for hour, (by, verdict) in enumerate(said, start=9):
        say(store, "a", "d", verdict, by=by, hour=hour)
        say(store, "a", "b", "unsure", by=by, hour=hour)
    found = linking.link(store).contradictions
    assert len(found) == len(told)
    assert all(words in line for words, line in zip(told, found, strict=True))
    assert together(store, "a", "d") is (before["d"] if told else True)
    rows = list(store.query(queries.find("disputed-judgements").text))  # type: ignore[arg-type]
    assert len(rows) == 2 * len(told)


def test_an_actor_is_found_by_every_name(store: Store) -> None:
    builders.put(
        store, [builders.condemning("a", "Guterres"), builders.condemning("b", "Antonio Guterres")]
    )
    linking.link(store)
    known = [(f"{terms.BASE}actor/islamic-state", "Islamic State")]
    full = [(f"{terms.BASE}actor/antonio-guterres--person", "Antonio Guterres")]
    for word, found in (
        ("Islamic State", known), ("ISIS", known), ("daesh", known), ("islamic-state", known),
        ("guterres", full), ("antonio guterres", full), ("Hamas", []), ("nobody", []),
    ):  # fmt: skip
        assert actors.acting(store, word) == found, word


def recalling(name: str, of: str, days: int = 1, killed: int = 6) -> DocumentReports:
    """A document about a later day that recalls the incident of another, told as within so many days."""
    made = builders.read(name, day=builders.DAY + dt.timedelta(days=365))
    day = read(of).document.published - dt.timedelta(days=1)  # type: ignore[operator]
    first, last = day - dt.timedelta(days=days // 2), day + dt.timedelta(days=(days - 1) // 2)
    within = DateValue(first, last, f"{first}/{last}")
    told = builders.read(name, killed=killed, day=day).reports[0]
    said = tuple(
        replace(claim, value=within) if claim.property == "date" else claim for claim in told.claims
    )
    name = terms.report_id(name, 2)
    old = replace(told, id=name, prominence="background", claims=said)
    return replace(made, reports=(*made.reports, old))


def recollections(store: Store) -> list[str]:
    """The incidents (IRIs) that background reports recall."""
    said = store.quads(terms.INCIDENTS)
    return [quad.object.value for quad in said if quad.predicate.value == str(KG.recalls)]


@pytest.mark.parametrize(
    ("days", "killed", "recalled"),
    [
        pytest.param(1, 60, True, id="on that day"),
        pytest.param(31, 6, True, id="in that month, with its toll"),
        pytest.param(31, 60, False, id="in that month, with another toll"),
        pytest.param(300, 6, True, id="in that year, with its toll"),
        pytest.param(500, 6, False, id="some time"),
        pytest.param(301, 8, False, id="with the toll of two"),
    ],
)
def test_what_is_recalled_without_its_day_is_known_by_its_toll(
    days: int, killed: int, recalled: bool
) -> None:
    store = open_store(":memory:")
    put(store, "a")
    for name, month in (("one", 1), ("two", 2)):
        day = builders.DAY + dt.timedelta(days=31 * month)
        builders.put(store, [builders.read(name, killed=8, day=day)])
    builders.put(store, [recalling("z", "a", days, killed)])
    linking.link(store)
    assert recollections(store) == [home(store, "a")] * recalled


@pytest.mark.parametrize("share", [0.0, 0.9])
def test_what_an_article_recalls_leads_to_its_incident(
    share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "_FEW", share)
    store = open_store(":memory:")
    put(store, "a", "b", "c")
    linking.link(store)
    before = graphs(store)
    builders.put(store, [recalling("z", "a")])
    linking.link(store)
    assert recollections(store) == [home(store, "a")]
    assert cards.mentions(store, home(store, "a")) == ([], ["z"])
    assert home(store, "z") != home(store, "a")
    assert set(before) <= set(graphs(store)) | {item for item in before if "linkedAs" in item}


KINDS = ("report", "story", "recalling", "recalling a month", "surname", "full name")


def of_any_kind(number: int, kind: str) -> DocumentReports:
    """One of many documents about two days a year apart, most of them reports."""
    name = f"any-{number}"
    day = builders.DAY + dt.timedelta(days=365 * (number % 2))
    match kind:
        case "story":
            return replace(builders.read(name, day=day), reports=())
        case "recalling":
            return recalling(name, "a")
        case "recalling a month":
            return recalling(name, "a", 31, killed=6 + number % 3)
        case "surname":
            return builders.condemning(name, "Guterres")
        case "full name":
            return builders.condemning(name, "Antonio Guterres")
    return builders.read(name, killed=6 + number % 3, day=day)


def decisions(chance: random.Random, kinds: Mapping[int, str]) -> list[Judgement]:
    """Persons' words about some pairs of these documents, and about an actor under two names."""
    told = [number for number in sorted(kinds) if kinds[number] != "story"]
    ids = [sorted(f"any-{number}" for number in chance.sample(told, 2)) for _ in range(6)]
    pairs = {tuple(sorted(terms.report_id(name, 1) for name in pair)) for pair in ids}
    names = ("antonio-guterres--person", "guterres--person")
    verdicts = ("different", "different", "same")
    made = [Judgement(*pair, chance.choice(verdicts), "ana") for pair in sorted(pairs)]  # type: ignore[arg-type]
    return [*made, Judgement(*names, "different", "ana")]


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5, 6])
def test_stories_names_and_recollections_end_as_in_a_rebuild(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(comparing, "_FEW", 1.0)
    chance = random.Random(seed)
    kinds = {number: chance.choice(KINDS) for number in range(24)}
    said = decisions(chance, kinds)
    later, whole = open_store(":memory:"), open_store(":memory:")
    order = chance.sample(range(24), 24)
    for step, (start, end) in enumerate(itertools.pairwise((0, 9, 14, 18, 24))):
        builders.put(later, (of_any_kind(number, kinds[number]) for number in order[start:end]))
        linking.link(later)
        for item in said[2 * step : 2 * step + 2]:
            explain.judge(later, item)
        linking.link(later)
    for item in said[1:3]:
        explain.undo(later, item)
    kinds |= {number: chance.choice(KINDS) for number in order[:5]}
    gone = {terms.document(f"any-{number}"): [] for number in order[-4:]}
    builders.put(later, (of_any_kind(number, kinds[number]) for number in order[:5]))
    later.replace(gone)
    linking.link(later)
    builders.put(whole, (of_any_kind(number, kinds[number]) for number in order[:-4]))
    for item in (said[0], *said[3:]):
        explain.judge(whole, item)
    linking.link(whole)
    assert graphs(later) == graphs(whole)


@pytest.mark.model
def test_briefs_of_two_countries_are_two_incidents(tmp_path: Path) -> None:
    for name, town, force in (("q", "QUETTA, Pakistan", "policemen"), ("b", "BAGHDAD", "soldiers")):
        (tmp_path / f"{name}.txt").write_text(
            f"date 2021-03-08\n{town} (Agency) - A roadside bomb killed four {force} and wounded nine others in "
            f"{town.partition(',')[0].title()} on Sunday, officials said. No group has claimed responsibility.\n",
            "utf-8",
        )
    with open_store(str(tmp_path / "kg")) as store:
        pipeline.ingest([tmp_path], store, pytest.fail, pipeline.Options())
        linking.link(store)
        found = list(store.query("SELECT ?i WHERE { ?i a <https://w3id.org/kgraph/ns#Incident> }"))
    assert len(found) == 2
