"""What is worth a person's time: pairs of reports, and of actors, of which the program is unsure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rdflib.namespace import RDFS

from kgraph import judgements, terms
from kgraph.explain import reading
from kgraph.link import aliases
from kgraph.link.names import ROLES
from kgraph.model import Judgement
from kgraph.records import Record, Saying
from kgraph.store import Store
from kgraph.vocab import KG

_NEAR = (0.15, 0.85)  # probabilities between which a pair of reports is in doubt
_AT_ONCE = 500  # reports that are read at a time
_ACTING = f"""SELECT DISTINCT ?incident ?label ?report ?actor WHERE {{
  GRAPH <{terms.INCIDENTS}> {{ ?incident <{KG.report}> ?report ; <{RDFS.label}> ?label }}
  VALUES ?role {{ {" ".join(f"<{KG[name]}>" for role in ROLES for name in role)} }} ?report ?role ?actor
}}"""
_QUOTES = f"""PREFIX kg: <{KG._NS}> PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT DISTINCT ?quote ?start WHERE {{ FILTERED
  ?claim kg:evidence ?evidence . ?evidence oa:exact ?quote ; oa:start ?start
}} ORDER BY ?start ?quote LIMIT MOST"""
_TELLING = ("date", "place", "killed", "wounded", "perpetrator", "target")


def reports(store: Store, most: int | None = None) -> list[tuple[Judgement, Record, Record]]:
    """The pairs that the program is least sure of and no person has spoken of, the most doubtful first."""
    said = {item.pair for item in judgements.read(store, terms.JUDGEMENTS)}
    low, high = _NEAR
    unsure = [
        item
        for item in judgements.read(store, terms.LINKS)
        if item.pair not in said and low <= (item.score or 0) <= high
    ]
    unsure.sort(key=lambda item: (abs((item.score or 0) - 0.5), item.pair))
    known = reading.by_id(store, (report for item in unsure[:most] for report in item.pair))
    return [
        (item, known[item.first][0], known[item.second][0])
        for item in unsure[:most]
        if item.first in known and item.second in known
    ]


@dataclass(frozen=True, slots=True)
class Bearer:
    """An actor (local id) as reports name it: the names, its class, and by document the claims that do."""

    actor: str
    names: tuple[str, ...]
    cls: str
    claims: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Met:
    """Two actors that may be one, why, the incidents (labels) where they meet, and whether they are joined there."""

    one: Bearer
    other: Bearer
    why: str
    joined: bool
    incidents: tuple[str, ...]

    @property
    def pair(self) -> tuple[str, str]:
        """The local ids of both."""
        return self.one.actor, self.other.actor


def actors(store: Store) -> list[Met]:
    """The pairs of actors that may be one and that no person has spoken of, those not joined first."""
    said = judgements.of_actors(judgements.read(store, terms.JUDGEMENTS))
    found: dict[tuple[str, str], list[tuple[aliases.Doubt, str, list[Record]]]] = defaultdict(list)
    for label, told in _crowded(store):
        for doubt in aliases.doubtful(told, said):
            found[doubt.pair].append((doubt, label, told))
    met = [_met(items) for _, items in sorted(found.items())]
    return sorted(met, key=lambda item: (item.joined, -len(item.incidents), item.pair))


def words(store: Store, record: Record) -> list[str]:
    """The words behind a report's date, place, tolls and perpetrator."""
    listed = " ".join(f"<{KG[name]}>" for name in _TELLING)
    about = f"VALUES ?property {{ {listed} }} ?claim <{KG.about}> <{terms.report(record.report)}>"
    return _quoted(store, f"{about} ; <{KG.property}> ?property .", 6)


def quotes(store: Store, claims: Sequence[str]) -> list[str]:
    """The words behind some claims (IRIs), the first few of them."""
    listed = " ".join(f"<{claim}>" for claim in claims)
    return _quoted(store, f"VALUES ?claim {{ {listed} }}", 4)


def _quoted(store: Store, pattern: str, most: int) -> list[str]:
    rows: Any = store.query(_QUOTES.replace("FILTERED", pattern).replace("MOST", str(most)))
    return [" ".join(row["quote"].value.split()) for row in rows]


def _crowded(store: Store) -> Iterator[tuple[str, list[Record]]]:
    """The incidents (labels) in which several reports name several actors, with these reports."""
    rows: Any = store.query(_ACTING)
    named: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        if row["actor"].value.startswith(f"{terms.BASE}actor/"):
            incident = row["label"].value, row["incident"].value
            named[incident][terms.local(row["report"].value)].add(row["actor"].value)
    crowded = [
        (label, sorted(by_report))
        for (label, _), by_report in sorted(named.items())
        if len(by_report) > 1 and len(set.union(*by_report.values())) > 1
    ]
    for start in range(0, len(crowded), _AT_ONCE):
        some = crowded[start : start + _AT_ONCE]
        known = reading.by_id(store, (report for _, told in some for report in told))
        yield from ((label, [known[report][0] for report in told]) for label, told in some)


def _met(items: Sequence[tuple[aliases.Doubt, str, list[Record]]]) -> Met:
    """What all incidents in which a pair meets say of it."""
    doubts = [doubt for doubt, _, _ in items]
    told = [record for _, _, told in items for record in told]
    one, other = (_bearer(actor, told) for actor in doubts[0].pair)
    return Met(
        one,
        other,
        doubts[0].why,
        all(doubt.joined for doubt in doubts),
        tuple(dict.fromkeys(label for _, label, _ in items)),
    )


def _bearer(actor: str, told: Sequence[Record]) -> Bearer:
    says = [(record.document, said) for record in told for said in _of(actor, record)]
    claims: dict[str, list[str]] = defaultdict(list)
    for document, said in says:
        claims[document].append(said.claim)
    return Bearer(
        terms.local(actor),
        tuple(dict.fromkeys(str(said.value.get("name")) for _, said in says)),
        str(says[0][1].value.get("class")),
        tuple((document, tuple(some)) for document, some in sorted(claims.items())),
    )


def _of(actor: str, record: Record) -> list[Saying]:
    """What a report says that names an actor (IRI), as far as it stands by it."""
    roles = [name for role in ROLES for name in role]
    return [
        said
        for said in record.says
        if said.node == actor and said.property in roles and said.holds()
    ]
