"""Cases in the style of wire briefs: the present tense, several facts in a sentence, no day told."""

from __future__ import annotations

import pytest

from kgraph.model import (
    ActorValue,
    CountValue,
    DateValue,
    Document,
    DocumentReports,
    PlaceValue,
    Report,
    ThingValue,
    VictimValue,
)
from kgraph.pipeline import read_documents
from tests.extract.test_cases import PUBLISHED, main

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
        ("A bomber struck a convoy in the Shar Now area of Kabul.", "Kabul", "city"),
        ("A bomb killed two clerks in Kharkiv Oblast.", "Kharkiv Oblast", "region"),
        (
            "Two clerks are killed in an arson attack in Montreal, Quebec, Canada.",
            "Montreal",
            "city",
        ),
        ("Rebels launched an attack at Zeltwa town in Chin State, Myanmar.", "Zeltwa", "city"),
        (
            "Seven clerks were killed when gunmen opened fire in Bala Buluk District, Farah Province.",
            "Bala Buluk",
            "district",
        ),
        ("Two Israelis from Ashdod are killed in an attack in Huwara.", "Huwara", "city"),
        (
            "Nine people were shot dead in a store in El Paso, Texas. The gunman had praised the Christchurch mosque"
            " shooting in New Zealand.",
            "El Paso",
            "city",
        ),
        (
            "Israel launches four air strikes on Khan Younis, killing two people.",
            "Khān Yūnis",
            "city",
        ),
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
        (
            "Nine people were killed in an airstrike on a market in Hodeida by the Saudi-led coalition.",
            "Saudi-led coalition",
            "stated",
        ),
        ("Two clerks were killed by a NATO air strike in Badghis Province.", "NATO", "stated"),
        (
            "Five clerks were killed by an Armenian missile attack on Ganja, Azerbaijan.",
            "Armed Forces of Armenia",
            "stated",
        ),
        (
            "At least two Turkish soldiers are killed in clashes with Kurdistan Workers' Party (PKK) insurgents in"
            " Sirnak Province.",
            "Kurdistan Workers' Party",
            "stated",
        ),
        (
            "Twenty people were killed by security forces during a march in Hama.",
            "security forces",
            "stated",
        ),
        ("Security forces shot dead at least ten people in Homs.", "Security forces", "stated"),
        (
            "The Sudanese Air Force launches airstrikes in Khartoum, killing 17 clerks.",
            "Air Force of Sudan",
            "stated",
        ),
        (
            "A Russian Iskander-K ballistic missile destroys an apartment block in Kramatorsk.",
            "Armed Forces of Russia",
            "stated",
        ),
        (
            "An oil refinery near Volgograd was attacked by Ukrainian long-range drones.",
            "Armed Forces of Ukraine",
            "stated",
        ),
        (
            "Militants belonging to the March 23 Movement attack military bases near Goma.",
            "M23",
            "stated",
        ),
        (
            "Sixteen farmers are killed in an airstrike conducted by the Nigerian Air Force in Zamfara State.",
            "Air Force of Nigeria",
            "stated",
        ),
        (
            "Five people are killed when Russian drones and missiles hit a mall in Dnipro.",
            "Armed Forces of Russia",
            "stated",
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
        ("Gunmen shot dead a clerk in Lahore who had spoken out against the Taliban.", "Taliban"),
        ("Police shot the driver dead after his truck killed nine people in Aden.", "Police"),
        ("Attacks in Rakhine State killed nine police officers.", "State"),
        ("An IED killed five soldiers in Kurram District.", "IED"),
        (
            "Karl Kwalik, leader of the Free Papua Movement, is fatally shot by police in Indonesia.",
            "Free Papua Movement",
        ),
        ("Six herders are killed by Kodo armed men in Logone Oriental, Chad.", "Kodo"),
        (
            "Four people are killed and two others are injured in a drive-by shooting outside a school in Lima.",
            "others",
        ),
        ("A leader of al-Qaeda, Omar Said, was killed by a mine in Ghazni.", "al-Qaeda"),
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
        ("A drone strikes a power plant near Enerhodar.", "drone-strike"),
        (
            "A missile destroys an apartment block in Kramatorsk, killing two clerks.",
            "missile-strike",
        ),
        ("Two clerks are killed after Cambodia shells the town of Sisaket.", "shelling"),
        ("Ninety people are killed in a strike on the northern zone of Rafah.", "attack"),
        ("Azerbaijani forces shell the town of Barda, wounding ten clerks.", "shelling"),
        ("Somali pirates capture six sailors of a Danish ship off Eyl.", "hijacking"),
        ("A tourist was beaten to death in a police station in Dubai.", "attack"),
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


@pytest.mark.parametrize(
    "text",
    [
        "The court sentenced the former editor to death on Monday.",
        "Three people were wounded by a bomb in Minsk. A court sentenced the former editor to death on Monday.",
    ],
)
def test_a_death_sentence_kills_nobody(text: str) -> None:
    (read,) = read_documents([Document("d", "d", text, published=PUBLISHED)], None)
    assert isinstance(read, DocumentReports)
    assert not any(report.all("killed") for report in read.reports)


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
        ("Three suicide bombings leave nine dead in Grozny.", 9),
        ("An imam and 17 of his followers are killed by gunmen in Bardhere.", 18),
        (
            "Three soldiers are killed near Idlib, bringing the number of soldiers killed in Syria to 21.",
            3,
        ),
        ("Militants hijacked a bus near Garsen and executed 28 passengers.", 28),
        ("Twelve hostages were killed when gunmen stormed a bank in Aden.", 12),
        ("Yara Prince, sister of Vera Lund and Sara Lund, was shot dead in Compton.", 1),
    ],
)
def test_how_many_died(text: str, number: int) -> None:
    counts = [claim.value for claim in told(text).all("killed")]
    totals = [v for v in counts if isinstance(v, CountValue) and v.scope == "total"]
    assert [value.best or value.low for value in totals] == [number]


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
        "Police detained two colonels who were planning an assassination of President Omar Said.",
        "Drug lord Omar Said was executed by lethal injection in Kunming, China.",
        "Twenty-six people are killed when a bus falls into the river Indus in Gilgit.",
        "One sailor is killed after a cargo ship sinks near Samar.",
        "Three people are killed by lightning at a square in Graz.",
        "Two people are killed in an explosion at a steel plant in Linz.",
        "Eighteen people are killed when two trucks collide head-on near Port Said.",
        "A hotel says that data has been stolen in a hack attack on its network.",
        "At least 16 people are killed when a bus overturns on a highway in Durban.",
        "Two people are killed and nine others are injured in a fire at a market in Bangkok.",
        "Twenty-one people are killed by a coal mine explosion in Sutata.",
    ],
)
def test_what_is_stopped_planned_or_nobody_meant_is_no_incident(text: str) -> None:
    assert main(text) is None


