"""Tables of cases: a short text, a property, and the values that must (or must not) come out."""

from __future__ import annotations

import datetime as dt

import pytest

from kgraph.model import Claim, CountValue, Document, DocumentReports, Report
from kgraph.pipeline import read_documents

pytestmark = pytest.mark.model

PUBLISHED = dt.date(2019, 5, 8)  # a Wednesday


def main(text: str) -> Report | None:
    (read,) = read_documents([Document("d", "d", text, published=PUBLISHED)], None)
    assert isinstance(read, DocumentReports)
    return next((report for report in read.reports if report.prominence == "main"), None)


def claims(text: str, property: str) -> tuple[Claim, ...]:
    report = main(text)
    assert report is not None
    return report.all(property)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "A suicide bomber blew himself up in Kabul on Monday, killing six people.",
            "suicide-bombing",
        ),
        ("A car bomb exploded in Baghdad on Monday, killing six people.", "car-bombing"),
        ("A roadside bomb killed two soldiers in Helmand on Monday.", "ied"),
        ("Gunmen opened fire on a bus in Quetta on Monday, killing three people.", "shooting"),
        ("Gunmen stormed a hotel in Mogadishu on Monday, killing ten people.", "armed-assault"),
        ("A man stabbed four people in Paris on Monday.", "stabbing"),
        ("Boko Haram militants abducted 31 loggers in Borno on Monday.", "kidnapping"),
        ("An airstrike killed nine civilians in Sanaa on Monday.", "air-strike"),
        ("A drone strike killed nine militants in Waziristan on Monday.", "drone-strike"),
        ("Mortar shells hit a market in Donetsk on Monday, killing four people.", "shelling"),
        ("Arsonists torched a mosque in Sydney on Monday.", "arson"),
        ("Six unknown people boarded a tanker off Somalia on Monday, its owner said.", "hijacking"),
        (
            "A cargo ship was boarded by armed men off Nigeria on Monday and taken to Bonny.",
            "hijacking",
        ),
        (
            "Pirates demand ransom for hijacked ship\n\nSomali pirates who hijacked a cargo ship off Eyl last Monday are "
            "demanding a ransom for its 18 crew, officials said.",
            "hijacking",
        ),
        ("The mayor of Medellin was assassinated on Monday.", "assassination"),
        ("A mob lynched two men in Puebla on Monday.", "mob-violence"),
        ("Two journalists were arbitrarily detained in Minsk on Monday.", "arbitrary-detention"),
        ("A lawyer was the victim of an enforced disappearance.", "enforced-disappearance"),
        ("A student was tortured by soldiers in Rangoon on Monday.", "torture"),
        (
            "A man drove a van into a crowd in Graz on Monday, killing four people. Police shot the attacker dead.",
            "vehicle-ramming",
        ),
        (
            "The van massacre in Graz\n\nA man drove a white van for a mile through the revellers on Monday, killing four "
            "people, and fired at police before he was shot dead.",
            "vehicle-ramming",
        ),
        (
            "The president vowed to defeat the insurgents after a bomb killed 30 people in Abuja on Monday.",
            "bombing",
        ),
        (
            "Bomb blasts at a bus station in Abuja, dozens feared dead\n\nExplosions tore through a crowded market in Abuja "
            "on Monday, killing 30 people.",
            "bombing",
        ),
        (
            "Two people were killed in a knife attack in Graz on Monday. The assailant was shot dead by officers. He was "
            "shot after he had refused to drop it.",
            "stabbing",
        ),
        ("An attack on rights activists in Minsk on Monday left three of them injured.", "attack"),
        ("An attack on the Freedom Party's office in Graz on Monday left two dead.", "attack"),
    ],
)
def test_the_type_is_told(text: str, kind: str) -> None:
    report = main(text)
    assert report is not None
    assert report.type == kind


