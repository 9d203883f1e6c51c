import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

import pyoxigraph as ox
import pytest
from rdflib.namespace import DCTERMS

from kgraph import claims, incidents, linking, terms
from kgraph.claims import recording
from kgraph.model import ActorValue
from kgraph.records import Record, Wording
from kgraph.store import open_store
from kgraph.vocab import KG
from tests import builders

TALIBAN = ActorValue("Taliban", "ArmedGroup", True, "Taliban", id="taliban")


def record(name: str, killed: int = 6, **more: object) -> Record:
    read = builders.read(name, killed, **more)  # type: ignore[arg-type]
    return recording.record(read.document, read.reports[0], Wording())


def said(quads: Iterable[ox.Quad], subject: str) -> set[tuple[str, str]]:
    return {
        (quad.predicate.value, quad.object.value) for quad in quads if quad.subject.value == subject
    }


def test_an_incident_says_what_its_report_says() -> None:
    found = said(incidents.quads([record("a")]), terms.incident(terms.report_id("a", 1)))
    assert (str(KG.killed), "6") in found
    assert (str(KG.report), terms.report(terms.report_id("a", 1))) in found
    assert (str(KG.perpetrator), "https://w3id.org/kgraph/id/actor/islamic-state") in found
    assert (str(KG.voices), "1") in found


def test_it_has_a_name_for_people() -> None:
    labels = {
        quad.object.value
        for quad in incidents.quads([record("a")])
        if quad.predicate.value.endswith("#label")
    }
    assert labels == {"Suicide bombing in Kabul, 2022-09-05 (6 killed)"}


def test_the_latest_total_is_taken_and_the_bounds_are_of_all() -> None:
    early, late = record("a", 4), record("b", 7)
    late = Record(**{**fields(late), "published": dt.date(2022, 9, 9)})
    quads = list(incidents.quads([late, early]))
    incident = incidents.iri([early, late])
    assert (str(KG.killed), "7") in said(quads, incident)
    resolution = next(
        quad.subject.value
        for quad in quads
        if quad.predicate.value == str(KG.property) and quad.object.value == str(KG.killed)
    )
    told = said(quads, resolution)
    assert {(str(KG.value), "7"), (str(KG.low), "4"), (str(KG.policy), "latest-total")} <= told
    assert sum(predicate == str(KG.supportedBy) for predicate, _ in told) == 1


@pytest.mark.parametrize(
    ("told", "chosen"),
    [
        (((7, None, 0.9), (9, 9, 0.5)), "9"),  # "at least seven" leaves nine possible
        (((9, None, 0.9), (7, 7, 0.5)), "9"),
        (((7, 7, 0.9), (9, 9, 0.5)), "7"),  # of two that contradict each other the surer
        (((7, None, 0.9), (9, None, 0.5)), "7"),
    ],
)
def test_of_one_day_an_exact_total_goes_beyond_a_lower_bound(
    told: tuple[tuple[int, int | None, float], ...], chosen: str
) -> None:
    records = [counted(name, *how) for name, how in zip("ab", told, strict=True)]
    for given in (records, records[::-1]):
        assert (str(KG.killed), chosen) in said(incidents.quads(given), incidents.iri(records))


def counted(name: str, best: int, high: int | None, confidence: float) -> Record:
    """A record whose toll of dead is told so."""
    made = record(name, best)
    says = (
        replace(item, value={**item.value, "low": best, "high": high}, confidence=confidence)
        if item.property == "killed"
        else item
        for item in made.says
    )
    return replace(made, says=tuple(says))


def fields(item: Record) -> dict[str, object]:
    return {name: getattr(item, name) for name in Record.__slots__}


@pytest.mark.parametrize(
    ("other", "differ"),
    [
        ({"killed": 6}, set()),
        ({"killed": 3}, set()),  # "at least three" leaves six possible
        ({"killed": 9}, set()),  # the last says "at least nine", the first "at least six"
        ({"perpetrator": TALIBAN}, {"perpetrator"}),
        ({"day": builders.DAY + dt.timedelta(days=1)}, {"date"}),
    ],
)
def test_a_conflict_is_what_cannot_both_be_right(
    other: dict[str, object], differ: set[str]
) -> None:
    one = record("a")
    two = Record(**{**fields(record("b", **other)), "published": one.published})
    found = said(incidents.quads([one, two]), incidents.iri([one, two]))
    conflicts = {
        name.rpartition("#")[2] for predicate, name in found if predicate == str(KG.conflict)
    }
    assert conflicts == differ


