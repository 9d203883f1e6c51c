"""The terms of `ontology/incident.ttl` as Python names; tests/test_vocab.py holds the two together."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace

VERSION = "1.2.0"

INCIDENT_TYPE = Namespace("https://w3id.org/kgraph/incident-type/")
WEAPON_TYPE = Namespace("https://w3id.org/kgraph/weapon-type/")
TARGET_TYPE = Namespace("https://w3id.org/kgraph/target-type/")
OA = Namespace("http://www.w3.org/ns/oa#")
GEO = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")
GEOSPARQL = Namespace("http://www.opengis.net/ont/geosparql#")
SCHEMA = Namespace("https://schema.org/")


class KG(DefinedNamespace):
    """kg: — the classes and properties of the incident ontology."""

    _NS = Namespace("https://w3id.org/kgraph/ns#")
    _fail = True

    # classes
    Account: URIRef
    Document: URIRef
    Report: URIRef
    Claim: URIRef
    Incident: URIRef
    Story: URIRef
    Topic: URIRef
    Judgement: URIRef
    Resolution: URIRef
    Place: URIRef
    Actor: URIRef
    Person: URIRef
    Organization: URIRef
    ArmedGroup: URIRef
    GovernmentBody: URIRef
    SecurityForce: URIRef
    IntergovernmentalOrganization: URIRef
    MediaOrganization: URIRef
    State: URIRef
    UnnamedActor: URIRef
    # facts of a report and of an incident
    incidentType: URIRef
    mainType: URIRef
    stage: URIRef
    date: URIRef
    dateEarliest: URIRef
    dateLatest: URIRef
    edtf: URIRef
    place: URIRef
    site: URIRef
    perpetrator: URIRef
    perpetratorCount: URIRef
    claimedBy: URIRef
    deniedBy: URIRef
    claimChannel: URIRef
    target: URIRef
    targetType: URIRef
    victim: URIRef
    killed: URIRef
    wounded: URIRef
    kidnapped: URIRef
    freed: URIRef
    missing: URIRef
    arrested: URIRef
    perpetratorsKilled: URIRef
    weapon: URIRef
    weaponType: URIRef
    damage: URIRef
    condemnedBy: URIRef
    condolencesFrom: URIRef
    reactionBy: URIRef
    legalAction: URIRef
    relatedTo: URIRef
    # about reports, incidents and documents
    prominence: URIRef
    report: URIRef
    recalls: URIRef
    story: URIRef
    policy: URIRef
    conflict: URIRef
    supportedBy: URIRef
    resolves: URIRef
    voices: URIRef
    linkedAs: URIRef
    keys: URIRef
    # about judgements
    first: URIRef
    second: URIRef
    verdict: URIRef
    judgedBy: URIRef
    note: URIRef
    score: URIRef
    levels: URIRef
    # about documents
    textSha256: URIRef
    textLength: URIRef
    digest: URIRef
    record: URIRef
    # about claims
    about: URIRef
    property: URIRef
    value: URIRef
    certainty: URIRef
    accordingTo: URIRef
    confidence: URIRef
    low: URIRef
    high: URIRef
    scope: URIRef
    of: URIRef
    words: URIRef
    derived: URIRef
    perpetratorsIncluded: URIRef
    mention: URIRef
    role: URIRef
    count: URIRef
    nationality: URIRef
    outcome: URIRef
    occupation: URIRef
    type: URIRef
    relation: URIRef
    legalKind: URIRef
    by: URIRef
    against: URIRef
    evidence: URIRef
    inDocument: URIRef
    # about actors and places
    named: URIRef
    partOf: URIRef
    country: URIRef
    countryCode: URIRef
    demonym: URIRef
    capital: URIRef
    activeFrom: URIRef
    activeTo: URIRef
    ambiguousLabel: URIRef
    admin1: URIRef
    admin2: URIRef
    city: URIRef
    precision: URIRef
    geonames: URIRef


for _term in KG.__annotations__:  # rdflib would make each of them anew whenever it is used
    setattr(KG, _term, KG[_term])

ACTOR_CLASSES = (
    "Person",
    "Organization",
    "ArmedGroup",
    "GovernmentBody",
    "SecurityForce",
    "IntergovernmentalOrganization",
    "MediaOrganization",
    "State",
    "UnnamedActor",
)
STAGES = ("accomplished", "attempted", "foiled", "threatened", "ongoing")
CERTAINTIES = ("stated", "claimed", "suspected", "denied", "hypothetical", "superseded")
OUTCOMES = ("killed", "wounded", "kidnapped", "freed", "missing", "unharmed")
COUNTS = (
    "killed",
    "wounded",
    "kidnapped",
    "freed",
    "missing",
    "arrested",
    "perpetratorsKilled",
    "perpetratorCount",
)

# Concept id -> the broader concept, None at the top (CODEBOOK.md, "Incident types").
INCIDENT_TYPES: Mapping[str, str | None] = MappingProxyType(
    {
        "attack": None,
        "threat": None,
        "arbitrary-detention": None,
        **dict.fromkeys(
            [
                "bombing",
                "shooting",
                "armed-assault",
                "ambush",
                "assassination",
                "stabbing",
                "vehicle-ramming",
                "arson",
                "poisoning",
                "chemical-attack",
                "kidnapping",
                "hijacking",
                "air-strike",
                "shelling",
                "missile-strike",
                "aircraft-shootdown",
                "raid",
                "clash",
                "mob-violence",
                "sabotage",
                "robbery",
                "looting",
                "forced-work-stoppage",
                "torture",
            ],
            "attack",
        ),
        **dict.fromkeys(
            ["suicide-bombing", "car-bombing", "ied", "letter-bomb", "grenade-attack"], "bombing"
        ),
        "hostage-taking": "kidnapping",
        "enforced-disappearance": "kidnapping",
        "drone-strike": "air-strike",
    }
)
WEAPON_TYPES: Mapping[str, str | None] = MappingProxyType(
    {
        **dict.fromkeys(
            [
                "explosives",
                "firearm",
                "blade",
                "vehicle",
                "incendiary",
                "missile",
                "rocket",
                "mortar",
                "artillery",
                "drone",
                "aircraft",
                "chemical",
                "biological",
                "blunt",
                "none",
            ]
        ),
        **dict.fromkeys(
            ["suicide-vest", "car-bomb", "ied", "grenade", "mine", "letter-bomb"], "explosives"
        ),
    }
)
TARGET_TYPES: Mapping[str, str | None] = MappingProxyType(
    dict.fromkeys(
        [
            "diplomatic",
            "government",
            "military",
            "police",
            "armed-group",
            "religious",
            "education",
            "health",
            "media",
            "business",
            "energy",
            "utilities",
            "transport",
            "aviation",
            "maritime",
            "civilians",
            "crowd",
            "tourists",
            "aid-workers",
            "political-figure",
            "prison",
            "infrastructure",
            "private-property",
        ]
    )
)


def type_path(concept: str) -> list[str]:
    """An incident type with everything above it, broadest first: attack, bombing, suicide-bombing."""
    path = [concept]
    while (broader := INCIDENT_TYPES[path[0]]) is not None:
        path.insert(0, broader)
    return path


# Prefixes of every query, table and Turtle file.
PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "kg": "https://w3id.org/kgraph/ns#",
        "incident-type": "https://w3id.org/kgraph/incident-type/",
        "weapon-type": "https://w3id.org/kgraph/weapon-type/",
        "target-type": "https://w3id.org/kgraph/target-type/",
        "actor": "https://w3id.org/kgraph/id/actor/",
        "id": "https://w3id.org/kgraph/id/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "dcterms": "http://purl.org/dc/terms/",
        "schema": "https://schema.org/",
        "prov": "http://www.w3.org/ns/prov#",
        "oa": "http://www.w3.org/ns/oa#",
        "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
    }
)
