"""What follow-ups tell besides the attack: rival tolls, old wars, arrests and acquittals, what never went off."""

from __future__ import annotations

import datetime as dt

import pytest

from kgraph.model import (
    ActorValue,
    Claim,
    CountValue,
    DateValue,
    Document,
    DocumentReports,
    PlaceValue,
    VictimValue,
)
from kgraph.pipeline import read_documents

pytestmark = pytest.mark.model

PUBLISHED = dt.date(2019, 5, 6)  # a Monday


def read(text: str, published: dt.date = PUBLISHED) -> DocumentReports:
    (found,) = read_documents([Document("d", "d", text, published=published)], None)
    assert isinstance(found, DocumentReports)
    return found


def claims(text: str, property: str) -> tuple[Claim, ...]:
    return read(text).reports[0].all(property)


def counts(text: str, property: str, certainty: str) -> list[int | None]:
    """The totals of one property that are said so surely."""
    return [
        claim.value.best if claim.value.best is not None else claim.value.low
        for claim in claims(text, property)
        if isinstance(claim.value, CountValue)
        and claim.value.scope == "total"
        and claim.certainty == certainty
    ]


def outcomes(text: str) -> dict[str, str | None]:
    """What befell each victim, by name or words."""
    return {
        claim.value.name or claim.value.mention: claim.value.outcome
        for claim in claims(text, "victim")
        if isinstance(claim.value, VictimValue)
    }


def doers(text: str) -> dict[str, str]:
    """How sure each perpetrator is, by name or words."""
    return {
        claim.value.name or claim.value.mention: claim.certainty
        for claim in claims(text, "perpetrator")
        if isinstance(claim.value, ActorValue)
    }


# --- tolls ----------------------------------------------------------------------------------------

RISEN = (
    "A bomb killed 17 people in a market in Gao on Friday, the governor said. Police had earlier put the toll at 12 "
    "dead. The army's spokesman put the toll at 15."
)


@pytest.mark.parametrize(
    ("certainty", "totals"), [("stated", [17]), ("superseded", [12]), ("claimed", [15])]
)
def test_a_toll_holds_or_is_replaced_or_is_a_rivals(certainty: str, totals: list[int]) -> None:
    assert counts(RISEN, "killed", certainty) == totals


def test_an_earlier_toll_that_no_other_replaces_holds() -> None:
    text = "A bomb exploded in a market in Gao on Friday. Police had initially put the toll at 12 dead."
    assert counts(text, "killed", "stated") == [12]


@pytest.mark.parametrize(
    "background",
    [
        "The conflict in the English-speaking regions has left more than 3,000 people dead since 2017.",
        "More than 3,000 people have been killed in the insurgency in the region.",
        "At least 90 politicians have been killed since September, when the campaign began.",
        "More than 3,600 people were killed in three decades of violence.",
        "The junta has killed more than 1,100 people since the coup in 2008, a monitoring group says.",
        "A rights group estimated that the army had killed at least 1,026 people, arrested 7,627 and sought 900.",
        "Bandits have killed about 300 villagers this year.",
        "Rebels or settlers have killed at least 960 farmers in the region since October 2016.",
        "A total of 124 peasant leaders have been assassinated since the fall of the dictatorship in 1989.",
        "Some 85 people have been lynched over such allegations, rights groups say.",
        "Accords ended the war among rebels, herders and the army in which about 3,600 people were killed.",
    ],
)
def test_the_toll_of_a_war_is_not_that_of_the_attack(background: str) -> None:
    text = f"Gunmen killed a night guard at a school in Nkambe, Cameroon, on Friday. {background}"
    assert counts(text, "killed", "stated") == [1]
    assert len(outcomes(text)) == 1


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        (
            "Militants stormed a prison in Hasakah on Thursday. The siege has killed 120 people since Thursday.",
            [120],
        ),
        (
            "At least 40 people have been killed since gunmen attacked a hotel in Gao on Friday.",
            [40],
        ),
        ("A suicide bomber hit a bank in Kabul on Friday. The blast has killed 14 people.", [14]),
    ],
)
def test_the_toll_so_far_is_the_attacks(text: str, killed: list[int]) -> None:
    assert counts(text, "killed", "stated") == killed


