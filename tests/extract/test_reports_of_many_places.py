"""What wires and local papers of many countries say in their own ways: who died, who did it, and which attack it was."""

from __future__ import annotations

import pytest

from kgraph.model import ActorValue, DateValue, PlaceValue, Report
from tests.extract.test_follow_ups import claims, counts, doers, outcomes, read

pytestmark = pytest.mark.model


# --- who died -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("A gunman shot two people to death in Lyon on Friday, police said.", [2]),
        ("A man stabbed four people to death in Leeds on Friday.", [4]),
        ("A man was arrested on suspicion of stabbing three people to death in Bremen.", [3]),
    ],
)
def test_who_kills_to_death_is_not_dead(text: str, killed: list[int]) -> None:
    assert counts(text, "killed", "stated") == killed
    assert claims(text, "wounded") == claims(text, "perpetratorsKilled") == ()


@pytest.mark.parametrize(
    ("text", "attackers"),
    [
        (
            "A soldier was stabbed in Nablus on Friday. The assailant, a 19-year-old from Hebron, was shot and killed by "
            "officers.",
            1,
        ),
        (
            "Gunmen held 30 people in a bank in Quito on Friday. Twelve of the hostage-takers were killed when commandos "
            "stormed the building.",
            12,
        ),
        (
            "Gunmen attacked a barracks in Quetta on Friday, killing five soldiers. Three of the suspected attackers were "
            "also killed.",
            3,
        ),
        (
            "Militants attacked a hotel in Kabul on Friday, killing ten people. All four attackers are dead: one blew "
            "himself up and three were shot by commandos.",
            4,
        ),
        ("A man stabbed two women in Lyon on Friday before officers shot him dead.", 1),
        ("A man shot his two colleagues dead in Lyon on Friday before killing himself.", 1),
        (
            "Three people were killed in a shooting in Lyon on Friday. The gunman was shot dead by police.",
            1,
        ),
    ],
)
def test_dead_attackers_are_counted_apart(text: str, attackers: int) -> None:
    assert counts(text, "perpetratorsKilled", "stated") == [attackers]
    assert attackers not in counts(text, "killed", "stated")


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Three men, two women and a child were shot dead in Lyon on Friday.", [6]),
        ("2 adults, 2 children killed in a shooting at a home in Memphis on Saturday, police said.", [4]),
        ("A couple was shot dead in their home in Leeds on Friday.", [2]),
        ("The murder of a couple in Gumla on Friday shocked the village.", [2]),
        ("A couple of gunmen killed nine people in Lahore on Friday.", [9]),
        ("Fifteen are now known to have died when gunmen raided a village near Gusau on Friday.", [15]),
        ("Eleven are believed to have been killed in the attack in Gao on Friday.", [11]),
        ("A car bomb in Baghdad on Friday left 50 people killed and wounded, police said.", []),
        ("A bomb killed and wounded 45 people in Baghdad on Friday.", []),
        ("Gunmen abducted and killed six people near Gao on Friday.", [6]),
        ("Six people were killed and 45 wounded by a bomb in Baghdad on Friday.", [6]),
    ],
)  # fmt: skip
def test_how_many_died(text: str, killed: list[int]) -> None:
    assert counts(text, "killed", "stated") == killed


@pytest.mark.parametrize(
    "text",
    [
        "A man shot and killed a 9-year-old girl and then himself in Troy on Friday, police said.",
        "A man killed his wife and himself in Troy on Friday, police said.",
    ],
)
def test_who_kills_another_and_himself_is_a_dead_attacker(text: str) -> None:
    assert counts(text, "perpetratorsKilled", "stated") == [1]
    assert counts(text, "killed", "stated") == [1]


def test_nobody_hurt_in_a_fire_elsewhere_says_nothing_of_the_attack() -> None:
    text = (
        "Gunmen opened fire at a market in Gao on Friday, killing eight people. Firefighters were called to a warehouse near the "
        "airport. Nobody was hurt in that blaze."
    )
    assert claims(text, "wounded") == ()


def test_whom_police_shoot_without_a_deed_is_a_victim() -> None:
    text = "A teenager was walking home in Nairobi on Friday when police shot him dead, witnesses said."
    assert claims(text, "perpetratorsKilled") == ()
    assert counts(text, "killed", "stated") == [1]


def test_a_second_deed_is_not_its_first_victims() -> None:
    text = "A soldier was shot dead in Jenin on Friday, and hours later settlers torched homes and killed a man."
    assert claims(text, "perpetratorsKilled") == ()


