"""What else a text tells was done to people: when its words count, and as what."""

from __future__ import annotations

import pytest

from kgraph import mentions
from kgraph.extract import deeds, triggers
from kgraph.extract.accounts import Account
from kgraph.extract.reading import Reading
from kgraph.mentions import Told
from kgraph.model import Prominence
from tests.extract.test_officers import parsed

pytestmark = pytest.mark.model

FAINT = {"incident", "killing", "torture", "enforced disappearance", "arbitrary detention"}
SEEN = dict.fromkeys(FAINT, 0.9) | {"state perpetrator": 0.9, "other perpetrator": 0.1}


def read(
    text: str, kind: str, prominence: Prominence, seen: dict[str, float]
) -> tuple[Reading, Account]:
    """A text whose first word stands for an incident of a kind that owns all of it."""
    doc = parsed(text)
    mentions.write_told(doc, Told(SEEN | seen, {}))
    first = triggers.of_words(doc[0:1], kind)
    return Reading.of(doc, "d", None), Account((first,), frozenset(range(len(doc))), prominence)


def found(
    text: str, kind: str, prominence: Prominence = "main", **seen: float
) -> list[tuple[str, str]]:
    reading, account = read(
        text, kind, prominence, {k.replace("_", " "): v for k, v in seen.items()}
    )
    return [
        (claim.value.concept, claim.evidence[0].quote)  # type: ignore[union-attr]
        for claim in deeds.claims(reading, account)
    ]


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        ("He was jailed and threatened.", "arbitrary-detention", [("threat", "threatened")]),
        ("He was jailed and beaten.", "arbitrary-detention", [("attack", "beaten")]),
        ("He was held and tortured.", "kidnapping", [("torture", "tortured")]),
        ("She was abducted, and her sister arrested.", "kidnapping", [("arbitrary-detention", "arrested")]),
        ("She was shot, and two men arrested.", "shooting", []),
        ("Two colleagues of hers were murdered.", "arbitrary-detention", [("attack", "murdered")]),
        ("He was forcibly disappeared.", "torture", [("enforced-disappearance", "forcibly disappeared")]),
        # An attack harms anyway, and what may happen has not.
        ("A bomb exploded and five men were wounded.", "bombing", []),
        ("They could be tortured.", "arbitrary-detention", []),
    ],
)  # fmt: skip
def test_what_else_was_done(text: str, kind: str, told: list[tuple[str, str]]) -> None:
    assert found(text, kind) == told


@pytest.mark.parametrize(
    ("text", "kind", "seen"),
    [
        ("He was held and tortured.", "kidnapping", {"torture": 0.1}),
        # Where others than a state did it, suspects are arrested.
        ("She was abducted, and two men were arrested.", "kidnapping", {"other_perpetrator": 0.9}),
    ],
)
def test_what_the_reader_sees_little_of_counts_for_nothing(
    text: str, kind: str, seen: dict[str, float]
) -> None:
    assert found(text, kind, **seen) == []


def test_what_is_only_recalled_tells_of_nothing_else() -> None:
    assert found("He was held and tortured.", "kidnapping", "background") == []


def test_a_type_that_the_main_one_implies_is_not_told_twice() -> None:
    reading, account = read("He was held and beaten, and threatened.", "kidnapping", "main", {})
    assert deeds.types(reading, account) == ("threat",)
