"""Tolls that the learned reader counts otherwise than the rules do, and how sure both are together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from spacy.tokens import Span

from kgraph.extract.accounts import Account
from kgraph.extract.reading import Reading
from kgraph.model import Claim, CountValue

_OF: Mapping[str, tuple[str, ...]] = {
    "killed": ("killed", "perpetratorsKilled"),
    "wounded": ("wounded",),
}


@dataclass(frozen=True, slots=True)
class Trust:
    """How far rules and reader are believed about a number.

    How often the rules are right where they read a number or found nobody (where they counted, their claim
    says how sure they are); and what the log-odds of the reader are multiplied by.
    """

    told: float
    silent: float
    reader: float


# Fitted by `python -m training.calibrate` on articles kept out of training.
TRUST: Mapping[str, Trust] = MappingProxyType(
    {
        "killed": Trust(told=0.63, silent=0.43, reader=0.74),
        "wounded": Trust(told=0.57, silent=0.53, reader=0.72),
    }
)
_OTHERS = 4  # numbers among which a wrong one of the rules is spread
_FAINT = 1e-4


@dataclass(frozen=True, slots=True)
class Tolls:
    """What the rules say of one property: its totals, and how many dead attackers the reader counts with them."""

    mine: tuple[Claim, ...]
    others: int

    @property
    def said(self) -> int:
        """The number that the reader is to be compared with."""
        return self.others + ((_total(self.mine[0]) or 0) if self.mine else 0)

    def right(self, trust: Trust) -> float:
        """How often the rules are right where they speak so."""
        if not self.mine:
            return trust.silent
        return self.mine[0].confidence if self.mine[0].derived else trust.told


def settle(reading: Reading, account: Account, claims: Sequence[Claim]) -> list[Claim]:
    """The claims with the tolls of dead and wounded that rules and reader together make most probable.

    Both are taken as witnesses that err independently (Bayes). The reader counts attackers with the dead
    and knows no number beyond the last of its classes, so it speaks only of small tolls, and only of the
    incident that an article is about.
    """
    found = list(claims)
    if reading.told is None or account.prominence != "main":
        return found
    for property in TRUST:
        found = _settled(reading, account, found, property)
    return found


def tolls(claims: Iterable[Claim], property: str) -> Tolls:
    """What the rules' claims say of a property."""
    parts = _OF[property]
    totals = [claim for claim in claims if claim.property in parts and _total(claim) is not None]
    others = sum(_total(claim) or 0 for claim in totals if claim.property != property)
    return Tolls(tuple(claim for claim in totals if claim.property == property), others)


def _settled(reading: Reading, account: Account, claims: list[Claim], property: str) -> list[Claim]:
    assert reading.told is not None
    found, seen = tolls(claims, property), reading.told.counts[property]
    chances = probable(seen, found, TRUST[property])
    said, last = min(found.said, len(seen) - 1), len(seen) - 1
    best = max(chances, key=lambda number: (chances[number], number == said))
    if best in (said, last):
        chance = round(chances[said], 4)
        return [replace(c, confidence=chance) if c in found.mine else c for c in claims]
    return _replaced(reading, account, claims, found, property, best, chances[best])


def probable(seen: Sequence[float], rules: Tolls, trust: Trust) -> dict[int, float]:
    """How probable each number is, from the attackers' on; the last stands for that many or more."""
    last = len(seen) - 1
    said, right = min(rules.said, last), rules.right(trust)
    weights = {
        number: (seen[number] + _FAINT) ** trust.reader
        * (right if number == said else (1 - right) / _OTHERS)
        for number in range(min(rules.others, last), last + 1)
    }
    whole = sum(weights.values())
    return {number: weight / whole for number, weight in weights.items()}


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
    found: Tolls,
    property: str,
    number: int,
    chance: float,
) -> list[Claim]:
    """The claims with another number in place of the rules'; none at all where it is nobody."""
    kept = [claim for claim in claims if claim not in found.mine]
    rest = number - found.others
    if rest == 0:
        return kept
    spans = list(_witnesses(reading, account, property))
    mine = found.mine
    evidence = reading.evidence(*spans[:3]) if spans else mine[0].evidence if mine else ()
    if not evidence:
        return claims
    value = CountValue(rest, rest, rest)
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