def test_ages_are_no_tolls() -> None:
    text = "A bomb hit a house in Kharkiv on Friday. Two men aged 39 and 51 were hospitalised with injuries."
    assert counts(text, "wounded", "stated") == [2]


def test_those_among_the_wounded_are_a_part() -> None:
    text = (
        "A bomb ripped through a market in Lahore on Friday, killing 22 people. Thirty-one others are being treated. "
        "Two local journalists were among the wounded."
    )
    assert counts(text, "wounded", "stated") == [31]


def test_whom_a_hospital_releases_is_not_freed() -> None:
    text = (
        "A man opened fire in a bar in Spokane on Friday, killing two people and wounding three. One of the wounded is in "
        "hospital in serious condition. The other two have been released."
    )
    assert claims(text, "freed") == ()


def test_a_bound_that_only_the_title_leaves_out_is_kept() -> None:
    text = "Rebels kill 22 in attack on church in Congo\n\nAt least 22 worshippers were killed when rebels attacked a church in Beni on Friday."
    (total,) = (
        claim.value
        for claim in claims(text, "killed")
        if isinstance(claim.value, CountValue) and claim.value.scope == "total"
    )
    assert (total.low, total.high) == (22, None)


# --- what did not happen --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Police in Hamburg found a bomb at a railway station on Friday and made it safe.",
        "Two bombs were found at a market in Basra on Friday and experts deactivated them.",
        "The device was made safe by army experts after a bomb was found in Belfast on Friday.",
    ],
)
def test_a_bomb_made_safe_is_foiled(text: str) -> None:
    assert read(text).reports[0].stage == "foiled"


def test_a_bomb_beside_one_that_was_made_safe_went_off() -> None:
    text = "A bomb exploded at a market in Basra on Friday, killing two people. Another was defused by experts."
    assert read(text).reports[0].stage == "accomplished"


def test_whom_it_would_have_killed_is_not_dead() -> None:
    text = (
        "Experts defused a bomb under a police officer's car in Derry on Friday. Had it gone off, it would have killed the "
        "officer and his two daughters."
    )
    assert counts(text, "killed", "stated") == []
    assert "killed" not in outcomes(text).values()


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        (
            "Gang leader threatens to kill 17 kidnapped missionaries\n\nThe leader of a gang that abducted 17 missionaries "
            "near Jacmel on Friday said that he would kill them.",
            [],
        ),
        (
            "Two men were arrested in Lagos on Friday after trying to kill three traders, police said.",
            [],
        ),
        ("Police said on Friday that they had foiled a plot to kill six lawmakers in Nairobi.", []),
        (
            "Man charged with attempted murder of two officers\n\nA man was charged on Friday with the attempted murder "
            "of two police officers in Leeds on Monday.",
            [],
        ),
        ("A man tried to kill his two neighbours in Porto on Friday and wounded both.", []),
        (
            "A gang threatened to kill three hostages and then shot two of them dead on Sunday in Owerri, police said.",
            [2],
        ),
        (
            "A gunman who vowed to kill five colleagues shot two of them dead in a warehouse in Tampa on Friday.",
            [2],
        ),
    ],
)
def test_whom_somebody_threatened_or_tried_to_kill_is_not_dead(
    text: str, killed: list[int]
) -> None:
    assert counts(text, "killed", "stated") == killed
    assert killed or "killed" not in outcomes(text).values()


