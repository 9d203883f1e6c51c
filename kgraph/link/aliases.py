"""Which actors of one incident are the same under two names: "Guterres" and "Antonio Guterres", "BLA".

A name met in one incident means who bears it there, so names are only joined inside an incident: a bare
surname elsewhere may be somebody else. The register says what known groups are called and which are part
of which: two of its actors are never joined here, a part is not the whole. What persons decided about two
actors holds in every incident, also in those that name only one of them.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kgraph.link import clusters, names
from kgraph.link.names import Name
from kgraph.records import Record

_WAYS = (names.SHORTER, names.SAME_WORDS, names.INITIALS)
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Alias:
    """One actor (IRI) that another stands for in an incident, and why."""

    actor: str
    joined: str
    why: str

    @property
    def pair(self) -> tuple[str, str]:
        """The local ids of both, the smaller first."""
        first, second = sorted(iri.rpartition("/")[2] for iri in (self.actor, self.joined))
        return first, second


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two actors (IRIs, the smaller first) of one incident that may be one, why, and whether they are joined."""

    pair: Pair
    why: str
    joined: bool


def joined(reports: Sequence[Record], said: Mapping[Pair, str]) -> list[Alias]:
    """The actors of one incident that go by another's IRI; `said` are persons' verdicts by pair of IRIs.

    What persons say is the same goes by one IRI in every incident, also where the other is not named.
    """
    heads = _heads(said)
    present = {item.node for record in reports for item in record.says}
    found = {
        actor: Alias(actor, head, "judged the same")
        for actor, head in heads.items()
        if actor != head and actor in present
    }
    apart = _apart(said)
    for alias in _by_name(reports, apart):
        one, other = _end(alias.actor, found), _end(alias.joined, found)
        if one != other and not _parted(one, other, found, apart):
            keeps = one in heads.values() and other not in heads.values()
            gone, kept = (other, one) if keeps else (one, other)
            found[gone] = Alias(gone, kept, alias.why)
    return [replace(item, joined=_end(actor, found)) for actor, item in sorted(found.items())]


def _heads(said: Mapping[Pair, str]) -> dict[str, str]:
    """For each actor that persons say is another, the one that all of them go by."""
    same = [pair for pair, verdict in said.items() if verdict == "same"]
    one_of = clusters.components(itertools.chain.from_iterable(same), same)
    groups: dict[str, list[str]] = defaultdict(list)
    for actor, group in one_of.items():
        groups[group].append(actor)
    return {actor: max(groups[group], key=_fullness) for actor, group in sorted(one_of.items())}


def _fullness(actor: str) -> tuple[bool, bool, int, str]:
    """Who lends a name to others: whom the register has, else the one with the longest name."""
    return "/unnamed-" not in actor, "--" not in actor, len(actor), actor


def _by_name(reports: Sequence[Record], apart: Callable[[str, str], bool]) -> list[Alias]:
    """The actors of one incident whose name stands for one other there, sorted."""
    found: dict[str, Alias] = {}
    for role in names.of(reports):
        for one in role:
            for why, others in _fuller(one, role):
                open_ = [item for item in others if not apart(one.actor, item.actor)]
                if len(open_) == 1:
                    found.setdefault(one.actor, Alias(one.actor, open_[0].actor, why))
    return [alias for _, alias in sorted(found.items())]


def _parted(
    one: str, other: str, found: Mapping[str, Alias], apart: Callable[[str, str], bool]
) -> bool:
    """Whether persons part any two that would be one with these two."""
    mine, theirs = (
        [root, *(actor for actor in found if _end(actor, found) == root)] for root in (one, other)
    )
    return any(apart(*pair) for pair in itertools.product(mine, theirs))


def _apart(said: Mapping[Pair, str]) -> Callable[[str, str], bool]:
    """Whether persons parted two actors, or others that they say these are: A = B and B ≠ C part A and C."""
    same = [pair for pair, verdict in said.items() if verdict == "same"]
    one_of = clusters.components(itertools.chain.from_iterable(said), same)
    parted = {
        frozenset(one_of[actor] for actor in pair)
        for pair, verdict in said.items()
        if verdict == "different"
    }
    return lambda one, other: frozenset((one_of.get(one, one), one_of.get(other, other))) in parted


def doubtful(reports: Sequence[Record], said: Mapping[Pair, str]) -> list[Doubt]:
    """The pairs of actors of one incident that a person should look at, and that none has judged.

    These are names that may stand for several others, or are alike, and those joined by a surname alone. Who writes of both in one text tells them apart, or says how they are one.
    """
    one_of = {alias.actor: alias.joined for alias in joined(reports, said)}
    documents, apart = _documents(reports), _apart(said)
    found: dict[Pair, Doubt] = {}
    for role in names.of(reports):
        for one, other in itertools.combinations(role, 2):
            pair = _pair(one, other)
            if pair in said or apart(*pair) or documents[one.actor] & documents[other.actor]:
                continue
            together = len({one_of.get(actor, actor) for actor in pair}) == 1
            if why := _unsure(one, other, together):
                found.setdefault(pair, Doubt(pair, why, together))
    return [doubt for _, doubt in sorted(found.items())]


def _unsure(one: Name, other: Name, together: bool) -> str | None:
    """Why two names may be one actor's, where that is not plain; None where it is, or where they are not."""
    if one.actor == other.actor or (one.known and other.known):
        return None
    way = names.way(one, other) or names.way(other, one)
    if together:
        short = min((one, other), key=lambda name: len(name.words))
        return way if way == names.SHORTER and len(short.words) == 1 else None
    return f"{way}, and of others" if way else names.alike(one, other)


def _documents(reports: Iterable[Record]) -> dict[str, set[str]]:
    """The documents that name each actor."""
    found: dict[str, set[str]] = defaultdict(set)
    for record in reports:
        for said in record.says:
            if said.node and said.holds():
                found[said.node].add(record.document)
    return found


def under(record: Record, aliases: Iterable[Alias]) -> Record:
    """The record with each joined actor under the one IRI."""
    one = {item.actor: item.joined for item in aliases}
    if one.keys().isdisjoint(said.node for said in record.says):
        return record
    says = tuple(replace(said, node=one.get(said.node or "", said.node)) for said in record.says)
    return replace(record, says=says)


def _fuller(one: Name, role: Sequence[Name]) -> Iterator[tuple[str, list[Name]]]:
    """The actors that a name may stand for, by the way it does."""
    others = [item for item in role if item.actor != one.actor]
    ways = [names.way(one, item) for item in others]
    for way in _WAYS:
        yield way, [item for item, found in zip(others, ways, strict=True) if found == way]


def _pair(one: Name, other: Name) -> Pair:
    first, second = sorted((one.actor, other.actor))
    return first, second


def _end(actor: str, found: Mapping[str, Alias]) -> str:
    """Whom an actor goes by, at the end of the chain."""
    while actor in found:
        actor = found[actor].joined
    return actor
