"""Small values for tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from kgraph import claims, pipeline, terms
from kgraph.model import (
    ActorValue,
    Claim,
    ConceptValue,
    CountValue,
    DateValue,
    Document,
    DocumentReports,
    Evidence,
    LegalValue,
    PlaceValue,
    Report,
    TextValue,
    ThingValue,
    VictimValue,
)
from kgraph.store import Store

TEXT = "A suicide bomber killed at least six people near the Russian embassy in Kabul on Monday. Pakistan condemned the attack."
DAY = dt.date(2022, 9, 5)
ISLAMIC_STATE = ActorValue("Islamic State", "ArmedGroup", True, "IS", id="islamic-state")
PAKISTAN = ActorValue("Pakistan", "State", True, "Pakistan", id="pakistan", nationality="PK")
KABUL = PlaceValue(
    "Kabul", "AF", "Kabul", city="Kabul", lat=34.52813, lon=69.17233, geonames=1138958
)


def evidence(document_id: str, quote: str) -> tuple[Evidence, ...]:
    start = TEXT.index(quote)
    return (Evidence(document_id, start, start + len(quote), quote),)


def read(
    document_id: str = "a",
    killed: int = 6,
    perpetrator: ActorValue = ISLAMIC_STATE,
    day: dt.date = DAY,
    place: PlaceValue = KABUL,
) -> DocumentReports:
    """A document with one main report that has a claim of every kind of value.

    It is published on the day after `day`, the day of the incident.
    """
    document = Document(
        document_id,
        f"{document_id}.txt",
        TEXT,
        "A title",
        day + dt.timedelta(days=1),
        "Sample Wire",
        "https://wire.example/a",
    )

    def claim(property: str, value: object, quote: str, **more: object) -> Claim:
        return Claim(property, value, evidence(document_id, quote), extractor="test.made", **more)  # type: ignore[arg-type]

    said = (
        claim("incidentType", ConceptValue("suicide-bombing"), "suicide bomber"),
        claim("stage", ConceptValue("accomplished"), "killed"),
        claim("date", DateValue(day, day, day.isoformat()), "on Monday"),
        claim("place", place, "in Kabul"),
        claim(
            "killed",
            CountValue(killed, killed, None, perpetrators_included=False),
            "killed at least six people",
        ),
        claim("killed", CountValue(2, 2, 2, "part", of="staff"), "six people", confidence=0.7),
        claim(
            "wounded",
            CountValue(None, 24, None, words="dozens"),
            "six people",
            certainty="hypothetical",
        ),
        claim(
            "perpetrator",
            perpetrator,
            "suicide bomber",
            certainty="claimed",
            according_to="Islamic State",
        ),
        claim(
            "target",
            ThingValue("Russian embassy", "the Russian embassy", "diplomatic"),
            "the Russian embassy",
        ),
        claim("weapon", ThingValue(None, None, "explosives"), "bomber", derived=True),
        claim(
            "victim",
            VictimValue(None, "six people", "UnnamedActor", False, "killed", 6, "AF"),
            "six people",
        ),
        claim("condemnedBy", PAKISTAN, "Pakistan condemned the attack"),
        claim("legalAction", LegalValue("arrest", "a man was arrested", "police", None), "killed"),
        claim("relatedTo", TextValue("the first attack since 2021", "first-since"), "killed"),
        claim(
            "perpetrator",
            ActorValue(None, "UnnamedActor", False, "the bomber", count=1),
            "bomber",
            certainty="denied",
        ),
    )
    report = Report(
        terms.report_id(document_id, 1),
        "suicide-bombing",
        "accomplished",
        "main",
        0.9,
        said,
        ("assassination",),
    )
    return DocumentReports(document, (report,))


def condemning(document_id: str, name: str, day: dt.date = DAY) -> DocumentReports:
    """The same report, in which a person of that name condemned it."""
    made = read(document_id, day=day)
    value = ActorValue(name, "Person", True, name)
    changed = tuple(
        replace(claim, value=value) if claim.property == "condemnedBy" else claim
        for claim in made.reports[0].claims
    )
    return replace(made, reports=(replace(made.reports[0], claims=changed),))


def put(store: Store, reads: Iterable[DocumentReports]) -> None:
    """Store documents as `ingest` does."""
    store.replace(
        {
            terms.document(item.document.id): list(
                claims.quads(
                    item,
                    version="1",
                    digest=terms.digest(item.reports),
                    wordings=pipeline.wordings(item),
                )
            )
            for item in reads
        }
    )
