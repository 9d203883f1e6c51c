"""Whom the authorities name as the one who did it: "police identified the gunman as Pavel Ruzin"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Span

from kgraph.extract import attribution
from kgraph.extract.accounts import Account
from kgraph.extract.reading import Reading
from kgraph.model import ActorValue, Claim

# "… named as", "… identified the man who fired as 22-year-old": all that stands before the name.
_NAMED_AS = re.compile(
    r"^(?P<before>.*)\b(?:named|identified|identif(?:y|ies|ying)|naming)\b(?P<between>[^.;]*)\bas\W+"
    r"(?:(?:a |an )?\d+\W*(?:years?\W*old\W+)?)?$",
    re.IGNORECASE | re.DOTALL,
)
_DOER = re.compile(
    r"\b(?:attackers?|bombers?|gunm[ae]n|shooters?|assailants?|killers?|suspects?|hijackers?|perpetrators?)\b"
    r"|\b(?:man|woman|men|person|teenager|driver|soldier|student) (?:"
    r"(?:suspected|accused) of|believed to have|thought to have|responsible for|behind"
    r"|who (?!was\b|were\b|died\b|had been\b|has been\b|is in\b)\w+)",
    re.IGNORECASE,
)
_HARMED = re.compile(r"\b(?:victims?|deceased|dead|slain|hostages?|wounded)\b", re.IGNORECASE)
_SUSPECTED = re.compile(r"\b(?:suspect|alleged|accused|believed|thought)", re.IGNORECASE)
_NEAR = 90  # characters before "named" in which its subject stands


def identified(reading: Reading, account: Account) -> Iterator[Claim]:
    """A claim for each person who is named as a doer."""
    for span, actor, words in doers(reading):
        if account.owns(span):
            yield reading.claim(
                "perpetrator",
                actor,
                [span],
                certainty="suspected" if _SUSPECTED.search(words) else "stated",
                according_to=attribution.source_of(reading, span),
                confidence=0.85,
            )


def is_doer(reading: Reading, name: str | None) -> bool:
    """Whether a person of this name is named as a doer."""
    return any(True for _ in doers(reading, name))


def doers(reading: Reading, name: str | None = None) -> Iterator[tuple[Span, ActorValue, str]]:
    """Persons named as doers (those of one `name`, if given), with the words that say who they are."""
    for span, actor in reading.actors:
        if name is not None and actor.name != name:
            continue
        if actor.cls != "Person" or " " not in (actor.name or ""):
            continue
        sentence = span.sent
        found = _NAMED_AS.match(sentence.text[: span.start_char - sentence.start_char])
        if found is None:
            continue
        # "identified the gunman as": what is named stands behind the verb; else it is its subject.
        behind = _DOER.search(found["between"]) is not None
        told = found["between"] if behind else found["before"].rpartition(";")[2][-_NEAR:]
        if _DOER.search(told) and not _HARMED.search(told) and not _HARMED.search(found["between"]):
            yield span, actor, told
