"""Which level of likeness two reports have: a table for each comparison that has levels of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from kgraph.link import density, features, keyterms, likeness
from kgraph.link.comparisons import COMPARISONS
from kgraph.records import Term
from tests.link.telling import HERAT, telling, words

Level = Callable[[str, dict[str, Any], dict[str, Any]], str | None]
LETTERS = "abcdefghijklmnopqrstuvwxyz"
FAR = HERAT | {"name": "Guzara", "city": "Guzara", "lat": 36.7, "lon": 67.1}
LONG = FAR | {"name": "Dara Adam Khel", "city": "Dara Adam Khel", "country": "PK"}
PROVINCE = {
    "name": "Herat",
    "admin1": "Herat",
    "country": "AF",
    "lat": 34.5,
    "lon": 62.5,
    "precision": "region",
}


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        likeness.define(opened)
        yield opened


@pytest.fixture
def level(connection: duckdb.DuckDBPyConnection) -> Level:
    """The level of a comparison, which does not depend on which report is the first."""

    def both_ways(comparison: str, one: dict[str, Any], other: dict[str, Any]) -> str | None:
        pair = _side("a", **one), _side("b", **other)
        found, reversed_ = (
            _level(connection, comparison, *sides) for sides in (pair, reversed(pair))
        )
        assert found == reversed_
        return found

    return both_ways


def _side(name: str, around: int = density.UNKNOWN, **told: Any) -> pa.Table:
    columns = features.table([telling(name, **told)])
    return columns.append_column("density", pa.array([around], pa.int64()))


def _level(
    connection: duckdb.DuckDBPyConnection, name: str, one: pa.Table, other: pa.Table
) -> str | None:
    """As Splink asks for it, without what takes Splink its time."""
    comparison = next(item for item in COMPARISONS if item.name == name)
    whens = [f"WHEN {comparison.missing} THEN NULL"] + [
        f"{'ELSE' if item.condition == 'ELSE' else f'WHEN {item.condition} THEN'} '{item.label}'"
        for item in comparison.levels
    ]
    for side, columns in (("l", one), ("r", other)):
        connection.register(
            f"side_{side}",
            columns.rename_columns([f"{column}_{side}" for column in columns.column_names]),
        )
    query = f"SELECT CASE {' '.join(whens)} END FROM side_l, side_r"
    ((label,),) = connection.execute(query).fetchall()
    return None if label is None else str(label)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((0, 0), (0, 0), "same day"),
        ((0, 1), (1, 2), "same day"),
        ((0, 0), (0, 2), "dates within a week"),
        ((0, 7), (7, 7), "dates within a week"),
        ((0, 8), (8, 8), "dates overlap"),
        ((0, 31), (3, 3), "dates overlap"),
        pytest.param((0, 32), (3, 3), None, id="a date looser than a month is none"),
        ((0, 0), (1, 1), "1 day apart"),
        ((0, 0), (2, 2), "2 or 3 days apart"),
        ((0, 1), (4, 9), "2 or 3 days apart"),
        ((0, 0), (4, 4), "4 to 9 days apart"),
        ((0, 0), (10, 10), "10 days or more apart"),
        ((0, 0), None, None),
    ],
)
def test_date(
    level: Level, one: tuple[int, int], other: tuple[int, int] | None, expected: str | None
) -> None:
    assert level("date", {"days": one}, {"days": other}) == expected


@pytest.mark.parametrize(
    ("apart", "expected"),
    [
        (0, "same day"),
        (1, "1 day apart"),
        (2, "days apart, and one is unsure of its own"),
        (30, "days apart, and one is unsure of its own"),
    ],
)
def test_days_that_one_report_is_unsure_of(level: Level, apart: int, expected: str) -> None:
    one, other = {"days": (0, 0), "unsure": ["date"]}, {"days": (apart, apart)}
    assert level("date", one, other) == expected


@pytest.mark.parametrize(
    ("unsure", "expected"),
    [
        ("later", "one was printed before a day that the other is unsure of"),
        ("earlier", "one was printed over a week before the other happened"),
    ],
)
def test_only_the_day_that_the_other_was_printed_before_must_be_sure(
    level: Level, unsure: str, expected: str
) -> None:
    one = {"days": (0, 0), "printed": 0, "unsure": ["date"] if unsure == "earlier" else []}
    other = {"days": (9, 9), "printed": 9, "unsure": ["date"] if unsure == "later" else []}
    assert level("order", one, other) == expected


@pytest.mark.parametrize("unsure", [(), ("place",)])
def test_a_country_that_one_report_is_unsure_of(level: Level, unsure: tuple[str, ...]) -> None:
    expected = "other country, and one is unsure of its own" if unsure else "other country"
    assert level("place", {"place": HERAT, "unsure": unsure}, {"place": LONG}) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Leila Karimi", "Leïla KARIMI", "a full name shared"),
        ("Leila Karimi", 'Leila "Lulu" Karimi', "a full name shared"),
        ("Leila Karimi", "Leila B. Karimi Jr.", "a full name shared"),
        ("De'Shawn Karimi-Noor", "DeShawn Karimi Noor", "a full name shared"),
        pytest.param("Leila Karimi", "Leila Parvin Karimi", "a full name shared", id="one leaves out the name in the middle"),
        pytest.param("Leila Roya Karimi", "Leila Parvin Karimi", "a surname shared", id="two names in the middle"),
        ("Leila Karimi", "Leila Kareimi", "a full name but for its spelling"),
        ("Leila Karimi", "Leyla Karimi", "a full name but for its spelling"),
        pytest.param("Mohammad Akram", "Mohammad Aslam", "other people", id="too much of it differs"),
        pytest.param("Li Wei", "Li Mei", "other people", id="a letter of a short name"),
        ("Leila Karimi", "Roya Karimi Jr.", "a surname shared"),
        ("Leila Karimi", "Roya Noor", "other people"),
        pytest.param("Leila Karimi", "Herat woman", None, id="no name"),
        pytest.param("Leila Karimi", "Karimi", None, id="no full name"),
    ],
)  # fmt: skip
def test_people(level: Level, one: str, other: str, expected: str | None) -> None:
    assert level("people", {"victims": [one]}, {"victims": [other]}) == expected


@pytest.mark.parametrize(
    ("day", "printed", "other_day", "other_printed", "expected"),
    [
        (0, 0, 8, 9, "one was printed over a week before the other happened"),
        (0, 0, 7, 9, "one was printed before the other happened"),
        (0, 0, 2, 3, "one was printed before the other happened"),
        pytest.param(0, 0, 1, 1, "both printed within 3 days", id="a day early may be a time zone"),
        (0, 3, 0, 1, "both printed within 3 days"),
        (0, 4, 0, 1, "both printed within 10 days"),
        (0, 10, 0, 1, "both printed within 10 days"),
        (0, 11, 0, 1, "one printed later"),
        pytest.param(0, 3, None, 1, "both printed within 3 days", id="one tells its day"),
        pytest.param(None, 0, 9, 9, "one was printed over a week before the other happened", id="only the later tells its day"),
        pytest.param(None, 0, None, 9, None, id="neither tells its day"),
        pytest.param(0, None, 9, None, None, id="neither tells when it was printed"),
    ],
)  # fmt: skip
def test_order(
    level: Level,
    day: int | None,
    printed: int | None,
    other_day: int | None,
    other_printed: int | None,
    expected: str | None,
) -> None:
    one, other = (
        {"days": None if at is None else (at, at), "printed": news}
        for at, news in ((day, printed), (other_day, other_printed))
    )
    assert level("order", one, other) == expected


@pytest.mark.parametrize(
    ("place", "told", "expected"),
    [
        pytest.param(HERAT, (), "same settlement", id="the same town needs no words"),
        pytest.param(FAR, ("guzara",), "the town of one is named by the other", id="a town far off that the text names"),
        pytest.param(LONG, ("dara", "adam", "khel"), "the town of one is named by the other", id="all words of it, though of another country"),
        pytest.param(LONG, ("dara", "khel"), "other country", id="not all of its words"),
        pytest.param(FAR, ("herat",), "same country", id="only the text's own town"),
        pytest.param(PROVINCE, ("herat",), "one only tells the region", id="a province is no town"),
        pytest.param(None, ("herat",), None, id="no place"),
    ],
)  # fmt: skip
def test_a_town_that_the_other_report_names(
    level: Level, place: dict[str, Any] | None, told: tuple[str, ...], expected: str | None
) -> None:
    """The words weigh what news gives them, as those of a town do."""
    weighed = [term for word in told for term in _weighed(word)]
    one = {"place": HERAT, "told": weighed}
    assert level("place", one, {"place": place}) == expected


def _weighed(word: str) -> tuple[Term, ...]:
    return words(word, weight=round(keyterms.weight_of(word) * 100))


@pytest.mark.parametrize(
    ("around", "elsewhere", "expected"),
    [
        (0, 3, "incidents in 3 places or fewer"),
        (4, 1, "incidents in 6 places or fewer"),
        (7, 12, "incidents in 12 places or fewer"),
        (1, 24, "incidents in 24 places or fewer"),
        (25, 1, "incidents in more places"),
        pytest.param(3, density.UNKNOWN, None, id="not known of one"),
    ],
)
def test_density(level: Level, around: int, elsewhere: int, expected: str | None) -> None:
    assert level("density", {"around": around}, {"around": elsewhere}) == expected


@pytest.mark.parametrize(
    ("killed", "other_killed", "apart", "place", "expected"),
    [
        (30, 40, 0, HERAT, "thirty dead or more, there and then"),
        (29, 40, 0, HERAT, "ten dead or more, there and then"),
        (10, 10, 1, HERAT, "ten dead or more, there and then"),
        (9, 40, 0, HERAT, "five dead or more, there and then"),
        (4, 40, 0, HERAT, "fewer dead, or not there and then"),
        (40, 40, 2, HERAT, "fewer dead, or not there and then"),
        (40, 40, 0, FAR, "fewer dead, or not there and then"),
        pytest.param(40, 40, 0, {"name": "Kusk", "city": "Kusk", "country": "AF"}, "thirty dead or more, there and then", id="a town that nobody knows where it is"),
        (40, None, 0, HERAT, None),
    ],
)  # fmt: skip
def test_scale(
    level: Level,
    killed: int,
    other_killed: int | None,
    apart: int,
    place: dict[str, Any],
    expected: str | None,
) -> None:
    one = {"killed": killed, "days": (0, 0), "place": HERAT}
    other = {"killed": other_killed, "days": (apart, apart), "place": place}
    assert level("scale", one, other) == expected


@pytest.mark.parametrize(
    ("names", "shared", "expected"),
    [
        (10, 7, "names shared above 0.6"),
        (10, 5, "names shared above 0.45"),
        (10, 4, "names shared above 0.35"),
        (10, 3, "names shared above 0.27"),
        (9, 2, "names shared above 0.2"),
        pytest.param(15, 2, None, id="few names shared are no evidence"),
        (10, 0, None),
        pytest.param(2, 2, None, id="too few names to say anything"),
    ],
)
def test_names_by_share(level: Level, names: int, shared: int, expected: str | None) -> None:
    one = words(*LETTERS[:names])
    other = words(*LETTERS[:shared], *(letter * 2 for letter in LETTERS[shared:names]))
    assert level("names", {"told": one}, {"told": other}) == expected


def test_words_that_are_no_names_or_name_the_place_are_no_names(level: Level) -> None:
    town = words("herat", weight=1000)
    one, other = {"told": (*words("a", "b", "c"), *town)}, {"told": (*words("d", "e", "f"), *town)}
    plain = {"told": (*words("d", "e", "f"), *words("herat", weight=1000, name=False))}
    assert level("names", one, other) == "names shared above 0.35"
    assert level("names", one | {"place": HERAT}, other | {"place": HERAT}) is None
    assert level("names", one, plain) is None


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (8, "first words told by the other above 0.7"),
        (6, "first words told by the other above 0.5"),
        (4, "first words told by the other above 0.38"),
        (3, "first words told by the other above 0.28"),
        (2.1, "first words told by the other above 0.2"),
        (1.4, "first words told by the other above 0.13"),
        (1, "hardly a first word told by the other"),
        (0, "hardly a first word told by the other"),
    ],
)
def test_what_one_begins_with_and_the_other_tells_anywhere(
    level: Level, told: float, expected: str
) -> None:
    """Of a hundred words that weigh the same, ten times `told` are told; the other's own beginning is not."""
    names = [f"{one}{two}" for one in LETTERS[:10] for two in LETTERS[:10]]
    begins, rest = words(*names), words(*(name * 2 for name in names))
    one = {"told": begins, "lead": begins}
    other = {"told": (*words(*names[: round(told * 10)]), *rest), "lead": rest}
    assert level("lead", one, other) == expected


