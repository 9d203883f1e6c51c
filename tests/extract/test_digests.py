"""Texts that tell of several incidents: each is a report with its own day, place and toll."""

from __future__ import annotations

import pytest

from kgraph.model import CountValue, Report
from tests.extract.test_follow_ups import read
from tests.extract.test_reports_of_many_places import day, town

pytestmark = pytest.mark.model


def told(text: str) -> list[tuple[str, str | None, str | None, int | None]]:
    """The type, the day, the town and the dead of each report."""
    return [
        (report.type, day(report), town(report), _dead(report)) for report in read(text).reports
    ]


def _dead(report: Report) -> int | None:
    value = next((claim.value for claim in report.all("killed")), None)
    return value.best if isinstance(value, CountValue) else None


@pytest.mark.parametrize(
    ("text", "reports"),
    [
        (
            "Three killed in two separate shootings\n\nThree people were killed in two separate shootings in Baltimore over "
            "the weekend, police said.\n\nOn Saturday evening, two men were shot dead in a car on Pratt Street.\n\nAround 3 a.m. "
            "on Sunday, a 52-year-old woman was shot and killed at a bus stop. Nobody has been arrested.",
            [
                ("shooting", "2019-05-04", "Baltimore", 2),
                ("shooting", "2019-05-05", "Baltimore", 1),
            ],
        ),
        (
            "Attacks kill 13 in Iraq\n\nAttacks across Iraq killed 13 people on Sunday, officials said.\n\nA car bomb exploded "
            "near a bakery in Kirkuk, killing eight people.\n\nElsewhere, gunmen shot dead three policemen at a checkpoint in "
            "Ramadi.\n\nIn Samarra, a roadside bomb killed two soldiers.",
            [
                ("car-bombing", "2019-05-05", "Kirkuk", 8),
                ("shooting", "2019-05-05", "Ramadi", 3),
                ("ied", "2019-05-05", "Samarra", 2),
            ],
        ),
        (
            "A suicide bomber killed nine people in Kandahar on Sunday, the governor said.\n\nIn other violence, a roadside bomb killed "
            "four children in the city of Herat.\n\nAlso on Sunday, gunmen shot dead a judge in Jalalabad.",
            [
                ("suicide-bombing", "2019-05-05", "Kandahar", 9),
                ("ied", None, "Herat", 4),
                ("shooting", "2019-05-05", "Jalalabad", 1),
            ],
        ),
        (
            "Week in brief\n\nA look at attacks in the Sahel last week.\n\n- On 29 April, gunmen attacked a police post in Gorgadji, "
            "Burkina Faso, killing four officers.\n\n- On 30 April, a roadside bomb struck a convoy near Tessalit, in northern Mali. "
            "Two drivers were wounded.\n\n- On 2 May, armed men abducted a priest in Koutiala, Mali.",
            [
                ("armed-assault", "2019-04-29", "Gorgadji", 4),
                ("ied", "2019-04-30", "Tessalit", None),
                ("kidnapping", "2019-05-02", "Koutiala", None),
            ],
        ),
        (
            "Two soldiers were killed when rockets hit a base near Erbil on Saturday, the army said. On Sunday U.S. planes bombed "
            "six camps of militias in Syria, killing 20 fighters.",
            [
                ("shelling", "2019-05-04", "Erbil", 2),
                ("air-strike", "2019-05-05", "Syria", 20),
            ],
        ),
        (
            "Two gunmen shot dead a baker in Quito on Saturday. The next day, three men robbed a petrol station; nobody was hurt.",
            [("shooting", "2019-05-04", "Quito", 1), ("robbery", "2019-05-05", None, None)],
        ),
    ],
)
def test_a_digest_tells_of_each(
    text: str, reports: list[tuple[str, str | None, str | None, int | None]]
) -> None:
    assert told(text) == reports


def test_threats_before_an_attack_are_no_part_of_it() -> None:
    text = "Two gunmen shot dead a baker in Quito on Saturday. Since March he had received death threats, his wife said."
    (report,) = read(text).reports
    assert report.other_types == ()


@pytest.mark.parametrize(
    "text",
    [
        "Bombings at churches kill 31\n\nA wave of bombings at churches in Java killed 31 people on Sunday, police said.\n\nSuicide "
        "bombers struck a church in Surabaya at about 7 a.m., killing 18 people there.\n\nAt a church in Malang the attackers set "
        "off a car bomb, and 13 people died.",
        "Attacks on two bars kill seven\n\nSeven people were killed in attacks on two bars in Hanau on Sunday, police said.\n\nAt "
        "about 10 p.m. the gunman opened fire in a bar, killing three people.\n\nHe then drove to a second bar, where he shot dead "
        "four others.",
    ],
)
def test_one_operation_is_one_report(text: str) -> None:
    (report,) = read(text).reports
    assert _dead(report) in (31, 7)
