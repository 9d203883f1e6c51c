"""What is kept of a text, which pairs are compared, how they score, and what becomes of them."""

import datetime as dt
import itertools
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import pipeline
from kgraph.claims import recording
from kgraph.errors import StoreError
from kgraph.link import blocking, clusters, copies, keyterms, scoring, weights
from kgraph.link.comparisons import COMPARISONS
from kgraph.records import Record, Wording, from_text, to_text
from tests import builders

BOMBING = "A suicide bomber killed six people near the Russian embassy in Kabul, the Interior Ministry said. Two staff of the embassy were among the dead in Darulaman."
COPY = BOMBING.replace("six people", "seven people")
OTHER = "The football club from Turin won the cup after extra time; supporters of Juventus celebrated all night."


def record(
    name: str, text: str = BOMBING, day: dt.date = builders.DAY, publisher: str | None = None
) -> Record:
    read = builders.read(name, day=day)
    made = recording.record(read.document, read.reports[0], pipeline.wording(text))
    return replace(made, publisher=publisher or f"paper {name}")


# --- words ----------------------------------------------------------------------------------------


def test_telling_words_are_rare_ones_and_names_are_marked() -> None:
    found = {term.word: term for term in keyterms.of(BOMBING)}
    assert "the" not in found
    assert found["darulaman"].name and found["darulaman"].weight > found["bomber"].weight
    assert not found["bomber"].name


def test_a_text_in_capitals_has_names_too() -> None:
    assert {term.word for term in keyterms.of(BOMBING.upper()) if term.name} >= {"kabul", "russian"}


def test_copies_are_known_by_their_words() -> None:
    sketches = [copies.sketch(text) for text in (BOMBING, OTHER, COPY, "")]
    assert copies.voices(sketches) == [0, 1, 0, 3]


def test_a_record_survives_its_line() -> None:
    one = record("a")
    assert from_text(to_text(one)) == one
    assert to_text(from_text(to_text(one))) == to_text(one)


@pytest.mark.parametrize("line", ["", "{}", "[]", "not json"])
def test_what_is_no_record_is_refused(line: str) -> None:
    with pytest.raises(StoreError, match="record"):
        from_text(line)


# --- pairs ----------------------------------------------------------------------------------------


def shares_a_key(one: Record, other: Record) -> bool:
    return bool(set(blocking.keys(one).tolist()) & set(blocking.keys(other).tolist()))


def test_reports_of_one_day_and_place_are_compared() -> None:
    assert shares_a_key(record("a", ""), record("b", ""))


def test_reports_that_share_nothing_are_not() -> None:
    far = replace(record("b", OTHER, builders.DAY + dt.timedelta(days=400)), says=())
    assert not shares_a_key(record("a"), far)


def test_reports_of_one_document_are_never_paired() -> None:
    one = record("a")
    two = replace(record("a"), report="another")
    assert scoring.compare([one, two], least=0.0)[0] == []


def test_rows_of_one_data_base_are_never_paired() -> None:
    rows = [replace(record(name, ""), table="ged", wording=Wording()) for name in "ab"]
    assert scoring.compare(rows, least=0.0)[0] == []
    rows[1] = replace(rows[1], table="other")
    assert len(scoring.compare(rows, least=0.0)[0]) == 1


# --- scores ---------------------------------------------------------------------------------------


def test_splink_gives_the_sum_of_the_bits() -> None:
    """The settings must mean the weights that `explain` prints."""
    pair = scoring.compare_two(record("a"), record("b", COPY, builders.DAY + dt.timedelta(days=2)))
    known = weights.shipped()
    bits = known.prior + sum(reason.bits for reason in pair.reasons())
    assert pair.bits == pytest.approx(bits, abs=0.01)
    assert pair.probability == pytest.approx(1 / (1 + 2**-bits), abs=0.001)


@pytest.mark.parametrize(
    ("name", "other", "level"),
    [
        ("date", record("b"), "same day"),
        ("date", record("b", day=builders.DAY + dt.timedelta(days=1)), "1 day apart"),
        ("date", record("b", day=builders.DAY + dt.timedelta(days=30)), "10 days or more apart"),
        ("place", record("b"), "same settlement"),
        ("text", record("b", COPY), "words nearly all shared"),
        ("text", record("b", OTHER), "hardly a word shared"),
        ("type", record("b"), "same type"),
        ("publisher", record("b", publisher="paper a"), "same publisher"),
    ],
)
def test_levels(name: str, other: Record, level: str) -> None:
    found = {
        reason.comparison: reason.level
        for reason in scoring.compare_two(record("a"), other).reasons()
    }
    assert found[name] == level


def _saying(property: str, given: Record, **value: object) -> Record:
    """The record with another value of a property; keys given as None are left out."""
    told = given.all(property)[0]
    changed = {key: item for key, item in (told.value | value).items() if item is not None}
    says = [replace(item, value=changed) if item is told else item for item in given.says]
    return replace(given, says=tuple(says))


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ({"best": 5, "low": 5, "high": None}, 21, "may have grown"),
        ({"best": 5, "low": 5, "high": 5}, 21, "far apart"),
        ({"best": 5, "low": 5, "high": None}, 5, "the same, five or more"),
        ({"best": 5, "low": None, "high": None}, 21, "far apart"),
    ],
)
def test_at_least_five_may_have_grown(one: dict[str, int | None], other: int, level: str) -> None:
    pair = scoring.compare_two(
        _saying("killed", record("a"), **one),
        _saying("killed", record("b"), best=other, low=other, high=other),
    )
    assert level in [reason.level for reason in pair.reasons() if reason.comparison == "killed"]


