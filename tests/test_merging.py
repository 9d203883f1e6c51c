"""Dumps read into stores that hold something already."""

import datetime as dt
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.namespace import RDFS

from kgraph import explain, linking, merging, terms
from kgraph.errors import StoreError
from kgraph.export import rdf
from kgraph.model import Judgement
from kgraph.store import MEMORY, Store, open_store
from tests import builders

PAIR = (terms.report_id("a", 1), terms.report_id("b", 1))


def made(*names: str, judgements: tuple[Judgement, ...] = (), linked: bool = True) -> Store:
    store = open_store(MEMORY)
    builders.put(store, [builders.read(name) for name in names])
    for judgement in judgements:
        explain.judge(store, judgement)
    if linked:
        linking.link(store)
    return store


def dump(store: Store) -> bytes:
    return b"".join(rdf.blocks(store, "nq"))


def load(store: Store, other: Store) -> linking.Linked | None:
    return merging.load(store, rdf.parse(dump(other), "nq", "other.nq"), "other.nq")


def said(verdict: str, by: str = "ana", hour: int = 9) -> Judgement:
    first, second = sorted(PAIR)
    return Judgement(first, second, verdict, by, dt.datetime(2022, 9, 7, hour, tzinfo=dt.UTC))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("held", "given"),
    [("", "ab"), ("a", "b"), ("abc", "cd"), ("abcd", "abcd"), ("abcd", "a")],
)
@pytest.mark.parametrize("linked", [True, False])
def test_two_stores_add_up_to_the_one_of_all_documents(held: str, given: str, linked: bool) -> None:
    store = made(*held, linked=bool(held) and linked)
    load(store, made(*given))
    assert dump(store) == dump(made(*sorted({*held, *given})))


@pytest.mark.parametrize(
    ("held", "given", "kept"),
    [
        ([said("same")], [], [said("same")]),
        ([], [said("same")], [said("same")]),
        ([said("same")], [said("same")], [said("same")]),
        ([said("same")], [said("different", hour=11)], [said("different", hour=11)]),
        ([said("same", hour=11)], [said("different")], [said("same", hour=11)]),
        ([said("same")], [said("same", by="bo")], [said("same"), said("same", by="bo")]),
    ],
)
def test_judgements_add_up_and_a_persons_later_word_stays(
    held: list[Judgement], given: list[Judgement], kept: list[Judgement]
) -> None:
    store = made("a", "b", judgements=tuple(held))
    load(store, made("a", "b", judgements=tuple(given)))
    assert dump(store) == dump(made("a", "b", judgements=tuple(kept)))


def test_what_cannot_be_linked_together_leaves_the_store_as_it_is() -> None:
    store, other = made("a"), made("b")
    old = "".join(
        line for line in dump(other).decode().splitlines(True) if "#record>" not in line
    ).encode()
    before = dump(store)
    with pytest.raises(StoreError, match=r"old.nq: does not go together .* --store"):
        merging.load(store, rdf.parse(old, "nq", "old.nq"), "old.nq")
    assert dump(store) == before


def test_what_is_written_is_one_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is killed in it leaves the old store or the new one."""
    store = open_store(str(tmp_path / "s.kg"))
    builders.put(store, [builders.read("a")])
    changes: list[str] = []
    for name in ("add", "fill", "amend", "replace"):
        held = getattr(type(store), name)

        def changing(self: Store, *given: object, name: str = name, held: object = held) -> None:
            changes.extend([name] if self is store else [])
            held(self, *given)  # type: ignore[operator]

        monkeypatch.setattr(type(store), name, changing)
    load(store, made("b"))
    assert changes == ["replace"]
    store.close()


def test_names_that_documents_share_add_up() -> None:
    store, other = made("a"), made("b")
    for named, names in ((store, ("Ayd", "Beru")), (other, ("Beru", "Coln"))):
        named.add(
            ox.Quad(
                terms.node(f"{terms.BASE}actor/{name.lower()}--person"),
                terms.node(RDFS.label),
                terms.text(name),
                terms.node(terms.NODES),
            )
            for name in names
        )
    load(store, other)
    labels = sorted(quad.object.value for quad in store.quads(terms.NODES))  # type: ignore[union-attr]
    assert labels == ["Ayd", "Beru", "Coln"]