@pytest.mark.parametrize(
    ("text", "property"),
    [
        (
            "A petrol bomb was thrown at a home in Jena on Friday. None of the 43 residents was hurt.",
            "wounded",
        ),
        (
            "A bomb went off on a bus in Quetta on Friday. Not one of the 20 passengers was killed.",
            "killed",
        ),
    ],
)
def test_none_of_many_is_nobody(text: str, property: str) -> None:
    assert set(counts(text, property, "stated")) <= {0}
    assert set(outcomes(text).values()) <= {"unharmed"}


@pytest.mark.parametrize(
    ("text", "property", "number"),
    [
        ("Thirty students kidnapped in Kaduna in March have been released, police said.", "freed", 30),
        ("Thirty students kidnapped in Kaduna in March have been released, police said.", "kidnapped", 30),
        ("Twenty of the 26 pupils abducted from a school in Zamfara have regained their freedom.", "freed", 20),
        ("Twenty of the 26 pupils abducted from a school in Zamfara have regained their freedom.", "kidnapped", 26),
        ("Bandits killed nine persons in a village in Zamfara on Friday and whisked away five women.", "kidnapped", 5),
    ],
)  # fmt: skip
def test_who_was_taken_and_who_is_free(text: str, property: str, number: int) -> None:
    assert counts(text, property, "stated") == [number]


def test_cattle_are_no_captives() -> None:
    text = "Bandits raided a village in Zamfara on Friday. They took away more than 200 cows and kidnapped 14 women."
    assert counts(text, "kidnapped", "stated") == [14]


def test_a_name_between_commas_is_who_was_spoken_of() -> None:
    text = (
        "A guard, Sani Tukur, and a vice principal, Gabriel Odeh, were killed when bandits raided a school near Gusau on "
        "Friday."
    )
    assert counts(text, "killed", "stated") == [2]


@pytest.mark.parametrize(
    "earlier",
    ["Officials had initially said that six people were killed.", "Officials had put the toll at six on Friday."],
)  # fmt: skip
def test_a_toll_that_rose_replaces_what_was_said_at_first(earlier: str) -> None:
    text = f"The number of people killed by a bomb in Mogadishu on Friday rose to 14. {earlier}"
    assert counts(text, "killed", "stated") == [14]
    assert counts(text, "killed", "superseded") == [6]


def test_who_tells_it_in_a_headline_is_no_victim() -> None:
    text = (
        "Car bomb in Baghdad kills 12 - police\n\nA car bomb killed 12 people in Baghdad on Friday."
    )
    assert counts(text, "killed", "stated") == [12]
    assert not any("12 - police" in words for words in outcomes(text))


# --- who did it -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Al Shabaab, which is linked to al Qaeda, killed five soldiers in an attack in Somalia on Friday.",
            {"al-Shabaab": "stated"},
        ),
        (
            "Al-Shabaab, an al-Qaeda affiliate, claimed a bombing that killed nine people in Mogadishu on Friday.",
            {"al-Shabaab": "claimed"},
        ),
        (
            "Gunmen killed five villagers near Dori on Friday. Violence linked to al-Qaida and the Islamic State group "
            "has killed thousands of people in the region.",
            {"Gunmen": "stated"},
        ),
        (
            "Gunmen killed five villagers near Dori on Friday. Groups linked to Islamic State are active in the area.",
            {"Gunmen": "stated"},
        ),
        ("A bomb killed nine people at a market in Lahore on Friday. Ahmed Raza, 40, was a porter at the market.", {}),
        (
            "Militants took six officers hostage in Bannu on Friday. The hostages were freed when commandos stormed the "
            "building.",
            {"Militants": "stated"},
        ),
        ("A drone strike near Homs on Friday. Al-Shabaab said two of its fighters had been killed.", {}),
    ],
)  # fmt: skip
def test_friends_bystanders_and_the_bereaved_did_not_do_it(
    text: str, found: dict[str, str]
) -> None:
    assert doers(text) == found


