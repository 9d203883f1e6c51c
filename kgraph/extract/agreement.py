"""Where rules and the learned reader meet: one policy a property, chosen on dev figures.

The figures behind the numbers are the ablation in benchmarks/README.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from types import MappingProxyType

from kgraph.extract import doers, filled_roles, fillers, identification
from kgraph.extract.accounts import Account
from kgraph.extract.fillers import Entity, plain
from kgraph.extract.reading import Reading
from kgraph.extract.triggers import FROM_AFAR
from kgraph.extract.wordings import describes, is_told, match, rephrased, words_of
from kgraph.model import ActorValue, Claim, ThingValue, VictimValue


@dataclass(frozen=True, slots=True)
class Policy:
    """How much each side is believed about one property.

    `alone` is the score from which the reader is believed without a rule, for each of its roles that
    answer to the property; `bare` is what is left of a rule's confidence where the reader sees nothing,
    times how probable an incident is at all. Below `seen` the reader rather doubts than agrees.
    """

    alone: Mapping[str, float]
    bare: float
    seen: float = 0.3


POLICIES: Mapping[str, Policy] = MappingProxyType(
    {
        "perpetrator": Policy({"PerpOrg": 0.75, "PerpInd": 0.5}, 0.8, seen=0.25),
        "victim": Policy({"Victim": 0.75, "VictimDesc": 0.7}, 0.62),
        "target": Policy({"Target": 0.6}, 0.55),
        "weapon": Policy({"Weapon": 0.5}, 0.5),
    }
)
_PERSONS = frozenset({"Person", "UnnamedActor"})
READER = "reader"
# Of arrests the reader knows only that there were some: it takes those arrested for those who did it.
_OF_ARRESTS = frozenset({"detention.detained", "detention.captors"})
# Claims below this are no better than a guess and are left out.
LEAST = 0.5


def settle(reading: Reading, account: Account, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims of an account as rules and reader together see them, in the order of the rules'."""
    if reading.told is None:
        return tuple(claims)
    told: dict[str, list[Claim]] = {}
    for claim in claims:
        told.setdefault(claim.property, []).append(claim)
    for property, policy in POLICIES.items():
        told[property] = list(_settled(reading, account, policy, told.get(property, ())))
    enders = set(map(fillers.plain, doers.enders(reading, account)))
    cleared = identification.cleared(reading)
    told["perpetrator"] = [
        item
        for item in told["perpetrator"]
        if not _is_of(item, enders) and _name(item) not in cleared
    ]
    deniers = {name for claim in told.get("deniedBy", ()) if (name := _name(claim))}
    told["perpetrator"] = [
        _denied(claim) if _name(claim) in deniers else claim
        for claim in _one_band(_one_each(told["perpetrator"]))
    ]
    told["perpetrator"] = [
        item for item in told["perpetrator"] if not _is_victim(item, told["victim"])
    ]
    told["victim"] = list(_each_once(told["victim"]))
    return _one_side(claim for mine in told.values() for claim in mine)


def _each_once(claims: Sequence[Claim]) -> Iterator[Claim]:
    """One claim for a named victim and what befell it, by whichever words for it: "Air Marshal Bo Lawal", "AVM Lawal"."""
    told = {name for name, fate in map(_victim, claims) if fate is not None}
    seen: set[tuple[str | None, str | None]] = set()
    for claim in claims:
        name, fate = _victim(claim)
        again = (name, fate) in seen or (fate is None and name in told)
        if name is None or not again:
            yield claim
        seen.add((name, fate))


def _victim(claim: Claim) -> tuple[str | None, str | None]:
    """The name of a victim, if it has one, and what befell it."""
    assert isinstance(claim.value, VictimValue)
    return claim.value.name, claim.value.outcome


def _is_victim(claim: Claim, victims: Iterable[Claim]) -> bool:
    """Whether only the reader takes for doers whom the same words tell of as victims: "two Levies men martyred"."""
    if claim.extractor != READER or _name(claim):
        return False
    said = set(plain(words_of(claim)).split())
    here = {(item.start, item.end) for item in claim.evidence}
    return any(
        victim.extractor != READER
        and said <= set(plain(words_of(victim)).split())
        and any(item.start <= a and b <= item.end for item in victim.evidence for a, b in here)
        for victim in victims
    )


def _is_of(claim: Claim, enders: Set[str]) -> bool:
    """Whether only the reader takes those for doers who ended the attack, by all of their words or the last of them."""
    assert isinstance(claim.value, ActorValue)
    said = plain(claim.value.mention)
    return claim.extractor == READER and any(ender.endswith(said) for ender in enders)


def _one_each(claims: Sequence[Claim]) -> list[Claim]:
    """One claim for each named actor, whichever of its names was printed: the rules' or else the surest."""
    best: dict[str, Claim] = {}
    for claim in claims:
        if name := _name(claim):
            best[name] = max(best.get(name, claim), claim, key=_rank)
    return [claim for claim in claims if not (name := _name(claim)) or claim is best[name]]


def _denied(claim: Claim) -> Claim:
    """Where nobody but the reader sees somebody as the doer who denies it, the text tells of the denial.

    Whom others accuse and who denies it is suspected at most.
    """
    if claim.extractor == READER:
        return replace(claim, certainty="denied")
    return replace(claim, certainty="suspected") if claim.certainty == "stated" else claim


def _name(claim: Claim) -> str | None:
    value = claim.value
    return value.name if isinstance(value, ActorValue) and value.named else None