OTHERWISE = (
    ("killed", {"best": 40, "low": 40, "high": 40}),
    ("weapon", {"type": "firearm"}),
    ("target", {"type": "religious"}),
)


@pytest.mark.parametrize(
    ("many", "level"),
    [
        (0, None),
        (1, "one fact told otherwise"),
        (2, "two facts told otherwise"),
        (3, "three facts or more told otherwise"),
    ],
)
def test_facts_that_are_told_otherwise_are_counted(many: int, level: str | None) -> None:
    one = _saying("killed", record("a"), best=6, low=6, high=6)
    one, other = (
        _saying("weapon", item, mention="a weapon")
        for item in (one, _saying("killed", record("b"), best=6, low=6, high=6))
    )
    for property, value in OTHERWISE[:many]:
        other = _saying(property, other, **value)
    found = {
        reason.comparison: reason.level for reason in scoring.compare_two(one, other).reasons()
    }
    assert found.get("conflicts") == level


def test_a_toll_that_may_have_grown_contradicts_nothing() -> None:
    one = _saying("killed", record("a"), best=6, low=6, high=None)
    other = _saying("killed", record("b"), best=40, low=40, high=40)
    names = {reason.comparison for reason in scoring.compare_two(one, other).reasons()}
    assert "killed" in names and "conflicts" not in names


def test_accents_tell_no_places_and_words_apart() -> None:
    one, other = (
        _saying("place", record(name, text), name=city, city=city)
        for name, text, city in (
            ("a", "Bomb in Bogotá", "Bogotá"),
            ("b", "Bomb in Bogota", "Bogota"),
        )
    )
    assert one.wording.terms == other.wording.terms
    levels = {
        reason.comparison: reason.level for reason in scoring.compare_two(one, other).reasons()
    }
    assert levels["place"] == "same settlement"


def test_what_one_side_does_not_tell_is_no_evidence() -> None:
    bare = replace(record("b"), says=(), wording=Wording(), published=None)
    told = {reason.comparison for reason in scoring.compare_two(record("a"), bare).reasons()}
    assert told == {"order", "type", "publisher"}


def test_two_tellings_of_one_attack_are_the_same_and_of_two_are_not() -> None:
    same = scoring.compare_two(record("a"), record("b", COPY)).probability
    other = record("c", OTHER, builders.DAY + dt.timedelta(days=60))
    later = scoring.compare_two(record("a"), other).probability
    assert same > 0.95 and later < 0.3  # far below what joins


def test_less_alike_never_weighs_more() -> None:
    for comparison in COMPARISONS:
        if comparison.name not in ("place", "order"):
            bits = weights.shipped().bits[comparison.name]
            assert all(one >= other - 0.02 for one, other in itertools.pairwise(bits)) or (
                comparison.name == "publisher"
            )


# --- clusters -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edges", "groups"),
    [
        ([("a", "b", 0.9)], ["ab", "c", "d"]),
        ([("a", "b", 0.9), ("b", "c", 0.9), ("a", "c", 0.9)], ["abc", "d"]),
        # A chain of weak links glues nothing: a and d share nothing.
        ([("a", "b", 0.9), ("b", "c", 0.5), ("c", "d", 0.9)], ["ab", "cd"]),
        ([("a", "b", 0.3)], ["a", "b", "c", "d"]),
    ],
)
def test_groups(edges: list[clusters.Edge], groups: list[str]) -> None:
    assert clusters.clusters("abcd", edges) == [tuple(group) for group in groups]


def test_a_fact_misread_keeps_no_groups_apart() -> None:
    within = [*itertools.combinations("abc", 2), *itertools.combinations("defg", 2)]
    between = [pair for pair in itertools.product("abc", "defg") if pair != ("a", "d")]
    edges = [(*pair, 0.9) for pair in within] + [(*pair, 0.42) for pair in between]
    assert clusters.clusters("abcdefg", edges) == [tuple("abcdefg")]
    fewer = [edge for edge in edges if edge[:2] not in (("b", "e"), ("c", "f"))]
    assert clusters.clusters("abcdefg", fewer) == [tuple("abc"), tuple("defg")]


def test_a_person_comes_first() -> None:
    edges = [("a", "b", 0.99), ("c", "d", 0.01)]
    found = clusters.clusters("abcd", edges, same=[("c", "d")], different=[("a", "b")])
    assert found == [("a",), ("b",), ("c", "d")]


def test_sameness_carries_difference_along() -> None:
    edges = [("a", "c", 0.99)]
    found = clusters.clusters("abc", edges, same=[("a", "b")], different=[("b", "c")])
    assert found == [("a", "b"), ("c",)]


def test_what_excludes_each_other_stays_apart() -> None:
    edges = [("a", "b", 0.99), ("b", "c", 0.99), ("a", "c", 0.99)]
    found = clusters.clusters("abc", edges, exclusive={"a": ["doc"], "c": ["doc"]})
    assert ("a", "c") not in found and len(found) == 2


EDGES = st.lists(
    st.tuples(
        st.sampled_from("abcdefg"),
        st.sampled_from("abcdefg"),
        st.sampled_from([0.2, 0.5, 0.6, 0.9]),
    ).filter(lambda edge: edge[0] < edge[1]),
    unique_by=lambda edge: edge[:2],
)


@given(EDGES, st.randoms(use_true_random=False))
def test_any_order_gives_the_same_groups(
    edges: list[clusters.Edge], shuffle: random.Random
) -> None:
    mixed, reports = list(edges), list("abcdefg")
    shuffle.shuffle(mixed)
    shuffle.shuffle(reports)
    found = clusters.clusters(reports, mixed)
    assert found == clusters.clusters("abcdefg", edges)
    assert sorted(report for group in found for report in group) == list("abcdefg")
