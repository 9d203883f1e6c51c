"""Which of a text's dates is the incident's."""

from __future__ import annotations

import datetime as dt

import pytest

from kgraph.extract import dated
from kgraph.model import DateValue
from tests.extract.test_cases import claims


@pytest.mark.parametrize(
    ("first", "last", "narrower"),
    [("2019-05-06", "2019-05-06", True), ("2019-05-01", "2019-05-31", False), ("2019-04-30", "2019-05-06", False)],
)  # fmt: skip
def test_a_part_of_a_date_narrows_it(first: str, last: str, narrower: bool) -> None:
    may = DateValue(dt.date(2019, 5, 1), dt.date(2019, 5, 31), "2019-05")
    one = DateValue(dt.date.fromisoformat(first), dt.date.fromisoformat(last), "")
    assert dated.narrows(one, may) is narrower


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Bombs at three churches killed 90 people in Colombo on Sunday. A foreign service had warned of an attack on churches on May 2.",
        "Police in Lagos warned on Tuesday of more attacks, after gunmen killed four people at a market on Sunday.",
        "Police in Lagos had feared an attack on May 2. Gunmen killed four people at a market on Sunday.",
        "Six people were feared dead in Lagos on Sunday after a bomb went off at a market.",
    ],
)
def test_what_was_only_foreseen_gives_no_day(text: str) -> None:
    (date,) = claims(text, "date")
    assert date.value.edtf == "2019-05-05"  # type: ignore[union-attr]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "A boy was in critical condition Tuesday after three people were shot in Troy, Mich.\n\n"
            "They were shot behind a church at about 6 p.m. Monday, police said.",
            "2019-05-06",
        ),
        (
            "A man was sentenced on Tuesday for shooting his best friend dead.\n\n"
            "He was charged after he shot the man in Troy, Mich., on March 1, 2018, at a friend's home.",
            "2018-03-01",
        ),
        (
            "A man is to stand trial for shooting another dead in Troy, Mich., earlier this month.\n\n"
            "He is charged with the killing on May 2, after a hearing today.",
            "2019-05-02",
        ),
        (
            "Friends will gather for a vigil on Tuesday.\n\nAnn Lee was shot dead in Troy, Mich., on Saturday.",
            "2019-05-04",
        ),
        (
            "A baby was shot in Richmond, Va., overnight. The shooting happened just before midnight on Oak Street, police said.",
            "2019-05-07",
        ),
        (
            "A baby was shot in Richmond, Va., overnight. The shooting happened shortly after midnight on Oak Street, police said.",
            "2019-05-08",
        ),
    ],
)
def test_neither_court_nor_hospital_nor_mourning_gives_the_day(text: str, day: str) -> None:
    (date,) = claims(text, "date")
    assert date.value.edtf == day  # type: ignore[union-attr]
    assert 0.2 <= date.confidence <= 0.97


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "A year after a gunman killed eleven people in a cafe in Lyon, survivors gathered on Friday.",
            "2018-04-18/2018-05-18",
        ),
        (
            "The governor visited the wounded on Saturday, two days after an explosion at a bus stop in Karachi "
            "killed five people.",
            "2019-05-02",
        ),
        (
            "Two days after he was kidnapped in Port Harcourt, the engineer Tunde Bello was freed on Sunday.",
            "2019-05-03",
        ),
        (
            "On the fifth anniversary of the bombing of a metro station in Minsk that killed 15 people, flowers were "
            "laid on Sunday.",
            "2014-05-05",
        ),
        pytest.param(
            "Two weeks after a bomb killed two guards in Quito, a suspect was caught on Tuesday.\n\n"
            "The bomb went off on April 24.",
            "2019-04-24",
            id="a day told elsewhere that agrees",
        ),
        (
            "The suspect in the shooting of two deputies in Fresno was in court on Tuesday. Luis Ortega is accused of "
            "firing at the officers on Friday.",
            "2019-05-03",
        ),
        (
            "The president flew to Jolo on Tuesday to visit survivors of the twin bombing that ripped through a cathedral "
            "there on Sunday, killing 20 people.",
            "2019-05-05",
        ),
        pytest.param(
            "Two days after the president's visit to Quito, gunmen killed a guard there on Sunday.",
            "2019-05-05",
            id="something else is counted back to",
        ),
        pytest.param(
            "Two days after Thursday's shooting of a guard in Quito, police caught a man on Sunday.",
            "2019-05-02",
            id="its own words date it",
        ),
    ],
)
def test_the_day_of_a_deed_that_is_news_on_another(text: str, day: str) -> None:
    (date,) = claims(text, "date")
    assert date.value.edtf == day  # type: ignore[union-attr]
