"""What kind of incident it was and how far it went, with the words that say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kgraph.extract import grammar, lookback
from kgraph.extract.accounts import Account
from kgraph.extract.lexicon import words
from kgraph.extract.reading import Reading
from kgraph.extract.triggers import DEEDS, Trigger, deed_of
from kgraph.model import Claim, ConceptValue, Stage, VictimValue
from kgraph.vocab import type_path

# A type that says more about who did what than the means does, where both are told.
_TELLING = {"assassination": 1.5, "suicide-bombing": 2.0, "hostage-taking": 1.0, "kidnapping": 1.0}
_FAINT = {
    "attack": 0.3,
    "looting": 0.4,
    "robbery": 0.8,
    "raid": 0.6,
    "threat": 0.2,
    "mob-violence": 0.8,
}

_ANSWER = 0.2  # of the weight of a word that tells how an attacker was stopped, or what is avenged

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
    main, _ = types(account)
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


def types(account: Account) -> tuple[str, tuple[str, ...]]:
    """The main type, and the other types that stand beside it."""
    scores = _scores([t for t in account.triggers if account.deed in (None, deed_of(t.type))])
    main = max(scores, key=lambda kind: (scores[kind], len(type_path(kind)), kind))
    main = _most_specific(main, scores)
    others = sorted(
        (kind for kind in scores if kind not in type_path(main) and _stands(kind, main, scores)),
        key=lambda kind: (-scores[kind], kind),
    )
    return main, tuple(others[:2])


def _scores(triggers: Sequence[Trigger]) -> dict[str, float]:
    """Weights by type: the first sentence counts most, later mentions less and less."""
    scores: dict[str, float] = defaultdict(float)
    first = triggers[0].sentence.start
    for rank, trigger in enumerate(triggers):
        weight = 1.0 if trigger.strong else 0.4
        weight *= 2.0 if trigger.sentence.start == first else 1.0 / (1 + rank / 6)
        answer = trigger.type == "shooting" and _is_answer(trigger)
        weight *= _ANSWER if answer or lookback.is_answered(trigger) else 1.0
        scores[trigger.type] += (
            weight * _FAINT.get(trigger.type, 1.0) * _TELLING.get(trigger.type, 1.0)
        )
    return dict(scores)


def _is_answer(trigger: Trigger) -> bool:
    """Whether it only tells how an attacker was stopped: "the assailant was shot dead by police"."""
    verb = grammar.verb_of(trigger.head)
    hit = [child for child in verb.children if child.dep_ in ("obj", "nsubj:pass")]
    return any(token.lower_ in words("persons", "attackers") for token in hit)


def _most_specific(main: str, scores: dict[str, float]) -> str:
    """Descend to a narrower type of the same family where the text clearly names one."""
    narrower = [
        kind
        for kind in scores
        if kind != main
        and main in type_path(kind)
        and scores[kind] >= 0.25 * scores[main]
        and main != "attack"
    ]
    if main == "attack":
        narrower = [
            kind for kind in scores if kind not in ("attack", "threat") and scores[kind] >= 0.5
        ]
    if not narrower:
        return main
    return max(narrower, key=lambda kind: (scores[kind], len(type_path(kind)), kind))


def _stands(kind: str, main: str, scores: dict[str, float]) -> bool:
    return (
        main not in type_path(kind)
        and kind not in ("attack", "threat")
        and scores[kind] >= max(1.0, 0.35 * scores[main])
    )


def stage(account: Account) -> Stage:
    """How far it went: what the first telling trigger says, unless most others differ."""
    main, _ = types(account)
    mine = [trigger for trigger in account.triggers if trigger.type == main]
    told = [trigger for trigger in mine if not trigger.definite] or mine
    said = [trigger.stage for trigger in told[:4]]
    if said[0] == "accomplished" or said.count("accomplished") > len(said) / 2:
        return "accomplished"
    return said[0]


def claims(reading: Reading, account: Account) -> Iterator[Claim]:
    """The type's and the stage's own words."""
    main, _ = types(account)
    says = [trigger for trigger in account.triggers if trigger.type == main] or list(
        account.triggers
    )
    spans = [trigger.span for trigger in says]
    yield reading.claim("incidentType", ConceptValue(main), spans[:3], confidence=0.9)
    how = stage(account)
    witness = next(
        (trigger for trigger in account.triggers if trigger.stage == how), account.triggers[0]
    )
    yield reading.claim("stage", ConceptValue(how), [witness.span], confidence=0.85)


def fitting(kind: str, stage: Stage, claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims that an incident of this type can have: an arrest leaves nobody dead, nor does a threat.

    In an article on arrests the reader takes those arrested for those who did it.
    """
    foreign = _FOREIGN.get(kind, frozenset())
    for claim in claims:
        if stage == "threatened" and claim.property in ("killed", "wounded"):
            continue
        value = claim.value
        if isinstance(value, VictimValue) and value.outcome in foreign:
            yield replace(claim, value=replace(value, outcome=None))
        elif claim.property in foreign or (
            foreign and claim.property == "perpetrator" and claim.extractor != "detention.captors"
        ):
            continue
        else:
            yield claim