def test_attackers_of_a_group_are_the_group() -> None:
    (claim,) = told("Islamists from al-Shabaab killed a senator in Mogadishu.").all("perpetrator")[
        :1
    ]
    assert (_name(claim.value), claim.certainty) == ("al-Shabaab", "stated")


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        pytest.param(
            (
                "Police searched for two gunmen on Sunday, a day after they attacked a mall in Nairobi"
                " and killed 40 people."
            ),
            "2019-05-04",
            id="a day counted back from another",
        ),
        pytest.param(
            "A car bomb killed four people in Kabul on Sunday, a day after gunmen stormed a hotel in the city.",
            "2019-05-05",
            id="a day counted back to what came before",
        ),
        pytest.param(
            "NAIROBI, May 6 (Sample) -- A bomb that gunmen had hidden in a bus killed four people on Sunday.",
            "2019-05-05",
            id="a dateline is no part of the sentence",
        ),
        pytest.param(
            "A court sentenced a man to life for his role in the 2005 assassination of Rafic Harari in Beirut.",
            "2005",
            id="the year of a deed is its date",
        ),
        pytest.param(
            (
                "Rebels shelled the port of Aden on Sunday in the first attack on the port since February."
            ),
            "2019-05-05",
            id="a date that the text only counts from is none of the incident",
        ),
    ],
)
def test_the_date(text: str, edtf: str) -> None:
    (claim,) = told(text).all("date")
    assert isinstance(claim.value, DateValue)
    assert claim.value.edtf == edtf


def test_who_denies_does_not_claim_where_no_other_group_does() -> None:
    report = told(
        "Two clerks were killed when a bomb exploded in Kabul. The Taliban denies responsibility and no other"
        " group has claimed responsibility."
    )
    assert report.all("claimedBy") == ()
    assert "claimed" not in {claim.certainty for claim in report.all("perpetrator")}


def test_no_place_that_the_text_only_counts_from() -> None:
    text = "The army says that it carried out its first airstrike on the rebels since a truce was signed in Doha."
    assert told(text).all("place") == ()


def test_kin_of_the_dead_are_not_dead() -> None:
    text = "Five people were hurt in an attack near Nablus and the nephew of the minister Lina Rivat was killed."
    victims = [claim.value for claim in told(text).all("victim")]
    assert "Lina Rivat" not in {v.name for v in victims if isinstance(v, VictimValue)}


