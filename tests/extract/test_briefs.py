"""Briefs as agencies and chronicles word them: one or two sentences, in the present tense."""

from __future__ import annotations

import pytest

from kgraph.model import ActorValue, CountValue, DateValue, Report, ThingValue, VictimValue
from tests.extract.test_cases import main
from tests.extract.test_wire import told

pytestmark = pytest.mark.model


def names(report: Report, property: str = "perpetrator") -> set[str | None]:
    """The named actors of a property."""
    values = [claim.value for claim in report.all(property)]
    return {value.name for value in values if isinstance(value, ActorValue) and value.named}


def total(report: Report, property: str) -> int | None:
    """The number of a property's total."""
    values = [claim.value for claim in report.all(property)]
    return next(
        (item.best for item in values if isinstance(item, CountValue) and item.scope == "total"),
        None,
    )


@pytest.mark.parametrize(
    "text",
    [
        "A huge fire breaks out in Porto, killing two firefighters and injuring 16 people.",
        "At least 20 people are killed in an explosion at a power plant in Odisha, where a steam pipe exploded.",
        "A World War II shell explodes in Turku, killing one person.",
        "A swimmer is killed in a shark attack off the coast of Perth.",
        "Attorney General Mary Lynch announces charges against 16 officials in Zürich.",
        "Two hikers are found dead after avalanches in Scotland.",
        "A bus goes off a mountain road in Nepal, killing 17 passengers.",
        "The actor Karl Holm, known for Death of a Postman, dies in Oslo.",
        "A group of hackers launches an attack on the website of the Vatican.",
        "A former senator is sentenced to five years in prison for bribery in Lima.",
        "The ministers meet again after the death of a colleague in Bern.",
        "A museum in Genoa is evacuated because of a paint bomb found in its store.",
    ],
)
def test_what_is_no_incident(text: str) -> None:
    assert main(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Sudan's military bombs a village in Unity State.", "air-strike"),
        ("Rebels loot the city of Afrin in Syria.", "looting"),
        ("The Air Force strikes several targets near Aqraba in Syria.", "air-strike"),
        ("Indian and Pakistani troops exchange cross-border fire near Uri, killing two.", "clash"),
        ("Twelve militants are killed in air strikes in northern Iraq.", "air-strike"),
        ("A suicide rickshaw bomber kills 15 people in Maymana, Afghanistan.", "suicide-bombing"),
        ("A tourist is killed in a stab attack in Koszalin, Poland.", "stabbing"),
        ("A jet is shot down over Kuwait during combat operations.", "aircraft-shootdown"),
        ("Militants detonate a bomb in Jolo, killing 14 people.", "bombing"),
        ("At least 60 villagers have been found dead in Damasak, most likely killed by Boko Haram.", "attack"),
    ],
)  # fmt: skip
def test_the_type_of_a_brief(text: str, kind: str) -> None:
    assert told(text).type == kind


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("An Israeli strike on a school kills nine people in Khan Younis.", "Armed Forces of Israel"),
        ("An Israeli attack in Lebanon kills 14 people.", "Armed Forces of Israel"),
        ("A U.S. drone attack kills 15 people in South Waziristan.", "Armed Forces of United States"),
        ("Nine people are killed in a United States drone attack in Yemen.", "Armed Forces of United States"),
        ("A Russian Iskander missile strike on a hotel kills two people in Poltava.", "Armed Forces of Russia"),
        ("Syrian government airstrikes kill 65 people in Douma.", "Government of Syria"),
        ("Saudi-led air raids kill nine people in Sanaa.", "Saudi-led coalition"),
        ("Saudi Arabia-led airstrikes kill nine people in Sanaa.", "Saudi-led coalition"),
        ("Russia launches 90 drones at Ukraine.", "Russia"),
        ("Iran fires six ballistic missiles at targets in eastern Syria.", "Iran"),
        ("An air raid kills eight people in Sanaa. The Houthis blame the Saudi-led coalition for it.", "Saudi-led coalition"),
    ],
)  # fmt: skip
def test_whose_strike_it_was(text: str, name: str) -> None:
    assert name in names(told(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A bomb blast in Delhi, India kills two people.", "India"),
        ("An Afghan attack kills nine people in Kabul.", "Armed Forces of Afghanistan"),
        ("A bombing in Dhaka kills ten people. The opposition accuses Omar Said of violating the constitution.", "Omar Said"),
        ("A Taliban raid kills at least 20 Afghan police officers in Helmand.", "Police of Afghanistan"),
        ("A drone strike injures two people in Moscow. Russia says its army shot down one drone.", "Russia"),
        ("Afghan troops repel a Taliban attack on Kunduz, killing up to 40 insurgents.", "Armed Forces of Afghanistan"),
    ],
)  # fmt: skip
def test_who_did_not_do_it(text: str, name: str) -> None:
    assert name not in names(told(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A mortar attack kills 23 people in Latakia.", "mortar"),
        ("Fifteen people are killed in a rocket attack on a market in Al-Bab, Syria.", "rocket"),
    ],
)
def test_the_weapon_in_the_words_for_the_deed(text: str, kind: str) -> None:
    values = [claim.value for claim in told(text).all("weapon")]
    assert [value.type for value in values if isinstance(value, ThingValue)] == [kind]


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        # whom forces strike are victims, whatever they are called
        ("At least 24 militants are killed in air strikes in North Waziristan.", 24),
        ("Police kill 12 rebels in a clash in Jharkhand, India.", 12),
        ("The army conducts operations near Mir Ali, Pakistan, killing 77 militants.", 77),
        # a list under one verb
        ("A blast kills at least two soldiers and two civilians in Khost, Afghanistan.", 4),
        ("Three marchers, a bystander and a policeman are killed during clashes in Muridke, Pakistan.", 5),
        # one holder of two offices
        ("A soldier assassinates retired colonel and cabinet member Charles Ojok in Kampala.", 1),
        # numbers of years, of wars and of all since then
        ("War in Mali (2012–2022): Seven soldiers are killed in a bombing in Kidal.", 7),
        ("A journalist is shot dead in Quetta. At least 56 journalists have been killed in Pakistan since 1992.", 1),
        ("A shooting spree in Dallas, Texas, kills 4, wounds 4.", 4),
        ("Two soldiers are killed in a shooting in Latakia. Both the attackers, who are also killed, were guards.", 2),
        # one person with two titles; two persons
        ("Gunmen shot dead mayor and party leader Juan Vega in Lima.", 1),
        ("A lawyer and Juan Vega were shot dead in Lima.", 2),
        ("Gunmen shot dead journalist Ana Ruiz and cameraman Juan Vega in Lima.", 2),
        # attackers and kin beside the dead
        ("The Pakistani Taliban attack a post in Karachi. Three militants, three officers and a civilian are killed.", 4),
        ("Karl Mera, the environment minister and son of former President Otto Blanco, is shot dead in Quito.", 1),
        ("Fourteen people, including six attackers, are killed in a bombing in Mir Ali, Pakistan.", 8),
    ],
)  # fmt: skip
def test_the_dead_of_a_brief(text: str, killed: int) -> None:
    assert total(told(text), "killed") == killed