@pytest.mark.parametrize(
    "text",
    [
        "A gas leak caused an explosion at a factory in Essen on Monday, killing three workers.",
        "Six people died when a bus crashed near Lima on Monday.",
        "The prime minister defended the budget in parliament on Monday.",
        "Shares exploded on Monday after the bank beat forecasts.",
        "The striker shot twice at goal in Madrid on Monday.",
        "An earthquake killed 40 people in Nepal on Monday.",
        "Organisers said on Monday that thugs had hijacked their march in Osogbo.",
        "Of the 1,000 civilians shot by police in the United States each year, many are young, he said.",
        "Thousands marched in Athens on Monday against attacks on the right to demonstrate.",
        "Unions in Dakar condemned an attack on press freedom after a newspaper was ordered to close.",
        "Bar associations denounced the attacks on the independence of judges and an assault on the rule of law.",
    ],
)
def test_accidents_and_figures_of_speech_are_no_incidents(text: str) -> None:
    assert main(text) is None


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Police foiled a plot to bomb a train station in Berlin on Monday.", "foiled"),
        ("Gunmen attempted to kidnap a judge in Lagos on Monday.", "attempted"),
        ("A bomb killed six people in Kabul on Monday.", "accomplished"),
    ],
)
def test_the_stage_is_told(text: str, stage: str) -> None:
    report = main(text)
    assert report is not None
    assert report.stage == stage


@pytest.mark.parametrize(
    ("text", "property", "best", "low"),
    [
        ("A bomb killed 12 people in Kabul on Monday.", "killed", 12, 12),
        ("At least 12 people were killed by a bomb in Kabul on Monday.", "killed", 12, 12),
        ("A bomb in Kabul left 12 people dead and 30 wounded on Monday.", "killed", 12, 12),
        ("A bomb in Kabul left 12 people dead and 30 wounded on Monday.", "wounded", 30, 30),
        ("A bomb wounded dozens of people in Kabul on Monday.", "wounded", None, 24),
        (
            "A suicide bombing in Kabul killed two staff of the embassy and four others on Monday.",
            "killed",
            6,
            6,
        ),
        ("The death toll from Monday's bombing in Kabul rose to 25.", "killed", 25, 25),
        ("A man was shot dead in Kabul on Monday.", "killed", 1, 1),
        ("A man was shot in the leg in Kabul on Monday.", "wounded", 1, 1),
        ("Militants shot dead three soldiers in Kabul on Monday.", "killed", 3, 3),
        ("A bomb killed 12 people, including two children, in Kabul on Monday.", "killed", 12, 12),
        ("Gunmen kidnapped 31 loggers in Borno on Monday.", "kidnapped", 31, 31),
        ("A bomb exploded in Kabul on Monday. Nobody was killed.", "killed", 0, 0),
    ],
)
def test_the_total_is_told(text: str, property: str, best: int | None, low: int) -> None:
    value = next(claim.value for claim in claims(text, property) if claim.value.scope == "total")  # type: ignore[union-attr]
    assert (value.best, value.low) == (best, low)  # type: ignore[union-attr]


def test_a_sum_the_text_leaves_to_the_reader_is_derived() -> None:
    total = claims(
        "A suicide bombing in Kabul killed two staff of the embassy and four others on Monday.",
        "killed",
    )[0]
    assert total.derived


@pytest.mark.parametrize(
    ("text", "name", "certainty"),
    [
        (
            "The Taliban claimed responsibility for a bombing that killed six people in Kabul on Monday.",
            "Taliban",
            "claimed",
        ),
        (
            "A bombing killed six people in Kabul on Monday. Officials blamed the Taliban.",
            "Taliban",
            "suspected",
        ),
        ("Taliban fighters killed six people in Kunduz on Monday.", "Taliban", "stated"),
        (
            "Al-Shabaab says it ordered bombing\n\nA bombing killed six people in Mogadishu on Monday.",
            "al-Shabaab",
            "claimed",
        ),
        (
            "Bombs killed six people in Kabul and Herat on Monday. The Taliban said that its fighters were behind the attacks.",
            "Taliban",
            "claimed",
        ),
        (
            "A bomb killed six people in Kabul on Monday. Islamic State said that one of its soldiers had placed it.",
            "Islamic State",
            "claimed",
        ),
        (
            "A car bomb killed six people in Mogadishu on Monday. The attack was later claimed by al-Shabaab.",
            "al-Shabaab",
            "claimed",
        ),
        (
            "Gunmen killed six people in Nairobi on Monday. Al-Shabaab said that it had sent the gunmen.",
            "al-Shabaab",
            "claimed",
        ),
        (
            "A bombing killed six people in Kabul on Monday. The bomber, Omar Reza, had come from Herat.",
            "Omar Reza",
            "stated",
        ),
    ],
)
def test_the_perpetrator_is_told_with_its_certainty(text: str, name: str, certainty: str) -> None:
    assert (name, certainty) in [
        (claim.value.name, claim.certainty) for claim in claims(text, "perpetrator")
    ]  # type: ignore[union-attr]


