"""An incident as a card: each fact, how certain, who says so, and the words it came from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, PROV, RDFS

from kgraph import terms
from kgraph.terms import Queryable
from kgraph.vocab import KG, PREFIXES

_ORDER = [
    "incidentType",
    "stage",
    "date",
    "place",
    "site",
    "killed",
    "wounded",
    "kidnapped",
    "freed",
    "missing",
    "arrested",
    "perpetratorsKilled",
    "perpetrator",
    "perpetratorCount",
    "claimedBy",
    "claimChannel",
    "deniedBy",
    "target",
    "weapon",
    "damage",
    "victim",
    "condemnedBy",
    "condolencesFrom",
    "reactionBy",
    "legalAction",
    "relatedTo",
]
_NAMES = {
    "incidentType": "type",
    "claimedBy": "claimed by",
    "claimChannel": "claimed through",
    "deniedBy": "denied by",
    "perpetratorsKilled": "attackers killed",
    "perpetratorCount": "attackers",
    "condemnedBy": "condemned by",
    "condolencesFrom": "condolences",
    "reactionBy": "reaction",
    "legalAction": "law",
    "relatedTo": "related to",
}

# All incidents with the words a search can hit; the caller filters.
INCIDENTS = """
PREFIX kg: <https://w3id.org/kgraph/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?incident ?label ?words WHERE {
  ?incident a kg:Incident ; rdfs:label ?label .
  OPTIONAL { ?incident ?p ?o . ?o rdfs:label ?words . FILTER(?p IN (kg:place, kg:perpetrator, kg:claimedBy, kg:victim)) }
}
"""
_CLAIMS = """
PREFIX kg: <https://w3id.org/kgraph/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?claim ?property ?value ?label ?country ?region ?low ?high ?scope ?of ?words ?type ?outcome ?certainty ?source ?confidence ?quote ?start ?document ?publisher ?derived ?legal WHERE {
  <INCIDENT> kg:report ?report .
  ?claim kg:about ?report ; kg:property ?property ; kg:certainty ?certainty ; kg:confidence ?confidence ;
    prov:wasDerivedFrom ?doc ; kg:evidence ?evidence .
  ?evidence oa:exact ?quote ; oa:start ?start .
  ?doc dcterms:identifier ?document .
  OPTIONAL { ?doc dcterms:publisher ?publisher }
  OPTIONAL {
    ?claim kg:value ?value OPTIONAL { ?value rdfs:label ?label }
    OPTIONAL { ?value a kg:Place ; kg:country ?country } OPTIONAL { ?value a kg:Place ; kg:admin1 ?region }
  }
  OPTIONAL { ?claim kg:low ?low } OPTIONAL { ?claim kg:high ?high } OPTIONAL { ?claim kg:scope ?scope }
  OPTIONAL { ?claim kg:of ?of } OPTIONAL { ?claim kg:words ?words } OPTIONAL { ?claim kg:type ?type }
  OPTIONAL { ?claim kg:outcome ?outcome } OPTIONAL { ?claim kg:accordingTo ?source }
  OPTIONAL { ?claim kg:derived ?derived } OPTIONAL { ?claim kg:legalKind ?legal }
}
ORDER BY ?document ?start ?claim ?label
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One claim as a card shows it."""

    property: str
    value: str
    certainty: str
    source: str | None
    confidence: float
    quote: str
    document: str
    publisher: str | None


def rows(store: Queryable) -> list[list[str]]:
    """Every incident: its IRI, its label, and the words of one of its places or actors."""
    found: Any = store.query(INCIDENTS)
    columns = ("incident", "label", "words")
    return [[row[name].value if row[name] is not None else "" for name in columns] for row in found]


def current(store: Queryable, wanted: str) -> str | None:
    """The incident that an id stands for now: itself, or the one that took its place; None if no id."""
    local = terms.local(wanted)
    if not terms.is_local(local):
        return None
    iri = f"{terms.BASE}incident/{local}"
    found: Any = store.query(
        f"""SELECT ?now WHERE {{ {{ <{iri}> a <{KG.Incident}> BIND(<{iri}> AS ?now) }}
        UNION {{ <{iri}> <{DCTERMS.isReplacedBy}> ?now }} }}"""
    )
    return next((str(row["now"].value) for row in found), None)


def in_country(store: Queryable, code: str) -> list[tuple[str, str]]:
    """The incidents (IRI, label) whose place lies in a country, by its ISO 3166-1 alpha-2 code."""
    found: Any = store.query(
        f"""SELECT DISTINCT ?incident ?label WHERE {{ ?incident a <{KG.Incident}> ; <{RDFS.label}> ?label ;
          <{KG.place}>/<{KG.country}> "{code}" }} ORDER BY ?label ?incident"""
    )
    return [(row["incident"].value, row["label"].value) for row in found]


def of_document(store: Queryable, word: str) -> list[tuple[str, str]]:
    """The incidents (IRI, label) that a document tells of or recalls, by its id, path or address."""
    found: Any = store.query(
        f"""SELECT DISTINCT ?incident ?label WHERE {{
          ?document <{DCTERMS.identifier}>|<{DCTERMS.source}> {terms.text(word)} ; a <{KG.Document}> .
          ?report <{PROV.wasDerivedFrom}> ?document . ?incident a <{KG.Incident}> ; <{RDFS.label}> ?label .
          {{ ?incident <{KG.report}>|<{KG.story}> ?report }} UNION {{ ?report <{KG.recalls}> ?incident }}
        }} ORDER BY ?label ?incident"""
    )
    return [(row["incident"].value, row["label"].value) for row in found]


def is_document(store: Queryable, word: str) -> bool:
    """Whether a word is the id, path or address of a document."""
    named = f"<{DCTERMS.identifier}>|<{DCTERMS.source}> {terms.text(word)}"
    return bool(store.query(f"ASK {{ ?document {named} ; a <{KG.Document}> }}"))


def is_linked(store: Queryable) -> bool:
    """Whether the main reports of a store stand in incidents; so do those of a store without any."""
    report = f'?report <{KG.prominence}> "main" ; a <{KG.Report}>'
    left = f"ASK {{ {report} FILTER NOT EXISTS {{ ?incident <{KG.report}> ?report }} }}"
    return not store.query(left)


def naming(store: Queryable, actor: str) -> list[tuple[str, str]]:
    """The incidents (IRI, label) that an actor (IRI) did, claimed or suffered."""
    found: Any = store.query(
        f"""SELECT DISTINCT ?incident ?label WHERE {{
          VALUES ?role {{ <{KG.perpetrator}> <{KG.claimedBy}> <{KG.victim}> }}
          ?incident a <{KG.Incident}> ; <{RDFS.label}> ?label ; ?role <{actor}> }} ORDER BY ?label ?incident"""
    )
    return [(row["incident"].value, row["label"].value) for row in found]


def summary(store: Queryable, incident: str) -> tuple[int, int, list[str]]:
    """How many reports tell of an incident, how many independent voices, and what they differ on."""
    found: Any = store.query(
        f"""SELECT ?report ?voices ?conflict WHERE {{
          <{incident}> <{KG.report}> ?report ; <{KG.voices}> ?voices .
          OPTIONAL {{ <{incident}> <{KG.conflict}> ?conflict }} }}"""
    )
    rows = list(found)
    reports = {row["report"].value for row in rows}
    differ = {row["conflict"].value.rpartition("#")[2] for row in rows if row["conflict"]}
    voices = max((int(row["voices"].value) for row in rows), default=0)
    return len(reports), voices, sorted(differ)


def mentions(store: Queryable, incident: str) -> tuple[list[str], list[str]]:
    """Documents that add no fact to an incident: those joined by their words, those that recall it."""
    found: Any = store.query(
        f"""SELECT DISTINCT ?how ?document WHERE {{ GRAPH <{terms.INCIDENTS}> {{
          {{ <{incident}> <{KG.story}> ?report BIND(<{KG.story}> AS ?how) }} UNION
          {{ ?report <{KG.recalls}> <{incident}> BIND(<{KG.recalls}> AS ?how) }} }}
          ?report <{PROV.wasDerivedFrom}>/<{DCTERMS.identifier}> ?document }} ORDER BY ?document"""
    )
    rows = [(row["how"].value, row["document"].value) for row in found]
    by_words = [document for how, document in rows if how == str(KG.story)]
    return by_words, [document for how, document in rows if how == str(KG.recalls)]


def claims_query(incident: str) -> str:
    """The query for every claim of one incident."""
    return _CLAIMS.replace("INCIDENT", incident)


def matching(rows: Sequence[Sequence[str]], wanted: str) -> list[tuple[str, str]]:
    """The incidents (IRI, label) whose IRI, label, place or actors contain all wanted words; best first.

    Words are whole ones; with a star at its end one is the beginning of a word.
    """
    words = [_whole(word) for word in _folded(wanted).split()]
    found: dict[str, tuple[str, str]] = {}
    for iri, label, other in rows:
        texts = found.get(iri, (label, ""))
        found[iri] = (label, f"{texts[1]} {other}")
    hits = [
        (not all(word.search(_folded(label)) for word in words), label, iri)
        for iri, (label, other) in found.items()
        if wanted == iri
        or iri.endswith(f"/{wanted}")
        or all(word.search(_folded(f"{label} {other}")) for word in words)
    ]
    return [(iri, label) for _, label, iri in sorted(hits)]


def _whole(word: str) -> re.Pattern[str]:
    end = "" if word.endswith("*") else r"(?!\w)"
    return re.compile(rf"(?<!\w){re.escape(word.rstrip('*'))}{end}")


def _folded(text: str) -> str:
    """Text without accents and case: "Bogota" finds "Bogotá"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