@pytest.mark.parametrize(
    ("place", "differ"),
    [
        pytest.param({"lat": 34.6, "lon": 69.2}, False, id="the town at a data base's own point"),
        pytest.param({"lat": None, "lon": None}, False, id="the town without a point"),
        pytest.param({"name": "Darulaman"}, False, id="a place within the town"),
        pytest.param({"lat": 36.7, "lon": 67.1}, True, id="a namesake far off"),
        pytest.param({"country": "PK"}, True, id="a namesake abroad"),
        pytest.param({"name": "Herat", "city": "Herat"}, True, id="another town"),
    ],
)
def test_one_town_is_no_conflict_of_places(place: dict[str, object], differ: bool) -> None:
    one, two = record("a"), record("b")
    says = tuple(
        replace(saying, value={**saying.value, **place}, node="https://example.org/elsewhere")
        if saying.property == "place"
        else saying
        for saying in two.says
    )
    told = [one, replace(two, says=says)]
    found = said(incidents.quads(told), incidents.iri(told))
    assert ((str(KG.conflict), str(KG.place)) in found) is differ


def placed(name: str, *places: tuple[str, str, float]) -> Record:
    """A report that names these places: each a name, a precision, and how sure it is."""
    made = record(name)
    where = next(saying for saying in made.says if saying.property == "place")
    says = [saying for saying in made.says if saying.property != "place"]
    says += [
        replace(
            where,
            value={"name": place, "country": "XX", "precision": precision},
            confidence=confidence,
            node=f"https://example.org/{place}",
        )
        for place, precision, confidence in places
    ]
    return replace(made, says=tuple(says))


@pytest.mark.parametrize(
    ("told", "chosen", "differ"),
    [
        ([[("Bel", "city", 0.5)], [("Ard", "city", 0.5)]], "Bel", True),  # the one told first
        ([[("Bel", "city", 0.5)], [("Ard", "city", 0.9)]], "Ard", True),
        ([[("Bel", "city", 0.9)], [("Ard", "city", 0.5)], [("Ard", "city", 0.5)]], "Ard", True),
        ([[("Bel", "city", 0.5), ("Ard", "city", 0.5)]], "Bel", False),
        ([[("Bel", "country", 0.9)], [("Ard", "city", 0.5)]], "Ard", False),
    ],
)
def test_an_incident_has_one_place_and_keeps_the_conflict(
    told: list[list[tuple[str, str, float]]], chosen: str, differ: bool
) -> None:
    records = [
        replace(placed(name, *places), published=dt.date(2022, 9, 6 + day))
        for day, (name, places) in enumerate(zip("abc", told, strict=False))
    ]
    for given in (records, records[::-1]):
        found = said(incidents.quads(given), incidents.iri(records))
        assert [value for key, value in sorted(found) if key == str(KG.place)] == [
            f"https://example.org/{chosen}"
        ]
        assert ((str(KG.conflict), str(KG.place)) in found) is differ


def test_copies_of_one_text_are_one_voice() -> None:
    cluster = [record("a"), record("b"), record("c")]
    voices = {cluster[0].report: 0, cluster[1].report: 0, cluster[2].report: 2}
    found = said(incidents.quads(cluster, voices), incidents.iri(cluster))
    assert (str(KG.voices), "2") in found


def test_ids_of_younger_reports_lead_on() -> None:
    one, two = record("a"), record("b", day=builders.DAY + dt.timedelta(days=1))
    quads = list(incidents.quads([two, one]))
    assert said(quads, terms.incident(two.report)) == {
        (str(DCTERMS.isReplacedBy), terms.incident(one.report))
    }


def test_every_supporting_claim_is_in_the_store() -> None:
    store = open_store(":memory:")
    for name in ("a", "b"):
        store.replace({terms.document(name): list(claims.quads(builders.read(name), version="1"))})
    linking.link(store)
    asked = store.query(
        f"ASK {{ ?resolution <{KG.supportedBy}> ?claim FILTER NOT EXISTS {{ ?claim a <{KG.Claim}> }} }}"
    )
    supported = store.query(f"ASK {{ ?resolution <{KG.supportedBy}> ?claim }}")
    assert bool(supported) and not bool(asked)
