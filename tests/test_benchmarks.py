"""The measures against cases counted by hand, and floors under what is read from a small sample."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections import Counter

import pytest

from benchmarks import (
    attacks,
    core_claims,
    corpora,
    hrds,
    metrics,
    muc4,
    muc4_fills,
    rows,
    shootings,
)
from benchmarks.__main__ import FORMATS, TASKS
from benchmarks.calibration import expected_error
from benchmarks.metrics import Tally, Template, ceaf_ree, template_scores
from benchmarks.muc4_fills import Slots
from kgraph.model import (
    ActorValue,
    Claim,
    ConceptValue,
    CountValue,
    DateValue,
    Document,
    DocumentReports,
    Evidence,
    PlaceValue,
    Prominence,
    Report,
    ThingValue,
    VictimValue,
)
from tests.conftest import ROOT

ROLES = ("PerpInd", "Victim")


@pytest.mark.parametrize(
    ("given", "wanted", "tally"),
    [
        ([], [], Tally()),
        ([["The Guerrillas"]], [["GUERRILLAS", "REBELS"]], Tally(1, 1, 1, 1)),
        # one entity cannot be found twice
        ([["guerrillas"], ["rebels"]], [["guerrillas", "rebels"]], Tally(1, 2, 1, 1)),
        # a name that is not the entity's spoils it
        ([["guerrillas", "army"]], [["guerrillas"]], Tally(0, 1, 0, 1)),
        # the alignment that fits both is found
        ([["a bomb"], ["car bomb"]], [["bomb", "car bomb"], ["bomb"]], Tally(2, 2, 2, 2)),
        ([], [["bomb"]], Tally(0, 0, 0, 1)),
    ],
)
def test_entities_are_aligned_one_to_one(
    given: list[list[str]], wanted: list[list[str]], tally: Tally
) -> None:
    assert ceaf_ree(given, wanted) == tally


@pytest.mark.parametrize(
    ("tokens", "printed"),
    [
        ("Conakry , Guinea ( AP )", "Conakry, Guinea (AP)"),
        ("the capital 's main mosque", "the capital's main mosque"),
        ("it costs $ 40 , he said .", "it costs $40, he said."),
        ("they did n't wait", "they didn't wait"),
    ],
)
def test_tokens_are_set_as_they_were_printed(tokens: str, printed: str) -> None:
    row = {"doc_id": "a", "published": "2016-07-04", "sentences": [{"text": f"A Title {tokens}"}]}
    document = corpora.printed(row, title_words=2)
    assert (document.title, document.text) == ("A Title", f"A Title\n\n{printed}")


def _template(kind: str, perpetrators: list[list[str]], victims: list[list[str]]) -> Template:
    return Template(kind, {"PerpInd": perpetrators, "Victim": victims})


def test_templates_are_matched_so_that_most_is_right() -> None:
    given = [
        _template("bombing", [["rebels"]], []),
        _template("bombing", [["drug dealers"]], [["Diaz"]]),
        _template("arson", [["students"]], []),
    ]
    wanted = [
        _template("bombing", [["drug dealers", "traffickers"]], [["Diaz"], ["Ruiz"]]),
        _template("attack / bombing", [["rebels"]], []),
    ]
    found = template_scores(given, wanted, ROLES)
    assert found["incident_type"] == Tally(2, 3, 2, 2)
    assert found["PerpInd"] == Tally(2, 3, 2, 2)
    assert found["Victim"] == Tally(1, 1, 1, 2)
    assert metrics.total(found.values()).f1 == pytest.approx(
        2 * (5 / 7) * (5 / 6) / (5 / 7 + 5 / 6)
    )


def test_a_template_of_another_type_is_spurious_and_missing() -> None:
    found = template_scores(
        [_template("arson", [["rebels"]], [])], [_template("bombing", [["rebels"]], [])], ROLES
    )
    assert metrics.total(found.values()) == Tally(0, 2, 0, 2)


def test_slots_are_scored_by_value() -> None:
    given = Slots("BOMBING", "ACCOMPLISHED", None, None, "CO", "bogota", (), 3, 0)
    key = {
        "optional": False,
        "incident_type": {"values": ["BOMBING", "ATTACK"]},
        "stage": {"values": ["ATTEMPTED"]},
        "incident_location": {
            "alternatives": [
                {"country": "COLOMBIA", "path": [{"name": "BOGOTA", "type": ["CITY"]}]}
            ]
        },
        "human_targets": [{"number": {"values": ["3"]}, "effects": [{"values": ["DEATH"]}]}],
    }
    found = muc4.slot_scores([given], [key])
    right = Tally(1, 1, 1, 1)
    assert {name for name, tally in found.items() if tally == right} == {
        "type",
        "country",
        "city",
        "killed",
    }
    assert found["stage"] == Tally(0, 1, 0, 1)
    assert found["injured"] == found["date"] == Tally()


def test_an_optional_template_may_be_left_out() -> None:
    assert (
        muc4.slot_scores([], [{"optional": True, "stage": {"values": ["ATTEMPTED"]}}])["stage"]
        == Tally()
    )


@pytest.mark.parametrize(
    ("kind", "hit", "counts"),
    [
        ("clash", ["two soldiers"], False),  # armed ones fight armed ones
        ("clash", [], False),
        ("clash", ["two soldiers", "a farm hand"], True),
        ("bombing", ["two soldiers"], True),
    ],
)
def test_warfare_is_no_template(kind: str, hit: list[str], counts: bool) -> None:
    claims = tuple(
        Claim("victim", VictimValue(None, words, "UnnamedActor", False, None), ()) for words in hit
    )
    report = Report("", kind, "accomplished", "main", 0.9, claims)
    assert muc4_fills.told((report,)) == ([report] if counts else [])


@pytest.mark.parametrize(
    ("kind", "beside", "violations"),
    [
        ("arbitrary-detention", [], {"arbitrary detention"}),
        ("arbitrary-detention", [("attack", "beaten")], {"arbitrary detention", "other"}),
        ("kidnapping", [("attack", "was murdered")], {"kidnapping", "killing"}),
        ("bombing", [], {"other"}),
    ],
)
def test_the_words_beside_the_type_tell_of_violations(
    kind: str, beside: list[tuple[str, str]], violations: set[str]
) -> None:
    claims = tuple(
        Claim("incidentType", ConceptValue(concept), (Evidence("d", 0, len(words), words),))
        for concept, words in [(kind, "it"), *beside]
    )
    report = Report("", kind, "accomplished", "background", 0.9, claims)
    assert hrds._violations(DocumentReports(Document("d", "d", ""), (report,))) == violations


@pytest.mark.parametrize(("prominence", "counts"), [("main", True), ("background", False)])
def test_only_what_is_recalled_can_be_too_old(prominence: Prominence, counts: bool) -> None:
    day = dt.date(1989, 1, 2)
    claims = (
        Claim("date", DateValue(day, day, "1989-01-02"), ()),
        Claim("victim", VictimValue("Ana Ruiz", "Ana Ruiz", "Person", True, None), ()),
    )
    report = Report("", "assassination", "accomplished", prominence, 0.9, claims)
    assert muc4_fills.told((report,), dt.date(1989, 9, 1)) == ([report] if counts else [])


def test_a_person_keeps_the_rank_and_attackers_lose_their_number() -> None:
    actors = (
        ActorValue("Luis Paz", "Person", True, "Major Luis Paz"),
        ActorValue(None, "UnnamedActor", False, "several armed men"),
    )
    claims = tuple(Claim("perpetrator", actor, ()) for actor in actors)
    report = Report("", "attack", "accomplished", "main", 0.9, claims)
    assert muc4_fills.template(report).roles["PerpInd"] == [["Major Luis Paz"], ["armed men"]]


def test_the_interval_holds_the_figure() -> None:
    row = rows.share("task", "figure", [True] * 30 + [False] * 70)
    assert row.value == 30
    assert 15 < row.low < 30 < row.high < 45
    assert rows.share("task", "figure", [True] * 5).low == 100


def test_calibration_error() -> None:
    judged = [(0.9, True), (0.9, False), (0.5, True), (0.5, False)]
    assert expected_error(judged) == pytest.approx((abs(1.8 - 1) + 0) / 4)


@pytest.mark.model
@pytest.mark.corpora
@pytest.mark.skipif(not corpora.ROOT.is_dir(), reason="the corpora (../shared/corpora) are absent")
def test_figures_do_not_fall() -> None:
    floors = tomllib.loads((ROOT / "benchmarks" / "floors.toml").read_text("utf-8"))
    limit = floors.pop("limit")
    measured = {
        (name, row.figure): row.value for name in floors for row in TASKS[name](limit) if row.n
    }
    fallen = {
        (name, figure): f"{measured[name, figure]:.1f} < {floor}"
        for name, figures in floors.items()
        for figure, floor in figures.items()
        if measured[name, figure] < floor
    }
    assert fallen == {}
    assert floors["evidence"]


def test_every_task_is_printed_in_every_format() -> None:
    row = rows.share("task", "figure", [True, False], "50")
    signed = {"kgraph": "0"}
    for name, form in FORMATS.items():
        printed = form([row], signed)
        assert "figure" in printed and "50.0" in printed and "kgraph" in printed, name


@pytest.mark.parametrize(
    ("city", "names"),
    [
        ("Troy", {"troy"}),
        ("Chicago (Englewood)", {"chicago", "englewood"}),
        ("Miller (county)", {"miller county"}),
        ("Saint Louis", {"st. louis"}),
        ("", set()),
    ],
)
def test_the_archive_gives_a_city_and_its_quarter(city: str, names: set[str]) -> None:
    assert shootings.names(city) == names


_GOLD = {
    "types": ["car-bombing"],
    "dates": ["2019-01-17"],
    "cities": ["Bogotá"],
    "country": "CO",
    "killed": [10],
    "wounded": [],
    "perpetrators": [["National Liberation Army", "ELN"], ["Rojas"]],
    "perpetrators_also": [],
    "described": ["bomber"],
    "weapons": [["car-bomb", "explosives"]],
    "weapons_also": ["firearm"],
}


def _report(*claims: Claim) -> Report:
    return Report("r", "car-bombing", "accomplished", "main", 0.9, claims)


def _actor(name: str | None, mention: str) -> ActorValue:
    return ActorValue(name, "ArmedGroup" if name else "UnnamedActor", name is not None, mention)


@pytest.mark.parametrize(
    ("property", "claims", "tally"),
    [
        ("type", [], Tally(1, 1, 1, 1)),
        ("date", [], Tally(0, 0, 0, 1)),
        ("city", [Claim("place", PlaceValue("Bogota", "CO"), ())], Tally(1, 1, 1, 1)),
        ("killed", [Claim("killed", CountValue(9, 9, 9), ())], Tally(0, 1, 0, 1)),
        # nobody is asked for whom the article does not tell of
        ("wounded", [Claim("wounded", CountValue(3, 3, 3), ())], Tally(0, 1, 0, 0)),
        # two of one group are one, a description is right but finds nobody
        (
            "perpetrator",
            [
                Claim("perpetrator", _actor("National Liberation Army", "ELN"), ()),
                Claim("claimedBy", _actor("National Liberation Army", "ELN"), ()),
                Claim("perpetrator", _actor(None, "the bomber"), ()),
                Claim("perpetrator", _actor("Rojas", "Rojas"), (), certainty="denied"),
            ],
            Tally(2, 2, 1, 2),
        ),
        (
            "weapon",
            [Claim("weapon", ThingValue("rifle", "rifle", "firearm"), ())],
            Tally(1, 1, 0, 1),
        ),
    ],
)
def test_core_claims_of_attacks(property: str, claims: list[Claim], tally: Tally) -> None:
    assert core_claims.CORE[property](_report(*claims), _GOLD) == tally


def test_attacks_are_whole_and_their_gold_complete() -> None:
    for split in attacks.SPLITS:
        told = corpora.attacks(split)
        assert len({row["id"] for row in told}) == len(told)
        assert all(set(_GOLD) <= set(row["gold"]) for row in told)
        assert min(Counter(row["incident"] for row in told).values()) >= 4