# --- what befell persons --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "outcome"),
    [
        (
            "Two people were shot in Toledo on Friday. Marcus Lyle, 31, was shot several times in the chest and pronounced "
            "dead at the scene.",
            "Marcus Lyle",
            "killed",
        ),
        (
            "A gunman shot Senator Pedro Luna outside his house in Bogota on Friday. He died on the way to hospital.",
            "Pedro Luna",
            "killed",
        ),
        (
            "Gunmen opened fire on a car in Karachi on Friday. Hamid Siddiqi and his guard, Riaz Ahmed, were taken to a "
            "private hospital where doctors pronounced them dead.",
            "Riaz Ahmed",
            "killed",
        ),
        (
            "Gunmen raided a village near Gusau on Friday, abducting the village head, Musa Bello, and two of his sons.",
            "sons",
            "kidnapped",
        ),
        (
            "Two dead in Vienna knife attack on Friday. The victims were a 63-year-old Austrian woman and a 27-year-old "
            "Slovenian man.",
            "63-year-old Austrian woman",
            "killed",
        ),
        (
            "Two men attacked a police station in Adana on Friday and wounded two officers. Officer Sedat Gezer, 26, "
            "succumbed to his wounds in hospital.",
            "Sedat Gezer",
            "killed",
        ),
    ],
)
def test_what_became_of_a_victim(text: str, name: str, outcome: str) -> None:
    assert outcomes(text)[name] == outcome


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Reporter shot dead in Acapulco\n\nA radio reporter, Luis Gamez, was shot dead in Acapulco on Friday, police "
            "said. He is the fifth journalist killed in Mexico this year.",
            ["Luis Gamez"],
        ),
        (
            "Gunmen kidnapped Air Vice Marshal Bode Lawal in Epe, Nigeria, on Friday, police said. AVM Lawal, a former "
            "commander, was taken from his farm.",
            ["Bode Lawal"],
        ),
    ],
)
def test_a_victim_is_told_of_once(text: str, names: list[str]) -> None:
    told = [claim.value for claim in claims(text, "victim")]
    assert [value.name for value in told if isinstance(value, VictimValue)] == names


def test_who_pronounces_others_dead_is_no_victim() -> None:
    text = (
        "Gunmen opened fire on a car in Karachi on Friday. Hamid Siddiqi was taken to a hospital where doctors pronounced "
        "him dead."
    )
    assert "doctors" not in outcomes(text)


# --- who did it, and how sure that is -------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "certainty"),
    [
        (
            "A shooting at a bar in Toledo left two people dead on Friday. Police identified the shooter as Deshon Pruitt, "
            "24. He faces preliminary charges of murder.",
            "Deshon Pruitt",
            "suspected",
        ),
        (
            "A 19-year-old man was stabbed to death in Leeds on Friday. A 17-year-old boy has been arrested on suspicion of "
            "murder.",
            "17-year-old boy",
            "suspected",
        ),
        (
            "Gunmen killed nine people in Kandi on Tuesday. Officials blamed the al-Qaeda-linked Jama'at Nusrat al-Islam "
            "wal-Muslimin.",
            "Jama'at Nusrat al-Islam wal-Muslimin",
            "suspected",
        ),
        (
            "Fighters of the al-Qaida-linked al-Shabab group killed nine people in Lamu on Tuesday.",
            "al-Shabaab",
            "stated",
        ),
        (
            "A bomb killed a policeman in Derry on Friday. The attack was claimed the next day by the Real IRA in a call to "
            "a newspaper.",
            "Real Irish Republican Army",
            "claimed",
        ),
        (
            "A bomb killed a policeman in Srinagar on Friday. A spokesman of Jaish-e-Mohammad owned responsibility for the "
            "blast.",
            "Jaish-e-Mohammed",
            "claimed",
        ),
        (
            "Islamic State said on its Amaq outlet that the attacker who killed three people in Vienna on Friday was 'a "
            "soldier of the caliphate'.",
            "Islamic State",
            "claimed",
        ),
    ],
)
def test_how_sure_a_perpetrator_is(text: str, name: str, certainty: str) -> None:
    assert doers(text)[name] == certainty


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        (
            "Four people were hurt when a car rammed into pedestrians at a bus stop in Haifa on Friday. Police say the driver "
            "was shot by an off-duty soldier.",
            set(),
        ),
        (
            "A man stabbed three people on a tram in Lyon on Friday. The attacker shouted slogans. He was shot dead by a "
            "soldier on patrol.",
            {"A man"},
        ),
        (
            "A driver was shot dead by a soldier at a checkpoint near Hebron on Friday, officials said.",
            {"a soldier"},
        ),
    ],
)
def test_who_stops_an_attacker_is_none(text: str, mentions: set[str]) -> None:
    (report,) = read(text).reports
    assert {claim.value.mention for claim in report.all("perpetrator")} == mentions  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Al-Qaeda-linked militants killed nine soldiers in Gao on Tuesday.", "al-Qaeda"),
        (
            "Councillor killed in Cauca\n\nGunmen killed a councillor in Toribio, Cauca, on Sunday, the ombudsman said.",
            "Cauca",
        ),
        (
            "Gunmen killed nine soldiers in Gao on Tuesday. Jihadist groups linked to al-Qaeda are active in the area.",
            "al-Qaeda",
        ),
        (
            "Air strikes killed 11 civilians in Idlib on Friday. The Russian Defence Ministry denied hitting civilians.",
            "Ministry of Defence of Russia",
        ),
        (
            "Two men were murdered in a shooting at a bar in Lurgan on Friday. A co-accused, William Magee, 52, was cleared "
            "of all charges.",
            "William Magee",
        ),
        (
            "A drone strike in El Obeid on Saturday killed 19 people. The strike set dozens of stalls ablaze, said the El "
            "Obeid Resistance Committee.",
            "El Obeid Resistance Committee",
        ),
        ("Two Levies men martyred in a blast in Khar on Monday, officials said.", "Levies men"),
    ],
)
def test_who_is_no_perpetrator(text: str, name: str) -> None:
    assert name not in doers(text)


