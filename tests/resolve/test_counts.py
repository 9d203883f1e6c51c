import pytest
import spacy

from kgraph import mentions
from kgraph.model import CountValue
from kgraph.resolve import counts


@pytest.mark.parametrize(
    ("words", "best", "low", "high"),
    [
        ("12", 12, 12, 12),
        ("1,300", 1300, 1300, 1300),
        ("two", 2, 2, 2),
        ("twenty-one", 21, 21, 21),
        ("Twenty one", 21, 21, 21),
        ("one hundred and fifty", 150, 150, 150),
        ("five hundred", 500, 500, 500),
        ("a dozen", 12, 12, 12),
        ("two dozen", 24, 24, 24),
        ("half a dozen", 6, 6, 6),
        ("1.5 million", 1_500_000, 1_500_000, 1_500_000),
        ("both", 2, 2, 2),
        ("at least 12", 12, 12, None),
        ("more than a dozen", 12, 12, None),
        ("over 40", 40, 40, None),
        ("no fewer than three", 3, 3, None),
        ("about 40", 40, 40, None),
        ("nearly 200", 200, 200, None),
        ("up to 9", None, None, 9),
        ("as many as 30", None, None, 30),
        ("between 20 and 30", None, 20, 30),
        ("20 to 30", None, 20, 30),
        ("20-30", None, 20, 30),
        ("12 or 13", None, 12, 13),
        ("no", 0, 0, 0),
        ("nobody", 0, 0, 0),
        ("several", None, 2, None),
        ("dozens", None, 24, None),
        ("scores", None, 40, None),
        ("hundreds", None, 200, None),
        ("thousands", None, 2000, None),
        ("tens of thousands", None, 20_000, None),
    ],
)
def test_a_number_word_has_its_bounds(
    words: str, best: int | None, low: int | None, high: int | None
) -> None:
    value = counts.parse(words)
    assert value is not None
    assert (value.best, value.low, value.high) == (best, low, high)


def test_a_vague_word_is_kept() -> None:
    value = counts.parse("dozens")
    assert value is not None
    assert value.words == "dozens"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A blast killed 12 people.", ["12"]),
        ("At least 12 people, including two children, died.", ["At least 12", "two"]),
        ("John Smith, 45, said so.", []),
        ("It happened in 2014 at 8:30 p.m.", []),
        ("He fired 9mm rounds for 20 minutes.", []),
        ("They walked 5 km and paid $500.", []),
        ("No one was hurt.", ["No one"]),
        ("He dies at 78.", []),
        ("Two women, ages 19 and 41, and men, ages 36, 40 and 45, were shot.", ["Two"]),
        ("A 25 y/o man and a 43 y/o man were shot.", []),
        ("Some 200 people fled.", ["Some 200"]),
        ("Two dozen people fled.", ["Two dozen"]),
        ("The toll rose from 27 to 31.", ["27", "31"]),
        ("It lowered the number of dead from 359 to 253.", ["359", "253"]),
        ("It takes from 5 to 10 people.", ["from 5 to 10"]),
        ("Route 95 and Flight 103 were closed.", []),
    ],
)
def test_only_numbers_that_count_are_found(text: str, found: list[str]) -> None:
    doc = spacy.blank("en")(text)
    counts.annotate(doc)
    assert [span.text for span, _ in mentions.read(doc, "counts", CountValue)] == found


@pytest.mark.parametrize("words", [*counts._VAGUE, *counts._UNITS, *counts._TENS, "12", "both"])
def test_every_number_word_is_found_where_it_stands(words: str) -> None:
    assert counts._PATTERN.fullmatch(words)
    assert counts._PATTERN.search(f"There, {words} people")
