"""The register of known actors: every name means one actor, and every actor is whole."""

from collections import Counter

import pyoxigraph as ox
import pytest

from kgraph.resolve.register import KnownActor, known_actors
from kgraph.resources import folder
from kgraph.vocab import ACTOR_CLASSES

KG = "https://w3id.org/kgraph/ns#"


@pytest.fixture(scope="module")
def actors() -> tuple[KnownActor, ...]:
    return known_actors()


def test_every_actor_has_one_name_and_a_known_class(actors: tuple[KnownActor, ...]) -> None:
    assert all(actor.label and actor.cls in ACTOR_CLASSES for actor in actors)


def test_a_name_means_one_actor(actors: tuple[KnownActor, ...]) -> None:
    names = Counter(name.casefold() for actor in actors for name in set(actor.names))
    assert [name for name, times in names.items() if times > 1] == []


def test_ambiguous_names_are_listed() -> None:
    path = str(folder("ontology") / "actors.ttl")
    listed = sorted(
        quad.object.value
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)
        if quad.predicate.value == f"{KG}ambiguousLabel"
    )
    assert listed == ["JEM"]


def test_what_an_actor_is_part_of_exists(actors: tuple[KnownActor, ...]) -> None:
    known = {actor.id for actor in actors}
    path = str(folder("ontology") / "actors.ttl")
    wholes = {
        quad.object.value.rpartition("/")[2]
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)
        if quad.predicate.value == f"{KG}partOf"
    }
    assert wholes <= known


def test_states_are_whole(actors: tuple[KnownActor, ...]) -> None:
    states = [actor for actor in actors if actor.cls == "State"]
    assert all(state.demonyms and state.capital and len(state.countries) == 1 for state in states)


@pytest.mark.parametrize(
    ("cls", "least"),
    [
        ("ArmedGroup", 250),
        ("State", 195),
        ("IntergovernmentalOrganization", 60),
        ("GovernmentBody", 40),
        ("SecurityForce", 60),
    ],
)
def test_the_register_is_wide(actors: tuple[KnownActor, ...], cls: str, least: int) -> None:
    assert sum(actor.cls == cls for actor in actors) >= least
