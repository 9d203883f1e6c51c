import datetime as dt

import networkx as nx
import pytest

from kgraph import claims, linking, network, terms
from kgraph.errors import QueryError, UsageError
from kgraph.model import ActorValue
from kgraph.store import Store, open_store
from tests import builders

TALIBAN = ActorValue("Taliban", "ArmedGroup", True, "Taliban", id="taliban")


@pytest.fixture
def store() -> Store:
    opened = open_store(":memory:")
    for number, (name, killed, actor) in enumerate(
        (("a", 6, builders.ISLAMIC_STATE), ("b", 4, builders.ISLAMIC_STATE), ("c", 1, TALIBAN))
    ):
        day = builders.DAY + dt.timedelta(days=60 * number)
        opened.replace(
            {
                terms.document(name): list(
                    claims.quads(builders.read(name, killed, actor, day), version="1")
                )
            }
        )
    linking.link(opened)
    return opened


def test_actors_are_ranked_by_incidents(store: Store) -> None:
    rows = {row.actor: row for row in network.rank(network.load(store))}
    assert rows["Islamic State"].incidents == 2
    assert rows["Islamic State"].killed == 10
    assert rows["Pakistan"].incidents == 3
    assert next(iter(rows)) == "Pakistan"


def test_a_class_narrows_the_ranking(store: Store) -> None:
    assert [
        row.actor for row in network.rank(network.load(store), cls="ArmedGroup", sort="killed")
    ] == ["Islamic State", "Taliban"]


def test_an_unknown_order_is_refused(store: Store) -> None:
    with pytest.raises(UsageError):
        network.rank(network.load(store), sort="fame")


def test_an_unknown_class_is_refused(store: Store) -> None:
    with pytest.raises(UsageError, match="ArmedGroup"):
        network.rank(network.load(store), cls="Army")


def test_the_projection_counts_shared_incidents(store: Store) -> None:
    graph = network.project(network.load(store))
    base = "https://w3id.org/kgraph/id/actor/"
    assert graph[f"{base}islamic-state"][f"{base}pakistan"]["weight"] == 2.0


@pytest.mark.parametrize(
    ("actor", "days"),
    [("islamic-state", (0, 60)), ("taliban", (120, 120)), ("pakistan", (0, 120))],
)
def test_actors_live_from_their_first_to_their_last_incident(
    store: Store, actor: str, days: tuple[int, int]
) -> None:
    graph = network.load(store)
    node = graph.nodes[f"https://w3id.org/kgraph/id/actor/{actor}"]
    first, last = ((builders.DAY + dt.timedelta(days=day)).isoformat() for day in days)
    assert (node["start"], node["end"]) == (first, last)


def test_what_two_share_lasts_from_the_first_to_the_last(store: Store) -> None:
    ends = (f"https://w3id.org/kgraph/id/actor/{name}" for name in ("islamic-state", "pakistan"))
    shared = network.project(network.load(store)).edges[tuple(ends)]
    later = builders.DAY + dt.timedelta(days=60)
    assert (shared["start"], shared["end"]) == (builders.DAY.isoformat(), later.isoformat())


def test_an_incident_without_a_day_leaves_its_actors_open() -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("x:dated", start="2022-01-01", end="2022-01-02")
    graph.add_node("x:begun", start="2021-01-01")
    assert network._span(graph, ["x:dated", "x:begun"]) == {"start": "2021-01-01"}
    assert network._span(graph, []) == {}


def test_a_path_goes_from_incident_to_incident(store: Store) -> None:
    steps = network.path(network.load(store), "taliban", "islamic state")
    assert [(step.actor, step.relation) for step in steps] == [
        ("Taliban", "perpetrator"),
        ("Pakistan", "condemnedBy"),
        ("Pakistan", "condemnedBy"),
        ("Islamic State", "perpetrator"),
    ]
    assert network.quotes(store, steps[1]) == [("Pakistan condemned the attack", "c")]


def test_an_unknown_actor_is_one_clear_error(store: Store) -> None:
    with pytest.raises(QueryError, match="kgraph actors"):
        network.path(network.load(store), "Martians", "taliban")


def test_a_path_to_oneself_is_one_clear_error(store: Store) -> None:
    with pytest.raises(QueryError, match="one actor, Taliban"):
        network.path(network.load(store), "taliban", "taliban")


@pytest.mark.parametrize("names", [("", "taliban"), ("taliban", " ")])
def test_no_name_is_no_actor(store: Store, names: tuple[str, str]) -> None:
    with pytest.raises(QueryError, match="say which actor"):
        network.path(network.load(store), *names)


NAMES = ("Salman Abedi", "Shinzo Abe", "Akie Abe", "Abe")


@pytest.mark.parametrize(
    ("given", "chosen"),
    [
        ("salman  ABEDI", ["Salman Abedi"]),
        ("abedi", ["Salman Abedi"]),
        ("akie", ["Akie Abe"]),
        ("abe", ["Abe"]),  # the same name before a part of one
        ("x:Shinzo-Abe", ["Shinzo Abe"]),
        ("shin", []),
        ("a", []),
    ],
)
def test_a_name_is_whole_words_of_one_actor(given: str, chosen: list[str]) -> None:
    graph = nx.MultiDiGraph()
    for name in NAMES:
        graph.add_edge(f"x:{name.replace(' ', '-')}", "x:incident", "victim")
        graph.add_node(f"x:{name.replace(' ', '-')}", kind="actor", label=name)
    graph.add_node("x:incident", kind="incident", label="It")
    if chosen:
        other = "x:Akie-Abe" if chosen != ["Akie Abe"] else "x:Abe"
        assert network.path(graph, given, other)[0].actor == chosen[0]
    else:
        with pytest.raises(QueryError, match="kgraph actors"):
            network.path(graph, given, "x:Abe")


def test_a_name_that_several_bear_lists_them() -> None:
    graph = nx.MultiDiGraph()
    for name in NAMES[:3]:
        graph.add_node(f"x/{name.replace(' ', '-')}", kind="actor", label=name)
    with pytest.raises(QueryError, match=r"2 actors fit 'abe'.*Akie Abe \(Akie-Abe\); Shinzo Abe"):
        network.path(graph, "abe", "abedi")