def test_harm_of_another_year_is_not_the_incidents() -> None:
    text = (
        "A gunman killed two men in a shooting on Monday at a bar in Bergen.\n\n"
        "In 2011 a man killed 77 people in Oslo."
    )
    (killed,) = [claim for claim in claims(text, "killed") if claim.value.scope == "total"]  # type: ignore[union-attr]
    assert killed.value.best == 2  # type: ignore[union-attr]


def test_a_dateline_did_nothing() -> None:
    text = "LAHORE, Pakistan - A suicide bomber blew himself up in a mosque on Monday, killing six people."
    assert [claim.value.name for claim in claims(text, "perpetrator")] == [None]  # type: ignore[union-attr]


def test_a_dateline_says_nothing() -> None:
    text = "QUETTA: At least five persons were killed when a bomb ripped through a mosque on Friday, police said."
    assert [claim.according_to for claim in claims(text, "killed")] == ["police"]


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed six people in Kabul on Monday.\n\nPresident Ashraf Ghani called the bombing an outrage.",
        "KABUL — A car packed with explosives blew up at a school on Monday, killing six people.",
    ],
)
def test_who_only_speaks_of_it_or_files_it_is_no_perpetrator(text: str) -> None:
    assert [claim.value.name for claim in claims(text, "perpetrator") if claim.value.named] == []  # type: ignore[union-attr]


def test_nobody_claims_where_no_group_does() -> None:
    assert (
        claims(
            "A bomb killed six people in Kabul on Monday. No group claimed responsibility.",
            "claimedBy",
        )
        == ()
    )


@pytest.mark.parametrize(
    ("text", "property", "name"),
    [
        (
            "A bomb killed six people in Kabul on Monday. Pakistan condemned the attack.",
            "condemnedBy",
            "Pakistan",
        ),
        (
            "A bomb killed six people in Kabul on Monday. The attack was condemned by Pakistan.",
            "condemnedBy",
            "Pakistan",
        ),
        (
            "A bomb killed six people in Kabul on Monday. India offered condolences to the families.",
            "condolencesFrom",
            "India",
        ),
        (
            "Gunmen stormed a hospital in Kabul on Monday and killed six people. The Taliban denied involvement.",
            "deniedBy",
            "Taliban",
        ),
        (
            "A bomb hit a plant in Riyadh on Monday. Iran denied any involvement in the attack.",
            "deniedBy",
            "Iran",
        ),
    ],
)
def test_reactions_have_their_actor(text: str, property: str, name: str) -> None:
    assert name in [claim.value.name for claim in claims(text, property)]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "A suicide bombing outside the Russian embassy in Kabul killed six people on Monday.",
            "diplomatic",
        ),
        ("Gunmen attacked a police station in Quetta on Monday, killing three officers.", "police"),
        ("A bomb attack on a mosque in Karachi killed ten people on Monday.", "religious"),
        ("Militants attacked an army base in Borno on Monday, killing 20 soldiers.", "military"),
    ],
)
def test_the_target_is_typed(text: str, kind: str) -> None:
    assert kind in [claim.value.type for claim in claims(text, "target")]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "kind", "derived"),
    [
        ("A suicide bomber killed six people in Kabul on Monday.", "explosives", True),
        ("A man stabbed four people in Paris on Monday.", "blade", True),
        ("A man stabbed four people with an axe in Paris on Monday.", "blade", False),
        ("Gunmen shot dead six people in Quetta on Monday.", "firearm", True),
    ],
)
def test_a_weapon_is_typed_if_only_the_deed_tells_of_it(
    text: str, kind: str, derived: bool
) -> None:
    assert [
        (claim.value.type, claim.derived)  # type: ignore[union-attr]
        for claim in claims(text, "weapon")
    ] == [(kind, derived)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Two men shot a guard with a pistol in Cali on Monday.", ["pistol"]),
        # a shot implies a weapon and names none
        ("A guard was killed by gunfire in Cali on Monday.", []),
        ("Bullets killed two women in Cali on Monday when gunmen opened fire.", []),
    ],
)
def test_weapons_are_named_as_such(text: str, names: list[str]) -> None:
    told = [claim for claim in claims(text, "weapon") if not claim.derived]
    assert [claim.value.name for claim in told] == names  # type: ignore[union-attr]


