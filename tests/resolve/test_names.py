"""Names of the register: where they are names, and whom they mean."""

from __future__ import annotations

import pytest

from kgraph import mentions, nlp
from kgraph.resolve import actors, names
from kgraph.resolve.register import country_of, known_actors, people_of


def found(text: str) -> set[tuple[str, str]]:
    return {(span.text, actor.label) for span, actor in names.registered(nlp.load()(text))}


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("LeT", True),
        ("JuA", True),
        ("IRA", True),
        ("K.G.B.", True),
        ("M23", True),
        ("IS-K", True),
        ("MS 13", True),
        ("al-Shabaab", False),
        ("Ha'aretz", False),
        ("Anti-balaka", False),
        ("17 November", False),
        ("MINUSTAH X", False),
    ],
)
def test_a_short_form_is_matched_letter_by_letter(name: str, short: bool) -> None:
    assert names.is_short(name) is short


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Police blamed LeT for the attack.", ("LeT", "Lashkar-e-Taiba")),
        ("JeM claimed the attack.", ("JeM", "Jaish-e-Mohammed")),
        ("The November 17 group killed him.", ("November 17", "Revolutionary Organization 17 November")),
        ("The terrorist group November 17 killed a diplomat.", ("November 17", "Revolutionary Organization 17 November")),
        ("Guerrillas of 17 November killed a diplomat.", ("17 November", "Revolutionary Organization 17 November")),
        ("Officials at Number 10 said so, and Number 10 confirmed it.", ("Number 10", "Downing Street")),
        ("The blast shook Lahore in Pakistan, Dawn reported.", ("Dawn", "Dawn (newspaper)")),
        ("The Pakistani Foreign Office condemned it.", ("Foreign Office", "Pakistan Foreign Office")),
        ("Britain is worried. The Foreign Office said so.", ("Foreign Office", "Foreign, Commonwealth and Development Office")),
        ("The US State Department condemned it.", ("US State Department", "State Department")),
        ("The State Department condemned it.", ("State Department", "State Department")),
        ("Chicago police arrested him.", ("Chicago police", "Chicago Police Department")),
        ("The Islamic state group did it.", ("Islamic state", "Islamic State")),
        ("Rebels of the Kachin Independence Army fled. The KIA denied it.", ("KIA", "Kachin Independence Army")),
        ("Rebels in Myanmar fled. The KIA denied it.", ("KIA", "Kachin Independence Army")),
        ("In Somalia, Al-Shabaab did it.", ("Al-Shabaab", "al-Shabaab")),
        ("In Iraq, ISIS and the taliban fought al-Qaeda.", ("al-Qaeda", "al-Qaeda")),
    ],
)  # fmt: skip
def test_a_name_means_its_actor(text: str, name: tuple[str, str]) -> None:
    assert name in found(text)


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "He let them go.",
        "Let them go.",
        "It happened on 17 November in the city.",
        "On November 17, a group of men met.",
        "November 17 was a cold day.",
        "Police said on November 17 that the group had fled.",
        "The player with number 10 scored.",
        "Dawn broke over the city.",
        "Dawn Smith was shot.",
        "The DNR said that hunters must wear orange.",
        "The ESA launched a rocket.",
        "The Foreign Office said so.",
        "The Washington State Department of Health said so.",
        "The New York State Department of Health said so.",
        "According to the state Department of Corrections, he fled.",
        "Indianapolis Metropolitan Police arrested him.",
        "Peace now, they shouted.",
        "It would become an Islamic state.",
        "The soldier was listed as KIA.",
        "Mayor Michael Bloomberg condemned it.",
        "A well-kept white house stood there.",
    ],
)
def test_plain_words_and_dates_are_no_names(text: str) -> None:
    assert found(text) == set()


@pytest.mark.parametrize(
    ("word", "cased", "country"),
    [
        ("Polish", True, "PL"),
        ("polish", True, None),
        ("pole", True, None),
        ("turk", True, None),
        ("Turk", True, "TR"),
        ("afghan", False, "AF"),
        ("polish", False, None),
        ("Table", True, None),
    ],
)
def test_a_people_is_written_with_a_capital(word: str, cased: bool, country: str | None) -> None:
    assert people_of(word, cased=cased) == country


@pytest.mark.parametrize(
    ("words", "begins", "country"),
    [
        ("Male", False, "MV"),
        ("Male", True, None),
        ("male", False, None),
        ("Kabul", True, "AF"),
        ("Afghan", True, "AF"),
        ("turkey", False, None),
    ],
)
def test_a_capital_is_no_plain_word(words: str, begins: bool, country: str | None) -> None:
    assert country_of(words, begins=begins) == country


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Male police officers arrested him.", []),
        ("He fled when male soldiers came.", []),
        ("Kabul police arrested him.", ["Kabul police"]),
    ],
)
def test_a_body_needs_the_name_of_its_country(text: str, bodies: list[str]) -> None:
    doc = nlp.load()(text)
    actors.annotate(doc)
    assert [span.text for span, _ in mentions.read(doc, "actors", object)] == bodies


@pytest.mark.model
def test_every_name_of_the_register_is_found_in_a_text_about_it() -> None:
    said = [
        (name, actor)
        for actor in known_actors()[::25]
        for name in actor.names
        if actor.cls == "ArmedGroup" and "(" not in name and not name.islower()
    ]
    missed = [
        name
        for name, actor in said
        if not any(
            label == actor.label
            for _, label in found(f"A spokesman for the group {name} said so on Monday.")
        )
    ]
    assert missed == []
