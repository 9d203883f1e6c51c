"""The claims that the learned reader's fillers amount to where no rule tells of them."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from kgraph.extract import attackers, attribution, doers, grammar, identification, responsibility
from kgraph.extract.filled_victims import described_victim, named_victim
from kgraph.extract.fillers import Entity, is_harmed, number_of, rules_here, witnesses
from kgraph.extract.lexicon import concepts, words
from kgraph.extract.reading import Reading
from kgraph.extract.targets import type_of
from kgraph.extract.ties import tied
from kgraph.extract.weapons import is_ride
from kgraph.mentions import text_in
from kgraph.model import ActorValue, Certainty, Claim, ThingValue

_SUSPECTED = re.compile(r"\b(suspected|alleged|presumed|accused)\b", re.IGNORECASE)
_CERTAINTIES: tuple[Certainty, ...] = ("stated", "claimed", "suspected")
# Those harmed, those who make bombs safe, those who only speak of it.
_NO_DOERS = frozenset(
    "others victim victims civilian civilians bystanders residents wounded dead disposal caller callers detective".split()
)


_GROUPS = frozenset("group groups faction factions gang gangs band bands cell cells".split())


def claim(reading: Reading, entity: Entity) -> Claim | None:
    """The claim that an entity amounts to; None where its words cannot be one of its kind."""
    match entity.role:
        case "PerpInd" | "PerpOrg":
            return _perpetrator(reading, entity)
        case "Victim":
            return named_victim(reading, entity)
        case "VictimDesc":
            return described_victim(reading, entity)
        case "Target":
            return _thing(reading, entity, "target", type_of(entity.span, entity.span.root))
        case _:
            kind = weapon_type(entity.span.text)
            used = kind is not None and not is_ride(entity.span.root)
            return _thing(reading, entity, "weapon", kind) if used else None


def _perpetrator(reading: Reading, entity: Entity) -> Claim | None:
    span = entity.span
    found = reading.actor_at(span.start, span.end)
    actor = found[1] if found and _is_about(found[0], span, entity.role) else None
    if actor is not None and not doers.may_do(actor):
        return None
    if entity.role == "PerpInd" and actor is None and _is_place(reading, span):
        return None
    if entity.role == "PerpInd" and any(map(_is_bystander, entity.spans)):
        return None
    if actor is None and (span.root.lower_ in _NO_DOERS or identification.is_of_acquittal(span)):
        return None
    if actor is None and any(
        n.start == span.start and n.end >= span.end for n, _ in reading.nations
    ):
        return None  # "Armenian" of "an Armenian missile attack" is no group
    force = span.root.lower_ in _GROUPS | words("state", "officers")  # "the army", "a faction"
    named = not force or span.text != span.text.lower()
    if actor is None and entity.role == "PerpOrg" and not named and span.root.pos_ != "NOUN":
        return None  # "banned" of "the banned Red Dawn"
    if actor is None and named and entity.role == "PerpOrg" and tied(span) is None:
        actor = ActorValue(span.text, "Organization", True, span.text)
    if actor is None:
        whole = attackers.attackers(span.root) if span.root.lower_ in attackers.OF_WHOM else span
        said = whole.text if len(whole) > len(span) else span.text
        actor = ActorValue(None, "UnnamedActor", False, said, count=number_of(reading, span))
    certainty = _certainty(entity)
    source = attribution.source_of(reading, span)
    if certainty == "claimed":
        source = actor.name
    return reading.claim(
        "perpetrator", actor, witnesses(entity), certainty=certainty, according_to=source
    )


def _is_place(reading: Reading, span: Span) -> bool:
    """Whether words are no more than the name of a place."""
    return any(
        place.start <= span.start and span.end <= place.end and span.root.pos_ == "PROPN"
        for place, _ in reading.places
    )


def _is_bystander(span: Span) -> bool:
    """Whether a sentence only says who somebody is or was busy with: "Ann Lund, 40, was a porter", "was selling tea when"."""
    root = span.root
    said = [root.head if root.dep_ == "nsubj" else root, *grammar.children(root, "parataxis")]
    return any(_tells_who(verb, root) for verb in said)


def _tells_who(said: Token, name: Token) -> bool:
    """Whether a word is the trade of a person that "was" ascribes, or what one was doing when it happened."""
    named = any(token.ent_type_ == "PER" for token in (name, said.head, *grammar.subjects(said)))
    told = {child.lower_ for child in said.children if child.dep_ in ("cop", "aux")}
    if not named or not told & {"was", "were", "is"}:
        return False
    busy = said.tag_ == "VBG" and any(
        child.lower_ in ("when", "as") for clause in said.children for child in clause.children
    )
    trade = said.lower_ in words("persons", "people") - words("persons", "attackers")
    return busy or (trade and said.pos_ == "NOUN")


def group_of(reading: Reading, entity: Entity) -> Claim | None:
    """The claim on the armed group whose name stands before the noun for persons: "(PKK) insurgents"."""
    span = entity.span
    bracket = span.start > 0 and span.doc[span.start - 1].text == ")"
    found = reading.actor_at(span.start - 2 * bracket - 1, span.start)
    if entity.role != "PerpInd" or found is None or found[1].cls != "ArmedGroup":
        return None
    if rules_here(found[0]) or is_harmed(found[0]):
        return None
    quote = grammar.between(span.doc, found[0], span)
    return reading.claim(
        "perpetrator", doers.plain(found[1]), [quote], certainty=_certainty(entity)
    )


def _is_about(name: Span, span: Span, role: str) -> bool:
    """Whether a phrase is the name in it, not "guerrillas of the FMLN"."""
    if role == "PerpOrg":
        return True
    return name.start <= span.root.i < name.end and len(span) - len(name) < 2


def _certainty(entity: Entity) -> Certainty:
    if _SUSPECTED.search(
        entity.span.sent.text[: entity.span.end_char - entity.span.sent.start_char][-40:]
    ):
        return "suspected"
    if entity.role == "PerpInd":
        return "suspected" if _is_only_arrested(entity.span) else "stated"
    unclaimed = responsibility.is_unclaimed(text_in(entity.span.sent))
    left = (name for name in _CERTAINTIES if not (unclaimed and name == "claimed"))
    return max(left, key=lambda name: entity.qualities.get(name, 0.0))


_ARRESTED = re.compile(
    r"\b(?:arrested|detained|charged|booked|accused|suspected|in custody|on suspicion)\b",
    re.IGNORECASE,
)


def _is_only_arrested(span: Span) -> bool:
    """Whether words that do not call somebody an attacker only tell of an arrest: "police arrested a man"."""
    called = span.root.lower_ in words("persons", "attackers") - {"suspect", "suspects"}
    return not called and _ARRESTED.search(text_in(span.sent)) is not None


def _thing(reading: Reading, entity: Entity, property: str, kind: str | None) -> Claim:
    value = ThingValue(" ".join(entity.span.text.split()), entity.span.text, kind)
    source = attribution.source_of(reading, entity.span)
    return reading.claim(property, value, witnesses(entity), according_to=source)


def weapon_type(words: str) -> str | None:
    """The weapon concept of a phrase: the last one named in it."""
    found = [
        (match.end(), match.end() - match.start(), concept)
        for concept, pattern in concepts("weapons")
        for match in pattern.finditer(words)
    ]
    return max(found)[2] if found else None
