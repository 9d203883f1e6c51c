"""What a person is asked to look at."""

from __future__ import annotations

from dataclasses import replace

from kgraph import explain, linking
from kgraph.explain import doubts
from kgraph.model import Judgement
from kgraph.store import Store, open_store
from tests import builders


def told(*names: str) -> Store:
    """A store with an incident that a document a name tells of, each with one who condemned it."""
    store = open_store(":memory:")
    builders.put(store, [builders.condemning(f"doc-{n}", name) for n, name in enumerate(names)])
    linking.link(store)
    return store


def test_actors_in_doubt_are_shown_with_where_they_met_and_their_words() -> None:
    store = told("Reza Moradi", "Reza Morady", "Ali Karimi")
    (met,) = doubts.actors(store)
    assert met.pair == ("reza-moradi--person", "reza-morady--person")
    assert (met.one.names, met.one.cls, met.joined) == (("Reza Moradi",), "Person", False)
    assert len(met.incidents) == 1 and "Kabul" in met.incidents[0]
    ((document, claims),) = met.other.claims
    assert document == "doc-1"
    assert doubts.quotes(store, claims) == ["Pakistan condemned the attack"]


def test_a_person_s_word_ends_the_doubt_and_undo_brings_it_back() -> None:
    store = told("Moradi", "Reza Moradi")
    (met,) = doubts.actors(store)
    assert met.joined
    said = Judgement(*sorted(met.pair), "different", "ana")  # type: ignore[misc]
    explain.judge(store, said)
    linking.link(store)
    assert doubts.actors(store) == []
    explain.undo(store, replace(said, verdict="unsure"))
    linking.link(store)
    assert doubts.actors(store) == [met]


def test_names_of_different_incidents_are_not_compared() -> None:
    store = told("Reza Moradi")
    later = builders.condemning("later", "Reza Morady", day=builders.DAY.replace(year=2019))
    builders.put(store, [later])
    linking.link(store)
    assert doubts.actors(store) == []
