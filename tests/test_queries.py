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


@pytest.mark.parametrize("query", SAVED, ids=lambda query: query.name)
def test_parameters_that_name_actors_are_parameters(query: queries.Query) -> None:
    assert {*query.actors} <= {name for name, _ in query.parameters}


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
    ("default", "value", "written"),
    [
        ("1", "10", '"10"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("1", "2.5", '"2.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("1", "abc", None),
        ("1", "2022-09-06", None),
        ("1", "undef", "UNDEF"),
        ('""', "10", '"10"'),
        ('"Islamic State"', "2022-09-06", '"2022-09-06"'),
        ('"2022-01-01"^^xsd:date', "2022-09-06", '"2022-09-06"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ('"2022-01-01"^^xsd:date', "yesterday", None),
        ("kg:killed", "kg:wounded", "<https://w3id.org/kgraph/ns#wounded>"),
        ("kg:killed", "wounded", None),
        ("UNDEF", "anything", '"anything"'),
    ],
)  # fmt: skip
def test_a_value_is_of_the_kind_of_its_default(
    default: str, value: str, written: str | None
) -> None:
    query = queries.read("mine", f"SELECT * WHERE {{\n VALUES ?it {{ {default} }}  # parameter\n}}")
    if written is None:
        with pytest.raises(UsageError, match=rf"--param it={value}: it is an? "):
            queries.fill(query, {"it": value})
    else:
        assert f"{{ {written} }}" in queries.fill(query, {"it": value})


@pytest.mark.parametrize("given", ["", " \n"])
def test_an_empty_query_is_told(given: str) -> None:
    with pytest.raises(UsageError, match="the query is empty"):
        queries.find(given)


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
        "SELECT ?service ?from WHERE { ?service <http://x.example/load> ?from . ?from <http://x.example/> 1 }",
    ],
)
def test_words_in_strings_and_own_graphs_pass(text: str) -> None:
    queries.check(text)


def test_known_prefixes_need_no_declaration() -> None:
    ox.Store().query(queries.with_prefixes("SELECT * WHERE { ?i a kg:Incident }"))


INCIDENTS = """
PREFIX kg: <https://w3id.org/kgraph/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA {
  <x:group> a kg:ArmedGroup ; rdfs:label "The Group" .
  <x:one> a kg:Incident ; rdfs:label "One" ; kg:perpetrator <x:group> ; kg:killed 2 ; kg:dateEarliest "2021-03-04"^^xsd:date .
  <x:two> a kg:Incident ; rdfs:label "Two" ; kg:perpetrator <x:group> ; kg:wounded 3 ; kg:dateEarliest "2020-03-04"^^xsd:date .
  <x:undated> a kg:Incident ; rdfs:label "Three" ; kg:perpetrator <x:group> ; kg:killed 1 .
  <x:other> a kg:ArmedGroup ; rdfs:label "The Other" .
  <x:four> a kg:Incident ; rdfs:label "Four" ; kg:perpetrator <x:other> .
}"""


def test_an_undated_incident_leaves_the_first_and_the_last_day() -> None:
    store = ox.Store()
    store.update(INCIDENTS)
    rows = store.query(queries.find("attacks-by-perpetrator").text)
    assert isinstance(rows, ox.QuerySolutions)
    found = [tuple(term.value if term else None for term in row) for row in rows]  # type: ignore[union-attr]
    assert found == [
        ("The Group", "3", "3", "3", "2020-03-04", "2021-03-04"),
        ("The Other", "1", "0", "0", None, None),
    ]