def test_the_date_is_the_incidents_not_the_speakers() -> None:
    (date,) = claims("A bomb killed six people in Kabul on Monday, police said on Tuesday.", "date")
    assert date.value.edtf == "2019-05-06"  # type: ignore[union-attr]


def test_the_place_is_the_scene_not_where_somebody_spoke() -> None:
    (place,) = claims(
        "A bomb killed six people in Kabul on Monday. Speaking in Moscow, the minister said nothing new.",
        "place",
    )
    assert place.value.name == "Kabul"  # type: ignore[union-attr]


def test_a_recalled_incident_adds_nothing_to_the_main_one() -> None:
    text = "A bomb killed six people in Kabul on Monday.\n\nLast month a bombing killed 21 people in Herat."
    totals = [claim.value.best for claim in claims(text, "killed") if claim.value.scope == "total"]  # type: ignore[union-attr]
    assert totals == [6]


@pytest.mark.parametrize(
    "past",
    [
        "It was the worst attack in the city since July 2005, when four bombers killed 52 people in Herat.",
        "The bombing is the deadliest since 52 people were killed in Herat in July 2005.",
        "It was the first bombing of a mosque since that of the Blue Mosque, which killed 52 people in July 2005.",
        "The city has been on alert since 3 March, when gunmen shot dead 40 worshippers.",
        "The rebels gave up their arms in 2016 after a war in which 9,000 people died.",
        "The attack came two months after Omar Reza mowed down pedestrians in Herat, killing nine.",
        "He was known to the police. Two years before, he had killed three women in Herat.",
        "Police were still looking for the men suspected of killing nine people last Thursday.",
        "The toll may be revised by about 100, officials said.",
    ],
)
def test_what_an_attack_is_compared_with_adds_nothing_to_it(past: str) -> None:
    text = f"A bomb killed six people in Kabul on Monday.\n\n{past}"
    totals = [claim.value.best for claim in claims(text, "killed")]  # type: ignore[union-attr]
    assert totals == [6]
    assert [claim.value.name for claim in claims(text, "place")] == ["Kabul"]  # type: ignore[union-attr]


def test_an_aside_is_not_what_an_article_is_about() -> None:
    text = "Gunmen shot dead six people in Kabul on Monday. The brothers who killed 12 people on Friday are at large."
    (read,) = read_documents([Document("d", "d", text, published=PUBLISHED)], None)
    assert isinstance(read, DocumentReports)
    assert [report.prominence for report in read.reports].count("main") == 1


@pytest.mark.parametrize(
    ("text", "kind", "killed"),
    [
        (
            "Market blasts\n\nThe toll of the twin blasts at a market in the Iraqi city of Basra has risen to 61, the "
            "governor said. Islamic State said two of its men had set off explosive belts among the shoppers on Monday. "
            "A militia leader was killed in a drone strike near Basra in 2011.",
            "suicide-bombing",
            61,
        ),
        (
            "Twelve people were killed in the centre of Linz on Monday night. The suspect was arrested by police. "
            "He was 20 and known to the authorities.",
            "attack",
            12,
        ),
        (
            "The 12 hostages, all engineers, came home on Tuesday. They were seized from a bus near Zinder in Niger on "
            "11 March by Boko Haram militants, officials said.",
            "kidnapping",
            None,
        ),
    ],
)
def test_weak_words_tell_of_an_incident_that_the_reader_is_sure_of(
    text: str, kind: str, killed: int | None
) -> None:
    report = main(text)
    assert report is not None
    assert kind in (report.type, *report.other_types)
    tolls = {
        claim.value.best for claim in report.all("killed") if isinstance(claim.value, CountValue)
    }
    assert tolls == ({killed} if killed else set())


def test_what_happened_since_is_not_past() -> None:
    text = "The worst week since 2012 has seen three bombs.\n\nSince Monday, gunmen have killed six people in Kabul."
    assert [claim.value.best for claim in claims(text, "killed")] == [6]  # type: ignore[union-attr]


