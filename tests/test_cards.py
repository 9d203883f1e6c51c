"""What words find an incident."""

import pytest

from kgraph import cards

ROWS = (
    ("x:1", "Shooting in Nara, 2022-07-08", "Shinzo Abe"),
    ("x:1", "Shooting in Nara, 2022-07-08", "Nara"),
    ("x:2", "Bombing in Manchester, 2017-05-22", "Salman Abedi"),
    ("x:3", "Shelling of Bogotá, 2022-09-05", "al-Nur Brigade"),
)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("abe", ["x:1"]),
        ("ABE*", ["x:2", "x:1"]),
        ("shinzo nara", ["x:1"]),
        ("2022", ["x:3", "x:1"]),
        ("2022-09", ["x:3"]),
        ("bogota", ["x:3"]),
        ("Bogotá", ["x:3"]),
        ("nur", ["x:3"]),
        ("al-nur", ["x:3"]),
        ("man", []),
        ("man*", ["x:2"]),
        ("x:2", ["x:2"]),
        ("(", []),
    ],
)
def test_words_are_whole_ones_unless_a_star_ends_them(wanted: str, found: list[str]) -> None:
    assert [iri for iri, _ in cards.matching(ROWS, wanted)] == found
