"""Tolls that the learned reader counts otherwise than the rules do, and how sure both are together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Span

from kgraph.extract.accounts import Account
from kgraph.extract.casualties import APART
from kgraph.extract.reading import Reading
from kgraph.model import Claim, CountValue

# From this probability on the reader's number replaces the rules', or stands where they have none.
SWITCH = 0.75
# Under this probability the rules' number is doubted.
DOUBT = 0.15
_OF: Mapping[str, tuple[str, ...]] = {
    "killed": ("killed", "perpetratorsKilled"),
    "wounded": ("wounded",),
}


def settle(reading: Reading, account: Account, claims: Sequence[Claim]) -> list[Claim]:
    """The claims with the tolls of dead and wounded as rules and reader together see them.

    The reader counts attackers with the dead and knows no number beyond the last of its classes, so
    it speaks only of small tolls, and only of the incident that an article is about.
    """
    found = list(claims)
    if reading.told is None or account.prominence != "main":
        return found
    for property, parts in _OF.items():
        found = _settled(reading, account, found, property, parts)
    return found


def _settled(
    reading: Reading, account: Account, claims: list[Claim], property: str, parts: Sequence[str]
) -> list[Claim]:
    assert reading.told is not None
    chances = reading.told.counts[property]
    totals = [claim for claim in claims if claim.property in parts and _total(claim) is not None]
    others = sum(_total(claim) or 0 for claim in totals if claim.property != property)
    mine = [claim for claim in totals if claim.property == property]
    said = (_total(mine[0]) or 0) + others if mine else others
    said_chance = chances[min(said, len(chances) - 1)]
    best = max(range(len(chances)), key=lambda number: chances[number])
    small = max(best, said) < len(chances) - 1
    if best < said and any(claim.derived and claim.confidence >= APART for claim in mine):
        small = False  # persons told apart by age or sex were counted one by one
    if small and chances[best] >= SWITCH and best != said and best >= others:
        return _replaced(reading, account, claims, mine, property, best - others, chances[best])
    return [
        replace(claim, confidence=_shaken(claim.confidence, said_chance))
        if claim in mine
        else claim
        for claim in claims
    ]


def _shaken(confidence: float, chance: float) -> float:
    """A rule's confidence after the reader has given its number a chance."""
    if chance >= 0.5:
        return round(min(0.97, 1 - (1 - confidence) * (1 - chance)), 4)
    return round(confidence * (0.6 if chance < DOUBT else 0.9), 4)


def _total(claim: Claim) -> int | None:
    """The number of a total; None for parts and superseded figures."""
    value = claim.value
    if (
        not isinstance(value, CountValue)
        or value.scope != "total"
        or claim.certainty == "superseded"
    ):
        return None
    known = (value.best, value.low, value.high)
    return next((number for number in known if number is not None), None)


def _replaced(
    reading: Reading,
    account: Account,
    claims: list[Claim],
    mine: list[Claim],
    property: str,
    number: int,
    chance: float,
) -> list[Claim]:
    """The claims with the reader's number in place of the rules'; none at all where it says nobody."""
    kept = [claim for claim in claims if claim not in mine]
    if number == 0:
        return kept
    spans = list(_witnesses(reading, account, property))
    evidence = reading.evidence(*spans[:3]) if spans else mine[0].evidence if mine else ()
    if not evidence:
        return claims
    value = CountValue(number, number, number)
    claim = Claim(
        property, value, evidence, confidence=round(chance, 4), derived=True, extractor="reader"
    )
    at = claims.index(mine[0]) if mine else len(kept)
    return [*kept[:at], claim, *kept[at:]]


def _witnesses(reading: Reading, account: Account, property: str) -> Iterator[Span]:
    """The victims of whom the reader says that this befell them, else the words for the deed."""
    found = [
        span
        for span, filler in reading.fillers
        if filler.role in ("Victim", "VictimDesc")
        and account.owns(span)
        and filler.qualities.get(property, 0.0) >= 0.5
    ]
    yield from found or [trigger.span for trigger in account.triggers if trigger.strong]
