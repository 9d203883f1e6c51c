"""The first lines on an incident, in the words of many desks: its kind, its place, how many were harmed."""

from __future__ import annotations

import pytest

from kgraph.model import PlaceValue
from tests.extract.test_cases import main
from tests.extract.test_follow_ups import counts, read

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "A man drove a van into a queue outside a shop in Bochum on Tuesday, killing a pensioner.",
            "vehicle-ramming",
        ),
        ("Rockets aimed at the port hit a block of flats in Basra, killing a girl.", "shelling"),
        ("A boy was killed by Israeli fire during a protest in Hebron on Friday.", "shooting"),
        ("Gunmen abduct 50 women near Garissa in Kenya.", "kidnapping"),
        ("Armed men seized a German priest in Bamako on Sunday, a bishop said.", "kidnapping"),
        ("A drone dropped a grenade on a house in Tijuana on Sunday, hurting two.", "drone-strike"),
        ("A couple were found with their throats cut in Ludhiana on Tuesday.", "stabbing"),
        ("A soldier was killed by sniper fire near Zaysan on Tuesday.", "shooting"),
        (
            "Police are looking for two men over the murder of a blogger, who was hacked with meat cleavers in Dhaka.",
            "stabbing",
        ),
        ("A lawyer was found strangled in her flat in Oaxaca on Thursday, police said.", "attack"),
        (
            "An explosion ripped through a Shia mosque in Kunduz on Friday. Medics counted 46 dead.",
            "bombing",
        ),
    ],
)
def test_the_kind(text: str, kind: str) -> None:
    found = main(text)
    assert found is not None
    assert found.type == kind


@pytest.mark.parametrize(
    "text",
    [
        "The number of shootings in Baltimore fell by a tenth in August, the police chief said on Tuesday.",
        "A lorry ploughed into a market in Nakuru when its brakes failed on Tuesday, killing nine traders.",
        "Two hikers were killed by a bear near Brasov on Sunday, rescuers said.",
        "An explosion ripped through a flat in Lviv on Friday, killing two. A gas leak is to blame.",
    ],
)
def test_what_is_none(text: str) -> None:
    assert main(text) is None


@pytest.mark.parametrize(
    ("text", "property", "numbers"),
    [
        (
            "The death toll in Sunday's blasts at a bus park in Kampala has gone up to six after two of the injured died.",
            "killed",
            [6],
        ),
        (
            "A bomb ripped through a mosque in Kunduz on Friday. Officials put the number of dead at 46.",
            "killed",
            [46],
        ),
        ("Three men were shot at a bar in Toledo on Sunday. All three died.", "wounded", []),
        ("Five teenagers were found shot dead in a field near Cali on Tuesday.", "killed", [5]),
        ("Two men were shot and two women stabbed in Toledo. All survived.", "killed", []),
        (
            "State television said an Israeli raid on the Mezzeh district of Damascus had killed two people and wounded seven.",
            "wounded",
            [7],
        ),
    ],
)
def test_how_many(text: str, property: str, numbers: list[int]) -> None:
    assert counts(text, property, "stated") == numbers


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("An Israeli raid on the Mezzeh district of Damascus killed two people.", "Damascus"),
        ("A nurse was abducted from her car in Pétion-Ville on Friday.", "Pétionville"),
        ("Gunmen killed 40 villagers in Partyaga, eastern Burkina Faso, on Sunday.", "Partyaga"),
        ("A teenager from Sudan was killed in a knife attack in Bergen on Monday.", "Bergen"),
    ],
)
def test_where(text: str, name: str) -> None:
    (report,) = read(text).reports
    (claim,) = report.all("place")
    assert isinstance(claim.value, PlaceValue)
    assert claim.value.name == name


def test_where_somebody_is_from_is_no_scene() -> None:
    (report,) = read("A guard shot dead a teenager from Sudan at sea on Saturday.").reports
    assert not report.all("place")


def test_who_says_whom_it_targeted_claims() -> None:
    (report,) = read(
        "A suicide car bomber killed 14 people in a restaurant in Beledweyne on Sunday. "
        "Al Shabaab said it was targeting officials."
    ).reports
    assert [claim.value.name for claim in report.all("claimedBy")] == ["al-Shabaab"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "Egypt's army said it had killed three jihadists who attacked a checkpoint at Rabaa on Monday.",
        "The Syrian army killed four men who stormed a post near Homs on Monday, state television said.",
    ],
)
def test_who_fights_off_attackers_did_not_do_it(text: str) -> None:
    assert not read(text).reports[0].all("perpetrator")