@pytest.mark.parametrize("change", [str.upper, str.lower])
def test_case_does_not_hide_an_incident(change: object) -> None:
    report = main(change("A suicide bomber killed six people in Kabul on Monday."))  # type: ignore[operator]
    assert report is not None
    assert report.type == "suicide-bombing"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        "x",
        "“",
        "killed killed killed",
        "(" * 500,
        "A. " * 2000,
        "12 12 12 12",
        "\u200b\ufeffbomb\u00a0bomb",
        "Ω≈ç√∫ bombing 12 killed",
    ],
)
def test_odd_texts_never_raise(text: str) -> None:
    read_documents([Document("d", "d", text)], None)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Soldiers killed two reporters, Roberto Navas and Mauricio Pineda, in San Salvador on Monday.",
            {"Roberto Navas", "Mauricio Pineda"},
        ),
        ("Police in Lima deplored the murder of Mayor Carlos Diaz on Monday.", {"Carlos Diaz"}),
        (
            "Carlos Diaz was assassinated in Lima on Monday, Sheriff John Miller said.",
            {"Carlos Diaz"},
        ),
    ],
)
def test_victims_are_those_whom_the_words_harm(text: str, names: set[str]) -> None:
    values = [claim.value for claim in claims(text, "victim")]
    assert {value.name for value in values if value.named} == names  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "A boy was shot Saturday afternoon in Chicago, police said.",
        "A 13-year-old is in stable condition Friday after being shot in Elliston.",
        "A girl was rushed to the hospital after a shooting in Richmond on Monday.",
    ],
)
def test_a_single_person_is_counted(text: str) -> None:
    assert [claim.value.best for claim in claims(text, "wounded")] == [1]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("Two men opened fire on a bus in Quetta on Monday.", "Two men"),
        (
            "A mayor was shot dead by a group of heavily armed men in Lima on Monday.",
            "a group of heavily armed men",
        ),
    ],
)
def test_anyone_who_does_it_is_a_perpetrator(text: str, mention: str) -> None:
    assert [claim.value.mention for claim in claims(text, "perpetrator")] == [mention]  # type: ignore[union-attr]


def test_who_dies_by_an_accident_of_their_own_is_no_attacker() -> None:
    text = "Boy fatally shoots himself in Reno\n\nA boy found a gun and fatally shot himself in Reno on Monday. He was pronounced dead."
    assert not claims(text, "perpetratorsKilled")