def _rank(claim: Claim) -> tuple[bool, float]:
    """The rules' words first, then the surest."""
    return claim.extractor != READER, claim.confidence


def _one_band(claims: Sequence[Claim]) -> list[Claim]:
    """One incident's unnamed attackers are one band, however often it is worded: the rules' words first."""
    unnamed = [c for c in claims if isinstance(c.value, ActorValue) and not c.value.named]
    if not unnamed:
        return list(claims)
    best = max(unnamed, key=_rank)
    return [claim for claim in claims if claim is best or claim not in unnamed]


def _one_side(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Nobody is perpetrator and victim of one incident: the surer claim about a person stays."""
    found = tuple(claims)
    best: dict[str, Claim] = {}
    for claim in found:
        if (name := _person(claim)) is not None:
            best[name] = max(best.get(name, claim), claim, key=lambda item: item.confidence)
    return tuple(
        claim
        for claim in found
        if (name := _person(claim)) is None or claim.property == best[name].property
    )


def _person(claim: Claim) -> str | None:
    """The words for a person who did it or was harmed."""
    value = claim.value
    if claim.property not in ("perpetrator", "victim") or not isinstance(
        value, ActorValue | VictimValue
    ):
        return None
    return plain(value.name or value.mention) if value.cls in _PERSONS else None


def _settled(
    reading: Reading, account: Account, policy: Policy, claims: Sequence[Claim]
) -> Iterator[Claim]:
    found = [item for role in policy.alone for item in fillers.entities(reading, account, role)]
    open_ = list(found)
    for claim in _by_rules(reading, account, policy, claims, open_):
        yield _spared(account, claim)
    victims = [span for item in found if item.role == "Victim" for span in item.spans]
    for entity in found:
        group = filled_roles.group_of(reading, entity)
        if group is not None and entity.score >= policy.alone[entity.role]:
            yield replace(group, confidence=entity.score, extractor=READER)
    for entity in open_:
        if entity.score >= policy.alone[entity.role] and not describes(entity, victims):
            claim_ = filled_roles.claim(reading, entity)
            if claim_ is not None and not is_told(claim_, claims):
                seen = replace(claim_, confidence=entity.score, extractor=READER)
                yield _survived(account, _spared(account, seen))


def _survived(account: Account, claim: Claim) -> Claim:
    """A named victim of what was only tried is not dead for all that the reader knows."""
    value = claim.value
    if not isinstance(value, VictimValue) or not value.named or value.outcome != "killed":
        return claim
    tried = bool(account.triggers) and account.stage != "accomplished"
    return replace(claim, value=replace(value, outcome=None)) if tried else claim


def _spared(account: Account, claim: Claim) -> Claim:
    """Nothing befell those whom a deed that was stopped or only threatened would have hit."""
    stopped = bool(account.triggers) and account.stage in ("foiled", "threatened")
    if not stopped or not isinstance(claim.value, VictimValue):
        return claim
    return replace(claim, value=replace(claim.value, outcome=None))


def _is_implied(claim: Claim) -> bool:
    """Whether only the kind of deed tells of a weapon: a firearm of a shooting."""
    return isinstance(claim.value, ThingValue) and claim.value.mention is None


def _by_rules(
    reading: Reading,
    account: Account,
    policy: Policy,
    claims: Sequence[Claim],
    open_: list[Entity],
) -> Iterator[Claim]:
    """The rules' claims after the reader's word on them; what it agrees to is no longer open."""
    found = tuple(open_)
    bare = policy.bare * _told(reading, account)
    for claim in claims:
        seen = match(claim, found)
        if _is_implied(claim):
            # The reader looks for phrases only, so that it sees none here says nothing.
            if account.prominence == "main":
                yield claim
        elif claim.extractor in _OF_ARRESTS:
            open_[:] = [item for item in open_ if item is not seen]
            yield claim
        elif seen is not None and seen.score >= policy.seen:
            if seen in open_:
                open_.remove(seen)
                yield replace(rephrased(claim, seen), confidence=_both(claim, seen))
        elif _on_other_side(reading, claim):
            continue
        elif (left := round(claim.confidence * bare, 4)) >= LEAST:
            yield replace(claim, confidence=left)


def _told(reading: Reading, account: Account) -> float:
    """How probable an incident is at all: the reader knows few strikes from afar, whose words are plain."""
    if reading.told is None or (account.triggers and account.types[0] in FROM_AFAR):
        return 1.0
    return reading.told.kinds["incident"]


# The role of the other side, and how sure the reader must be of it to overrule a rule.
_OTHER_SIDE = {"victim": ("PerpInd", 0.3), "perpetrator": ("Victim", 0.3)}
# So sure is a rule where the words say outright who did it, or whom others accuse.
_NAMED = 0.8


def _on_other_side(reading: Reading, claim: Claim) -> bool:
    """Whether the reader takes a person whom the rules name for one of the other side."""
    name = _person(claim)
    if name is None or (claim.property == "perpetrator" and claim.confidence >= _NAMED):
        return False
    role, least = _OTHER_SIDE[claim.property]
    return any(
        filler.role == role
        and filler.score >= least
        and set(plain(span.text).split()) & set(name.split())
        for span, filler in reading.fillers
    )


def _both(claim: Claim, entity: Entity) -> float:
    """Two witnesses: right unless both are wrong (taken as independent, which is bold), at most 0.97."""
    return round(min(0.97, 1 - (1 - claim.confidence) * (1 - entity.score)), 4)
