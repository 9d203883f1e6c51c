import pytest

from kgraph import mentions, nlp
from kgraph.model import PlaceValue
from kgraph.resolve import places

pytestmark = pytest.mark.model


def found(text: str) -> list[tuple[str, str | None, str]]:
    doc = nlp.load()(text)
    places.annotate(doc)
    return [
        (value.name, value.country, value.precision)
        for _, value in mentions.read(doc, "places", PlaceValue)
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A bomb exploded in Kabul on Monday.", ("Kabul", "AF", "city")),
        ("A leader was shot dead in Bahia on Monday.", ("Bahia", "BR", "region")),
        ("Officers raided a home in Calamba, Laguna, on Monday.", ("Calamba", "PH", "city")),
        ("Men held 18 people in a Mumbai-style siege in Antwerp.", ("Antwerp", "BE", "city")),
        ("Gunmen killed two men in Quetta, Pakistan, on Monday.", ("Quetta", "PK", "city")),
        ("A man was shot in Troy, Mich., on Friday.", ("Troy", "US", "city")),
        ("A man was shot in Fort Bend Co. on Friday.", ("Fort Bend County", "US", "district")),
        ("A bomb went off in Tripoli, Lebanon, on Monday.", ("Tripoli", "LB", "city")),
        ("Militants attacked a base in Borno state in Nigeria.", ("Borno State", "NG", "region")),
        ("Rebels attacked the village of Dasht Zzyx in Afghanistan.", ("Dasht Zzyx", "AF", "city")),
        ("Rebels stormed the Mozambican town of Palma, near Mocimboa.", ("Palma", "MZ", "city")),
        (
            "Burkina Faso's army said men from Mali killed 30 people in Solhan, in the north of Burkina Faso.",
            ("Solhan", "BF", "city"),
        ),
        ("Gunmen killed nine traders near Solhan in Turkey.", ("Solhan", "TR", "city")),
        ("A bomb exploded in Boni in central Mali on Friday.", ("Boni", "ML", "city")),
        ("Gunmen killed a man in Santa Rosa in Honduras.", ("Santa Rosa", "HN", "city")),
        ("Soldiers raided the village of Tumba in eastern Congo.", ("Tumba", "CD", "city")),
        ("Gunmen stormed the town of Victoria in northern Nigeria.", ("Victoria", "NG", "city")),
        ("Two men were stabbed in Victoria in Australia.", ("Victoria", "AU", "region")),
        ("Forty were killed in Gaza in Israel's latest strikes.", ("Gaza", "PS", "city")),
        ("Forty died in Khartoum in Sudan army raids.", ("Khartoum", "SD", "city")),
        (
            "Fighters seized six people in Galmudug state in Somalia.",
            ("Galmudug state", "SO", "region"),
        ),
        (
            "Shells hit the Zakho district of Dohuk province in Iraq.",
            ("Dohuk Province", "IQ", "region"),
        ),
        ("Pirates boarded a tanker in the Gulf of Guinea.", ("Gulf of Guinea", None, "region")),
        ("A missile hit a cargo ship in the Gulf of Aden.", ("Gulf of Aden", None, "region")),
        ("Gunmen shot at a boat in the Bay of Bengal.", ("Bay of Bengal", None, "region")),
        ("A drone hit a tanker in the Red Sea on Friday.", ("Red Sea", None, "region")),
        ("Red Sea attacks have cut traffic by half.", ("Red Sea", None, "region")),
        ("Gunmen attacked a convoy in Red Sea state in Sudan.", ("Red Sea", "SD", "region")),
        (
            "Police in Kabul said a man died in an orchard of Zzymer village on Monday.",
            ("Zzymer", "AF", "city"),
        ),
    ],
)
def test_a_place_is_resolved_by_its_neighbours(text: str, place: tuple[str, str, str]) -> None:
    assert place in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Boston Globe reported it.",
        "He was taken to the hospital.",
        "A bomb on a ferry in Manila Bay killed 116 people.",
        "A bomb went off outside the Hilton hotel on Friday.",
        "He may march in May.",
        "He was found in the 300 block of Lincoln.",
        "They met near Austin and Monroe streets.",
        "She ran along Algonquin Pkwy. at noon.",
        "A man was shot dead in Throneberry's home.",
        "He works for the Lincoln Motor Co. and lives alone.",
        "She was hurt in the shooting on Monday at 333 Rio Vista Dr.",
        "A car was hit on Parade Parkway, police said.",
        "On Nov. 14, they obtained a warrant.",
        "He lives in the Harlem Gardens community.",
        "Two of the dead were of one family, the Gilbert family, police said.",
    ],
)
def test_look_alikes_are_no_places(text: str) -> None:
    assert found(text) == []


