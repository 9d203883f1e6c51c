"""Wires on attacks of armed groups: one more who was hurt, who flew the wounded, and the attacks recalled at the end."""

from __future__ import annotations

import pytest

from kgraph.model import CountValue, DateValue, PlaceValue, Report, VictimValue
from tests.extract.test_follow_ups import claims, counts, read

pytestmark = pytest.mark.model


# --- who was harmed -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "property", "number"),
    [
        (
            "Two soldiers were killed and a third was injured on Sunday when snipers fired on a patrol near Tibu.",
            "wounded",
            1,
        ),
        (
            "Two policemen died and a third officer was hurt in a bomb blast in Lahore on Sunday.",
            "wounded",
            1,
        ),
        (
            "Gunmen fired on a checkpoint in Quetta on Sunday, killing two guards and leaving a third badly injured.",
            "wounded",
            1,
        ),
        (
            "A roadside bomb killed three soldiers and wounded a fourth in Kandahar on Friday.",
            "wounded",
            1,
        ),
        (
            "Five policemen were shot dead in Karachi on Sunday. A sixth died of his wounds in hospital.",
            "killed",
            6,
        ),
        (
            "Militants shot dead three medics in Swat on Friday; a fourth was abducted.",
            "kidnapped",
            1,
        ),
        # What is no person, and what is a part.
        (
            "A bomb killed four people in Aden on Friday, and a second hit the port an hour later.",
            "killed",
            4,
        ),
        (
            "A blast wounded 30 people in Kabul on Friday. A third of the wounded were children.",
            "wounded",
            30,
        ),
    ],
)
def test_one_more_is_one(text: str, property: str, number: int) -> None:
    assert counts(text, property, "stated") == [number]


@pytest.mark.parametrize(
    ("text", "killed", "wounded"),
    [
        (
            "Nine policemen were martyred and 17 others sustained injuries in a suicide attack in Bannu on Friday.",
            [9],
            [17],
        ),
        (
            "Four people were killed and nine others received injuries in a bomb blast in Chaman on Friday.",
            [4],
            [9],
        ),
        (
            "Six soldiers embraced martyrdom and five others suffered wounds when a bomb went off near Tank on Friday.",
            [6],
            [5],
        ),
        (
            "Three policemen and a civilian were killed and four others, including an Army major, suffered bullet injuries "
            "when terrorists fired upon a search party in Kulgam on Friday.",
            [4],
            [4],
        ),
        (
            "A bomb in Chaman hit a bus on Friday. Nine people suffered fatal injuries, police said.",
            [9],
            [],
        ),
    ],
)
def test_whoever_sustained_injuries_is_not_dead(
    text: str, killed: list[int], wounded: list[int]
) -> None:
    assert counts(text, "killed", "stated") == killed
    assert counts(text, "wounded", "stated") == wounded


@pytest.mark.parametrize(
    ("text", "property", "number"),
    [
        # Who only confirms the attack does not confirm the toll.
        (
            "Gunmen kill 31 in raids on three villages\n\nGunmen killed 31 people in attacks on three villages in Zamfara on "
            "Saturday, residents said. District chairman Sani Isah confirmed the raids but said 27 people had lost their lives.",
            "killed",
            31,
        ),
        (
            "Dozens of people have been killed in an assault on Damboa, officials said on Friday. At least 1,400 people, a "
            "third of them children, have lost their lives, according to a monitor of the conflict, and many have left.",
            "killed",
            24,
        ),
        (
            "A bomb wounded a passer-by in Tel Aviv on Sunday. Doctors said the injured man, 33, was in stable condition.",
            "wounded",
            1,
        ),
        (
            "A bomb hit a bus in Kabul on Friday. Four men, 33, 35, 40 and 51, were wounded.",
            "wounded",
            4,
        ),
        # Numbers of persons all the same.
        ("Twelve people were killed in two attacks in Aden on Friday, police said.", "killed", 12),
        (
            "A bomb hit a bus in Kabul on Friday, and 12, including two nurses, were hurt.",
            "wounded",
            12,
        ),
    ],
)
def test_ages_statistics_and_rivals_are_not_the_toll(text: str, property: str, number: int) -> None:
    assert counts(text, property, "stated") == [number]


@pytest.mark.parametrize(
    ("taken", "kidnapped"),
    [
        ("an unknown number of women in attacks on three villages", []),
        ("12 women in raids on four farms", [12]),
        ("two of the teachers at a school", [2]),
    ],
)
def test_raided_villages_are_not_taken(taken: str, kidnapped: list[int]) -> None:
    text = f"Gunmen killed nine people and abducted {taken} near Gusau on Saturday, residents said."
    values = [claim.value for claim in claims(text, "kidnapped")]
    assert [value.best for value in values if isinstance(value, CountValue)] == kidnapped


