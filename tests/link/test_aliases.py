"""Which names of one incident are one actor."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kgraph import terms
from kgraph.link import aliases
from kgraph.records import Record, Saying
from tests.link.test_link import record


def actor(name: str, cls: str = "Person", known: str | None = None) -> str:
    return terms.actor(known, name, cls, "", name)


def telling(*names: str, role: str = "condemnedBy", cls: str = "Person") -> Record:
    says = tuple(
        Saying(
            role, {"name": name, "class": cls, "named": True}, "stated", 0.9, "", actor(name, cls)
        )
        for name in names
    )
    return replace(record("a"), says=says)


def pair(one: str, other: str) -> tuple[str, str]:
    first, second = sorted((one, other))
    return first, second


@pytest.mark.parametrize(
    ("names", "cls", "joined"),
    [
        (["Guterres", "Antonio Guterres"], "Person", {"Guterres": "Antonio Guterres"}),
        (["A. Guterres", "Antonio Guterres"], "Person", {"A. Guterres": "Antonio Guterres"}),
        (["Guterres", "Antonio Guterres", "Maria Guterres"], "Person", {}),
        (["Maria Guterres", "Antonio Guterres"], "Person", {}),
        (["BLA", "Balochistan Liberation Army"], "ArmedGroup", {"BLA": "Balochistan Liberation Army"}),
        (["Free Aceh Movement", "Free Aceh"], "ArmedGroup", {"Free Aceh Movement": "Free Aceh"}),
        (["Hamas", "Hezbollah"], "ArmedGroup", {}),
    ],
)  # fmt: skip
def test_names(names: list[str], cls: str, joined: dict[str, str]) -> None:
    found = aliases.joined([telling(name, cls=cls) for name in names], {})
    expected = {actor(one, cls): actor(other, cls) for one, other in joined.items()}
    assert {item.actor: item.joined for item in found} == expected


def test_a_victim_is_not_a_perpetrator_of_that_surname() -> None:
    reports = [telling("Smith", role="perpetrator"), telling("John Smith", role="victim")]
    assert aliases.joined(reports, {}) == []


def test_persons_decide_and_what_is_known_stays() -> None:
    short, full = actor("Guterres"), actor("Antonio Guterres")
    reports = [telling("Guterres"), telling("Antonio Guterres")]
    assert aliases.joined(reports, {(full, short): "different"}) == []
    others = [telling("The Fox"), telling("Carlos Vega")]
    pair = tuple(sorted((actor("The Fox"), actor("Carlos Vega"))))
    (alias,) = aliases.joined(others, {pair: "same"})  # type: ignore[dict-item]
    assert {alias.actor, alias.joined} == set(pair)


@pytest.mark.parametrize(
    ("documents", "cls", "doubts"),
    [
        pytest.param(
            [["Guterres"], ["Antonio Guterres", "Maria Guterres"]],
            "Person",
            {("Guterres", "Antonio Guterres"), ("Guterres", "Maria Guterres")},
            id="a surname that two have",
        ),
        pytest.param(
            [["Moradi"], ["Reza Moradi"]], "Person", {("Moradi", "Reza Moradi")},
            id="joined by a surname alone",
        ),
        pytest.param([["R. Moradi"], ["Reza Moradi"]], "Person", set(), id="joined by more"),
        pytest.param(
            [["Reza Moradi"], ["Reza Morady"]], "Person", {("Reza Moradi", "Reza Morady")},
            id="spelled otherwise",
        ),
        pytest.param([["Reza Moradi", "Reza Morady"]], "Person", set(), id="told apart in one text"),
        pytest.param([["Reza Moradi"], ["Ali Karimi"]], "Person", set(), id="others"),
        pytest.param(
            [["Police"], ["Quetta Police"]], "SecurityForce", {("Police", "Quetta Police")},
            id="words in common",
        ),
        pytest.param([["BLA"], ["Balochistan Liberation Army"]], "ArmedGroup", set(), id="initials"),
    ],
)  # fmt: skip
def test_doubts(documents: list[list[str]], cls: str, doubts: set[tuple[str, str]]) -> None:
    reports = [
        replace(telling(*names, cls=cls), document=f"d{number}")
        for number, names in enumerate(documents)
    ]
    expected = {tuple(sorted((actor(one, cls), actor(other, cls)))) for one, other in doubts}
    assert {doubt.pair for doubt in aliases.doubtful(reports, {})} == expected
    said = dict.fromkeys(expected, "unsure")
    assert aliases.doubtful(reports, said) == []  # type: ignore[arg-type]


def test_who_is_another_is_parted_from_whom_that_one_is() -> None:
    tony, short, full = actor("Tony Guterres"), actor("Guterres"), actor("Antonio Guterres")
    reports = [telling(name) for name in ("Guterres", "Antonio Guterres", "El Gordo")]
    other = actor("El Gordo")
    assert [item.joined for item in aliases.joined(reports, {})] == [full]
    said = {pair(short, other): "same", pair(other, full): "different"}
    assert {(item.actor, item.joined) for item in aliases.joined(reports, said)} in (
        {(short, other)},
        {(other, short)},
    )
    said = {pair(short, tony): "same", pair(tony, full): "different"}
    (alias,) = aliases.joined(
        reports[:2], said
    )  # Antonio is not he, although nobody calls him Tony here
    assert (alias.actor, alias.joined) == (short, tony)


@pytest.mark.parametrize(
    ("named", "same", "different", "expected"),
    [
        (["El Gordo"], ["El Gordo = Tony Vega"], [], {"El Gordo": "Tony Vega"}),
        (["Tony Vega"], ["El Gordo = Tony Vega"], [], {}),
        (
            ["El Gordo", "T. Vega"],
            ["El Gordo = T. Vega", "T. Vega = Tony Vega"],
            [],
            {"El Gordo": "Tony Vega", "T. Vega": "Tony Vega"},
        ),
        # Whom persons give a name keeps it, although another one here is a fuller form of it.
        (["Vega", "Tony Vega"], ["El = Vega"], [], {"Tony Vega": "Vega"}),
        (["Vega", "Tony Vega"], ["El = Vega"], ["El = Tony Vega"], {}),
        (["A. Vega", "Vega", "Ana Vega"], [], ["A. Vega = Vega"], {"A. Vega": "Ana Vega"}),
    ],
)
def test_what_persons_say_holds_in_every_incident(
    named: list[str], same: list[str], different: list[str], expected: dict[str, str]
) -> None:
    said = {
        pair(*map(actor, words.split(" = "))): verdict
        for verdict, judged in (("same", same), ("different", different))
        for words in judged
    }
    found = aliases.joined([telling(name) for name in named], said)
    assert {item.actor: item.joined for item in found} == {
        actor(one): actor(other) for one, other in expected.items()
    }


def test_a_name_read_as_a_person_and_as_a_group_is_in_doubt() -> None:
    reports = [
        replace(telling("Jaish al-Nasr", cls=cls), document=cls)
        for cls in ("Person", "Organization")
    ]
    (doubt,) = aliases.doubtful(reports, {})
    assert (doubt.why, doubt.joined) == ("nearly the same letters", False)


def test_a_record_keeps_its_claims_under_another_name() -> None:
    one = telling("Guterres")
    (alias,) = aliases.joined([one, telling("Antonio Guterres")], {})
    renamed = aliases.under(one, [alias])
    assert [said.node for said in renamed.says] == [alias.joined]
    assert [said.value for said in renamed.says] == [said.value for said in one.says]
