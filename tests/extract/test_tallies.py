"""What may be beside the words: nobody, and numbers that only the learned reader sees."""

from __future__ import annotations

from dataclasses import replace

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kgraph import mentions
from kgraph.extract.accounts import Account
from kgraph.extract.reading import Reading
from kgraph.extract.sums import Way
from kgraph.extract.tallies import Told, candidates, completed
from kgraph.extract.tolls import Toll
from kgraph.extract.triggers import Trigger
from kgraph.mentions import Told as Seen
from kgraph.model import CountValue, Prominence


def told(
    *numbers: int,
    seen: tuple[float, ...],
    others: int = 0,
    prominence: Prominence = "main",
    exact: bool = True,
) -> Told:
    """An account whose text states some numbers of dead, and what the reader makes of it."""
    words = ["Killed", *map(str, numbers), "."]
    size = len(words)
    doc = Doc(Vocab(), words=words, heads=[0] * size, deps=["ROOT"] + ["obj"] * (size - 1), pos=["VERB"] + ["NUM"] * (size - 1))  # fmt: skip
    mentions.write_told(doc, Seen({"incident": 0.9}, {"killed": seen}))
    ways = []
    for at, number in enumerate(numbers, start=1):
        span, value = (
            doc[at : at + 1],
            CountValue(number, number, number)
            if exact
            else CountValue(None, number, None, words="scores"),
        )
        toll = Toll("killed", value, span, doc[0 : at + 1], 0, "people", False, False, False)
        ways.append(Way("number", number, (toll,)))
    trigger = Trigger(doc[0:1], "attack", False, True, False, "accomplished")
    account = Account((trigger,), frozenset(range(size)), prominence)
    return Told(Reading.of(doc, "d", None), account, "killed", tuple(ways), others=others)


ONE = (0.1, 0.8, 0.05, 0.03, 0.02)
UNSURE = (0.1, 0.45, 0.35, 0.05, 0.05)


@pytest.mark.parametrize(
    ("said", "beside"),
    [
        (told(2, seen=ONE), {("nobody", 0), ("reader", 1)}),
        (told(2, seen=UNSURE), {("nobody", 0)}),
        (told(5, seen=UNSURE), set()),  # silence does not outweigh five
        (told(2, seen=(0.0, 0.0, 0.0, 0.0, 1.0)), {("nobody", 0)}),  # four or more is no number
        (told(2, seen=(0.0, 0.0, 0.9, 0.1, 0.0), others=1), {("nobody", 0), ("reader", 1)}),
        (told(2, seen=ONE, prominence="background"), set()),
        (told(5, seen=ONE), {("reader", 1)}),
        (told(40, seen=ONE, exact=False), set()),  # "scores" are more than the reader counts
        (told(2, seen=ONE, exact=False), {("nobody", 0), ("reader", 1)}),
    ],
)
def test_what_may_be_beside_the_words(said: Told, beside: set[tuple[str, int]]) -> None:
    ways = completed(said).ways[len(said.ways) :]
    assert {(way.kind, way.number) for way in ways} == beside


def test_without_a_reader_only_words_count() -> None:
    said = told(2, seen=ONE)
    unread = replace(said, reading=replace(said.reading, told=None))
    assert completed(unread).ways == said.ways
    assert unread.probable(7) == 1.0


def test_one_number_is_one_candidate_however_often_it_is_told() -> None:
    found = candidates(told(2, 3, 2, seen=ONE))
    assert [(one.number, len(one.spots), one.stated) for one in found] == [
        (2, 2, True),
        (3, 1, True),
    ]


def test_parts_do_not_speak_for_all_unless_alone() -> None:
    said = told(2, 9, seen=ONE)
    part = replace(said.ways[0].tolls[0], part=True)
    mixed = replace(said, ways=(Way("number", 2, (part,)), said.ways[1]))
    assert mixed.said == [9]
    assert replace(mixed, ways=mixed.ways[:1]).said == [2]
