"""What kind of incident it was and how far it went, with the words that say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kgraph.extract.accounts import Account
from kgraph.extract.reading import Reading
from kgraph.extract.triggers import DEEDS, deed_of
from kgraph.model import Claim, ConceptValue, Stage, VictimValue

# What an incident of a type does not have; in its text such facts are another incident's.
_FOREIGN = {
    "arbitrary-detention": frozenset(
        {"killed", "wounded", "perpetratorsKilled", "weapon", "damage"}
    )
}
# A family that the reader is sure of replaces one that it sees little of; an "attack" that it sees next to
# nothing of, also where no word of the rules tells of the family.
_SURE, _FAINT_CHANCE, _NO_CHANCE = 0.8, 0.4, 0.2


def seen(reading: Reading, accounts: Sequence[Account]) -> list[Account]:
    """The accounts, what a text is about with the family that the reader sees, where it is sure of another.

    It speaks of the main accounts, or of the only one.
    """
    return [
        _seen(reading, account)
        if reading.told is not None and (account.prominence == "main" or len(accounts) == 1)
        else account
        for account in accounts
    ]


def _seen(reading: Reading, account: Account) -> Account:
    assert reading.told is not None
    chances = {deed: reading.told.kinds[deed] for deed in DEEDS}
    likely = max(DEEDS, key=lambda deed: chances[deed])
    main, _ = account.types
    if main == "hijacking" and likely == "kidnapping":
        return account  # whose crew is held
    if chances[likely] < _SURE or chances[deed_of(main)] > _FAINT_CHANCE:
        return account
    if any(
        deed_of(trigger.type) == likely and trigger.real and (trigger.strong or likely != "attack")
        for trigger in account.triggers
    ):
        return replace(account, deed=likely)
    if main == "attack" and chances["attack"] <= _NO_CHANCE:
        first, *others = account.triggers
        return replace(account, triggers=(replace(first, type=likely), *others), deed=likely)
    return account


def claims(reading: Reading, account: Account) -> Iterator[Claim]:
    """The type's and the stage's own words."""
    main, _ = account.types
    says = [trigger for trigger in account.triggers if trigger.type == main] or list(
        account.triggers
    )
    spans = [trigger.span for trigger in says]
    yield reading.claim("incidentType", ConceptValue(main), spans[:3], confidence=0.9)
    how = account.stage
    witness = next(
        (trigger for trigger in account.triggers if trigger.stage == how), account.triggers[0]
    )
    yield reading.claim("stage", ConceptValue(how), [witness.span], confidence=0.85)


_HARM = frozenset({"killed", "wounded"})


def fitting(kind: str, stage: Stage, claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims that an incident of this type can have: an arrest leaves nobody dead, nor does a threat.

    In an article on arrests the reader takes those arrested for those who did it.
    """
    foreign = _FOREIGN.get(kind, frozenset())
    unharmed = _HARM if kind == "threat" or stage == "threatened" else frozenset[str]()
    for claim in claims:
        if claim.property in unharmed:
            continue
        value = claim.value
        if isinstance(value, VictimValue) and value.outcome in foreign | unharmed:
            yield replace(claim, value=replace(value, outcome=None))
        elif claim.property in foreign or (
            foreign and claim.property == "perpetrator" and claim.extractor != "detention.captors"
        ):
            continue
        else:
            yield claim