def test_the_dateline_is_marked() -> None:
    doc = nlp.load()("KABUL, Afghanistan (Sample) - A bomb went off in Herat.")
    places.annotate(doc)
    assert [span.text for span in doc.spans["dateline"]] == ["KABUL, Afghanistan"]


def test_a_quarter_is_not_the_city_of_its_name() -> None:
    text = "A boy was shot in Austin. The shooting in the Austin neighborhood was the third in Chicago this week."
    assert {name for name, _, _ in found(text)} == {"Chicago"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A drone struck the Red Sea port of Hodeidah on Friday.", {"Al Ḩudaydah"}),
        ("Two men stabbed a tourist in Egypt's Red Sea resort of Hurghada.", {"Egypt", "Hurghada"}),
        ("Ukraine hit a ship of the Black Sea fleet in Sevastopol.", {"Ukraine", "Sevastopol"}),
        ("Fighters killed 12 soldiers on an island in Lake Chad.", {"Lake Chad"}),
        ("Fighters in the Lake Chad basin killed 12 soldiers in Diffa.", {"Diffa"}),
    ],
)
def test_the_name_of_a_sea_is_no_town_or_country(text: str, names: set[str]) -> None:
    assert {name for name, _, _ in found(text)} == names


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Chelan County deputies found a man shot in Manson.", ("Manson", "Washington")),
        ("A man was shot in Warren. Detectives from Ohio arrested a friend.", ("Warren", "Ohio")),
    ],
)
def test_a_county_or_a_state_tells_which_town_is_meant(text: str, place: tuple[str, str]) -> None:
    doc = nlp.load()(text)
    places.annotate(doc)
    values = [value for _, value in mentions.read(doc, "places", PlaceValue)]
    assert place in {(value.name, value.admin1) for value in values}


def test_parts_of_double_names_and_stations_are_no_places() -> None:
    text = (
        "Girl hurt in drive-by shooting - KSLA News 12 Shreveport, Louisiana News Weather & Sports\n\n"
        "Miami-Dade Police said the girl was shot in Miami."
    )
    assert {name for name, _, _ in found(text)} == {"Miami"}


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("Salem, Va.", "Virginia"),
        ("Salem, Mass.", "Massachusetts"),
        ("Lancaster, Pa.", "Pennsylvania"),
        ("Lancaster, Calif.", "California"),
        ("Cumberland, Md.", "Maryland"),
        ("Athens, Ga.", "Georgia"),
        ("Monroe, La.", "Louisiana"),
        ("Charleston, W.Va.", "West Virginia"),
        ("Rochester, N.Y.", "New York"),
        ("Washington, D.C.", "Washington, D.C."),
    ],
)
def test_an_abbreviated_state_tells_which_city_is_meant(name: str, region: str) -> None:
    doc = nlp.load()(f"A man was shot dead in {name}, on Friday.")
    places.annotate(doc)
    first = next(value for _, value in mentions.read(doc, "places", PlaceValue))
    assert first.admin1 == region


