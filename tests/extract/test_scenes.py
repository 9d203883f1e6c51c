"""Which of a text's places is the incident's."""

from __future__ import annotations

import pytest

from tests.extract.test_cases import claims

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "A man was shot dead at a home in Troy, Mich., on Monday.\n\n"
            "Ann Lee, 22, of Detroit was arrested in Toledo, Ohio, on Tuesday.",
            "Troy",
        ),
        (
            "A woman was shot on Elm Street in Lansing, Mich.\n\nShe was flown to a hospital in Detroit.",
            "Lansing",
        ),
        (
            "A boy was shot while hunting in Ingham County, Mich., on Monday.\n\n"
            "The Ingham County Sheriff's Office said it happened off Meridian Road in Leslie.",
            "Leslie",
        ),
        (
            "Deputies were called to a home in Broken Arrow, Okla., southeast of Tulsa, where a man was shot dead on Monday.",
            "Broken Arrow",
        ),
        (
            "A boy was killed in a shooting in New Jersey on Monday, prosecutors said.\n\n"
            "Police were called to the scene on Cleveland Street in Orange at about 3:40 p.m.",
            "Orange",
        ),
        (
            "CHICAGO — A man was shot dead in the Chicago suburb of Evanston on Monday.\n\nChicago police joined the search.",
            "Evanston",
        ),
        (
            "A trader was kidnapped by gunmen as he left his shop in San Pedro Sula, Honduras, on Monday.\n\n"
            "He was released on Tuesday near Santa Rosa de Copán, his lawyer said.",
            "San Pedro Sula",
        ),
        (
            "Deputy's gun goes off\n\nLINCOLNTON, N.C. -- A Lincoln County deputy shot her daughter at their home on Monday.\n\n"
            "She works as a deputy at the Lincoln County Courthouse, the Lincoln County Sheriff's Office said.",
            "Lincolnton",
        ),
        (
            "A bomb went off at a market in Quetta on Monday, killing six people.\n\n"
            "Officials in Islamabad condemned the attack.",
            "Quetta",
        ),
    ],
)
def test_neither_home_nor_hospital_nor_speaker_gives_the_scene(text: str, place: str) -> None:
    (where,) = claims(text, "place")
    assert where.value.name == place  # type: ignore[union-attr]
