"""Texts that tell of several incidents: each is a report with its own day, place and toll."""

from __future__ import annotations

import pytest

from kgraph.model import CountValue, DateValue, PlaceValue, Report
from tests.extract.test_follow_ups import read

pytestmark = pytest.mark.model


def told(text: str) -> list[tuple[str, str | None, str | None, int | None]]:
    """The type, the day, the town and the dead of each report."""
    return [
        (report.type, _day(report), _town(report), _dead(report)) for report in read(text).reports
    ]


def _day(report: Report) -> str | None:
    value = next((claim.value for claim in report.all("date")), None)
    return value.edtf if isinstance(value, DateValue) else None


def _town(report: Report) -> str | None:
    value = next((claim.value for claim in report.all("place")), None)
    return value.name if isinstance(value, PlaceValue) else None


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
    ],
)
def test_a_digest_tells_of_each(
    text: str, reports: list[tuple[str, str | None, str | None, int | None]]
) -> None:
    assert told(text) == reports


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