@pytest.mark.parametrize(
    ("text", "claimants"),
    [
        ("A bomb killed two people in Guildford in 1974. The IRA never admitted to the attack.", []),
        ("A bomb killed nine people in Kabul. Neither the Taliban nor Islamic State has claimed the attack.", []),
        (
            "A little-known outfit calling itself Lashkar-i-Ghazwa said it had carried out the blast that killed two "
            "people in Quetta on Friday.",
            ["Lashkar-i-Ghazwa"],
        ),
        (
            "A man stabbed three people in Vienna on Friday. IS said through its Amaq outlet that the assailant was a "
            "soldier of the group.",
            ["Islamic State"],
        ),
        (
            "A car bomb killed three people in Gao on Friday. The militant group Ansar al-Haqq said one of its "
            "detachments was behind the attack.",
            ["Ansar al-Haqq"],
        ),
    ],
)  # fmt: skip
def test_who_claims_it(text: str, claimants: list[str]) -> None:
    assert [getattr(claim.value, "name", None) for claim in claims(text, "claimedBy")] == claimants


def test_where_those_are_who_speak_of_it_is_not_where() -> None:
    text = "Protesters in London condemned the attack in which gunmen killed four people on Friday in southern Thailand."
    (claim,) = claims(text, "place")
    assert isinstance(claim.value, PlaceValue)
    assert claim.value.country == "TH"


def test_who_points_to_another_denies_it_itself() -> None:
    text = (
        "Gunmen killed five villagers near Dori on Friday. JNIM issued a message in which it denied any role and pointed "
        "to ISGS."
    )
    (claim,) = claims(text, "deniedBy")
    assert isinstance(claim.value, ActorValue)
    assert claim.value.name == "Jama'at Nusrat al-Islam wal-Muslimin"


def test_for_whom_it_was_done_is_not_where() -> None:
    text = "The Houthis fired missiles at a tanker in the Red Sea on Friday in solidarity with Palestinians in Gaza."
    (claim,) = claims(text, "place")
    assert isinstance(claim.value, PlaceValue)
    assert claim.value.name == "Red Sea"


# --- which attack it was --------------------------------------------------------------------------


def days(text: str) -> list[tuple[str | None, str | None]]:
    """The day and the town of each report."""
    return [(day(report), town(report)) for report in read(text).reports]


def day(report: Report) -> str | None:
    value = next((claim.value for claim in report.all("date")), None)
    return value.edtf if isinstance(value, DateValue) else None


def town(report: Report) -> str | None:
    value = next((claim.value for claim in report.all("place")), None)
    return value.name if isinstance(value, PlaceValue) else None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Gunmen killed 30 villagers in Tandiakuy on Friday. The attack came after 11 gendarmes were killed on Tuesday "
            "near Dori.",
            [("2019-05-03", "Tandiakuy"), ("2019-04-30", "Dori")],
        ),
        (
            "A radio host was shot dead in Villasis on Friday. In Kidapawan City, also on Friday, gunmen fired at the car "
            "of a publisher and wounded his driver.",
            [("2019-05-03", "Villasis"), ("2019-05-03", "Kidapawan")],
        ),
        (
            "A man stabbed three people to death in Remscheid on Friday. On Sunday, men threw petrol bombs at a hostel in "
            "Bautzen.",
            [("2019-05-03", "Remscheid"), ("2019-05-05", "Bautzen")],
        ),
    ],
)
def test_another_attack_is_another_report(
    text: str, found: list[tuple[str | None, str | None]]
) -> None:
    assert days(text) == found


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Gunmen shot dead two officers in Nablus on Friday, hours after a raid in which 11 Palestinians were killed.", [2]),
        (
            "A bomb killed four people in Bannu on Friday. The TTP said the attack was revenge for the killing of a "
            "commander, Qari Shakil, last month.",
            [4],
        ),
    ],
)  # fmt: skip
def test_what_came_before_is_not_this_attack(text: str, killed: list[int]) -> None:
    assert counts(text, "killed", "stated") == killed
    assert "Qari Shakil" not in outcomes(text)


@pytest.mark.parametrize(
    ("words", "name", "country"),
    [
        ("on Solhan, a village in Burkina Faso's north", "Solhan", "BF"),
        ("in Salama village in Kenya's Lamu County", "Salama", "KE"),
        ("in the Mir Ali area of North Waziristan", "Mir Ali", "PK"),
        ("in Chhattisgarh's Bijapur district", "Bijapur", "IN"),
    ],
)
def test_the_words_around_a_name_say_where_it_lies(words: str, name: str, country: str) -> None:
    (claim,) = claims(f"Gunmen killed nine people in an attack {words} on Friday.", "place")
    assert isinstance(claim.value, PlaceValue)
    assert (claim.value.name, claim.value.country) == (name, country)


