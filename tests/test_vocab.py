"""The ontology file and its Python names say the same."""

from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from kgraph.resources import folder
from kgraph.vocab import (
    INCIDENT_TYPE,
    INCIDENT_TYPES,
    KG,
    TARGET_TYPE,
    TARGET_TYPES,
    VERSION,
    WEAPON_TYPE,
    WEAPON_TYPES,
    type_path,
)


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(Path(folder("ontology")) / "incident.ttl", format="turtle")


def defined(ontology: Graph) -> set[str]:
    return {
        str(subject).removeprefix(str(KG._NS))
        for subject in ontology.subjects(RDFS.label, None)
        if str(subject).startswith(str(KG._NS))
    }


def test_both_sides_have_the_same_terms(ontology: Graph) -> None:
    named = {name for name in KG.__annotations__ if not name.startswith("_")}
    assert {
        "missing in the file": named - defined(ontology),
        "missing in vocab": defined(ontology) - named,
    } == {
        "missing in the file": set(),
        "missing in vocab": set(),
    }


def test_every_term_is_documented(ontology: Graph) -> None:
    for name in defined(ontology):
        term = KG[name]
        assert ontology.value(term, SKOS.definition), name
        if (term, RDF.type, OWL.Class) not in ontology:
            assert ontology.value(term, RDFS.domain), name
            assert ontology.value(term, RDFS.range), name


def test_the_version_is_the_same(ontology: Graph) -> None:
    assert str(ontology.value(URIRef("https://w3id.org/kgraph/ns"), OWL.versionInfo)) == VERSION


@pytest.mark.parametrize(
    ("base", "tree"),
    [(INCIDENT_TYPE, INCIDENT_TYPES), (WEAPON_TYPE, WEAPON_TYPES), (TARGET_TYPE, TARGET_TYPES)],
)
def test_the_hierarchies_are_the_same(
    ontology: Graph, base: str, tree: dict[str, str | None]
) -> None:
    for concept, broader in tree.items():
        assert ontology.value(URIRef(base + concept), SKOS.prefLabel), concept
        above = ontology.value(URIRef(base + concept), SKOS.broader)
        assert (str(above).removeprefix(base) if above else None) == broader


def test_a_type_knows_its_path() -> None:
    assert type_path("suicide-bombing") == ["attack", "bombing", "suicide-bombing"]
