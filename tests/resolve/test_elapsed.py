"""Words that count back to what they go on to tell: a table of expressions and what they stand for."""

from __future__ import annotations

import datetime as dt

import pytest
import spacy

from kgraph import mentions
from kgraph.model import DateValue
from kgraph.resolve import dates

PUBLISHED = dt.date(2022, 9, 6)  # a Tuesday


def counted_back(text: str, published: dt.date | None = PUBLISHED) -> list[tuple[str, str]]:
    """The expressions of a text that count back, with their values."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    doc = nlp(text)
    dates.annotate(doc, published)
    return [
        (span.text, value.edtf)
        for span, value in mentions.read(doc, "dates", DateValue)
        if span[-1].lower_ in ("after", "since", "from", "anniversary")
    ]


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("On Monday, two days after the blast, shops opened.", "two days after", "2022-09-03"),
        ("He died on Monday, just a day after he was shot.", "a day after", "2022-09-04"),
        ("Ten days after the blast, shops opened on Monday.", "Ten days after", "2022-08-26"),
        pytest.param("Two days after the blast, shops are open.", "Two days after", "2022-09-03/2022-09-04", id="a text is printed a day late"),
        ("A week after the blast, shops opened on Monday.", "A week after", "2022-08-28/2022-08-30"),
        ("Three weeks after the blast, shops opened on Monday.", "Three weeks after", "2022-08-12/2022-08-18"),
        ("Nearly three weeks after the blast, shops are open.", "Nearly three weeks after", "2022-08-10/2022-08-22"),
        ("Six months have passed since the blast.", "Six months have passed since", "2022-02-20/2022-03-22"),
        pytest.param("On Monday it was a year since the blast.", "a year since", "2021-08-22/2021-09-21", id="until the text was written"),
        ("Six months to the day since the blast, it is calm.", "Six months to the day since", "2022-03-06/2022-03-08"),
        ("It is two years since the blast.", "two years since", "2020-04-09/2021-02-03"),
        ("Two decades on from the blast, he is free.", "Two decades on from", "2000-09-06/2004-09-05"),
        ("On the fifth anniversary of the blast, flowers were laid on Monday.", "On the fifth anniversary", "2017-09-05"),
        ("People marked the 10th anniversary of the blast.", "the 10th anniversary", "2012-09"),
        ("Ahead of the one-year anniversary of the blast, guards were sent.", "the one-year anniversary", "2021-09"),
    ],
)  # fmt: skip
def test_words_that_count_back(text: str, words: str, edtf: str) -> None:
    assert counted_back(text) == [(words, edtf)]


@pytest.mark.parametrize(
    "text",
    [
        "He waited two days. It took several days after the blast.",
        "Six months and five days after the blast, he was charged on Monday.",
        "The shop opens two hours after the blast.",
        "He was jailed 200 days after the blast.",
        "It is 900 decades since the blast.",
        "It is the anniversary of the king.",
    ],
)
def test_words_that_do_not(text: str) -> None:
    assert counted_back(text) == []


def test_further_down_only_a_day_in_the_sentence_says_where_to_count_from() -> None:
    above = "One. Two. Three. "
    assert counted_back(above + "Two days after the blast, shops opened.") == []
    assert counted_back(above + "On May 5, two days after the blast, shops opened.") == [
        ("two days after", "2022-05-03")
    ]


def test_without_a_day_of_publication_only_a_day_in_the_sentence_counts() -> None:
    assert counted_back("Two days after the blast, shops opened.", None) == []
    assert counted_back("On May 5, 2022, a day after the blast, shops opened.", None) == [
        ("a day after", "2022-05-04")
    ]
