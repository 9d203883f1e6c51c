import pytest

from kgraph.resolve import gazetteer


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Kabul", "AF", "P"),
        ("Quetta", "PK", "P"),
        ("Afghanistan", "AF", "C"),
        ("Kiev", "UA", "P"),
        ("Bogota", "CO", "P"),
        ("U.S.", "US", "C"),
        ("Borno", "NG", "A"),
    ],
)
def test_a_name_finds_its_place(name: str, country: str, kind: str) -> None:
    assert any(place.country == country and place.kind == kind for place in gazetteer.find(name))


def test_names_are_found_whatever_their_case_and_accents() -> None:
    assert gazetteer.find("BOGOTÁ") == gazetteer.find("bogota") != ()


def test_an_unknown_name_finds_nothing() -> None:
    assert gazetteer.find("Zzyzxville") == ()


def test_first_and_last_name_of_the_file_are_found() -> None:
    lines = gazetteer._data().decode().splitlines()
    for line in (lines[0], lines[-1]):
        assert gazetteer.find(line.split("\t")[0])
