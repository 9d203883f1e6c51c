"""The ways in which a text comes to a number of people."""

from __future__ import annotations

import datetime as dt

import pytest

from kgraph import extract, nlp, pipeline
from kgraph.extract import casualties
from kgraph.extract.reading import Reading
from kgraph.extract.tallies import Told

pytestmark = pytest.mark.model

PUBLISHED = dt.date(2019, 5, 8)


def told(text: str, harm: str) -> Told:
    doc = pipeline.annotated(next(nlp.read([text], learned=False)), PUBLISHED)
    reading = Reading.of(doc, "d", PUBLISHED)
    _, everything = casualties.told(reading, extract.accounts(reading)[0])
    return next(said for said, _ in everything if said.harm == harm)


@pytest.mark.parametrize(
    ("text", "harm", "found"),
    [
        ("A bomb killed 12 people in Kabul on Monday.", "killed", {("number", 12)}),
        (
            "A bomb killed two staff of the embassy and four others in Kabul on Monday.",
            "killed",
            {("number", 2), ("number", 4), ("sum", 6)},
        ),
        (
            "A boy was shot in Reno on Monday, and two other boys were wounded.",
            "wounded",
            {("number", 2), ("persons", 1), ("beside", 3)},
        ),
        (
            "A bomber blew himself up in Kabul on Monday, wounding several Afghans who were waiting.",
            "wounded",
            {("number", 2)},
        ),
        (
            "A man was shot dead in Reno on Monday. A woman was found dead beside him.",
            "killed",
            {("persons", 2)},
        ),
        (
            "Fifty people are dead, including the gunman, after a shooting in Reno on Monday.",
            "killed",
            {("number", 50), ("less", 49)},
        ),
        (
            "Twelve people died, including both attackers, in a shooting in Reno on Monday.",
            "killed",
            {("number", 12), ("less", 10)},
        ),
        (
            "A bomb killed 12 people, including two children, in Kabul on Monday.",
            "killed",
            {("number", 12), ("number", 2)},
        ),
        (
            "Nine men, three women and 14 children were killed in an air strike in Homs on Monday.",
            "killed",
            {("number", 9), ("number", 3), ("number", 14), ("sum", 26)},
        ),
        (
            "A bomb killed two soldiers, three policemen and a nurse in Basra on Monday.",
            "killed",
            {
                ("number", 2),
                ("number", 3),
                ("sum", 5),
                ("persons", 1),
                ("beside", 6),
            },
        ),
        (
            "An air strike killed nine men and women, three guards and four boys in Homs on Monday.",
            "killed",
            {("number", 9), ("number", 3), ("number", 4), ("sum", 16)},
        ),
        (
            "A man, two women and a boy were shot dead in Reno on Monday.",
            "killed",
            {("number", 2), ("persons", 2), ("beside", 4)},
        ),
        (
            "The mayor of Manta was shot dead on Monday together with her driver when men on a motorcycle stopped their car.",
            "killed",
            {("persons", 2)},
        ),
        (
            "Police: 3 dead in apparent murder-suicide in Reno on Monday",
            "killed",
            {("number", 3), ("less", 2)},
        ),
        (
            "A man shot his wife and two sons dead in Reno before killing himself, police said. Four bodies were found on Monday.",
            "killed",
            {("number", 2), ("persons", 1), ("beside", 3), ("number", 4), ("less", 3)},
        ),
        (
            "Three children and two adults were found dead in Reno on Monday after a murder-suicide.",
            "killed",
            {("number", 3), ("number", 2), ("sum", 5), ("less", 4)},
        ),
        (
            "Two children were killed in a murder-suicide in Reno on Monday.",
            "killed",
            {("number", 2)},
        ),
        ("Four people were shot in Reno on Monday, two fatally.", "wounded", {("less", 2)}),
        (
            "Three people were stabbed, one of them fatally, in Lyon on Tuesday.",
            "wounded",
            {("less", 2)},
        ),
        ("Five shot, one dead at a bar in Reno on Monday", "wounded", {("less", 4)}),
        ("One killed and three people shot at a bar in Reno on Monday", "wounded", {("number", 3)}),
        (
            "A man was killed in Reno on Monday, and three other people were shot.",
            "wounded",
            {("number", 3)},
        ),
        (
            "A man was shot dead in Reno on Monday. Three people were wounded.",
            "wounded",
            {("number", 3)},
        ),
        (
            "A woman died in a triple shooting in Reno on Monday.",
            "wounded",
            {("less", 2)},
        ),
        ("A triple homicide shook Reno. Three men were shot on Monday.", "killed", {("number", 3)}),
        (
            "The bodies of four people were found in Reno on Monday after a shooting.",
            "killed",
            {("number", 4)},
        ),
        (
            "A man was shot dead in Reno on Monday. There have been 13 shooting deaths in the town this year.",
            "killed",
            {("persons", 1)},
        ),
        (
            "A man was shot dead in Reno on Monday. Eleven people have been killed in the town this year.",
            "killed",
            {("persons", 1)},
        ),
        (
            "Two people were killed in Reno last year when a gunman opened fire in a bar.",
            "killed",
            {("number", 2)},
        ),
        (
            "Rebels shelled a village near Taiz on Monday, killing and wounding dozens of people.",
            "killed",
            {("number", 24)},
        ),
    ],
)
def test_a_text_comes_to_its_numbers(text: str, harm: str, found: set[tuple[str, int]]) -> None:
    assert {(way.kind, way.number) for way in told(text, harm).ways} == found
