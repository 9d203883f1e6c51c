import pyoxigraph as ox

from kgraph import claims, pipeline, terms
from kgraph.store import open_store
from kgraph.vocab import KG
from tests import builders


def linked() -> list[ox.Quad]:
    store = open_store(":memory:")
    for name in ("a", "b"):
        store.replace({terms.document(name): list(claims.quads(builders.read(name), version="1"))})
    assert pipeline.link_reports(store) == 2
    return sorted(store.quads(terms.INCIDENTS), key=str)


def test_an_incident_says_what_its_report_says() -> None:
    incident = terms.incident(terms.report_id("a", 1))
    said = {
        (quad.predicate.value, quad.object.value)
        for quad in linked()
        if quad.subject.value == incident
    }
    assert (str(KG.killed), "6") in said
    assert (str(KG.report), terms.report(terms.report_id("a", 1))) in said
    assert (str(KG.perpetrator), "https://w3id.org/kgraph/id/actor/islamic-state") in said


def test_it_has_a_name_for_people() -> None:
    assert {quad.object.value for quad in linked() if quad.predicate.value.endswith("#label")} == {
        "Suicide bombing in Kabul, 2022-09-05 (6 killed)"
    }


def test_it_is_the_same_every_time() -> None:
    assert linked() == linked()