def test_the_number_of_wounded_reaches() -> None:
    report = told("The death toll from a bombing in Kabul rises to 57, with the number of wounded reaching 119.")  # fmt: skip
    assert total(report, "wounded") == 119


def test_nobody_is_dead_of_what_was_foiled() -> None:
    report = told("Police arrest five people in Bonn for a plot to assassinate the mayor, Karl Ahlers.")  # fmt: skip
    values = [claim.value for claim in report.all("victim")]
    assert all(value.outcome is None for value in values if isinstance(value, VictimValue))
    assert not names(report)


def test_suspected_militants_are_suspected() -> None:
    report = told("Militants are suspected in an attack on a gas pipeline in Arish, Egypt.")
    assert [claim.certainty for claim in report.all("perpetrator")] == ["suspected"]


@pytest.mark.parametrize(
    ("text", "is_main"),
    [
        ("Hundreds march in Athens after the fatal shooting of Alexis Pappas.", False),
        ("A court in Athens convicts a guard after the fatal shooting of Alexis Pappas.", True),
        ("Thousands mark the anniversary of the bombing of the Old Market in Lille.", False),
    ],
)
def test_a_deed_behind_other_news(text: str, is_main: bool) -> None:
    report = main(text)
    assert (report is not None and report.prominence == "main") == is_main


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The mayor said on Monday that bombs, which were planted three days ago, killed two in Lyon.", "2019-05-05"),
        ("Ahead of the upcoming September 9 vote, gunmen kill eight people in Donetsk.", None),
        ("A memoir tells of the September 11 attacks in New York.", "2001-09-11"),
    ],
)  # fmt: skip
def test_the_day_of_a_brief(text: str, day: str | None) -> None:
    report = told(text)
    value = report.all("date")[0].value if report.all("date") else None
    assert (value.edtf if isinstance(value, DateValue) else None) == day


def test_a_line_that_begins_with_initials_is_no_dateline() -> None:
    report = told("U.S. airstrikes kill ten people in Raqqa.")
    assert names(report) == {"Armed Forces of United States"}


def test_bare_airstrikes_are_real_where_they_kill() -> None:
    report = told("At least 42 people are killed by Israeli airstrikes in northern Gaza.")
    assert report.type == "air-strike"
    assert names(report) == {"Armed Forces of Israel"}


def test_a_kidnapped_man_is_not_hurt_unless_somebody_says_so() -> None:
    report = told("A consul, Carlos Guillén, is kidnapped in Croix-des-Bouquets, Haiti.")
    assert not report.all("wounded")