def regions(text: str) -> set[tuple[str, str | None]]:
    doc = nlp.load()(text)
    places.annotate(doc)
    return {(value.name, value.admin1) for _, value in mentions.read(doc, "places", PlaceValue)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # told with its state once, it is that one all along
        (
            "SALISBURY, N.C. (WXYZ) - A man was shot in Salisbury. Salisbury police came.",
            {("Salisbury", "North Carolina")},
        ),
        # a word that is no place elsewhere is one here
        ("READING, Pa. - Four people were shot in Reading on Monday.", {("Reading", "Pennsylvania")}),
        ("They were reading in Bath when he was shot.", {("Bath", "England")}),
        # a dateline without a state
        ("CINCINNATI (WXYZ) - Police looked for a car after a teen was shot.", {("Cincinnati", "Ohio")}),
        # larger by far than its namesakes abroad
        ("A man is dead after a double shooting in Flagstaff.", {("Flagstaff", "Arizona")}),
        # a small namesake in a state that the text does not speak of
        (
            "Two men were shot in Homewood on Friday, police in Pittsburgh, Pa., said.",
            {("Pittsburgh", "Pennsylvania")},
        ),
        # a town by its name alone, where nothing tells which of its namesakes
        ("A boy shot himself in Troy. The sheriff's office was called to the 300 block of Oak.", {("Troy", None)}),
        ("Police looked for a man in Upper Darby.", {("Upper Darby", None)}),
        (
            "A girl was shot on Monday in Williamsburg, the sheriff's office said. She was flown to the University of Tennessee "
            "Medical Center.",
            {("Williamsburg", None)},
        ),
        # a town that no gazetteer knows, in a state that is known
        ("Two men were shot in Toone, Tennessee.", {("Toone", "Tennessee"), ("Tennessee", "Tennessee")}),
        # another town's second name is not meant
        ("A man was shot in Santa Ana, sheriff's deputies said. The FBI came.", {("Santa Ana", "California")}),
        ("LA PORTE, Ind. (WXYZ) - A boy was shot.", {("La Porte", "Indiana")}),
        # the town behind a name is no part of it
        ("A girl was shot in a car, Stockton police said. Melanie Ruiz of Stockton called 911.", {("Stockton", "California")}),
    ],
)  # fmt: skip
def test_american_local_news(text: str, wanted: set[tuple[str, str | None]]) -> None:
    assert regions(text) == wanted


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("Two hurt in South Chicago shooting. They were shot in the South Chicago neighborhood of Chicago.", "Chicago"),
        ("A boy was shot in Kensington. Police in the Kensington section of Philadelphia closed a street.", "Philadelphia"),
        ("A boy was shot in Philadelphia's Tioga-Nicetown section. The Tioga shooting was at noon.", "Philadelphia"),
        ("A man was shot in the Kensington area of Philadelphia.", "Philadelphia"),
        ("A section of the road was closed. A man was shot in Kensington, Pennsylvania.", "Kensington"),
    ],
)  # fmt: skip
def test_the_quarter_that_a_shooting_is_named_after_is_not_a_city(text: str, town: str) -> None:
    assert {name for name, _, _ in found(text)} - {"Pennsylvania"} == {town}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Gunmen stormed Dinangou, a town near the border with Burkina Faso in central Mali.", {"Dinangou", "Mali"}),
        ("Homes burned in Umm Sarho, a small village in Sudan.", {"Umm Sarho", "Sudan"}),
        ("Mali's army was attacked. In Kossobarka, gunmen shot a trader dead.", {"Mali", "Kossobarka"}),
        ("A mine exploded near Tessagane, in the north of Mali.", {"Tessagane", "Mali"}),
        ("Gunmen shot Moussa Keita, a town councillor, in Mali.", {"Mali"}),
        ("Gunmen shot Moussa Keita, a village's baker, in Mali.", {"Mali"}),
    ],
)  # fmt: skip
def test_a_town_that_no_gazetteer_knows_by_what_is_said_of_it(text: str, wanted: set[str]) -> None:
    assert {name for name, _, _ in found(text)} - {"Burkina Faso"} == wanted


@pytest.mark.parametrize(
    "line",
    [
        "By AMINA SULE",
        "By Amina Sule, Minna and Ruth Eze, Abuja",
        "by Jeanne de la Tour and Omar al-Masri",
        "By Our Staff Reporter",
        "Staff Correspondent",
        "Press Trust of India | Ranchi",
    ],
)
def test_a_line_says_who_wrote_it(line: str) -> None:
    doc = nlp.load()(f"Shabaab claims bombing in Lamu\n\n{line}\n\nA blast killed five policemen.")
    places.annotate(doc)
    assert [span.text.strip() for span in doc.spans["bylines"]] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "By Monday, 12 had died in hospital.",
        "Reporter shot dead in Lamu",
        "By noon the fire was out",
    ],
)
def test_a_line_that_tells_something_says_not_who_wrote_it(line: str) -> None:
    doc = nlp.load()(f"Blast in Lamu\n\n{line}\n\nA blast killed five policemen.")
    places.annotate(doc)
    assert not doc.spans["bylines"]


def test_a_state_is_no_town_of_its_name_in_the_dateline() -> None:
    text = "OAXACA, Mexico (Sample) — A man was shot in the Mexican state of Oaxaca, officials in Oaxaca said."
    assert [place for place in found(text) if place[0] == "Oaxaca"] == [
        ("Oaxaca", "MX", "city"),
        ("Oaxaca", "MX", "region"),
        ("Oaxaca", "MX", "city"),
    ]


def test_a_name_does_not_speak_for_a_country_by_itself() -> None:
    text = (
        "Gunmen attacked a prison in Beni, officials said. Troops in the east of the Democratic Republic of Congo drove "
        "them off. The mayor of Beni thanked the Congolese army."
    )
    assert [place for place in found(text) if place[0].startswith("Beni")] == [
        ("Beni", "CD", "city")
    ] * 2
