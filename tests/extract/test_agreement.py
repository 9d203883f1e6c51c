"""What becomes of the rules' claims and the reader's fillers where they meet."""

from __future__ import annotations

from dataclasses import replace

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kgraph import mentions
from kgraph.extract import agreement, filled_victims, fillers
from kgraph.extract.accounts import Account
from kgraph.extract.reading import Reading
from kgraph.mentions import Filler, Told
from kgraph.model import ActorValue, Claim, ThingValue, VictimValue

WORDS = "Two masked gunmen of the FMLN killed Ana Ruiz with a pistol ; Ruiz was a judge .".split()
ACCOUNT = Account((), frozenset(range(len(WORDS))), "main")
SURE = {"stated": 0.9, "claimed": 0.1, "suspected": 0.1, "killed": 0.9}
NONE_KNOWN = {"killed": (0.2,) * 5, "wounded": (0.2,) * 6}


def reading(
    *found: tuple[int, int, str, float],
    counts: dict[str, tuple[float, ...]] | None = None,
    qualities: dict[str, float] | None = None,
) -> Reading:
    """A parsed text whose phrases [first, last) fill roles with scores."""
    doc = Doc(
        Vocab(),
        words=WORDS,
        heads=[2, 2, 6, 5, 5, 2, 6, 8, 6, 11, 11, 6, 6, 16, 16, 16, 6, 6],
        deps=["dep"] * len(WORDS),
        pos=["NOUN"] * len(WORDS),
        sent_starts=[n == 0 for n in range(len(WORDS))],
    )
    said = SURE if qualities is None else qualities
    mentions.write(
        doc, "fillers", [(doc[a:b], Filler(role, score, said)) for a, b, role, score in found]
    )
    mentions.write_told(doc, Told({"incident": 0.9}, counts or NONE_KNOWN))
    return Reading.of(doc, "d", None)


def rule(read: Reading, property: str, value: object, first: int, last: int) -> Claim:
    return read.claim(property, value, [read.doc[first:last]], confidence=0.8)  # type: ignore[arg-type]


GUNMEN = ActorValue(None, "UnnamedActor", False, "gunmen")
RUIZ = VictimValue("Ana Ruiz", "Ana Ruiz", "Person", True, "killed", 1)


def settled(read: Reading, *claims: Claim) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in agreement.settle(read, ACCOUNT, claims):
        found.setdefault(claim.property, []).append(claim)
    return found


def test_without_a_reader_the_rules_stand() -> None:
    read = replace(reading(), told=None)
    claim = rule(read, "perpetrator", GUNMEN, 0, 3)
    assert agreement.settle(read, ACCOUNT, [claim]) == (claim,)


def test_two_witnesses_are_surer_than_one_and_the_reader_words_it() -> None:
    read = reading((0, 3, "PerpInd", 0.8))
    (claim,) = settled(read, rule(read, "perpetrator", GUNMEN, 0, 3))["perpetrator"]
    assert claim.confidence > 0.8
    assert isinstance(claim.value, ActorValue)
    assert claim.value.mention == "Two masked gunmen"


def test_the_reader_alone_is_believed_when_sure() -> None:
    read = reading((7, 9, "Victim", 0.9), (13, 14, "Victim", 0.6), (11, 12, "Weapon", 0.9))
    found = settled(read)
    (victim,) = found["victim"]  # the surname alone is the same person
    assert isinstance(victim.value, VictimValue)
    assert (victim.value.name, victim.value.outcome) == ("Ana Ruiz", "killed")
    assert [item.quote for item in victim.evidence] == ["Ana Ruiz", "Ruiz"]
    (weapon,) = found["weapon"]
    assert weapon.value == ThingValue("pistol", "pistol", "firearm")


def test_a_faint_filler_says_nothing_alone() -> None:
    assert settled(reading((7, 9, "Victim", 0.15))).get("victim", []) == []


def test_a_rule_alone_is_less_sure() -> None:
    read = reading()
    kept = settled(read, rule(read, "victim", RUIZ, 7, 9)).get("victim", [])
    assert all(claim.confidence < 0.8 for claim in kept)