def test_when_a_page_was_posted_is_not_when_it_happened() -> None:
    text = "Posted: Tuesday, May 7, 2019\n\nA man was shot dead in Troy, Mich., on Sunday."
    assert claims(text, "date")[0].value.edtf == "2019-05-05"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        (
            "A bomb killed five people in Kabul on Monday. The Taliban and the army had fought "
            "there. Human Rights Watch condemned it. The group claimed responsibility for the attack.",
            "Taliban",
        ),
    ],
)
def test_the_group_is_the_one_last_named_in_the_account(text: str, group: str) -> None:
    assert [getattr(claim.value, "name", None) for claim in claims(text, "claimedBy")] == [group]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "A man was shot dead in Troy, Mich.\n\nOfficers were called to a bar around 10 p.m. Sunday.",
            "2019-05-05",
        ),
        (
            "Posted 3:57 AM, May 7, 2019\n\nA man was shot dead in Troy, Mich. It was reported at 2 a.m. on Monday.",
            "2019-05-06",
        ),
        (
            "May 7, 2019 6:40 AM\n\nA man was shot dead in Troy, Mich., on Friday night.",
            "2019-05-03",
        ),
        (
            "Two people were shot in Troy, Mich.\n\nThe shooting happened Sunday evening near Lansing, Iowa.",
            "2019-05-05",
        ),
    ],
)
def test_the_hour_tells_the_day_and_the_head_of_a_page_does_not(text: str, day: str) -> None:
    assert claims(text, "date")[0].value.edtf == day  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "A girl was shot in Denver on Monday. She died at a hospital in Aurora, Colo.",
        "A girl was shot on Monday. Denver police said she was taken to a medical center in Boulder.",
    ],
)
def test_where_the_wounded_are_treated_is_not_the_place(text: str) -> None:
    assert [claim.value.name for claim in claims(text, "place")] == ["Denver"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "property", "number"),
    [
        ("A person was found shot to death in Gary on Monday.", "killed", 1),
        (
            "A bar brawl led to the fatal shooting of a 16-year-old boy in Reno on Monday.",
            "killed",
            1,
        ),
        (
            "Girl shot in Reno\n\nA 14-year-old girl was fatally wounded on Monday. Ann Lee died at the scene.",
            "killed",
            1,
        ),
        (
            "A driver was shot dead in Reno on Monday. The victim, Joe Hart, 31, was shot twice.",
            "killed",
            1,
        ),
        (
            "A 20-year-old man was shot dead in Reno on Monday. A 44-year-old woman was found dead beside him.",
            "killed",
            2,
        ),
        (
            "Mia Cole, 5, was shot dead in Reno on Monday. Neither her mother nor her aunt was hurt. Mia died at home.",
            "killed",
            1,
        ),
        (
            "A boy was shot in Reno on Monday, and two other boys were wounded.",
            "wounded",
            3,
        ),
        (
            "A man, two women and a boy were shot dead in Reno on Monday. Another boy was hospitalized.",
            "wounded",
            1,
        ),
        (
            "Another man was shot in Reno on Monday. Another man, 31, was taken to a hospital, police said.",
            "wounded",
            1,
        ),
        (
            "A clerk was shot dead in Reno on Monday. The gunman was shot and killed in a park.",
            "perpetratorsKilled",
            1,
        ),
        (
            "A man shot and killed his wife in Reno on Monday before turning the gun on himself.",
            "perpetratorsKilled",
            1,
        ),
    ],
)
def test_persons_told_of_one_by_one_are_counted_once(text: str, property: str, number: int) -> None:
    assert [
        claim.value.best  # type: ignore[union-attr]
        for claim in claims(text, property)
        if claim.value.scope == "total"  # type: ignore[union-attr]
    ] == [number]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "A man pleaded guilty on Tuesday to shooting his brother. He shot him at their home on 4 May.",
            "2019-05-04",
        ),
        (
            "A boy has died after being shot by a friend on Sunday night.\n\nHe died at 9:30 a.m. on Tuesday at a hospital.",
            "2019-05-05",
        ),
        (
            "A man shot his friend over the past weekend. He was arrested after Sunday's incident.",
            "2019-05-05",
        ),
        (
            "Two men were shot dead in Dover. Neighbours lit candles at Tuesday night's vigil. It happened on Sunday.",
            "2019-05-05",
        ),
        ("Four people were shot overnight. Police were called just after 1:30 a.m.", "2019-05-08"),
        ("Four people were shot overnight. Police were called about 11 p.m.", "2019-05-07"),
        (
            "A man shot a clerk on Sunday in Dover. As of Tuesday night, the shooter was at large.",
            "2019-05-05",
        ),
        ("A man who shot a clerk was arrested Monday night.", "2019-05-06"),
        (
            "A man accused of killing six campers pleaded not guilty to capital murder on Tuesday. He shot them on 2 May.",
            "2019-05-02",
        ),
        ("A man pleaded guilty on Tuesday to shooting two clerks on 2 May.", "2019-05-02"),
        (
            "Updated at 11:13 a.m. May 8:\n\nA clerk was shot dead. The gunman entered the shop on Sunday.",
            "2019-05-05",
        ),
        (
            "Five people were shot in Dover on Sunday afternoon. The shootings follow a Saturday night incident in which a man was shot.",
            "2019-05-05",
        ),
        (
            "The government on Tuesday blamed rebels for a car bomb that killed ten people in Quito on 2 May.",
            "2019-05-02",
        ),
        (
            "A group claimed responsibility on Tuesday for an attack on a church in Quito. It struck on 2 May.",
            "2019-05-02",
        ),
        (
            "Crowds gathered on Tuesday to mourn three teachers murdered in Quito. They were shot on 2 May.",
            "2019-05-02",
        ),
    ],
)
def test_the_day_is_not_that_of_court_death_or_vigil(text: str, day: str) -> None:
    assert claims(text, "date")[0].value.edtf == day  # type: ignore[union-attr]
