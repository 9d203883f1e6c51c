import json

import pyoxigraph as ox
import pytest

from kgraph import claims, tables
from kgraph.errors import QueryError, UsageError
from tests import builders

STORE = ox.Store()
STORE.extend(claims.quads(builders.read(), version="1"))
SELECT = "SELECT ?killed ?type WHERE { ?r <https://w3id.org/kgraph/ns#killed> ?killed ; <https://w3id.org/kgraph/ns#mainType> ?type }"


def answer(text: str, format: str) -> str:
    return tables.write(STORE.query(text, use_default_graph_as_union=True), format, width=100)


@pytest.mark.parametrize(
    ("format", "expected"),
    [
        ("csv", "killed,type\r\n6,https://w3id.org/kgraph/incident-type/suicide-bombing\r\n"),
        ("tsv", "?killed\t?type\n6\t<https://w3id.org/kgraph/incident-type/suicide-bombing>\n"),
        ("md", "| killed | type |\n| --- | --- |\n| 6 | incident-type:suicide-bombing |\n"),
    ],
)
def test_select_in_every_format(format: str, expected: str) -> None:
    assert answer(SELECT, format).replace("\r\n", "\n") == expected.replace("\r\n", "\n")


def test_json_and_xml_are_the_w3c_ones() -> None:
    assert json.loads(answer(SELECT, "json"))["results"]["bindings"][0]["killed"]["value"] == "6"
    assert answer(SELECT, "xml").startswith("<?xml")


def test_a_table_shows_curies() -> None:
    assert "incident-type:suicide-bombing" in answer(SELECT, "table")
    assert "(1 row)" in answer(SELECT, "table")


def test_ask() -> None:
    assert answer("ASK { ?s ?p ?o }", "csv") == "true\n"


@pytest.mark.parametrize("format", sorted(tables.GRAPHS))
def test_construct_in_every_rdf_format(format: str) -> None:
    assert answer("CONSTRUCT WHERE { ?s <https://w3id.org/kgraph/ns#killed> ?o }", format)


CONSTRUCT = "CONSTRUCT WHERE { ?s <https://w3id.org/kgraph/ns#killed> ?o }"


@pytest.mark.parametrize(
    ("text", "format", "fitting"),
    [(SELECT, "ttl", "csv")]
    + [(CONSTRUCT, format, "ttl, nt") for format in ("csv", "tsv", "md", "table", "json", "xml")],
)
def test_a_format_that_does_not_fit_is_refused(text: str, format: str, fitting: str) -> None:
    with pytest.raises(UsageError, match=fitting):
        answer(text, format)


@pytest.mark.parametrize(("text", "begins"), [(SELECT, "killed,type"), (CONSTRUCT, "@prefix")])
def test_without_a_format_the_kind_of_query_tells(text: str, begins: str) -> None:
    result = STORE.query(text, use_default_graph_as_union=True)
    assert tables.write(result, None, rows="csv").startswith(begins)


def test_a_query_that_fails_while_its_answer_is_read() -> None:
    with pytest.raises(QueryError, match="the query failed"):
        answer("SELECT * WHERE { SERVICE <http://127.0.0.1:1/sparql> { ?s ?p ?o } }", "csv")
