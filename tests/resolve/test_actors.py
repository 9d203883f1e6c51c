import pytest

from kgraph import mentions, nlp
from kgraph.model import ActorValue
from kgraph.resolve import actors

pytestmark = pytest.mark.model


def found(text: str) -> list[tuple[str, str | None, str]]:
    doc = nlp.load()(text)
    actors.annotate(doc)
    return [
        (span.text, value.name, value.cls)
        for span, value in mentions.read(doc, "actors", ActorValue)
    ]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        (
            "The Islamic State group said so.",
            ("The Islamic State group", "Islamic State", "ArmedGroup"),
        ),
        ("IS said so.", ("IS", "Islamic State", "ArmedGroup")),
        ("Pakistan condemned it.", ("Pakistan", "Pakistan", "State")),
        (
            "The Afghan foreign ministry said so.",
            (
                "The Afghan foreign ministry",
                "Ministry of Foreign Affairs of Afghanistan",
                "GovernmentBody",
            ),
        ),
        (
            "Afghanistan´s foreign ministry said so.",
            (
                "Afghanistan´s foreign ministry",
                "Ministry of Foreign Affairs of Afghanistan",
                "GovernmentBody",
            ),
        ),
        ("Kabul police said so.", ("Kabul police", "Kabul police", "SecurityForce")),
        (
            "The United Nations mission in Afghanistan said so.",
            (
                "The United Nations mission in Afghanistan",
                "United Nations Assistance Mission in Afghanistan",
                "IntergovernmentalOrganization",
            ),
        ),
    ],
)
def test_an_actor_is_known_by_its_names(text: str, actor: tuple[str, str, str]) -> None:
    assert actor in found(text)


def test_a_small_word_is_no_abbreviation() -> None:
    assert found("It is a pity, he told us.") == []


def test_the_group_is_the_one_named_before() -> None:
    assert ("The group", "Boko Haram", "ArmedGroup") in found(
        "Boko Haram attacked. The group said so."
    )


@pytest.mark.parametrize(
    ("text", "nations"),
    [
        ("Four Afghans and a Russian diplomat died.", [("Afghans", "AF"), ("Russian", "RU")]),
        (
            "Two South Sudanese drivers and a Sudanese died.",
            [("South Sudanese", "SS"), ("Sudanese", "SD")],
        ),
        ("Three South Koreans were freed.", [("South Koreans", "KR")]),
        ("Armed sudanese fled.", []),
    ],
)
def test_words_for_a_people_carry_its_country(text: str, nations: list[tuple[str, str]]) -> None:
    doc = nlp.load()(text)
    actors.annotate(doc)
    assert [(span.text, code) for span, code in mentions.read(doc, "nations", str)] == nations


def fillers(text: str, *told: tuple[str, float]) -> list[str | None]:
    """The persons of a text in which the learned reader finds these victims."""
    doc = nlp.load()(text)
    spans = [
        (doc.char_span(at, at + len(words)), mentions.Filler("Victim", score, {}))
        for words, score in told
        for at in [text.index(words)]
    ]
    mentions.write(doc, "fillers", spans)
    actors.annotate(doc)
    found = mentions.read(doc, "actors", ActorValue)
    return [value.name for _, value in found if value.cls == "Person"]


TEXT = "Gunmen killed Spaniard Rodrigo Ferrer Amato of Milan and wounded his driver on Monday."


@pytest.mark.parametrize(
    ("told", "score", "wanted"),
    [
        ("Rodrigo Ferrer Amato", 0.9, "Rodrigo Ferrer Amato"),
        ("Spaniard Rodrigo Ferrer Amato", 0.9, "Rodrigo Ferrer Amato"),
        ("his driver", 0.9, None),
        ("Rodrigo Ferrer", 0.1, None),
    ],
)
def test_a_victim_is_called_what_the_reader_calls_them(
    told: str, score: float, wanted: str | None
) -> None:
    found = fillers(TEXT, (told, score))
    assert found == ([wanted] if wanted else fillers(TEXT))


def test_german_can_be_a_given_name() -> None:
    text = "Gunmen killed German Ferrer Amato on Monday."
    assert fillers(text, ("German Ferrer Amato", 0.9)) == ["German Ferrer Amato"]


def test_what_a_body_is_is_no_name_of_it() -> None:
    names = {name for _, name, _ in found("The Junta met on Monday. The Government freed two men.")}
    assert not names & {"Junta", "Government"}
