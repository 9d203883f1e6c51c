"""Cases in the style of wire briefs: the present tense, several facts in a sentence, no day told."""

from __future__ import annotations

import pytest

from kgraph.model import ActorValue, CountValue, DateValue, PlaceValue, Report, ThingValue
from tests.extract.test_cases import main

pytestmark = pytest.mark.model


def told(text: str) -> Report:
    report = main(text)
    assert report is not None
    return report


@pytest.mark.parametrize(
    ("text", "name", "precision"),
    [
        (
            "Gunmen raid a base in eastern Homs Governorate, Syria, killing 30 soldiers.",
            "Homs",
            "region",
        ),
        (
            "A strike in Syria's coastal Latakia province kills nine rebels.",
            "Latakia",
            "region",
        ),
        (
            "Gunmen burn a school in Nigeria's northeast Borno state, killing four teachers.",
            "Borno State",
            "region",
        ),
        (
            "Gunmen attack a post in the Zelmo district of Somalia, killing 70 soldiers.",
            "Zelmo",
            "district",
        ),
        (
            "A bomb in eastern Afghanistan kills two drivers.",
            "Afghanistan",
            "country",
        ),
        (
            "A judge is shot dead in the Mexican state of Veracruz.",
            "Veracruz",
            "region",
        ),
        (
            "Gunmen kill a nurse in eastern Democratic Republic of the Congo.",
            "Democratic Republic of the Congo",
            "country",
        ),
        ("A gunman shot a politician in Nara, Japan, on Monday.", "Nara", "city"),
    ],
)
def test_the_finest_place_is_told(text: str, name: str, precision: str) -> None:
    (claim,) = told(text).all("place")
    assert isinstance(claim.value, PlaceValue)
    assert (claim.value.name, claim.value.precision) == (name, precision)


@pytest.mark.parametrize(
    "text",
    [
        "Al-Qaeda in the Arabian Peninsula says that its deputy leader was killed in a US drone strike.",
        "The Islamic State of Iraq and the Levant says that it has killed a hostage.",
    ],
)
def test_names_of_groups_and_armies_are_no_scenes(text: str) -> None:
    assert told(text).all("place") == ()


@pytest.mark.parametrize(
    ("text", "name", "certainty"),
    [
        (
            "An Israeli airstrike on a house in Gaza City kills nine people.",
            "Armed Forces of Israel",
            "stated",
        ),
        (
            "A rebel leader is killed in a US drone strike near Aden.",
            "Armed Forces of United States",
            "stated",
        ),
        (
            "Saudi aircraft attacked a market in Hodeidah, killing seven civilians.",
            "Armed Forces of Saudi Arabia",
            "stated",
        ),
        (
            "The Islamic State says that it has killed two hostages in Mosul.",
            "Islamic State",
            "claimed",
        ),
        (
            "The Kenyan army said it killed 12 people in an airstrike near Jilib, Somalia.",
            "Armed Forces of Kenya",
            "claimed",
        ),
    ],
)
def test_whose_strike_it_was(text: str, name: str, certainty: str) -> None:
    claims = told(text).all("perpetrator")
    assert (name, certainty) in {(_name(claim.value), claim.certainty) for claim in claims}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The US military says it killed 14 al-Shabaab militants in an airstrike near Afmadow, Somalia.",
            "al-Shabaab",
        ),
        (
            "Italian police arrest five men suspected of helping the driver in last month's truck attack in Graz.",
            "Police of Italy",
        ),
        (
            "Iran warned of consequences after the airstrikes in Basra. It said the United States must accept "
            "responsibility for the attack.",
            "United States",
        ),
        (
            "The army says a recruit shot and killed two people at a base in Guam before killing himself.",
            "army",
        ),
        (
            "The Zanba Observatory for Human Rights reports a car bomb has killed four people in Idlib, Syria.",
            "Zanba Observatory for Human Rights",
        ),
        ("Twin bombings kill 25 people in Kabul.", "Twin bombings"),
    ],
)
def test_others_than_the_doers_are_named(text: str, name: str) -> None:
    report = told(text)
    assert name not in {_name(claim.value) for claim in report.all("perpetrator")}
    assert report.all("claimedBy") == ()


def _name(value: object) -> str:
    assert isinstance(value, ActorValue)
    return value.name or value.mention


@pytest.mark.parametrize(
    ("text", "property", "number"),
    [
        (
            "Militants killed 30 people and left 5,000 displaced in an attack on Beni.",
            "killed",
            30,
        ),
        (
            "Twelve people were wounded, and four died, including the gunman, in a shooting in Troy, Ohio.",
            "wounded",
            12,
        ),
        (
            "Twelve people were wounded, and four died, including the gunman, in a shooting in Troy, Ohio.",
            "killed",
            3,
        ),
        (
            "A bomb explodes near the Zanba Shrine in Osaka, Japan, killing three people and injuring 12 others.",
            "killed",
            3,
        ),
        (
            "The clerk wounded in Monday's attack in Troy, Ohio, died on Tuesday, bringing the death toll to six.",
            "killed",
            6,
        ),
    ],
)
def test_numbers_of_one_incident_stay_together(text: str, property: str, number: int) -> None:
    totals = [
        claim.value.best
        for claim in told(text).all(property)
        if isinstance(claim.value, CountValue) and claim.value.scope == "total"
    ]
    assert totals == [number]