def test_a_stop_is_no_part_of_a_name() -> None:
    text = "Gunmen killed two guards near Turbat on Sunday. The dead were identified as Rafiq Ahmed and Sepoy Noor Jan."
    values = [claim.value for claim in claims(text, "victim")]
    assert "Sepoy Noor Jan" in [
        value.name for value in values if isinstance(value, VictimValue) and value.named
    ]


@pytest.mark.parametrize(
    "flown",
    [
        "The wounded man was shifted to a hospital in Karachi by helicopter.",
        "Military helicopters flew the wounded to Peshawar.",
        "Five others were evacuated aboard two army helicopters.",
    ],
)
def test_what_carries_the_wounded_is_no_weapon(flown: str) -> None:
    text = f"Gunmen opened fire on a post near Turbat on Sunday, killing two guards. {flown}"
    kinds = [claim.value.type for claim in claims(text, "weapon")]  # type: ignore[union-attr]
    assert kinds == ["firearm"]


def test_what_bombs_a_village_is_a_weapon() -> None:
    text = "Army helicopters bombed a village near Homs on Sunday, killing nine people."
    kinds = [claim.value.type for claim in claims(text, "weapon")]  # type: ignore[union-attr]
    assert kinds == ["aircraft"]


# --- who did it -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Gunmen killed nine people in an attack on a market in Peshawar on Friday. Islamabad accuses the Afghan Taliban "
            "government of sheltering TTP fighters, a charge that Kabul rejects.",
            {},
        ),
        (
            "Gunmen killed nine soldiers near Djibo on Friday. Groups linked to al Qaeda and Islamic State have raided "
            "villages in the region for years.",
            {},
        ),
        (
            "Rebels with ties to the Islamic State group attacked a school in western Uganda on Friday, killing nine people.",
            {},
        ),
        (
            "Militants who have pledged allegiance to Islamic State attacked a village near Diffa on Friday, killing nine.",
            {},
        ),
        (
            "Three policemen were shot dead in Kulgam on Friday. The Resistance Front, believed to be a shadow outfit of the "
            "Lashkar-e-Taiba, claimed the killing of the policemen in a post on social media.",
            {"The Resistance Front": "claimed"},
        ),
        # These are accused of the deed, and these did it themselves.
        (
            "India accused Lashkar-e-Taiba of planning the attack that killed nine people in Mumbai on Friday.",
            {"Lashkar-e-Taiba": "suspected"},
        ),
        (
            "Boko Haram, which is allied with Islamic State, killed nine people in a raid on a market in Diffa on Friday.",
            {"Boko Haram": "stated"},
        ),
    ],
)
def test_friends_of_those_who_did_it_did_not(text: str, names: dict[str, str]) -> None:
    values = [claim for claim in claims(text, "perpetrator") if claim.value.named]  # type: ignore[union-attr]
    assert {claim.value.name: claim.certainty for claim in values} == names  # type: ignore[union-attr]


# --- where ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "QUETTA: Armed men on motorcycles opened fire on a checkpoint near Ormara in Balochistan on Sunday, killing two "
            "coast guards. The injured man was shifted to Karachi by helicopter.",
            "Ormara",
        ),
        (
            "PESHAWAR, Pakistan — A bomb killed five soldiers in northwestern Pakistan on Sunday. The convoy was on its way "
            "to a post in the Datta Khel area. Helicopters took the wounded to Peshawar.",
            "Datta Khel",
        ),
        (
            "BAMAKO, Mali (AP) — Gunmen killed nine villagers on Sunday near Bandiagara, officials said.",
            "Bandiagara",
        ),
        # nothing says that it was elsewhere
        ("KABUL (Reuters) - A suicide bomber killed nine people on Sunday, police said.", "Kabul"),
        (
            "KARACHI: Two men were shot dead on Sunday. Their bodies were flown to Quetta.",
            "Karachi",
        ),
    ],
)
def test_the_scene_is_not_where_the_report_was_filed(text: str, place: str) -> None:
    (claim,) = claims(text, "place")
    assert isinstance(claim.value, PlaceValue)
    assert claim.value.name == place


# --- other attacks --------------------------------------------------------------------------------


def _recalled(report: Report) -> tuple[str | None, list[int | None]]:
    """When it was, and how many it killed."""
    days = [claim.value.edtf for claim in report.all("date") if isinstance(claim.value, DateValue)]
    dead = [
        claim.value.best for claim in report.all("killed") if isinstance(claim.value, CountValue)
    ]
    return (days[0] if days else None), dead


