"""IRIs and literals: ids are hashes of what they identify, so that they never change."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
import uuid
from functools import lru_cache
from typing import Protocol

import pyoxigraph as ox

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGER, _DECIMAL, _BOOLEAN, _DATE = (
    ox.NamedNode(_XSD + name) for name in ("integer", "decimal", "boolean", "date")
)

_URL = uuid.NAMESPACE_URL.bytes
_LOCAL = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(-\d+)?")

BASE = "https://w3id.org/kgraph/id/"
INCIDENTS = f"{BASE}graph/incidents"
NODES = f"{BASE}graph/nodes"  # what actors and places are, said once for all documents
JUDGEMENTS = f"{BASE}graph/judgements"  # what persons decided
LINKS = f"{BASE}graph/links"  # what the program computed


def digest(*parts: object) -> str:
    """A UUID of the parts (version 5, of a URL), the same on every machine."""
    words = "\x1f".join(map(str, parts)).encode()
    found = bytearray(hashlib.sha1(_URL + words, usedforsecurity=False).digest()[:16])
    found[6], found[8] = found[6] & 0x0F | 0x50, found[8] & 0x3F | 0x80
    shown = found.hex()
    return f"{shown[:8]}-{shown[8:12]}-{shown[12:16]}-{shown[16:20]}-{shown[20:]}"


@lru_cache(maxsize=256)
def document(document_id: str) -> str:
    """A document, which is also the name of its graph."""
    return f"{BASE}document/{digest(document_id)}"


def report_id(document_id: str, number: int) -> str:
    """The local id of a document's n-th report, from 1."""
    return f"{digest(document_id)}-{number}"


def story_id(document_id: str) -> str:
    """The local id of what a document without a main report tells of as a whole."""
    return report_id(document_id, 0)


def is_story(local: str) -> bool:
    """Whether a local id is that of a story, not of a report."""
    return local.endswith("-0")


def report(local: str) -> str:
    """A report, by its local id."""
    return f"{BASE}report/{local}"


def is_local(word: str) -> bool:
    """Whether a word can be the local id of a report or an incident; only such go into a query."""
    return _LOCAL.fullmatch(word) is not None


def local(iri: str) -> str:
    """The local id of a report's IRI."""
    return iri.rpartition("/")[2]


def incident(elder_report: str) -> str:
    """An incident, by the local id of its eldest report."""
    return f"{BASE}incident/{digest(elder_report)}"


def topic(elder_story: str) -> str:
    """What several documents tell of in which no incident was found, by the eldest of their stories."""
    return f"{BASE}topic/{digest(elder_story)}"


def actor(known: str | None, name: str | None, cls: str, scope: str, mention: str) -> str:
    """A known actor by its register id, a named one by name and class, an unnamed one by where it stands."""
    if known is not None:
        return known if known.startswith("http") else f"{BASE}actor/{known}"
    if name is not None:
        return f"{BASE}actor/{slug(name)}--{slug(cls)}"
    return f"{BASE}actor/unnamed-{digest(scope, mention)}"


def judged(local: str) -> str:
    """What a judgement is about, by its local id: a report or an actor."""
    return report(local) if is_local(local) else f"{BASE}actor/{local}"


def place(
    name: str,
    country: str | None,
    admin1: str | None,
    geonames: int | None,
    point: tuple[float, float] | None = None,
) -> str:
    """A place by its GeoNames id, else by its names and its point (latitude, longitude)."""
    if geonames is not None:
        return f"{BASE}place/geonames-{geonames}"
    parts = [slug(part) for part in (name, country or "", admin1 or "") if part]
    parts += [f"{degrees:+.4f}" for degrees in point or ()]
    return f"{BASE}place/" + "-".join(parts)


def slug(name: str) -> str:
    """A name as the last part of an IRI; letters outside ASCII that have no base letter are hashed."""
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(char for char in plain if not unicodedata.combining(char)).casefold()
    short = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return short if short and plain.isascii() else f"{short}-{digest(name)[:8]}".strip("-")


# --- literals -------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def node(iri: str) -> ox.NamedNode:
    """An IRI."""
    return ox.NamedNode(iri)


def text(value: str) -> ox.Literal:
    """A plain string; control characters that no RDF syntax can carry are dropped."""
    if value.isprintable():
        return ox.Literal(value)
    return ox.Literal("".join(char for char in value if char >= " " or char in "\t\n\r"))


@lru_cache(maxsize=1024)
def integer(value: int) -> ox.Literal:
    """An xsd:integer."""
    return ox.Literal(str(value), datatype=_INTEGER)


@lru_cache(maxsize=1024)
def decimal(value: float) -> ox.Literal:
    """An xsd:decimal without an exponent."""
    return ox.Literal(f"{value:.6f}".rstrip("0").rstrip("."), datatype=_DECIMAL)


@lru_cache(maxsize=1024)
def boolean(value: bool) -> ox.Literal:
    """An xsd:boolean."""
    return ox.Literal("true" if value else "false", datatype=_BOOLEAN)


@lru_cache(maxsize=1024)
def date(value: dt.date) -> ox.Literal:
    """An xsd:date."""
    return ox.Literal(value.isoformat(), datatype=_DATE)


def moment(value: dt.datetime) -> ox.Literal:
    """An xsd:dateTime."""
    return ox.Literal(value.isoformat(), datatype=ox.NamedNode(_XSD + "dateTime"))


class Queryable(Protocol):
    """What answers SPARQL: any store."""

    def query(self, text: str, /) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """The result of a query over the union of all graphs."""