# --- what never happened as told ------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Murders in the Western Cape fell by 6%, police said. A total of 1,014 people were murdered between October and "
        "December. Kidnappings for ransom rose by 21%.",
        "The festival in Berlin opened on Friday with a feature film in which rebels attack a column and kill a dozen "
        "peacekeepers.",
        "On Friday delegates will take part in an exercise with an imaginary car bomb in Cape Town that kills 40 people.",
        "Police recorded 214 murders and 35 kidnappings in Durban last year, figures showed on Friday.",
        "The novel opens with a bombing in Madrid in which nine people die.",
        "Kidnappings in the province rose by 21% and arson by 3%, the police chief told a conference in Cape Town.",
    ],
)
def test_films_drills_and_statistics_are_no_incidents(text: str) -> None:
    assert read(text).reports == ()


@pytest.mark.parametrize(
    "text",
    [
        "City ambush ten-man Albion\n\nOkoro fired two rockets into the top corner as City massacred Albion, whose captain was "
        "sent off for a second yellow card. Baines stabbed home the third with a header on the stroke of half-time.",
        "Commandos storm ferry off Penang\n\nCommandos shot dead four hijackers and freed 60 hostages on a ferry off Penang on "
        "Sunday, in a drill for Malaysia's navy. Actors played the gunmen, who had killed a passenger. The exercise, with a "
        "scenario written by the police, lasted six hours.",
        "Homicides in Ontario fall by 9 per cent\n\nOf the victims, 68 were shot, 24 stabbed and 12 beaten to death, the figures "
        "show. In Toronto, 66 people were killed. One in four killings was linked to gangs.",
        "Five die as bus leaves road in Peru\n\nFive people died when a bus plunged into a ravine near Bagua on Friday. "
        '"It was like a bomb had gone off," said a survivor.',
    ],
)
def test_texts_of_matches_drills_and_figures_and_comparisons_tell_of_no_incident(text: str) -> None:
    assert read(text).reports == ()


def test_an_attack_on_a_drill_is_an_attack() -> None:
    text = (
        "Taliban attack army exercise in Kunduz\n\nTaliban fighters killed 11 soldiers in a training exercise in Kunduz on Sunday. "
        "The exercise was to simulate the defence of the city with blank ammunition. The Taliban claimed responsibility."
    )
    assert [report.prominence for report in read(text).reports] == ["main"]


def test_what_a_text_of_figures_dates_to_the_day_is_recalled() -> None:
    text = (
        "Murders in Ecuador rise by 82 per cent in a year\n\nGangs killed 4,600 people last year, police said. On 1 November a car "
        "bomb exploded outside a police station in Esmeraldas, killing two officers."
    )
    reports = read(text).reports
    assert [(report.type, report.prominence) for report in reports] == [
        ("car-bombing", "background")
    ]


def test_a_toll_that_rises_is_no_statistic() -> None:
    text = "The death toll in the shootings at two mosques in Christchurch has risen to 50, police said on Friday."
    assert [report.type for report in read(text).reports] == ["shooting"]


def test_a_film_of_what_happened_tells_of_it() -> None:
    text = "The film tells of the bombing that killed nine people in Madrid on 3 May 2004. It opens on Friday."
    assert [report.type for report in read(text).reports] == ["bombing"]


# --- which attack it was --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "A Palestinian gunman shot dead two brothers in Huwara on Sunday, and hours later settlers set fire to dozens of "
            "homes in the town, officials said.",
            ["shooting", "arson"],
        ),
        (
            "A gunman killed three people in Lille on Sunday, and hours later police shot him dead in a forest.",
            ["shooting"],
        ),
        (
            "Shells killed five villagers in Rathedaung, in Rakhine state, on Friday night, residents said on Sunday.\n\nThe day "
            "before, a roadside mine exploded under a truck, killing the driver.",
            ["shelling", "ied"],
        ),
        (
            "An air strike killed nine people in Nyala on Sunday, medics said.\n\nLast month, a strike on a bus station in the "
            "city killed 14 people.\n\nIn March, shells killed five people in the city.",
            ["air-strike", "attack", "shelling"],
        ),
        (
            "Pirates attacked a tanker off Lome on Sunday and kidnapped nine of the crew. The ship was on its way from Luanda to "
            "Abidjan when eight men climbed aboard and fired shots at the bridge.",
            ["kidnapping"],
        ),
        (
            "Gunman holds 18 people in Mumbai-style siege in Antwerp\n\nA man with a pistol held 18 people hostage in a bank in "
            "Antwerp on Sunday, police said.",
            ["hostage-taking"],
        ),
        (
            "A Ukrainian drone killed a farm worker in Russia's Belgorod region on Sunday, the governor said.\n\nRussian shelling "
            "killed three people in Ukraine's Sumy region, officials there said.",
            ["drone-strike", "shelling"],
        ),
        (
            "Russian attacks on eastern Ukraine killed six people over the past day, and Russia reported two deaths from a "
            "Ukrainian drone attack in the border region of Belgorod.",
            ["attack", "drone-strike"],
        ),
        (
            "Gunmen killed nine villagers in Nigeria's Zamfara state on Sunday, police said.\n\nBandits also abducted 20 farmers "
            "in Katsina state.",
            ["armed-assault", "kidnapping"],
        ),
        (
            "Russian shelling killed three people in Kherson region on Sunday. Artillery fire also hit a hospital in the region. "
            "Gunners fired from where Russia holds part of Zaporizhzhia region.",
            ["shelling"],
        ),
        (
            "Rebels ambush convoy in Kivu\n\nRebels ambushed a convoy in North Kivu province on Sunday, killing six soldiers. The "
            "rebels, who came from Ituri province, fled.",
            ["armed-assault"],
        ),
    ],
)
def test_attacks_are_told_apart(text: str, told: list[str]) -> None:
    assert [report.type for report in read(text).reports] == told


