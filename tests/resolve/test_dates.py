import datetime as dt

import pytest
import spacy

from kgraph import mentions
from kgraph.model import DateValue
from kgraph.resolve import dates

PUBLISHED = dt.date(2022, 9, 6)  # a Tuesday


def found(text: str, published: dt.date | None = PUBLISHED) -> list[tuple[str, str]]:
    doc = spacy.blank("en")(text)
    dates.annotate(doc, published)
    return [(span.text, value.edtf) for span, value in mentions.read(doc, "dates", DateValue)]


def test_a_christmas_market_is_no_day() -> None:
    assert found("He drove into the annual Christmas market.") == []


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("on Monday", "Monday", "2022-09-05"),
        ("on Tuesday", "Tuesday", "2022-09-06"),
        ("last Tuesday", "last Tuesday", "2022-08-30"),
        ("on Monday night", "Monday night", "2022-09-05"),
        ("ON MONDAY", "MONDAY", "2022-09-05"),
        ("Friday's attack", "Friday", "2022-09-02"),
        ("today", "today", "2022-09-06"),
        ("yesterday", "yesterday", "2022-09-05"),
        ("last night", "last night", "2022-09-05"),
        ("overnight", "overnight", "2022-09-05/2022-09-06"),
        ("two days ago", "two days ago", "2022-09-04"),
        ("two days prior", "two days prior", "2022-09-04"),
        ("last week", "last week", "2022-08-29/2022-09-04"),
        ("over the weekend", "the weekend", "2022-09-03/2022-09-04"),
        ("last month", "last month", "2022-08"),
        ("last August", "last August", "2022-08"),
        ("on the night of Aug. 14", "Aug. 14", "2022-08-14"),
        ("early Sept. 3", "Sept. 3", "2022-09-03"),
        ("in August last year", "August last year", "2021-08"),
        ("in August of last year", "August of last year", "2021-08"),
        ("on 14 May last year", "14 May last year", "2021-05-14"),
        ("on June 3 of last year", "June 3 of last year", "2021-06-03"),
        ("on 2 March this year", "2 March this year", "2022-03-02"),
        ("from 3 to 5 April last year", "3 to 5 April last year", "2021-04-03/2021-04-05"),
        ("during Friday prayers", "Friday", "2022-09-02"),
        ("in March", "March", "2022-03"),
        ("in December", "December", "2021-12"),
        ("March 5, 2019", "March 5, 2019", "2019-03-05"),
        ("5 March 2019", "5 March 2019", "2019-03-05"),
        ("Jan. 6", "Jan. 6", "2022-01-06"),
        ("05 JAN 90", "05 JAN 90", "1990-01-05"),
        ("2019-03-05", "2019-03-05", "2019-03-05"),
        ("13/05/2019", "13/05/2019", "2019-05-13"),
        ("5 to 7 March", "5 to 7 March", "2022-03-05/2022-03-07"),
        ("in June 2015", "June 2015", "2015-06"),
        ("in 2014", "2014", "2014"),
        ("the 1990s", "the 1990s", "199X"),
        ("a year ago", "a year ago", "2021"),
        ("on Christmas Eve", "Christmas Eve", "2021-12-24"),
    ],
)
def test_words_become_dates(text: str, words: str, edtf: str) -> None:
    assert found(f"It happened {text}.") == [(words, edtf)]


@pytest.mark.parametrize(
    "text",
    [
        "They may leave.",
        "Protesters march on.",
        "It opens next Friday.",
        "He spoke ahead of Sunday's election.",
        "The trial is set for Monday.",
        "It was 31 February 2020.",
        "He is 45 years old.",
        "It lasted two days.",
    ],
)
def test_look_alikes_and_the_future_are_no_dates(text: str) -> None:
    assert found(text) == []


def test_the_same_day_counts_from_the_last_day_told_of() -> None:
    assert found("On 3 May 2019 he left. He died the same day.")[-1][1] == "2019-05-03"


@pytest.mark.parametrize(
    "head",
    [
        "RENO, Nev. (Oct. 16, 2015) – ",
        "Boy shot\n\nRENO, NEV (October 16, 2015): ",
        "Boy shot\n\nUpdated: 10/17/2015 10:24 PM\n\nCreated: 10/16/2015 1:24 PM\n\n",
    ],
)
def test_a_page_printed_again_counts_from_the_day_it_was_written(head: str) -> None:
    assert found(f"{head}A boy was shot on Thursday.")[-1] == ("Thursday", "2015-10-15")


def test_a_page_counts_from_its_publication_where_it_was_written_a_few_days_before() -> None:
    text = "Posted: 8/28/2022 1:24 PM\n\nA boy was shot on Thursday."
    assert found(text)[-1] == ("Thursday", "2022-09-01")


def test_without_publication_only_absolute_dates_count() -> None:
    assert found("On Monday he left, on 3 May 2019 he died.", None) == [
        ("3 May 2019", "2019-05-03")
    ]


def test_a_weekday_is_the_date_that_stands_behind_it() -> None:
    days = found("They met Saturday, Feb. 9, 2019, and again on Monday.")
    assert [day for _, day in days] == ["2019-02-09", "2019-02-09", days[2][1]]
    assert days[2][1] != "2019-02-09"


def test_a_date_of_birth_dates_nothing() -> None:
    assert found("The bomber, born in Multan in 1988, struck on Monday.") == [
        ("Monday", "2022-09-05")
    ]


@pytest.mark.parametrize("words", [*dates._DAYS, *dates._MONTHS, *dates._HOLIDAYS])
def test_every_name_of_a_day_or_month_is_found_where_it_stands(words: str) -> None:
    match = dates._PATTERN.search(f"It was {words.title()} 2015")
    assert match is not None


def test_the_day_before_is_not_that_before_somebody_spoke() -> None:
    text = "Shells killed five on 3 May 2019, a lawmaker said on 5 May 2019. The day before, a mine had killed one."
    assert found(text)[-1][1] == "2019-05-02"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("In May of the same year, gunmen seized a bus.", "2014-05"),
        ("In June that year, gunmen seized a bus.", "2014-06"),
        ("On 3 June of that year, gunmen seized a bus.", "2014-06-03"),
        ("Later that year, gunmen seized a bus.", "2014"),
        # the year of the text
        ("In June, gunmen seized a bus.", "2022-06"),
    ],
)
def test_that_year_is_the_one_last_told_of(text: str, edtf: str) -> None:
    assert found(f"In February 2014, they stormed a school. {text}")[1][1] == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Two days later, a drone hit a base.", "2022-08-05"),
        ("The next day, a drone hit a base.", "2022-08-04"),
        ("A week later, a drone hit a base.", "2022-08-07/2022-08-13"),
    ],
)
def test_days_later_count_from_the_last_day(text: str, edtf: str) -> None:
    assert found(f"A rocket hit a tank on 3 August. {text}")[1][1] == edtf


def test_days_later_need_a_day_to_count_from() -> None:
    assert found("They fled. Two days later, a drone hit a base.") == []
