import pyoxigraph as ox

from kgraph import claims, validate
from kgraph.vocab import KG
from tests import builders


def test_what_kgraph_writes_is_valid() -> None:
    assert validate.check(claims.quads(builders.read(), version="1")) == []


def test_a_claim_without_evidence_is_named() -> None:
    broken = [
        quad
        for quad in claims.quads(builders.read(), version="1")
        if quad.predicate.value != str(KG.evidence)
    ]
    assert {violation.message for violation in validate.check(broken)} == {"a claim has evidence"}


def test_an_unknown_certainty_is_named() -> None:
    wrong = [
        ox.Quad(quad.subject, quad.predicate, ox.Literal("perhaps"), quad.graph_name)
        if quad.predicate.value == str(KG.certainty)
        else quad
        for quad in claims.quads(builders.read(), version="1")
    ]
    assert any("certainty of the list" in str(violation) for violation in validate.check(wrong))