def test_the_side_that_tells_more_of_the_others_beginning_counts(level: Level) -> None:
    short, long = words("x", "y"), words(*LETTERS)
    one = {"told": short, "lead": short}
    other = {"told": long, "lead": words(*LETTERS[:10])}
    assert level("lead", one, other) == "first words told by the other above 0.7"


def test_heavy_words_count_for_more_than_light_ones(level: Level) -> None:
    begins = (*words("heavy", weight=800), *words("light", "weak", weight=200))
    one, own = {"told": begins, "lead": begins}, words("own")
    heavy = {"told": (*words("heavy", weight=800), *own), "lead": own}
    light = {"told": (*words("light", "weak", weight=200), *own), "lead": own}
    assert level("lead", one, heavy) == "first words told by the other above 0.7"
    assert level("lead", one, light) == "hardly a first word told by the other"


@pytest.mark.parametrize(
    "other", [{}, {"told": words("a")}, {"lead": words("a", weight=0), "told": words("a")}]
)
def test_a_report_without_first_words_is_no_evidence(level: Level, other: dict[str, Any]) -> None:
    one = {"told": words("a"), "lead": words("a")}
    assert level("lead", one, other) is None


def test_every_comparison_ends_with_the_rest_and_no_label_is_used_twice() -> None:
    for comparison in COMPARISONS:
        conditions = [item.condition for item in comparison.levels]
        labels = [item.label for item in comparison.levels]
        assert conditions.index("ELSE") == len(conditions) - 1, comparison.name
        assert len(set(labels)) == len(labels), comparison.name
