"""Officers of a state: who does what in its name, and what an arrest is."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from kgraph import mentions, nlp
from kgraph.extract import officers, overlooked
from kgraph.extract.reading import Reading
from kgraph.mentions import Told
from kgraph.resolve import actors

pytestmark = pytest.mark.model


def parsed(text: str) -> Doc:
    doc = nlp.load()(text)
    actors.annotate(doc)
    return doc


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Soldiers shot the student in front of her house.", "Soldiers"),
        ("A farmer was beaten by two police officers.", "two police officers"),
        ("He died at the hands of the secret police.", "the secret police"),
        ("Government forces raided the newspaper.", "Government forces"),
        ("Rebel forces raided the newspaper.", None),
        ("Opposition militiamen beat a farmer.", None),
        ("Soldiers could raid the newspaper.", None),
        ("Police violence is on the rise.", None),
    ],
)
def test_who_did_harm(text: str, doer: str | None) -> None:
    reading = Reading.of(parsed(text), "d", None)
    found = (officers.harm(reading, token) for token in reading.doc)
    act = next((act for act in found if act is not None), None)
    assert (act.actor.mention if act else None) == doer


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Police arrested a lawyer.", True),
        ("Two students were detained in Minsk.", True),
        ("The arrested goods were sold.", False),
        ("The court convicted the bank.", False),
        ("Police may arrest the lawyer.", False),
    ],
)
def test_what_is_an_arrest(text: str, is_one: bool) -> None:
    reading = Reading.of(parsed(text), "d", None)
    assert any(officers.is_arrest(reading, token) for token in reading.doc) is is_one


@pytest.mark.parametrize(
    ("text", "state", "found"),
    [
        ("Two students were detained in Minsk on Monday.", 0.95, ["detained"]),
        ("Two students were detained in Minsk on Monday.", 0.5, []),
        ("Two students were welcomed in Minsk on Monday after their detention.", 0.95, []),
    ],
)
def test_an_arrest_at_the_beginning_is_an_incident_where_the_reader_sees_a_state(
    text: str, state: float, found: list[str]
) -> None:
    doc = parsed(text)
    likely = {"incident": 0.5, "arbitrary detention": 0.8, "state perpetrator": state}
    mentions.write_told(doc, Told(likely, {}))
    accounts = overlooked.accounts(Reading.of(doc, "d", None), [], [])
    assert [trigger.span.text for item in accounts for trigger in item.triggers] == found


@pytest.mark.parametrize(
    ("text", "state", "many"),
    [
        ("He was tried after his detention. She was jailed too. Others were sentenced.", 0.9, True),
        ("He was tried after his detention. She was jailed too. Others were sentenced.", 0.5, False),
        ("He was tried after his detention. Others may be jailed or sentenced.", 0.9, False),
    ],
)  # fmt: skip
def test_a_text_full_of_arrests_is_about_them_where_the_reader_sees_a_state(
    text: str, state: float, many: bool
) -> None:
    doc = parsed(text)
    likely = {"incident": 0.6, "arbitrary detention": 0.65, "state perpetrator": state}
    mentions.write_told(doc, Told(likely, {}))
    assert bool(overlooked.accounts(Reading.of(doc, "d", None), [], [])) == many


@pytest.mark.parametrize(("opening", "found"), [({}, ["detained"]), ({"incident": 0.4}, [])])
def test_arrests_are_what_a_text_is_about_where_the_reader_sees_so_in_its_beginning(
    opening: dict[str, float], found: list[str]
) -> None:
    doc = parsed("Two students were detained in Minsk on Monday.")
    seen = {"incident": 0.95, "arbitrary detention": 0.8, "state perpetrator": 0.2}
    mentions.write_told(doc, Told(seen, {}, opening and seen | opening))
    accounts = overlooked.accounts(Reading.of(doc, "d", None), [], [])
    assert [trigger.span.text for item in accounts for trigger in item.triggers] == found
