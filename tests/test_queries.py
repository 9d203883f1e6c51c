import pyoxigraph as ox
import pytest

from kgraph import queries
from kgraph.errors import QueryError, UsageError

SAVED = queries.saved()


@pytest.mark.parametrize("query", SAVED, ids=lambda query: query.name)
def test_every_saved_query_runs_and_says_what_it_is_for(query: queries.Query) -> None:
    assert query.summary
    assert query.tags
    assert queries.unknown_terms(query.text) == []
    assert "ORDER BY" in query.text
    queries.check(query.text)
    assert isinstance(ox.Store().query(query.text), ox.QuerySolutions)


@pytest.mark.parametrize("query", SAVED, ids=lambda query: query.name)
def test_parameters_that_name_actors_are_parameters(query: queries.Query) -> None:
    assert {*query.actors} <= {name for name, _ in query.parameters}


def test_there_are_enough() -> None:
    assert len(SAVED) >= 12


def test_incidents_without_a_month_are_counted_by_year_or_as_undated() -> None:
    store = ox.Store()
    days = (
        ("2024-01-05", "2024-01-05"),
        ("2024-01-31/2024-02-01", "2024-01-31"),
        ("2024", "2024-01-01"),
    )
    for number, (edtf, earliest) in enumerate((*days, ("", ""))):
        dated = f'; kg:edtf "{edtf}" ; kg:dateEarliest "{earliest}"' if edtf else ""
        store.update(
            queries.with_prefixes(
                f"INSERT DATA {{ id:i{number} a kg:Incident ; kg:killed {number} {dated} }}"
            )
        )
    found = store.query(queries.find("attacks-by-month").text)
    assert isinstance(found, ox.QuerySolutions)
    rows = [tuple(row[name].value for name in ("month", "incidents", "killed")) for row in found]
    assert rows == [("2024", "1", "2"), ("2024-01", "2", "1"), ("undated", "1", "3")]


def test_incidents_without_a_place_are_counted_as_unknown() -> None:
    store = ox.Store()
    store.update(
        queries.with_prefixes(
            'INSERT DATA { id:i1 a kg:Incident ; kg:killed 3 ; kg:place id:p . id:p rdfs:label "Gao" ; kg:country "ML" . '
            "id:i2 a kg:Incident ; kg:killed 4 . id:i3 a kg:Incident }"
        )
    )
    found = store.query(queries.find("attacks-by-place").text)
    assert isinstance(found, ox.QuerySolutions)
    rows = [tuple(row[name].value for name in ("place", "incidents", "killed")) for row in found]
    assert rows == [("unknown", "2", "4"), ("Gao", "1", "3")]


@pytest.mark.parametrize(
    ("claim", "otherwise"),
    [
        ("kg:value 12 ; kg:low 12 ; kg:high 12", []),
        ("kg:value 9 ; kg:low 9", ["9"]),
        ("kg:low 3 ; kg:high 9", ["3 to 9"]),
        ("kg:high 9", ["at most 9"]),
        ("kg:low 20", ["at least 20"]),
        ("kg:low 3 ; kg:high 15", []),
        ("kg:low 3", []),
    ],
)
def test_conflicts_tells_what_else_is_said_also_by_bounds(claim: str, otherwise: list[str]) -> None:
    store = ox.Store()
    facts = f"""INSERT DATA {{
      id:i a kg:Incident ; rdfs:label "i" ; kg:conflict kg:killed ; kg:report id:r .
      id:x kg:resolves id:i ; kg:property kg:killed ; kg:value 12 .
      id:c kg:about id:r ; kg:property kg:killed ; kg:certainty "stated" ; prov:wasDerivedFrom id:d ; {claim} .
      id:d dcterms:identifier "d" }}"""
    store.update(queries.with_prefixes(facts))
    found = store.query(queries.find("conflicts").text)
    assert isinstance(found, ox.QuerySolutions)
    assert [row["otherwise"].value for row in found] == otherwise


def test_incident_documents_has_the_promised_columns() -> None:
    result = ox.Store().query(queries.find("incident-documents").text)
    assert isinstance(result, ox.QuerySolutions)
    assert [variable.value for variable in result.variables] == [
        "document",
        "incident",
        "report",
        "prominence",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT * { ?x a kg:Incidnt }", ["kg:Incidnt is no term of the ontology; did you mean kg:Incident?"]),
        ("SELECT * { ?x kg:Killed 3 }", ["kg:Killed is no term of the ontology; did you mean kg:killed?"]),
        ("SELECT * { ?x a kg:Zebra }", ["kg:Zebra is no term of the ontology, and no answer has it"]),
        ("SELECT * { ?x a kg:Incident }", []),
        ('SELECT * { ?x ?y "kg:Incidnt" } # kg:Incidnt', []),
        ("PREFIX kg: <https://w3id.org/kgraph/ns#> SELECT * { ?x a kg:Zebra }", ["kg:Zebra is no term of the ontology, and no answer has it"]),
        ("PREFIX kg: <http://other.example/> SELECT * { ?x a kg:Zebra }", []),
        ("SELECT ?kg { ?kg a foo-kg:Zebra }", []),
    ],
)  # fmt: skip
def test_a_mistyped_term_is_told(text: str, said: list[str]) -> None:
    assert queries.unknown_terms(text) == said


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
        (
            '"2022-01-01"^^xsd:date',
            "2022-09-06",
            '"2022-09-06"^^<http://www.w3.org/2001/XMLSchema#date>',
        ),
        ('"2022-01-01"^^xsd:date', "yesterday", None),
        ("kg:killed", "kg:wounded", "<https://w3id.org/kgraph/ns#wounded>"),
        ("kg:killed", "wounded", None),
        ("UNDEF", "anything", '"anything"'),
    ],
)
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