@pytest.mark.parametrize(
    "text",
    [
        "Two women stabbed in Leeds city centre on Friday.",
        "Three soldiers killed in an ambush in Mali on Friday.",
    ],
)
def test_those_harmed_are_not_counted_as_attackers(text: str) -> None:
    assert claims(text, "perpetratorCount") == ()


# --- one incident or several ----------------------------------------------------------------------


def test_the_lead_tells_what_the_title_does() -> None:
    text = (
        "Armed commando ambushes state police in Aguililla; five agents dead\n\nMorelia, Mich. — An armed commando ambushed "
        "a convoy of the state police yesterday morning on the Aguililla–Apatzingan highway, near El Terrero, killing five "
        "agents."
    )
    (report,) = (one for one in read(text).reports if one.prominence == "main")
    assert report.all("date")


def test_a_separate_attack_is_one_report() -> None:
    text = (
        "Gunmen killed 38 people in a village in Zamfara state, Nigeria, on Saturday.\n\nIn a separate incident on Friday, "
        "gunmen ambushed a police patrol near the town of Tsafe, killing three officers."
    )
    told = [report for report in read(text).reports if report.all("place")]
    assert [len(report.all("killed")) for report in told] == [1, 1]


def test_the_day_before_elsewhere_is_another_attack() -> None:
    text = (
        "Attackers hurled grenades at two bars in Bujumbura on Monday, killing three people.\n\nOn Sunday, a general was "
        "killed in a rocket attack on his car in the Kamenge district of the city."
    )
    found = read(text, dt.date(2015, 8, 4)).reports
    assert [report.type for report in found] == ["grenade-attack", "shelling"]