def lines(solutions: ox.QuerySolutions) -> list[Line]:
    """The claims of an incident, one line each with its first quote, in the order of the codebook."""
    found: dict[str, Line] = {}
    for row in solutions:
        if row["claim"].value not in found:
            found[row["claim"].value] = _line(row)
    rank = {name: index for index, name in enumerate(_ORDER)}
    return sorted(
        found.values(),
        key=lambda line: (rank.get(line.property, 99), -line.confidence, line.document),
    )


def _line(row: ox.QuerySolution) -> Line:
    def said(name: str) -> str | None:
        term = row[name]
        return None if term is None else term.value

    property = (said("property") or "").rpartition("#")[2]
    return Line(
        property,
        _value(said),
        said("certainty") or "",
        said("source"),
        float(said("confidence") or 0),
        said("quote") or "",
        said("document") or "",
        said("publisher"),
    )


def _value(said: Callable[[str], str | None]) -> str:
    value = " ".join((said("label") or said("value") or "").split())
    value = value.rpartition("/")[2] if value.startswith(PREFIXES["incident-type"]) else value
    around = (name for name in (said("region"), said("country")) if name and name != value)
    value = ", ".join((value, *around))
    if said("scope"):
        value = _count(value, said("low"), said("high"), said("words"))
        value += f" ({said('of') or 'a part'})" if said("scope") == "part" else ""
    extras = [said("outcome"), (said("type") or "").rpartition("/")[2] or None, said("legal")]
    shown = ", ".join(extra for extra in extras if extra)
    text = f"{value} [{shown}]" if shown and value else value or shown
    return f"{text} (derived)" if said("derived") else text


def _count(best: str, low: str | None, high: str | None, words: str | None) -> str:
    if words:
        return f"{words} (at least {low})"
    if best and low == best and high is None:
        return f"at least {best}"
    if not best:
        return (
            f"{low} to {high}" if low and high else f"up to {high}" if high else f"at least {low}"
        )
    return best


def name(property: str) -> str:
    """A property's name for people."""
    return _NAMES.get(property, property)
