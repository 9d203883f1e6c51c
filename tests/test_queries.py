import pyoxigraph as ox
import pytest

from kgraph import queries
from kgraph.errors import QueryError, UsageError

SAVED = queries.saved()


@pytest.mark.parametrize("query", SAVED, ids=lambda query: query.name)
def test_every_saved_query_runs_and_says_what_it_is_for(query: queries.Query) -> None:
    assert query.summary
    assert query.tags
    assert "ORDER BY" in query.text
    queries.check(query.text)
    assert isinstance(ox.Store().query(query.text), ox.QuerySolutions)


def test_there_are_enough() -> None:
    assert len(SAVED) >= 12


def test_incident_documents_has_the_promised_columns() -> None:
    result = ox.Store().query(queries.find("incident-documents").text)
    assert isinstance(result, ox.QuerySolutions)
    assert [variable.value for variable in result.variables] == [
        "document",
        "incident",
        "report",
        "prominence",
    ]


def test_an_unknown_name_gets_the_nearest() -> None:
    with pytest.raises(QueryError, match="deadliest"):
        queries.find("deadlest")


@pytest.mark.parametrize(
    ("value", "term"),
    [
        ("5", '"5"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("2022-09-05", '"2022-09-05"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("kg:killed", "<https://w3id.org/kgraph/ns#killed>"),
        ("https://x.example/a", "<https://x.example/a>"),
        ('a "b" } DROP ALL', '"a \\"b\\" } DROP ALL"'),
    ],
)
def test_a_parameter_is_written_as_a_term(value: str, term: str) -> None:
    assert queries.term(value) == term


def test_an_unknown_parameter_is_refused() -> None:
    with pytest.raises(UsageError, match="least"):
        queries.fill(queries.find("deadliest"), {"most": "5"})


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE { SERVICE <http://x.example/sparql> { ?s ?p ?o } }",
        "SELECT * FROM <http://x.example/data> WHERE { ?s ?p ?o }",
        "LOAD <http://x.example/data>",
        "DELETE WHERE { ?s ?p ?o }",
        "INSERT DATA { <a:b> <a:c> <a:d> }",
        "DROP ALL",
    ],
)
def test_network_and_updates_are_refused(text: str) -> None:
    with pytest.raises(QueryError):
        queries.check(text)


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * WHERE { ?s ?p "SERVICE <http://x>" } # LOAD <http://x>',
        "SELECT * FROM <https://w3id.org/kgraph/id/graph/incidents> WHERE { ?s ?p ?o }",
    ],
)
def test_words_in_strings_and_own_graphs_pass(text: str) -> None:
    queries.check(text)


def test_known_prefixes_need_no_declaration() -> None:
    ox.Store().query(queries.with_prefixes("SELECT * WHERE { ?i a kg:Incident }"))