@pytest.mark.parametrize(
    ("background", "found"),
    [
        (
            "The shooting came eleven days after 14 soldiers died in an ambush on a convoy near Pasni.",
            [(None, [14])],
        ),
        (
            "In January, two suicide bombers struck a police compound in Tank, killing nine officers. In February a mine "
            "blew up a pickup carrying wedding guests in Bannu, leaving four people dead.",
            [("2019-01", [9]), ("2019-02", [4])],
        ),
        (
            "In March, 17 villagers were killed in an attack in Swat. Last month, gunmen shot dead nine traders at a market "
            "in Bannu.",
            [("2019-03", [17]), ("2019-04", [9])],
        ),
        (
            "It was the third assault on the force in two weeks. Earlier this month gunmen killed 12 soldiers near Bannu.",
            [("2019-05", [12])],
        ),
        (
            "Last month 21 miners were killed in an assault on private coal mines near Duki.",
            [("2019-04", [21])],
        ),
        (
            "It was the deadliest attack on the force since 2011, when 58 troops were killed in twin bombings in Lahore.",
            [("2011", [58])],
        ),
        (
            "The shooting comes weeks after three masons were killed by gunmen at Pasni.\n\nIn 2015, the group killed 148 "
            "people at a college in Quetta.",
            [(None, [3]), ("2015", [148])],
        ),
        (
            "In April 2016, gunmen shot dead six doctors in Bannu. Later that year, a bomb killed 30 lawyers in Quetta.",
            [("2016-04", [6]), ("2016", [30])],
        ),
        (
            "The country's deadliest attack took place in July 2016, when five gunmen stormed a bakery in Lahore, killing 22 "
            "people. Five of the attackers were killed in a commando operation the next morning.",
            [("2016-07", [22, 5])],
        ),
    ],
)
def test_each_attack_recalled_is_a_report_with_its_date(
    background: str, found: list[tuple[str | None, list[int | None]]]
) -> None:
    text = f"Gunmen shot dead two guards near Quetta in Pakistan on Sunday, police said.\n\n{background}"
    main, *others = read(text).reports
    assert _recalled(main) == ("2019-05-05", [2])
    assert [_recalled(report) for report in others] == found
    assert {report.prominence for report in others} == {"background"}


@pytest.mark.parametrize(
    ("later", "dead"),
    [
        ("Hours later, gunmen stormed a village near Damboa and killed four farmers.", [9, 4]),
        ("Two hours earlier, unidentified men shot dead a teacher in Biu.", [9, 1]),
        ("Two days later, a drone killed three soldiers at a base near Gwoza.", [9, 3]),
        ("The following day, militants ambushed a convoy near Biu, killing six soldiers.", [9, 6]),
        # what only came of it
        ("Two days later, three of the wounded died in hospital.", [9]),
        ("The next day, two bodies were found under the rubble.", [9]),
        ("Hours later, a second man died in hospital.", [9]),
    ],
)
def test_hours_apart_are_other_attacks(later: str, dead: list[int]) -> None:
    text = f"A suicide bomber killed nine people at a market in Maiduguri in Nigeria on Sunday. {later}"
    found = [number for report in read(text).reports for number in _recalled(report)[1][:1]]
    assert found == dead


def test_a_plot_is_not_the_attack_that_it_is_set_beside() -> None:
    plot, past = read(
        "Two men held over suspected bomb attack plot\n\nGerman police have arrested two men in Celle on suspicion of "
        "planning an attack, prosecutors said on Sunday.\n\nGermany's deadliest Islamist attack took place in December 2016, "
        "when a lorry was driven into a Christmas market in Berlin, killing 12 people."
    ).reports
    assert (plot.prominence, plot.stage, _recalled(plot)[1]) == ("main", "foiled", [])
    assert (past.prominence, _recalled(past)) == ("background", ("2016-12", [12]))


def test_threats_are_not_the_murder_that_made_them_heard() -> None:
    threat, murder = read(
        "Airports evacuated after wave of bomb threats\n\nSix airports were evacuated on Sunday after receiving bomb threats, "
        "officials said, in a country on alert since the killing of a teacher.\n\nThe alert level was raised after Paul Noir, a "
        "teacher, was stabbed to death on Thursday at a school in Arras in France. Three other people were wounded."
    ).reports
    assert (threat.type, threat.prominence, _recalled(threat)) == (
        "threat",
        "main",
        ("2019-05-05", []),
    )
    assert (murder.type, _recalled(murder)) == ("stabbing", ("2019-05-02", [1]))


def test_a_murder_after_threats_is_no_threat() -> None:
    (report,) = read(
        "Mayor who had death threats is shot dead\n\nA mayor who had received death threats was shot dead in Cali on Sunday."
    ).reports
    assert report.type == "shooting"
