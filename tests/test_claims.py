"""The shape of a document's graph."""

from dataclasses import replace

import pyoxigraph as ox
import pytest

from kgraph import claims, records, terms
from kgraph.claims import identity
from kgraph.errors import StoreError
from kgraph.vocab import KG
from tests import builders


@pytest.fixture
def graph() -> list[ox.Quad]:
    return list(claims.quads(builders.read(), version="1"))


def values(graph: list[ox.Quad], predicate: str, subject: str | None = None) -> list[str]:
    return [
        q.object.value
        for q in graph
        if q.predicate.value == str(predicate) and subject in (None, q.subject.value)
    ]


REPORT = terms.report(terms.report_id("a", 1))


def test_the_same_report_gives_the_same_quads(graph: list[ox.Quad]) -> None:
    assert graph == list(claims.quads(builders.read(), version="1"))


def test_there_are_no_blank_nodes(graph: list[ox.Quad]) -> None:
    assert not any(
        isinstance(term, ox.BlankNode) for quad in graph for term in (quad.subject, quad.object)
    )


def test_what_actors_and_places_are_is_said_in_one_graph_for_all(graph: list[ox.Quad]) -> None:
    assert {quad.graph_name.value for quad in graph} == {terms.document("a"), terms.NODES}
    shared = [quad for quad in graph if quad.graph_name.value == terms.NODES]
    assert not any(q.subject.value.startswith(terms.document("a")) for q in shared)
    assert "Kabul" in values(shared, "http://www.w3.org/2000/01/rdf-schema#label")


def test_a_report_carries_its_record(graph: list[ox.Quad]) -> None:
    (line,) = values(graph, KG.record, REPORT)
    record = records.from_text(line)
    assert (record.document, record.type) == ("a", "suicide-bombing")
    assert {said.claim for said in record.says} == {
        quad.subject.value for quad in graph if quad.object == ox.NamedNode(KG.Claim)
    }


def test_a_fact_is_a_plain_triple_and_a_claim(graph: list[ox.Quad]) -> None:
    assert values(graph, KG.killed, REPORT) == ["6"]
    assert values(graph, KG.property).count(str(KG.killed)) == 2


@pytest.mark.parametrize(
    ("property", "plain"),
    [
        ("wounded", []),
        ("weaponType", ["https://w3id.org/kgraph/weapon-type/explosives"]),
        ("target", ["Russian embassy"]),
        ("edtf", ["2022-09-05"]),
    ],
)
def test_only_what_is_said_for_sure_is_plain(
    graph: list[ox.Quad], property: str, plain: list[str]
) -> None:
    assert values(graph, KG[property], REPORT) == plain


def test_a_denied_actor_is_no_plain_perpetrator(graph: list[ox.Quad]) -> None:
    assert values(graph, KG.perpetrator, REPORT) == [
        "https://w3id.org/kgraph/id/actor/islamic-state"
    ]


def test_evidence_quotes_the_text(graph: list[ox.Quad]) -> None:
    oa = "http://www.w3.org/ns/oa#"
    by_node: dict[str, dict[str, str]] = {}
    for quad in graph:
        if quad.predicate.value.startswith(oa):
            by_node.setdefault(quad.subject.value, {})[quad.predicate.value.removeprefix(oa)] = (
                quad.object.value
            )
    assert by_node
    for found in by_node.values():
        assert builders.TEXT[int(found["start"]) : int(found["end"])] == found["exact"]


def test_claims_that_say_the_same_are_one() -> None:
    report = builders.read().reports[0]
    claim = report.claims[0]
    (merged,) = identity.by_iri(replace(report, claims=(claim, claim))).values()
    assert merged == claim


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"published": "2022-02-31"}'])
def test_a_damaged_record_says_so(text: str) -> None:
    with pytest.raises(StoreError, match="build it anew"):
        records.from_text(text)