def test_what_another_incident_answers_is_background() -> None:
    text = "The bombings in Aden were revenge for attacks on two mosques in Denmark."
    (read,) = read_documents([Document("d", "d", text, published=PUBLISHED)], None)
    assert isinstance(read, DocumentReports)
    told = [(report.type, report.prominence) for report in read.reports]
    assert told == [("bombing", "main"), ("attack", "background")]


def test_an_attack_that_somebody_tried_is_attempted() -> None:
    report = told(
        "A man was arrested in Sartrouville. He had been trying to carry out a stabbing attack."
    )
    assert report.stage == "attempted"
    assert report.all("wounded") == ()


def test_what_is_only_planned_does_not_name_the_incident() -> None:
    report = told(
        "Police shot dead seven suspects in raids, some of them planning to bomb an embassy."
    )
    assert report.type != "bombing"


def test_a_series_of_attacks_is_told_of() -> None:
    report = told("Israel launches a series of airstrikes in Gaza City. Ten people are killed.")
    assert report.type == "air-strike"


def test_an_attacker_who_is_shot_is_counted_apart() -> None:
    report = told("A man stabbed two clerks in Lyon before being shot dead by police.")
    (claim,) = report.all("perpetratorsKilled")
    assert isinstance(claim.value, CountValue)
    assert claim.value.best == 1


def test_who_ends_an_attack_did_not_do_it() -> None:
    report = told(
        "Gunmen attacked a base near Kunduz on Tuesday, killing 12 soldiers. All the gunmen were gunned down by Afghan commandos."
    )
    found = [claim.value.mention for claim in report.all("perpetrator")]  # type: ignore[union-attr]
    assert found == ["Gunmen"]


def test_who_shoots_the_suspects_did_not_do_it() -> None:
    report = told(
        "The two brothers suspected of the massacre in Lyon were shot dead by French special forces on Friday."
    )
    assert not report.all("perpetrator")


def test_an_attacker_within_a_toll_is_counted_apart() -> None:
    report = told("Three people, including the gunman, are killed in a shooting in Troy, Alabama.")
    counts = {claim.property: claim.value for claim in report.claims if "illed" in claim.property}
    best = {name: value.best for name, value in counts.items() if isinstance(value, CountValue)}
    assert best == {"killed": 2, "perpetratorsKilled": 1}


def test_whom_an_attempt_only_hurt_is_not_dead() -> None:
    text = "Presidential candidate Omar Said was injured in an assassination attempt at a rally in Graz."
    victims = [claim.value for claim in told(text).all("victim")]
    fates = {v.name: v.outcome for v in victims if isinstance(v, VictimValue)}
    assert fates["Omar Said"] == "wounded"


@pytest.mark.parametrize(
    "text",
    [
        "Rebels of the March 23 Movement attacked a base near Goma.",
        "A suicide bomber attacked the 14th October Brigade in Mogadishu.",
    ],
)
def test_a_date_in_a_name_is_none(text: str) -> None:
    assert told(text).all("date") == ()


def test_whose_release_is_called_for_is_not_free() -> None:
    report = told(
        "The minister calls for the release of two aid workers who were kidnapped in Darfur."
    )
    assert report.all("freed") == ()


@pytest.mark.parametrize(
    ("said", "claimants"),
    [
        ("A faction of the Pakistani Taliban, Jamaat-ul-Ahrar, has emailed journalists to say it was behind the explosion.", ["Jamaat-ul-Ahrar"]),
        ("A branch of Islamic State claimed responsibility.", ["Islamic State"]),
        ("Islamic State said through its news agency that it was behind the blast.", ["Islamic State"]),
        ("Islamic State said in a statement that it had carried out the bombing.", ["Islamic State"]),
        ("Islamic State said through its agency on Tuesday that its fighters had \"executed nine spies\".", ["Islamic State"]),
        ("Islamic State later claimed that its \"soldiers of the caliphate in Khorasan\" had planted it.", ["Islamic State"]),
        ("Islamic State said on Tuesday that its fighters had been seized near Zhob.", []),
        ("Islamic State said on Tuesday that it was behind schedule.", []),
        ("The army said on Tuesday that it had carried out the evacuation.", []),
        ("Islamic State denied on Tuesday that it was behind the blast.", []),
    ],
)  # fmt: skip
def test_who_says_that_they_did_it(said: str, claimants: list[str]) -> None:
    report = told(f"A bomb killed 70 people at a hospital in Quetta on Monday. {said}")
    assert [claim.value.name for claim in report.all("claimedBy")] == claimants  # type: ignore[union-attr]