@pytest.mark.parametrize("certainty", ["stated", "claimed", "suspected"])
def test_how_sure_the_text_is_of_an_organisation(certainty: str) -> None:
    said = {name: 0.9 if name == certainty else 0.1 for name in ("stated", "claimed", "suspected")}
    read = reading((5, 6, "PerpOrg", 0.9), qualities=said)
    (claim,) = settled(read)["perpetrator"]
    assert claim.certainty == certainty
    assert (claim.according_to == "FMLN") == (certainty == "claimed")


@pytest.mark.parametrize(("seen", "victims"), [((), 1), (((7, 9, "PerpInd", 0.35),), 0)])
def test_whom_the_reader_takes_for_a_doer_is_no_victim_by_the_rules_alone(
    seen: tuple[tuple[int, int, str, float], ...], victims: int
) -> None:
    read = reading(*seen)
    claim = replace(rule(read, "victim", RUIZ, 7, 9), confidence=0.9)
    assert len(settled(read, claim).get("victim", [])) == victims


def test_nobody_is_on_both_sides() -> None:
    read = reading((7, 9, "Victim", 0.9), (7, 9, "PerpInd", 0.6))
    found = settled(read)
    assert [claim.property for claims in found.values() for claim in claims] == ["victim"]


@pytest.mark.parametrize(
    ("score", "names"), [(0.9, {"Islamic State", "FMLN"}), (0.6, {"Islamic State"})]
)
def test_another_organisation_beside_the_rules(score: float, names: set[str]) -> None:
    read = reading((5, 6, "PerpOrg", score))
    other = ActorValue("Islamic State", "ArmedGroup", True, "IS", id="islamic-state")
    sure = replace(rule(read, "perpetrator", other, 16, 17), confidence=0.95)
    found = settled(read, sure)
    assert {claim.value.name for claim in found["perpetrator"]} == names  # type: ignore[union-attr]


def test_one_actor_by_two_names_is_one_claim() -> None:
    read = reading()
    names = [
        replace(
            rule(
                read,
                "perpetrator",
                ActorValue("Farabundo Marti Front", "ArmedGroup", True, said),
                *at,
            ),
            confidence=sure,
        )
        for said, at, sure in (("the Front", (0, 1), 0.6), ("FMLN", (5, 6), 0.9))
    ]
    (claim,) = settled(read, *names)["perpetrator"]
    assert isinstance(claim.value, ActorValue)
    assert claim.value.mention == "FMLN"


@pytest.mark.parametrize(
    ("role", "whole", "part", "printed"),
    [
        ("PerpInd", 0.8, 0.9, "Two masked gunmen"),  # nearly as sure of the longer phrase
        ("PerpInd", 0.5, 0.9, "gunmen"),
        ("PerpOrg", 0.5, 0.9, "Two masked gunmen"),  # a fuller name is worth more doubt
        ("PerpOrg", 0.3, 0.9, "gunmen"),
    ],
)
def test_the_phrase_to_print(role: str, whole: float, part: float, printed: str) -> None:
    (entity,) = fillers.entities(reading((0, 3, role, whole), (2, 3, role, part)), ACCOUNT, role)
    assert entity.span.text == printed
    assert entity.score == pytest.approx(part * 0.9)


def test_phrases_of_another_account_are_not_its_own() -> None:
    read = reading((7, 9, "Victim", 0.9))
    other = Account((), frozenset(range(9, len(WORDS))), "main")
    assert fillers.entities(read, other, "Victim") == []


@pytest.mark.parametrize(("verb", "outcome"), [("killed", "killed"), ("met", None)])
def test_nobody_is_killed_where_no_word_says_so(verb: str, outcome: str | None) -> None:
    doc = Doc(
        Vocab(),
        words=["They", verb, "Ana", "Ruiz", "."],
        pos=["NOUN"] * 5,
        sent_starts=[True, *[False] * 4],
    )
    entity = fillers.Entity("Victim", (doc[2:4],), 0.9, {"killed": 0.9})
    assert filled_victims.outcome(entity) == outcome