def test_what_a_raid_avenged_was_elsewhere_and_earlier() -> None:
    text = (
        "Six herders were killed when raiders attacked a cattle camp in Tonj on Sunday, officials said. The raid was in "
        "retaliation for one in March, when gunmen killed 12 people and stole cows in Abiemnom."
    )
    main = read(text).reports[0]
    said = {claim.property: claim.value for claim in main.claims}
    assert isinstance(said["place"], PlaceValue)
    assert said["place"].name == "Tonj"


def test_what_is_recalled_is_dated_by_its_clause() -> None:
    text = "Six people were shot dead in Tonj on Sunday. In June last year, 28 soldiers died in an ambush in Rualbet."
    (date,) = [c.value for c in read(text).reports[1].claims if c.property == "date"]
    assert isinstance(date, DateValue)
    assert date.edtf.endswith("-06")


# --- who did it -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "An air strike on a market in Omdurman killed 22 people on Sunday. The opposition blamed the army for the attack.",
            ["the army"],
        ),
        (
            "Gunmen killed six people in Kano on Sunday. A governor accused the army of failing to protect villagers.",
            ["Gunmen"],
        ),
        (
            "Gunmen killed six people in Kano on Sunday. Residents blamed the police for a slow response.",
            ["Gunmen"],
        ),
        (
            "Unidentified assailants shot radio host Hilario Cendejas in Zacapu on Sunday.",
            ["Unidentified assailants"],
        ),
        (
            "A lawyer was shot dead in Orito on Sunday. Residents believe that the Border Command, a group made up of dissidents "
            "of the former FARC, was behind it.",
            ["Border Command"],
        ),
        (
            "Russian attacks on eastern Ukraine killed six people on Sunday, and Russia reported two deaths in Belgorod.",
            ["Russian"],
        ),
    ],
)
def test_who_did_it_is_not_who_failed_or_left(text: str, who: list[str]) -> None:
    found = [c.value for c in claims(text, "perpetrator") if isinstance(c.value, ActorValue)]
    assert [value.mention for value in found][: len(who)] == who
    assert not {"FARC", "army", "the police", "Hilario Cendejas"} & {v.mention for v in found}


def test_forces_told_to_have_fired_are_not_only_accused() -> None:
    text = (
        "Security forces opened fire on protesters in Conakry on Sunday, killing two people. Amnesty International accused the "
        "security forces of using excessive force."
    )
    (claim,) = claims(text, "perpetrator")
    assert claim.certainty == "stated"


def test_those_killed_in_the_first_weeks_of_a_year_are_not_those_of_an_attack() -> None:
    text = (
        "A lawyer was shot dead in Orito on Sunday. According to the organisation Indepaz, 33 lawyers were killed in Colombia in the "
        "first ten weeks of 2019."
    )
    assert counts(text, "killed", "stated") == [1]


def test_a_threat_leaves_nobody_dead() -> None:
    text = (
        "Lawyer Alena Krutko has received death threats, the bar association said on Friday. On Sunday a dead rat was nailed to her "
        'door in Grodno with a note that said "you are next".'
    )
    assert counts(text, "killed", "stated") == []
    assert "killed" not in outcomes(text).values()