def test_what_a_suspect_did_months_before_is_not_of_the_attack() -> None:
    text = (
        "Gunmen killed nine people in Kandi, Benin, on Tuesday. Officials suspect Jama'at Nusrat al-Islam wal-Muslimin. The "
        "group, which killed 28 soldiers in the region in January, has stepped up raids."
    )
    assert "28 soldiers" not in outcomes(text)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        (
            "Deputy's son injured in shooting - WXYZ Channel 5\n\nDeputy's son injured in shooting Posted: Monday, May 6, 2019 "
            "5:16 PM EDT\n\nA school remembered a boy who was hurt in an accidental shooting.\n\nThe boy was shot at his home "
            "in Perry, Iowa, on Friday, the sheriff said.",
            "2019-05-03",
        ),
        (
            "Suspect in Kansas diner shooting caught in Denver\n\nDENVER (AP) - Agents have arrested the man accused of "
            "shooting five people at a diner in western Kansas.\n\nRay Holt was arrested Sunday in Denver. He is wanted for "
            "attempted murder in connection with a shooting that began when a fight broke out at the diner in Goodland late "
            "Friday night.",
            "2019-05-03",
        ),
        (
            "Arrest in county killing\n\nPERRY, Iowa -- Dallas County deputies have arrested a man for the murder of a clerk in "
            "Perry.\n\nNeil Varga was arrested Sunday at the Polk County jail.\n\nThe clerk was found in the Harlem Gardens "
            "community with a gunshot wound on April 22.",
            "2019-04-22",
        ),
    ],
)
def test_an_arrest_and_a_page_do_not_part_a_shooting_from_its_day(text: str, edtf: str) -> None:
    (report,) = read(text).reports
    assert [
        claim.value.edtf for claim in report.all("date") if isinstance(claim.value, DateValue)
    ] == [edtf]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        (
            "MOGADISHU, May 6 (Agency) - The number of people killed in a bombing at a tea shop in Beledweyne rose to 17 on "
            "Monday after five of the wounded died. The attacker detonated an explosive vest on Sunday evening, police said.",
            "2019-05-05",
        ),
        (
            "Gunmen kill 22 in church\n\nAt least 22 worshippers were killed when gunmen stormed a church in eastern Congo, "
            "residents said on Monday. The attackers surrounded the church in Kyavinyonge late on Saturday.",
            "2019-05-04",
        ),
        (
            "Grenade attack in Srinagar\n\nSRINAGAR, May 4: Eight persons were injured when militants lobbed a grenade at a "
            "picket here this afternoon.",
            "2019-05-04",
        ),
        (
            "Bond set for suspect in shooting\n\nA judge on Wednesday set bond for a man accused of opening fire in a Spokane "
            "tavern last Friday, killing two people.",
            "2019-05-03",
        ),
        # when those who were kidnapped came free
        (
            "Kidnappers in Haiti on Friday released the last five members of a group of nuns, their church said.\n\nThe ten "
            "were abducted on April 11 in Croix-des-Bouquets.",
            "2019-04-11",
        ),
        (
            "Twenty-seven schoolboys who were kidnapped from a school in Kagara were freed on Friday, the governor said.\n\n"
            "The boys were seized on April 11 when gunmen stormed the college.",
            "2019-04-11",
        ),
    ],
)
def test_the_day_is_that_of_the_attack(text: str, edtf: str) -> None:
    (claim,) = claims(text, "date")
    assert isinstance(claim.value, DateValue)
    assert claim.value.edtf == edtf


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        (
            "KABUL (Agency) - A suicide bomber attacked the police headquarters in Ghazni on Friday, killing 12.",
            "Ghazni",
            "AF",
        ),
        (
            "Two soldiers were shot dead in Mali on Friday. Malian troops were on patrol in Boni, 80 kilometres east of "
            "Douentza, when jihadists fired on the Malian convoy, Mali's army said.",
            "Boni",
            "ML",
        ),
        (
            "Scholar shot dead in Karachi\n\nKARACHI: A religious scholar was shot dead in Gulshan-i-Iqbal on Friday, Pakistani "
            "police said. He taught at a seminary in Shah Faisal Colony.",
            "Karachi",
            "PK",
        ),
        (
            "Broadcaster slain\n\nCABANATUAN CITY — A radio commentator was shot dead by gunmen in front of his house here "
            "on Monday.",
            "Cabanatuan City",
            "PH",
        ),
    ],
)
def test_the_place_is_that_of_the_attack(text: str, name: str, country: str) -> None:
    (claim,) = claims(text, "place")
    assert isinstance(claim.value, PlaceValue)
    assert (claim.value.name, claim.value.country) == (name, country)


# --- who reacts, what the law does ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            'A bomb killed three peacekeepers in Mali on Friday. "I condemn in the strongest terms this cowardly act," the '
            "head of the mission, Henrik Saar, said.",
            ["Henrik Saar"],
        ),
        (
            "A bomb killed three people in Berlin on Friday. The attack drew condemnation from the European Union and "
            "Poland.",
            ["European Union", "Poland"],
        ),
        (
            "A bomb killed three people in Berlin on Friday. Angela Merkel's spokesman, Steffen Seibert, condemned the "
            "attack.",
            ["Steffen Seibert"],
        ),
        ("Russian missiles slammed into a market in Kharkiv on Friday, killing three people.", []),
    ],
)
def test_who_condemns_it(text: str, names: list[str]) -> None:
    told = [claim.value for claim in claims(text, "condemnedBy")]
    assert [value.name for value in told if isinstance(value, ActorValue)] == names


def test_who_tells_what_happened_does_not_react() -> None:
    text = (
        "Missiles hit a market in Kharkiv on Friday, killing three people. Police spokesman Jan Oelsner said that two "
        "missiles had hit the market."
    )
    assert claims(text, "reactionBy") == ()


@pytest.mark.parametrize(
    "law",
    [
        "Nobody has been arrested.",
        "The mayor offered a reward for information leading to the arrest of the attackers.",
    ],
)
def test_no_arrest_is_none(law: str) -> None:
    assert claims(f"A bomb killed three people in Berlin on Friday. {law}", "legalAction") == ()
