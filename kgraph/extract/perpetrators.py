"""Who did it, of all who claim it, are accused of it, or are told to have done it; and how many they were."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kgraph.extract import accusations, attackers, doers, grammar, identification, responsibility
from kgraph.extract.accounts import Account
from kgraph.extract.reading import Reading
from kgraph.model import ActorValue, Certainty, Claim


def perpetrator(reading: Reading, account: Account) -> Iterator[Claim]:
    """Who did it, with how sure the text is; several witnesses of one actor make one claim."""
    merged: dict[tuple[str | None, str], Claim] = {}
    for claim in (
        *responsibility.claimants(reading, account),
        *identification.identified(reading, account),
        *accusations.accused(reading, account),
        *doers.doers(reading, account),
    ):
        assert isinstance(claim.value, ActorValue)
        key = (claim.value.name, claim.value.mention if not claim.value.named else "")
        merged[key] = _merge(merged[key], claim) if key in merged else claim
    forces = (doers.officers_of, accusations.blamed_forces)
    for claim in () if merged else (item for find in forces for item in find(reading, account)):
        merged.setdefault((None, ""), claim)
    unnamed = [claim for claim in merged.values() if not claim.value.named]  # type: ignore[union-attr]
    for claim in merged.values():
        if claim.value.named:  # type: ignore[union-attr]
            yield claim
    if unnamed:
        yield max(unnamed, key=lambda claim: (claim.confidence, -claim.evidence[0].start))


_SURE: tuple[Certainty, ...] = ("hypothetical", "suspected", "claimed", "stated")


def _merge(one: Claim, other: Claim) -> Claim:
    """The surer of two claims about one actor, with the evidence of both."""
    sure = max(
        (one, other),
        key=lambda claim: _SURE.index(claim.certainty) if claim.certainty in _SURE else -1,
    )
    evidence = tuple(
        sorted({*one.evidence, *other.evidence}, key=lambda item: (item.start, item.end))
    )
    return replace(sure, evidence=evidence[:4], confidence=max(one.confidence, other.confidence))


def count(reading: Reading, account: Account) -> Iterator[Claim]:
    """How many attackers there were, where the words say so."""
    for token in attackers.attacker_tokens(account):
        number = next(
            (
                value
                for span, value in reading.counts
                if span.root.head.i == token.i or span.end == token.i
            ),
            None,
        )
        if number is not None:
            span = grammar.core(token)
            yield reading.claim(
                "perpetratorCount", replace(number, scope="total"), [span], confidence=0.75
            )
            return