def test_a_number_of_doers_is_no_toll() -> None:
    assert told("A baker was stabbed by three women in Leeds on Monday.").all("wounded") == ()


def test_what_is_only_planned_is_no_incident() -> None:
    assert main("The minister says that terrorists are planning attacks in Britain.") is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Pavel Ruzin was found guilty of the murder of two women in Graz.", "attack"),
        ("A truck rams into a group of soldiers in Graz, killing four.", "vehicle-ramming"),
        ("The mayor is killed in a blast at a café in Kharkiv.", "bombing"),
        ("A land mine detonates in Gao, killing five people.", "ied"),
        (
            "The Houthis launch missiles at an airport in Abha, wounding 26 people.",
            "missile-strike",
        ),
    ],
)
def test_the_type_is_told_in_the_present(text: str, kind: str) -> None:
    assert told(text).type == kind


def test_what_is_avenged_is_not_the_deed() -> None:
    text = "Jets bombed a camp near Marib, killing 12 people, in retaliation for the downing of a plane."
    assert told(text).type == "air-strike"


def test_a_year_since_when_is_no_day() -> None:
    text = "Rebels killed four monitors in Bangui. Over 60 have been killed since the mission began in 2004."
    assert told(text).all("date") == ()


def test_a_death_sentence_kills_nobody() -> None:
    assert told("The court sentenced the former editor to death on Monday.").all("killed") == ()


def test_a_suicide_bomber_is_no_aircraft() -> None:
    report = told(
        "Two suicide bombers attack a camp for displaced people near Diffa, Niger, killing 11."
    )
    things = [*report.all("weapon"), *report.all("target")]
    kinds = {claim.value.type for claim in things if isinstance(claim.value, ThingValue)}
    assert kinds.isdisjoint({"aircraft", "military"})


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("A truck bomb killed two nurses and a policeman in Kunduz.", 3),
        ("The reporter Amina Farah and her driver were killed by gunmen in Kismayo.", 2),
        ("Six members of a rescue team were shot dead by masked gunmen in Idlib.", 6),
        (
            "Rebels attacked the port of Derna, leading to at least 12 police deaths and 30 injured.",
            12,
        ),
        ("A blast in Kabul killed 20 people, including two Radio Free Coast reporters.", 20),
    ],
)
def test_how_many_died(text: str, number: int) -> None:
    totals = [claim.value for claim in told(text).all("killed")]
    assert number in {value.best or value.low for value in totals if isinstance(value, CountValue)}


def test_leaders_among_the_militants_are_attackers() -> None:
    report = told(
        "Eight Taliban militants, including two leaders, were killed by troops in Ghazni."
    )
    assert report.all("killed") == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Eleven miners were killed by rebels who crossed the border from Uganda into Ituri.",
            "Ituri",
        ),
        (
            "Rebels attacked a convoy in Nangarhar Province, close to the border with Pakistan.",
            "Nangarhar",
        ),
        (
            "At least nine people were killed in an attack on a hamlet in Southwest Region, Cameroon.",
            "Southwest Region",
        ),
        ("A suicide bomber killed three guards in Medina, Saudi Arabia.", "Madinah"),
        ("A truck bomb exploded in Pul-i-Alam, killing nine people in Afghanistan.", "Pul-e ‘Alam"),
        ("Azerbaijan's second city Ganja was shelled by troops, who killed a nurse.", "Ganja"),
    ],
)
def test_borders_regions_and_other_spellings(text: str, name: str) -> None:
    (claim,) = told(text).all("place")
    assert isinstance(claim.value, PlaceValue)
    assert claim.value.name == name


@pytest.mark.parametrize(
    "text",
    [
        "The movement says it will hold no talks until foreign troops stop attacking its villages.",
        "The kingdom has suspended air strikes against the rebels, its minister says.",
    ],
)
def test_what_stops_or_is_suspended_is_no_incident(text: str) -> None:
    assert main(text) is None


def test_attackers_of_a_group_are_the_group() -> None:
    (claim,) = told("Islamists from al-Shabaab killed a senator in Mogadishu.").all("perpetrator")[
        :1
    ]
    assert (_name(claim.value), claim.certainty) == ("al-Shabaab", "stated")


def test_a_day_counted_back_from_another() -> None:
    text = (
        "Police searched for two gunmen on Sunday, a day after they attacked a mall in Nairobi"
        " and killed 40 people."
    )
    (claim,) = told(text).all("date")
    assert isinstance(claim.value, DateValue)
    assert claim.value.edtf == "2019-05-04"


def test_a_dateline_is_no_part_of_the_sentence() -> None:
    text = "NAIROBI, May 6 (Sample) -- A bomb that gunmen had hidden in a bus killed four people on Sunday."
    (claim,) = told(text).all("date")
    assert isinstance(claim.value, DateValue)
    assert claim.value.edtf == "2019-05-05"


def test_who_denies_does_not_claim_where_no_other_group_does() -> None:
    report = told(
        "Two clerks were killed when a bomb exploded in Kabul. The Taliban denies responsibility and no other"
        " group has claimed responsibility."
    )
    assert report.all("claimedBy") == ()
    assert "claimed" not in {claim.certainty for claim in report.all("perpetrator")}
