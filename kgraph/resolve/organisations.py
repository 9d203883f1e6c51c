"""Organisations of a text, with a guess at what kind they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from kgraph.model import ActorValue

_ARMED = re.compile(
    r"\b(brigades?|front|liberation|militia|jihad|mujahid\w*|mujahed\w*|cartel|commandos?|resistance|"
    r"guerrillas?|rebels?|insurgents?|cell|martyrs|extraditables|gang|maras?|paramilitar\w*|hezb\w*|"
    r"lashkar|harakat|ansar|jaish|jaysh|katibat?|tanzim|separatists?)\b",
    re.IGNORECASE,
)
_STATE_BODY = re.compile(
    r"\b(ministry|government|parliament|senate|congress|council|department|court|presidency|"
    r"office|commission|bureau|agency|authority|administration|directorate)\b",
    re.IGNORECASE,
)
_FORCE = re.compile(
    r"\b(police|army|guard|forces?|troops|military|navy|marines|gendarmerie|sheriff\S*|battalion|"
    r"brigade|regiment|intelligence|corps|security|patrol)\b",
    re.IGNORECASE,
)
_MEDIA = re.compile(
    r"\b(news|times|post|television|tv|radio|press|newspaper|agency|herald|tribune|journal|daily|"
    r"reuters|afp|bbc|cnn|xinhua|magazine|broadcaster|gazette|chronicle)\b",
    re.IGNORECASE,
)
# What bodies are, which is no name by itself: "The Junta freed them".
_COMMON = frozenset(
    "army authorities court government junta military ministry parliament police regime".split()
)


def organisations(doc: Doc) -> Iterator[tuple[Span, ActorValue]]:
    """ORG entities with a guess at what kind of organisation they are."""
    for ent in doc.ents:
        named = len(ent.text) > 1 and clean(ent.text).lower() not in _COMMON
        if ent.label_ == "ORG" and named and ent.text != ent.text.lower():
            yield ent, ActorValue(clean(ent.text), _class(ent.text), True, ent.text)


def clean(name: str) -> str:
    """A name in single spaces, without its article, what is left of a genitive and a stop that is no part of it."""
    name = " ".join(name.split())
    # The tokenizer takes the end of "the dead man was Noor Jan." for the month.
    return re.sub(r"(^the )|(['’´`]s?$)|((?<= Jan)\.$)", "", name, flags=re.IGNORECASE)


def _class(name: str) -> str:
    for pattern, cls in (
        (_MEDIA, "MediaOrganization"),
        (_FORCE, "SecurityForce"),
        (_ARMED, "ArmedGroup"),
        (_STATE_BODY, "GovernmentBody"),
    ):
        if pattern.search(name):
            return cls
    return "Organization"
