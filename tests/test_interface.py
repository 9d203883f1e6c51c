"""The machine interface kgraph-extract/1."""

import json

from kgraph import interface
from tests import builders

OUTPUT = interface.as_json(builders.read())


def value(property: str) -> dict[str, object]:
    return next(
        claim["value"] for claim in OUTPUT["reports"][0]["claims"] if claim["property"] == property
    )


def test_a_document_says_what_it_is() -> None:
    assert OUTPUT["schema"] == "kgraph-extract/1"
    assert OUTPUT["document"] == {
        "id": "a",
        "source": "https://wire.example/a",
        "title": "A title",
        "published": "2022-09-06",
        "publisher": "Sample Wire",
        "text_sha256": builders.read().document.text_sha256,
        "length": len(builders.TEXT),
    }


def test_a_report_has_its_keys() -> None:
    assert set(OUTPUT["reports"][0]) == {
        "id",
        "type",
        "type_path",
        "other_types",
        "stage",
        "prominence",
        "confidence",
        "claims",
    }
    assert OUTPUT["reports"][0]["type_path"] == ["attack", "bombing", "suicide-bombing"]


def test_a_claim_has_its_keys() -> None:
    for claim in OUTPUT["reports"][0]["claims"]:
        assert set(claim) == {
            "property",
            "value",
            "certainty",
            "accordingTo",
            "confidence",
            "evidence",
        }
        assert claim["evidence"]


def test_values_have_the_names_of_the_ontology() -> None:
    assert value("date") == {"earliest": "2022-09-05", "latest": "2022-09-05", "edtf": "2022-09-05"}
    assert value("killed") == {
        "best": 6,
        "low": 6,
        "high": None,
        "scope": "total",
        "perpetratorsIncluded": False,
    }
    assert value("weapon") == {"name": None, "mention": None, "type": "explosives", "derived": True}
    assert value("perpetrator")["id"] == "https://w3id.org/kgraph/id/actor/islamic-state"
    assert value("place")["geonames"] == 1138958


def test_it_is_json() -> None:
    assert json.loads(json.dumps(OUTPUT)) == OUTPUT
