"""Arrests: when they are an incident, what such a report says, and what it must not say."""

from __future__ import annotations

import pytest

from kgraph import mentions
from kgraph.extract import detention, kinds, triggers
from kgraph.extract.accounts import Account
from kgraph.extract.reading import Reading
from kgraph.mentions import Told
from kgraph.model import ActorValue, Claim, CountValue, DateValue, VictimValue
from tests.extract.test_cases import claims, main
from tests.extract.test_officers import parsed

pytestmark = pytest.mark.model

ARRESTED = (
    "Police arrested Anna Petrova, a lawyer, in Gomel on Monday. She is a human rights lawyer and was "
    "arbitrarily detained, her colleagues said."
)


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested a man on Monday on suspicion of tax evasion.",
        "A court in Lyon sentenced a banker to two years in prison for fraud on Monday.",
        "The trial of the former minister begins on Monday. He is charged with taking bribes.",
    ],
)
def test_ordinary_arrests_are_no_incident(text: str) -> None:
    assert main(text) is None


def test_the_arrest_and_not_its_complaint_gives_the_day() -> None:
    (day,) = claims(ARRESTED, "date")
    assert day.value.edtf == "2019-05-06"  # type: ignore[union-attr]


def test_who_was_arrested_is_the_victim_and_did_nothing() -> None:
    (harmed,) = claims(ARRESTED, "victim")
    assert isinstance(harmed.value, VictimValue)
    assert (harmed.value.name, harmed.value.outcome) == ("Anna Petrova", None)
    doers = [claim.value for claim in claims(ARRESTED, "perpetrator")]
    assert [doer.mention for doer in doers if isinstance(doer, ActorValue)] == ["Police"]


def test_an_arrest_leaves_nobody_dead() -> None:
    dead = Claim("killed", CountValue(12, 12, 12), ())
    held = Claim("victim", VictimValue("Anna Petrova", "Petrova", "Person", True, "killed"), ())
    day = Claim("date", DateValue(None, None, "2019"), ())
    kept = list(kinds.fitting("arbitrary-detention", "accomplished", (dead, held, day)))
    assert [claim.property for claim in kept] == ["victim", "date"]
    assert isinstance(kept[0].value, VictimValue)
    assert kept[0].value.outcome is None
    assert list(kinds.fitting("bombing", "accomplished", (dead, held, day))) == [dead, held, day]


@pytest.mark.parametrize(
    ("said", "part"),
    [
        (
            "He had been there before: last year he was tortured in prison, his lawyer said.",
            "torture",
        ),
        ("Her whereabouts remain unknown, her lawyer said.", "enforced-disappearance"),
        ("Officers had harassed her family for months, her lawyer said.", "threat"),
    ],
)
def test_what_else_was_done_to_those_arrested_is_part_of_the_arrest(said: str, part: str) -> None:
    report = main(f"{ARRESTED}\n\n{said}")
    assert report is not None
    assert (report.type, report.other_types) == ("arbitrary-detention", (part,))


@pytest.mark.parametrize(
    ("said", "doer"),
    [
        ("Security agents took her away on Monday.", "Security agents"),
        ("She was led to a van and beaten, and died at the hands of the police.", "the police"),
        ("She is still in army custody, a colleague said.", "army"),
        ("The Belarusian government has jailed her for two years.", "Government of Belarus"),
        ("Her union called on the military to release her.", "the military"),
        ("A court in Minsk sentenced her to two years.", "A court"),
        ("She was detained on Monday on arrival, police said.", "police"),
    ],
)
def test_who_arrested_or_holds_somebody(said: str, doer: str) -> None:
    text = f"The lawyer Anna Petrova was arbitrarily detained in Minsk, colleagues said. {said}"
    doers = [claim.value for claim in claims(text, "perpetrator")]
    assert [found.name or found.mention for found in doers if isinstance(found, ActorValue)] == [
        doer
    ]


@pytest.mark.parametrize(
    "said",
    [
        "Police may arrest more people.",
        "Colleagues hold that the court erred.",
        "Rebel forces detained her brother in another town.",
        "A company released a statement.",
    ],
)
def test_who_did_not_arrest_anybody(said: str) -> None:
    text = f"The lawyer Anna Petrova was arbitrarily detained in Minsk. {said}"
    assert not claims(text, "perpetrator")


SEEN = {"incident": 0.9, "arbitrary detention": 0.9, "other perpetrator": 0.4}
UNSEEN = {"killing": 0.1, "torture": 0.1, "enforced disappearance": 0.0}


def captors(text: str, kind: str, by_state: float) -> list[str]:
    """Who did it, in a text of one account of that kind, by how sure the reader is of a state."""
    doc = parsed(text)
    mentions.write_told(doc, Told(SEEN | UNSEEN | {"state perpetrator": by_state}, {}))
    first = triggers.of_words(doc[0:1], kind)
    account = Account((first,), frozenset(range(len(doc))), "main")
    found = detention.captors(Reading.of(doc, "d", None), account)
    return [claim.value.mention for claim in found if isinstance(claim.value, ActorValue)]


@pytest.mark.parametrize(
    ("text", "kind", "state", "doers"),
    [
        ("The police knew of her arrest.", "arbitrary-detention", 0.9, ["The police"]),
        ("The police knew of her arrest.", "arbitrary-detention", 0.5, []),
        ("The police knew of her plans.", "arbitrary-detention", 0.9, []),
        ("Soldiers arrested the editor.", "mob-violence", 0.9, ["Soldiers"]),
        # Where others are as likely to have done the rest, suspects are arrested.
        ("Soldiers arrested the gunmen.", "shooting", 0.3, []),
    ],
)
def test_who_did_it_where_the_reader_sees_a_state(
    text: str, kind: str, state: float, doers: list[str]
) -> None:
    assert captors(text, kind, state) == doers


def test_soldiers_who_beat_do_not_hide_the_police_who_arrest() -> None:
    said = "Three soldiers attacked her brother. Police arrested the lawyer at her office."
    text = f"The lawyer Anna Petrova was arbitrarily detained in Minsk, colleagues said. {said}"
    doers = [claim.value for claim in claims(text, "perpetrator")]
    assert [doer.mention for doer in doers if isinstance(doer, ActorValue)] == ["Police"]
