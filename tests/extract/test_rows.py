"""Rows of incident data bases: what their columns mean, and that every claim quotes its cells."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from kgraph import mappings, pipeline
from kgraph.errors import DocumentError, UsageError
from kgraph.interface import as_json, value_json
from kgraph.model import DocumentReports

GED = """id,date_start,date_end,country,type_of_violence,side_a,side_b,latitude,longitude,low,best,high
1,2014-05-03,2014-05-05,Nigeria,3,Boko Haram,Civilians,11.0,13.5,3,5,9
2,2014-05-04,2014-05-04,Syria,State-based violence,Government of Syria,IS,34.6,38.3,0,0,2
"""
ACLED = """event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,country,admin1,location,latitude,longitude,fatalities,notes
AFG1,05 September 2022,Explosions/Remote violence,Suicide bomb,Islamic State,Civilians (Afghanistan),Afghanistan,Kabul,Kabul,34.53,69.17,6,"A bomber
struck, at noon"
"""
GTD = """eventid,iyear,imonth,iday,country_txt,provstate,city,latitude,longitude,attacktype1_txt,targtype1_txt,target1,gname,weaptype1_txt,nkill,nwound,nkillter
197001010002,1970,1,0,United States,Illinois,Cairo,37.0,-89.17,Armed Assault,Police,Cairo Police Headquarters,Unknown,Firearms,0,-9,0
"""


def read(tmp_path: Path, table: str, **options: Any) -> tuple[list[DocumentReports], list[str]]:
    path = tmp_path / "table.csv"
    path.write_text(table, "utf-8")
    problems: list[DocumentError] = []
    found = list(pipeline.extract([path], problems.append, pipeline.Options(jobs=1, **options)))
    return found, [str(problem) for problem in problems]


def facts(read: DocumentReports) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for claim in read.reports[0].claims:
        found.setdefault(claim.property, []).append(value_json(claim.value))
    return found


@pytest.mark.parametrize("table", [GED, ACLED, GTD])
def test_every_claim_quotes_its_cells(tmp_path: Path, table: str) -> None:
    found, problems = read(tmp_path, table)
    assert found and not problems
    for item in found:
        for claim in item.reports[0].claims:
            assert claim.evidence
            for evidence in claim.evidence:
                assert item.document.text[evidence.start : evidence.end] == evidence.quote


def test_one_sided_violence_has_a_perpetrator_and_civilians_as_its_target(tmp_path: Path) -> None:
    (one, _), _ = read(tmp_path, GED)
    said = facts(one)
    assert one.document.id == "ucdp-ged:1" and one.reports[0].type == "attack"
    assert said["date"] == [
        {"earliest": "2014-05-03", "latest": "2014-05-05", "edtf": "2014-05-03/2014-05-05"}
    ]
    assert [actor["id"].rpartition("/")[2] for actor in said["perpetrator"]] == ["boko-haram"]
    assert said["target"][0]["type"] == "civilians"
    assert {key: said["killed"][0][key] for key in ("best", "low", "high")} == {
        "best": 5,
        "low": 3,
        "high": 9,
    }
    assert said["place"][0]["country"] == "NG"


def test_both_sides_of_a_battle_are_actors(tmp_path: Path) -> None:
    _, two = read(tmp_path, GED)[0]
    assert two.reports[0].type == "clash"
    assert [actor["name"] for actor in facts(two)["perpetrator"]] == ["Syria", "Islamic State"]


def test_acled_columns(tmp_path: Path) -> None:
    ((one,), _) = read(tmp_path, ACLED)
    said = facts(one)
    assert one.reports[0].type == "suicide-bombing"
    assert said["date"][0]["edtf"] == "2022-09-05"
    assert said["place"][0]["name"] == "Kabul" and said["place"][0]["admin1"] == "Kabul"
    assert said["target"][0]["type"] == "civilians"
    assert "notes: A bomber struck, at noon" in one.document.text


def test_gtd_columns(tmp_path: Path) -> None:
    ((one,), _) = read(tmp_path, GTD)
    said = facts(one)
    assert one.reports[0].type == "armed-assault"
    assert said["date"][0]["edtf"] == "1970-01"
    assert "perpetrator" not in said and "wounded" not in said
    assert said["target"][0] == {
        "name": "Cairo Police Headquarters",
        "mention": "Cairo Police Headquarters",
        "type": "police",
    }
    assert said["weapon"][0]["type"] == "firearm"


def test_a_town_that_gtd_calls_unknown_is_none(tmp_path: Path) -> None:
    ((one,), _) = read(tmp_path, GTD.replace(",Cairo,37.0,-89.17", ",Unknown,,"))
    place = facts(one)["place"][0]
    assert (place["name"], place["precision"]) == ("Illinois", "region")
    assert place.get("city") is None


@pytest.mark.parametrize(("low", "best", "high"), [(9, 5, 7), (9, 5, 3), (1, 8, 4)])
def test_bounds_that_do_not_hold_the_best_estimate_are_widened(
    tmp_path: Path, low: int, best: int, high: int
) -> None:
    found, _ = read(tmp_path, GED.replace("3,5,9", f"{low},{best},{high}"))
    killed = facts(found[0])["killed"][0]
    numbers = (low, best, high)
    assert (killed["low"], killed["best"], killed["high"]) == (min(numbers), best, max(numbers))


@pytest.mark.parametrize(
    ("words", "low", "best", "high"),
    [("1,200", 1200, 1200, 1200), ("2.5", 2, 2, 3), ("0.25", 0, 0, 1), ("7.0", 7, 7, 7)],
)
def test_thousands_may_be_set_apart_and_shares_of_a_toll_lie_between_whole_numbers(
    tmp_path: Path, words: str, low: int, best: int, high: int
) -> None:
    ((one,), problems) = read(tmp_path, acled(fatalities=words))
    killed = facts(one)["killed"][0]
    assert (killed["low"], killed["best"], killed["high"]) == (low, best, high)
    assert problems == []


@pytest.mark.parametrize(
    ("cells", "tolls"),
    [
        pytest.param(["1.200", "12"], [1200, 12], id="thousands"),
        pytest.param(["1.000", "12"], [1000, 12], id="whole thousands"),
        pytest.param(["1.234.567", "12"], [None, 12], id="more than any incident"),
        pytest.param(["1.200", "2.5"], [None, 2], id="a riddle beside a share"),
        pytest.param(["1.000", "0.500"], [1, 0], id="three decimals everywhere"),
        pytest.param(["1.333", "12"], [None, 12], id="a share or thousands"),
        pytest.param(["1.000", "3.000"], [None, None], id="no whole number tells"),
        pytest.param(["1'200", "1 000"], [1200, 1000], id="other marks"),
    ],
)
def test_whether_a_point_sets_thousands_apart_is_told_by_the_other_tolls(
    tmp_path: Path, cells: list[str], tolls: list[int | None]
) -> None:
    one, two = (acled(fatalities=cell) for cell in cells)
    found, problems = read(tmp_path, f"{one}\n{two.splitlines()[1]}")
    best = [facts(item).get("killed", [{"best": None}])[0]["best"] for item in found]
    assert best == tolls
    assert [problem.partition(":")[2][:2] for problem in problems] == [
        f"{line}:" for line, toll in enumerate(tolls, start=2) if toll is None
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("abc,5,9", "table.csv:2: low: 'abc' is no number of people; the row is kept without that"),
        (
            "3,5,1e5",
            "table.csv:2: high: '1e5' is no number of people; the row is kept without that",
        ),
    ],
)
def test_a_bound_that_cannot_be_read_is_told_beside_one_that_can(
    tmp_path: Path, row: str, said: str
) -> None:
    found, (problem,) = read(tmp_path, GED.replace("3,5,9", row))
    assert facts(found[0])["killed"][0]["best"] == 5
    assert problem.endswith(said)


def test_an_end_that_is_no_date_is_told_and_the_beginning_kept(tmp_path: Path) -> None:
    found, (problem,) = read(tmp_path, GED.replace("2014-05-05", "later"))
    assert facts(found[0])["date"][0]["edtf"] == "2014-05-03"
    assert "table.csv:2: 'later' is no date that is known" in problem


def test_a_bad_row_costs_that_row_only(tmp_path: Path) -> None:
    found, problems = read(tmp_path, GED + "3,2014-05-04\n,2014-05-04,,Syria,1,a,b,1,1,0,0,0\n")
    assert len(found) == 2
    assert [problem.partition("table.csv")[2] for problem in problems] == [
        ":4: has 2 cells where the header has 12; correct it",
        ":5: has no id; correct it",
    ]


def test_a_mapping_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        'name = "Ours"\nedition = "1"\nlicence = "CC0"\nneeds = ["nr"]\n'
        '[columns]\nid = "nr"\ndate = "day"\nkilled = "dead"\ntype = "what"\n'
        '[values.type]\nBlast = "bombing"\n',
        "utf-8",
    )
    ((one,), _) = read(tmp_path, "nr,day,dead,what\n7,2020-01-02,4,blast\n", mapping=str(own))
    assert one.document.id == "own:7" and one.reports[0].type == "bombing"
    assert as_json(one)["document"]["publisher"] == "Ours"
    assert facts(one)["date"][0]["earliest"] == dt.date(2020, 1, 2).isoformat()


@pytest.mark.parametrize(
    "name", ['"dead\nat most"', '"dead\r\n at most"', " Dead\u00a0at most ", "dead  at most"]
)
def test_a_name_of_a_column_may_be_broken_into_lines(tmp_path: Path, name: str) -> None:
    own = own_mapping(tmp_path, 'id = "nr"', 'killed = "dead"', 'killed_high = "dead at most"')
    (one,), problems = read(tmp_path, f"nr,dead,{name}\n7,3,5\n", mapping=own)
    assert (facts(one)["killed"][0]["high"], problems) == (5, [])
    assert len(one.document.text.splitlines()) == 3


def test_a_row_with_an_impossible_date_of_publication_is_kept(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        'name = "Ours"\nedition = "1"\nlicence = "CC0"\nneeds = ["nr"]\n'
        '[columns]\nid = "nr"\npublished = "printed"\n',
        "utf-8",
    )
    table = "nr,printed\n7,soon\n8,2020-01-02\n"
    found, problems = read(tmp_path, table, mapping=str(own))
    assert [item.document.published for item in found] == [None, dt.date(2020, 1, 2)]
    assert len(problems) == 1 and ":2: 'soon' is not a date" in problems[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = [", "is no mapping"),
        ('name = "a"', "is no mapping"),
        (
            'name = "a"\nedition = "1"\nlicence = ""\nneeds = []\n[columns]\ncolour = "c"',
            r"\[columns\] has 'colour'",
        ),
        (
            'name = "a"\nedition = "1"\nlicence = ""\nneeds = []\n[columns]\ndate = "day"',
            r"\[columns\] says nothing of 'id'",
        ),
        (
            'name = "a"\nedition = "1"\nlicence = ""\nneeds = []\n[columns]\nid = "nr"\n[values.type]\nblast = "bomb"',
            r"\[values\.type\] has 'blast' = 'bomb'; known are air-strike, .*",
        ),
        (
            'name = "a"\nedition = "1"\nlicence = ""\nneeds = []\n[columns]\nid = "nr"\n[values.colour]\nred = "c"',
            r"\[values\.colour\]; coded columns are type, target_type, weapon_type, country",
        ),
        (
            'name = "a"\nedition = "1"\nlicence = ""\nneeds = []\n[columns]\nid = "nr"\n[values.country]\nCongo = "COG"',
            r"\[values\.country\] has 'congo' = 'COG'; write an ISO code of two capitals",
        ),
    ],
)
def test_a_bad_mapping_is_one_clear_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=said):
        mappings.read(path)


def test_an_unknown_mapping_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="acled, gtd, ucdp-ged"):
        mappings.named("nothing-like-it")


@pytest.mark.parametrize(
    ("parts", "said"), [("1970,13,2", "'1970-13-2' is no date"), ("70,1,2", "'70-1-2' is no date")]
)
def test_a_month_or_year_that_is_none_is_told_with_its_date(
    tmp_path: Path, parts: str, said: str
) -> None:
    (one,), problems = read(tmp_path, GTD.replace(",1970,1,0,", f",{parts},"))
    assert "date" not in facts(one)
    assert len(problems) == 1 and said in problems[0]


def acled(**cells: str) -> str:
    """The row above with other cells."""
    row = {"event_id_cnty": "AFG1", "event_date": "05 September 2022", "event_type": "Battles",
           "actor1": "Islamic State", "country": "Afghanistan", "location": "Kabul",
           "latitude": "34.53", "longitude": "69.17", "fatalities": "6"}  # fmt: skip
    row |= cells
    return "\n".join(",".join(f'"{cell}"' for cell in line) for line in (row, row.values()))


@pytest.mark.parametrize(
    ("cells", "lacking", "said"),
    [
        ({"event_date": "soon"}, "date", "'soon' is no date that is known (write 2024-03-12)"),
        ({"event_date": "31 February 2024"}, "date", "'31 February 2024' is no date that is known"),
        ({"latitude": "91.0"}, "point", "'91.0', '69.17' are no latitude and longitude in degrees"),
        ({"longitude": "69 17"}, "point", "'34.53', '69 17' are no latitude and longitude"),
        (
            {"latitude": "0", "longitude": "0.0"},
            "point",
            "'0', '0.0' are no latitude and longitude",
        ),
        ({"latitude": "0", "longitude": "6.6"}, None, None),
        ({"latitude": ""}, "point", "'', '69.17' are no latitude and longitude in degrees"),
        ({"fatalities": "lots"}, "killed", "'lots' is no number of people"),
        ({"fatalities": "9" * 20}, "killed", f"'{'9' * 20}' is no number of people"),
        ({"event_date": "September 5, 2022"}, None, None),
        ({"latitude": "", "longitude": ""}, "point", None),
        ({"fatalities": ""}, "killed", None),
        pytest.param({"fatalities": "-99"}, "killed", None, id="a code for unknown"),
        ({"fatalities": "-3"}, "killed", "'-3' is no number of people"),
        ({"fatalities": "1.234"}, "killed", "'1.234' is no number of people"),
        (
            {"event_type": "Sorcery"},
            None,
            "'Sorcery' is no type of incident that ACLED is known to have",
        ),
        pytest.param({"fatalities": "nan"}, "killed", None, id="empty to pandas"),
        pytest.param({"fatalities": "NA"}, "killed", None, id="empty to R"),
        pytest.param(
            {"latitude": "-99", "longitude": "-99"}, "point", None, id="codes for unknown"
        ),
        ({"event_date": "2022-09-05 14:30:00"}, None, None),
        ({"event_date": "5.9.2022"}, None, None),
        ({"fatalities": "1,20"}, "killed", "'1,20' is no number of people"),
        pytest.param({"fatalities": "1.000"}, "killed", "fatalities: '1.000' is no n", id="riddle"),
        ({"fatalities": "1e9"}, "killed", "fatalities: '1e9' is no number of people"),
        ({"fatalities": "1_000"}, "killed", "'1_000' is no number of people"),
        ({"fatalities": "40000000"}, "killed", "'40000000' is no number of people"),
        ({"fatalities": "1 200"}, None, None),
        pytest.param({"event_date": "44809"}, None, None, id="days as a spreadsheet counts them"),
        ({"event_date": "2022-09-05T10:00:00Z"}, None, None),
        ({"event_date": "05/09/2022 14:30"}, None, "its dates may have the day or the month first"),
        ({"event_date": "99999"}, "date", "'99999' is no date that is known"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_and_costs_itself_only(
    tmp_path: Path, cells: dict[str, str], lacking: str | None, said: str | None
) -> None:
    (one,), problems = read(tmp_path, acled(**cells))
    told = facts(one)
    there = {"date": "date" in told, "killed": "killed" in told}
    there["point"] = told["place"][0]["lat"] is not None
    assert {name for name, known in there.items() if not known} == ({lacking} if lacking else set())
    if said is None:
        assert problems == []
    else:
        (problem,) = problems
        assert said in problem and ("table.csv:2: " in problem) == ("kept" in problem)


def test_a_table_that_lacks_a_column_or_any_row_is_one_clear_line(tmp_path: Path) -> None:
    _, (problem,) = read(tmp_path, acled().replace("actor1", "who"))
    assert "looks like ACLED but has no column actor1" in problem
    _, (problem,) = read(tmp_path, acled().partition("\n")[0])
    assert "holds no row below its header" in problem


def test_the_short_name_that_acled_writes_before_an_actor_is_passed_over(tmp_path: Path) -> None:
    (one,), _ = read(tmp_path, acled(actor1="BLA: Balochistan Liberation Army"))
    (plain,), _ = read(tmp_path, acled(actor1="Balochistan Liberation Army"))
    assert facts(one)["perpetrator"][0]["id"] == facts(plain)["perpetrator"][0]["id"]
    (other,), _ = read(tmp_path, acled(actor1="XYZ: Some Unheard Of Band"))
    assert facts(other)["perpetrator"][0]["name"] == "XYZ: Some Unheard Of Band"


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("JNIM: Group for Support of Islam and Muslims", "jamaat-nusrat-al-islam-wal-muslimin"),
        ("Communist Party of India - Maoist (CPI-Maoist)", "communist-party-of-india-maoist"),
        ("Basque Fatherland and Freedom (ETA)", "eta"),
    ],
)
def test_actors_are_known_by_the_names_of_data_bases(tmp_path: Path, name: str, id: str) -> None:
    (one,), _ = read(tmp_path, acled(actor1=name))
    assert facts(one)["perpetrator"][0]["id"].endswith(f"/{id}")


@pytest.mark.parametrize("missing", ["NA", "nan", "NULL", ".", "n/a", "-"])
def test_what_programs_write_for_an_empty_cell_is_no_name(tmp_path: Path, missing: str) -> None:
    (one,), problems = read(tmp_path, acled(actor1=missing, location=missing, country=missing))
    assert "perpetrator" not in facts(one) and "place" not in facts(one)
    assert problems == []


@pytest.mark.parametrize(
    ("countries", "codes"),
    [
        (["NA", "ML"], ["NA", "ML"]),
        (["NA", "Mali"], [None, "ML"]),
        (["NA", "NA"], [None, None]),
        (["Namibia", "N/A"], ["NA", None]),
    ],
)
def test_na_is_namibia_where_countries_are_codes(
    tmp_path: Path, countries: list[str], codes: list[str | None]
) -> None:
    one, two = (acled(country=country) for country in countries)
    found, problems = read(tmp_path, f"{one}\n{two.splitlines()[1]}")
    assert [facts(item)["place"][0]["country"] for item in found] == codes
    assert problems == []


@pytest.mark.parametrize(
    ("country", "code", "said"),
    [
        ("ML", "ML", None),
        ("MLI", "ML", None),
        ("XKX", "XK", None),
        ("XX", None, "'XX' is no one country"),
        ("Wakanda", None, "'Wakanda' is no one country"),
        ("Congo", None, "'Congo' is no one country"),
        ("Republic of Congo", "CG", None),
        ("DR Congo (Zaire)", "CD", None),
        ("Congo, Dem. Rep.", "CD", None),
        ("West Bank and Gaza Strip", "PS", None),
        ("Iran (Islamic Republic of)", "IR", None),
        ("Korea, South", "KR", None),
        ("The Netherlands", "NL", None),
        ("Côte d’Ivoire", "CI", None),
        ("NORTHERN IRELAND", "GB", None),
        ("Soviet Union", None, None),
    ],
)
def test_a_country_is_known_by_its_names_and_codes(
    tmp_path: Path, country: str, code: str | None, said: str | None
) -> None:
    (one,), problems = read(tmp_path, acled(country=country))
    assert facts(one)["place"][0]["country"] == code
    assert len(problems) == (said is not None) and all((said or "") in item for item in problems)


@pytest.mark.parametrize(
    ("country", "name"), [("ML", "Mali"), ("MLI", "Mali"), ("Mali", "Mali"), ("GP", "GP")]
)
def test_a_country_that_is_told_by_its_code_alone_has_a_name(
    tmp_path: Path, country: str, name: str
) -> None:
    (one,), _ = read(tmp_path, acled(country=country, admin1="", location=""))
    assert facts(one)["place"][0]["name"] == name


def test_a_data_base_may_mean_another_country_by_a_name(tmp_path: Path) -> None:
    found, problems = read(tmp_path, GED.replace("Nigeria", "Congo"))
    assert (facts(found[0])["place"][0]["country"], problems) == ("CG", [])


@pytest.mark.parametrize(
    ("bounds", "toll"),
    [
        ("3,,9", {"best": None, "low": 3, "high": 9}),
        ("3,,", {"best": None, "low": 3, "high": None}),
        (",,9", {"best": None, "low": None, "high": 9}),
        ("4,,4", {"best": 4, "low": 4, "high": 4}),
        ("9,,3", {"best": None, "low": 3, "high": 9}),
        ("3,5,", {"best": 5, "low": 3, "high": 5}),
    ],
)
def test_bounds_are_kept_without_a_best_estimate(
    tmp_path: Path, bounds: str, toll: dict[str, int | None]
) -> None:
    found, problems = read(tmp_path, GED.replace("3,5,9", bounds))
    (killed,) = facts(found[0])["killed"]
    assert {end: killed[end] for end in toll} == toll and problems == []


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("5-7", 5, 7),
        ("5 – 7", 5, 7),
        ("0-2", 0, 2),
        ("at least 5", 5, None),
        ("5+", 5, None),
        (">= 5", 5, None),
        ("up to 7", None, 7),
    ],
)
def test_a_toll_may_be_told_by_its_bounds(
    tmp_path: Path, words: str, low: int | None, high: int | None
) -> None:
    (one,), problems = read(tmp_path, acled(fatalities=words))
    (killed,) = facts(one)["killed"]
    assert (killed["best"], killed["low"], killed["high"]) == (None, low, high)
    assert problems == []


@pytest.mark.parametrize(
    "words", ["7-5", "5?", "5-7-9", "-5", "12 (3 children)", "9 killed", "07-May"]
)
def test_what_is_no_toll_is_told(tmp_path: Path, words: str) -> None:
    (one,), (problem,) = read(tmp_path, acled(fatalities=words))
    assert "killed" not in facts(one) and f"{words!r} is no number of people" in problem


@pytest.mark.parametrize(
    ("kind", "sub", "told"),
    [
        ("Protests", "Peaceful protest", None),
        ("Strategic developments", "Agreement", None),
        ("Protests", "Excessive force against protesters", "attack"),
        ("Strategic developments", "Looting/property destruction", "looting"),
    ],
)
def test_what_is_no_violence_is_no_incident(
    tmp_path: Path, kind: str, sub: str, told: str | None
) -> None:
    (one,), problems = read(tmp_path, acled(event_type=kind, sub_event_type=sub))
    assert [report.type for report in one.reports] == ([told] if told else [])
    assert problems == []


@pytest.mark.parametrize(
    ("who", "told"),
    [("Unknown", []), ("unidentified", []), ("?", []), ("Unknown Soldiers", ["Unknown Soldiers"])],
)
def test_a_table_of_ones_own_need_not_say_what_stands_for_nobody(
    tmp_path: Path, who: str, told: list[str]
) -> None:
    own = own_mapping(tmp_path, 'id = "nr"', 'perpetrator = "who"', 'place = "town"')
    (one,), _ = read(tmp_path, f"nr,who,town\n7,{who},unknown\n", mapping=own)
    assert [actor["name"] for actor in facts(one).get("perpetrator", [])] == told
    assert "place" not in facts(one)


@pytest.mark.parametrize(
    ("cell", "claimed"),
    [("1", True), ("1.0", True), ("TRUE", True), ("yes", True), ("0", False), ("no", False), ("", False)],
)  # fmt: skip
def test_a_perpetrator_that_claimed_the_deed(tmp_path: Path, cell: str, claimed: bool) -> None:
    own = own_mapping(tmp_path, 'id = "nr"', 'perpetrator = "who"', 'claimed = "said so"')
    (one,), _ = read(tmp_path, f"nr,who,said so\n7,JNIM,{cell}\n", mapping=own)
    assert ("claimedBy" in facts(one)) == claimed


def test_an_unidentified_side_is_no_actor(tmp_path: Path) -> None:
    (one,), _ = read(tmp_path, acled(actor2="Unidentified Armed Group (Mali)"))
    assert [actor["name"] for actor in facts(one)["perpetrator"]] == ["Islamic State"]
    ((other,), _) = read(tmp_path, GTD.replace("Cairo Police Headquarters", "Unknown"))
    assert facts(other)["target"] == [{"name": None, "mention": None, "type": "police"}]


@pytest.mark.parametrize(
    ("first", "second", "days", "said"),
    [
        ("03/25/2022", "03/12/2022", ["2022-03-25", "2022-03-12"], None),
        ("25/03/2022", "12/03/2022", ["2022-03-25", "2022-03-12"], None),
        ("03/05/2022", "12/03/2022", ["2022-05-03", "2022-03-12"], "read day first"),
    ],
)
def test_dates_with_slashes_are_read_as_the_whole_column_has_them(
    tmp_path: Path, first: str, second: str, days: list[str], said: str | None
) -> None:
    table = acled(event_date=first) + "\n" + acled(event_date=second).partition("\n")[2]
    found, problems = read(tmp_path, table)
    assert [facts(item)["date"][0]["edtf"] for item in found] == days
    assert [said in problem for problem in problems if said] == ([True] if said else [])
    assert len(problems) == (said is not None)


def test_a_table_with_semicolons_has_decimal_commas(tmp_path: Path) -> None:
    table = (
        GED.splitlines()[0].replace(",", ";")
        + "\n1;2014-05-03;;Nigeria;3;Boko Haram;Civilians;11,5;13,25;3;1.234;2000\n"
    )
    (one,), problems = read(tmp_path, table)
    place, killed = facts(one)["place"][0], facts(one)["killed"][0]
    assert (place["lat"], place["lon"], killed["best"]) == (11.5, 13.25, 1234)
    assert problems == []


def test_an_end_before_its_beginning_is_told_and_the_beginning_kept(tmp_path: Path) -> None:
    found, (problem,) = read(tmp_path, GED.replace("2014-05-05", "2014-05-01"))
    assert facts(found[0])["date"][0]["edtf"] == "2014-05-03"
    assert "table.csv:2: '2014-05-01' ends what begins later" in problem


def test_a_date_that_cannot_be_read_leaves_the_year(tmp_path: Path) -> None:
    (one,), (problem,) = read(tmp_path, acled(event_date="soon", year="2022"))
    assert facts(one)["date"][0]["edtf"] == "2022"
    assert "'soon' is no date" in problem


def own_mapping(tmp_path: Path, *columns: str) -> str:
    lines = ('name = "Ours"', 'edition = "1"', 'licence = ""', 'needs = ["nr"]', "[columns]")
    (tmp_path / "own.toml").write_text("\n".join((*lines, *columns)), "utf-8")
    return str(tmp_path / "own.toml")


def test_a_mapping_that_does_not_fit_the_table_is_told_once(tmp_path: Path) -> None:
    mapping = own_mapping(tmp_path, 'id = "nr"', 'date = "dy"', 'killed = "dead"')
    found, (problem,) = read(tmp_path, "nr,day,dead\n7,2020-01-02,4\n8,,3\n", mapping=mapping)
    assert len(found) == 2
    assert f"has no column dy, which the mapping {mapping} names" in problem
    none, (problem,) = read(tmp_path, "no,day\n7,2020-01-02\n8,\n", mapping=mapping)
    assert none == [] and f"has no column nr, which the mapping {mapping} needs" in problem
    none, (problem,) = read(tmp_path, GTD, mapping="acled")
    assert none == [] and "has no column event_id_cnty and no event_date" in problem


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("name = 7", "'name' is no text; put it in quotation marks"),
        ('nobody = "Unknown"', "'nobody' is no list of words"),
        ('tolls_include_attackers = "yes"', "'tolls_include_attackers' is neither true nor false"),
        ('bothsides = ["clash"]', "has 'bothsides'; known are name, edition"),
        ('columns = {id = [5, "day"]}', r"\[columns\] gives 'id' what is no name of a column"),
    ],
)
def test_a_key_of_a_mapping_that_holds_what_it_cannot_is_one_clear_line(
    tmp_path: Path, line: str, said: str
) -> None:
    given = {
        "name": '"a"',
        "edition": '"1"',
        "licence": '""',
        "needs": "[]",
        "columns": '{id = "nr"}',
    }
    key, _, value = line.partition(" = ")
    path = tmp_path / "bad.toml"
    path.write_text("\n".join(f"{k} = {v}" for k, v in (given | {key: value}).items()), "utf-8")
    with pytest.raises(UsageError, match=said):
        mappings.read(path)


@pytest.mark.parametrize(
    ("words", "toll"),
    [
        ("about 5", (5, 5, None)),
        ("~5", (5, 5, None)),
        ("c. 12", (12, 12, None)),
        ("ca 12", (12, 12, None)),
        ("approx. 3", (3, 3, None)),
        ("> 3", (3, 3, None)),
        ("more than 10", (10, 10, None)),
        ("fewer than 3", (None, None, 3)),
        ("3 or 4 people", (None, 3, 4)),
        ("five", (5, 5, 5)),
        ("several", (None, 2, None)),
        ("dozens", (None, 24, None)),
    ],
)
def test_tolls_in_words(
    tmp_path: Path, words: str, toll: tuple[int | None, int | None, int | None]
) -> None:
    (one,), problems = read(tmp_path, acled(fatalities=words))
    (killed,) = facts(one)["killed"]
    assert (killed["best"], killed["low"], killed["high"]) == toll and problems == []


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("2021", "2021"),
        ("2021-00-00", "2021"),
        ("2021-07", "2021-07"),
        ("2021-07-00", "2021-07"),
        ("2021/7/??", "2021-07"),
        ("07/2021", "2021-07"),
        ("July 2021", "2021-07"),
        ("Sept. 2021", "2021-09"),
        ("2021-07-01 to 2021-07-03", "2021-07-01/2021-07-03"),
        ("2021-07-01/2021-07-03", "2021-07-01/2021-07-03"),
        ("1 July 2021 - 3 July 2021", "2021-07-01/2021-07-03"),
    ],
)
def test_dates_that_are_no_one_day(tmp_path: Path, words: str, edtf: str) -> None:
    (one,), problems = read(tmp_path, acled(event_date=words))
    assert [date["edtf"] for date in facts(one)["date"]] == [edtf] and problems == []


@pytest.mark.parametrize(
    "words", ["2021-13", "2021-22-00", "3 July 2021 to 1 July 2021", "Q1 2021", "mid 2021"]
)
def test_dates_that_are_none(tmp_path: Path, words: str) -> None:
    (one,), (problem,) = read(tmp_path, acled(event_date=words))
    assert "date" not in facts(one) and f"{words!r} is no date that is known" in problem


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("JNIM; Islamic State", [("JNIM", "stated"), ("Islamic State", "stated")]),
        ("JNIM, Islamic State", [("JNIM", "stated"), ("Islamic State", "stated")]),
        ("Taliban / ISKP", [("Taliban", "stated"), ("ISKP", "stated")]),
        ("Boko Haram and ISWAP", [("Boko Haram", "stated"), ("ISWAP", "stated")]),
        ("Taliban or ISKP", [("Taliban", "suspected"), ("ISKP", "suspected")]),
        ("Red Front; Unknown; Blue Front", [("Red Front", "stated"), ("Blue Front", "stated")]),
        ("Sons of Salt and Sea", [("Sons of Salt and Sea", "stated")]),
        ("Salt, Sea", [("Salt, Sea", "stated")]),
        ("suspected Taliban", [("Taliban", "suspected")]),
        ("Taliban (suspected)", [("Taliban", "suspected")]),
        ("JNIM; ISGS?", [("JNIM", "stated"), ("ISGS", "suspected")]),
        ("Unknown gunmen", [("Unknown gunmen", "stated")]),
        ("suspected militants", [("militants", "suspected")]),
    ],
)
def test_actors_in_one_cell(tmp_path: Path, words: str, told: list[tuple[str, str]]) -> None:
    (one,), _ = read(tmp_path, acled(actor1=words))
    claims = [claim for claim in one.reports[0].claims if claim.property == "perpetrator"]
    assert [(claim.evidence[0].quote, claim.certainty) for claim in claims] == told
    for claim in claims:
        named = not claim.evidence[0].quote[0].islower() and "gunmen" not in words
        assert value_json(claim.value)["named"] is named


@pytest.mark.parametrize(
    ("lat", "lon", "point", "problem"),
    [
        (
            "69.17",
            "34.53",
            None,
            "are not in Kabul, but would be with latitude and longitude swapped",
        ),
        ("34.53° N", "69.17° E", (34.53, 69.17), None),
        ("34,53", "69,17", (34.53, 69.17), None),
        ("34.9", "69.5", (34.9, 69.5), None),
        ("-34.53", "69.17", (-34.53, 69.17), None),
    ],
)
def test_points(
    tmp_path: Path, lat: str, lon: str, point: tuple[float, float] | None, problem: str | None
) -> None:
    table = acled(latitude=lat, longitude=lon)
    (one,), problems = read(tmp_path, table)
    (place,) = facts(one)["place"]
    assert (None if place["lat"] is None else (place["lat"], place["lon"])) == point
    assert [problem in told for told in problems] == ([True] if problem else [])
