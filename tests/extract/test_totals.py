"""Which of a text's numbers says how many."""

from __future__ import annotations

import pytest

from kgraph.extract import choice, totals
from kgraph.extract.tallies import candidates, completed
from tests.extract.test_cases import claims
from tests.extract.test_sums import told as read
from tests.extract.test_tallies import told


@pytest.mark.parametrize(
    ("numbers", "seen", "number"),
    [
        ((2,), (0.0, 0.97, 0.03, 0.0, 0.0), 2),  # words outweigh what only the reader sees
        ((2,), (0.0, 0.4, 0.6, 0.0, 0.0), 2),
        ((7,), (0.0, 0.0, 0.0, 0.0, 1.0), 7),  # four or more: seven it is
        ((7,), (0.9, 0.1, 0.0, 0.0, 0.0), 7),
        ((1,), (0.99, 0.01, 0.0, 0.0, 0.0), 1),  # outright words are believed
        ((), (0.02, 0.95, 0.03, 0.0, 0.0), 1),
        ((), (0.95, 0.05, 0.0, 0.0, 0.0), 0),
    ],
)
def test_words_and_reader_together(
    numbers: tuple[int, ...], seen: tuple[float, ...], number: int
) -> None:
    chosen = totals.chosen(completed(told(*numbers, seen=seen)))
    assert chosen is not None
    assert chosen[0].number == number


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "number", "feature"),
    [
        ("The death toll from Monday's bombing in Kabul rose from 27 to 31.", 31, "last toll"),
        ("A bomb killed 12 people, including two children, in Kabul.", 2, "part"),
        ("A bomb killed 12 people, two of them children, in Kabul.", 2, "part"),
        ("A bomb killed 12 people in Kabul in a blast near Herat.", 12, "general"),
        ("A bomb killed dozens of people in Kabul on Monday.", 24, "vague"),
        ("Fifty are dead, including the gunman, after a shooting in Reno.", 50, "holds attackers"),
        ("A bomb killed two staff and four others in Kabul on Monday.", 2, "in a sum"),
    ],
)
def test_a_feature_holds(text: str, number: int, feature: str) -> None:
    (spot, *_) = next(one.spots for one in candidates(read(text, "killed")) if one.number == number)
    assert totals.SPOT_FEATURES[feature](spot)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "property", "numbers"),
    [
        (
            "Gunmen shot dead 49 people at a club in Reno on Monday. Fifty are dead, including the gunman.",
            "killed",
            [49],
        ),
        (
            "Gunmen shot dead 49 people at a club in Reno on Monday. Fifty are dead, including the gunman.",
            "perpetratorsKilled",
            [1],
        ),
        (
            "A bomb killed 20 people in Kabul on Monday. The number of those hurt is put at 434.",
            "wounded",
            [434],
        ),
        (
            "Officials lowered the number of people killed in Monday's bombings in Kabul from 359 to 253.",
            "killed",
            [253],
        ),
        (
            "A bomb went off in Kabul on Monday. Among the 148 people, 142 of them students, who lost their lives was a poet.",
            "killed",
            [148],
        ),
        (
            "Gunmen stormed a clinic in Kabul on Monday. Two dozen people were shot dead.",
            "killed",
            [24],
        ),
        (
            "Gunmen fired at a fair in Reno on Monday, injuring four men and two women. Four men were injured, and a woman said she saw one fall.",
            "wounded",
            [6],
        ),
        (
            "Gunmen stormed a clinic in Kabul on Monday. Forty-eight people were treated for gunshot wounds.",
            "wounded",
            [48],
        ),
    ],
)
def test_the_total_of_a_text(text: str, property: str, numbers: list[int]) -> None:
    values = [claim.value for claim in claims(text, property) if claim.certainty == "stated"]
    assert [value.best for value in values if value.scope == "total"] == numbers  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["killed", "wounded"])
def test_common_sense_holds_after_learning(name: str) -> None:
    weights = choice.shipped(name)
    against = ("part", "below another", "holds attackers", "years before", "placed otherwise")
    assert all(weights.spots[feature] < 0 for feature in against)
    assert weights.spots["toll"] > 0 and weights.own["reader"] > 0
