"""What the learned reader found, as the actors and things of one account."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from kgraph.extract import (
    attackers,
    attribution,
    doers,
    grammar,
    identification,
    responsibility,
)
from kgraph.extract.accounts import Account
from kgraph.extract.harm import befell
from kgraph.extract.harm_words import DEATH
from kgraph.extract.lexicon import concepts, words
from kgraph.extract.named_harm import OUTCOMES, is_of_kin
from kgraph.extract.reading import Reading
from kgraph.extract.targets import type_of
from kgraph.extract.tolls import is_of_campaign
from kgraph.extract.triggers import BY_FORCES
from kgraph.mentions import Filler, is_tie, text_in, text_of
from kgraph.model import ActorValue, Certainty, Claim, Outcome, ThingValue, VictimValue

_PLAIN = str.maketrans("", "", string.punctuation)
_ARTICLE = re.compile(r"^(the|a|an|its|their|his|her|this|that|these|those) ", re.IGNORECASE)
_SUSPECTED = re.compile(r"\b(suspected|alleged|presumed|accused)\b", re.IGNORECASE)
_CERTAINTIES: tuple[Certainty, ...] = ("stated", "claimed", "suspected")
_OUTCOMES: Mapping[str, Outcome] = {
    "killed": "killed",
    "wounded": "wounded",
    "unharmed": "unharmed",
    "kidnapping": "kidnapped",
}
_LIKELY = 0.5
# Of several phrases for one, the longest that the reader is nearly as sure of as of the surest is the one to
# print; of names a fuller one is worth more doubt.
_NEARLY, _NEARLY_NAMED = 0.75, 0.5
_NAMED = frozenset({"PerpOrg", "Victim"})
_LOOSE = frozenset({"ADP", "DET", "CCONJ", "SCONJ", "PRON", "AUX", "PART"})
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "X"})


@dataclass(frozen=True, slots=True)
class Entity:
    """One actor or thing in one role: the phrases for it, the one to print first, and how sure the reader is.

    `score` is the surest phrase's probability; `qualities` are that phrase's.
    """

    role: str
    spans: tuple[Span, ...]
    score: float
    qualities: Mapping[str, float]

    @property
    def span(self) -> Span:
        """The phrase to print, without an article."""
        return _bare(self.spans[0])

    def words(self) -> set[str]:
        """The words of all its phrases, plain and lower-cased."""
        return {word for span in self.spans for word in plain(span.text).split()}


def entities(reading: Reading, account: Account, role: str) -> list[Entity]:
    """The fillers of a role in an account; phrases whose words are all another's are the same one.

    Where the reader doubts that the text tells of an incident at all, it doubts its fillers too.
    """
    told = reading.told.kinds["incident"] if reading.told else 0.0
    if role == "PerpOrg" and account.triggers and account.types[0] == "air-strike":
        return []  # it takes the group that aircraft strike for the one that does it
    found = [pair for pair in _phrases(reading, role) if account.owns(pair[0])]
    if role == "PerpInd" and account.triggers and account.types[0] in BY_FORCES:
        found = [pair for pair in found if not _is_harmed(pair[0])]
    longest_first = sorted(found, key=lambda pair: (-len(_words(pair[0])), pair[0].start))
    groups: list[tuple[set[str], list[tuple[Span, Filler]]]] = []
    for pair in longest_first:
        mine = _words(pair[0])
        same = next((group for whole, group in groups if mine <= whole), None)
        if same is None:
            groups.append((mine, [pair]))
        else:
            same.append(pair)
    merged = [_entity(role, group, told) for _, group in groups]
    return sorted(merged, key=lambda item: (-item.score, item.span.start))


def _entity(role: str, phrases: Sequence[tuple[Span, Filler]], told: float) -> Entity:
    """Phrases for one, the longest first, as one: the longest that the reader is nearly sure of goes in front."""
    sure = max((filler for _, filler in phrases), key=lambda filler: filler.score)
    least = sure.score * (_NEARLY_NAMED if role in _NAMED else _NEARLY)
    front = next(span for span, filler in phrases if filler.score >= least)
    rest = (span for span, _ in phrases if span is not front)
    return Entity(role, (front, *rest), round(sure.score * told, 4), sure.qualities)


def _words(span: Span) -> set[str]:
    return set(plain(span.text).split())


def _phrases(reading: Reading, role: str) -> Iterator[tuple[Span, Filler]]:
    """The phrases that fill a role, without loose words behind them; a noun must be left."""
    lines = {token.i for line in reading.doc.spans.get("dateline", ()) for token in line}
    for span, filler in reading.fillers:
        if filler.role != role or not lines.isdisjoint(range(span.start, span.end)):
            continue
        end = span.end
        while end - span.start > 1 and _hangs(span.doc[end - 1]):
            end -= 1
        phrase = _closed(span.doc[span.start : end])
        if role == "PerpOrg" and _is_no_doer(phrase):
            continue
        if role == "PerpInd" and _LEADER.search(_ahead(phrase)):
            continue
        if plain(phrase.text) and any(token.pos_ in _NOMINAL for token in phrase):
            yield phrase, filler


# "The group, led by X" says who leads it, "troops commanded by X" who led the deed.
_LEADER = re.compile(
    r", (?:which is )?(?:led|headed|founded) by (?:\w+ ){0,3}$|\bloyal to (?:\w+ ){0,6}$"
)


def _ahead(span: Span) -> str:
    """The text of its sentence before a phrase."""
    return text_in(span.sent)[: span.start_char - span.sent.start_char]


def _is_no_doer(span: Span) -> bool:
    """Whether a name stands for the authorities, for those who are struck or opposed, or for the friends of another."""
    friend = _tied(span) in range(len(span) - 1, len(span) + 2)
    return friend or _rules_here(span) or _is_harmed(span) or _is_opposed(span)


def _tied(span: Span) -> int | None:
    """How far from its beginning a phrase, or what follows it, says "-linked" or the like; None where it does not."""
    doc = span.doc
    ends = (end for end in range(span.start + 1, span.end + 1) if is_tie(doc[span.start : end]))
    return next((end + 1 - span.start for end in ends), None)


def _closed(span: Span) -> Span:
    """A phrase without what belongs to a bracket that it does not open: "MSF) hospital"."""
    loose = [token.i for token in span if token.text == ")"] if "(" not in span.text else []
    start = loose[-1] + 1 if loose and loose[-1] + 1 < span.end else span.start
    return span.doc[start : span.end]


def _hangs(token: Token) -> bool:
    """Whether a word at the end of a phrase begins what the phrase leaves out: "gas station owned"."""
    return token.pos_ in _LOOSE or token.is_punct or (token.pos_ == "VERB" and token.dep_ == "acl")


_OFFICE = frozenset(
    "guard guards police policeman policemen official officials authorities authority government spokesman "
    "spokesperson spokeswoman minister ministry ministers administration regime rule takeover leadership"
    "".split()
)
_WARS = words("background", "wars")
_POWER = re.compile(
    r"\b(power|takeover|took over|control of|ousted|toppled|government)\b", re.IGNORECASE
)


def _rules_here(span: Span) -> bool:
    """Whether a name is that of the authorities of the place, or of a war: "Taliban guards", "Mexican Drug War"."""
    after = span.doc[span.end : span.end + 1]
    if any(token.lower_ in _OFFICE | _WARS for token in after):
        return True
    return bool(_POWER.search(span.doc[span.end : min(span.end + 6, span.sent.end)].text))


_HARM = frozenset(
    "kill shoot stab assassinate murder wound injure behead execute capture arrest detain repel eliminate target bomb strike".split()
)


def _is_harmed(span: Span) -> bool:
    """Whether a group is told to have been struck itself: "killed 12 Taliban fighters"."""
    token = span.root
    while (
        token.dep_ in ("compound", "amod", "flat", "nmod", "nmod:poss", "appos", "conj")
        and token.head.i != token.i
    ):
        token = token.head
    verbs = (token.head, *grammar.children(token.head, "xcomp"))
    return token.dep_ in ("obj", "nsubj:pass") and any(grammar.among(v, _HARM) for v in verbs)


# Those harmed, those who make bombs safe, those who only speak of it.
_NO_DOERS = frozenset(
    "others victim victims civilian civilians bystanders residents wounded dead disposal caller callers detective".split()
)
_REGIONS = frozenset("state province region".split())  # of "Rakhine State"
_ACCUSES = frozenset(
    "charge case evidence accusation allegation complaint claim proof sanction suspicion".split()
)


def _is_opposed(span: Span) -> bool:
    """Whether somebody speaks or fights against a group: "spoke out against the Taliban", "an attack on the rebels"."""
    root = span.root
    if grammar.preposition(root) == "on":
        return root.head.lower_ in words("aftermath", "incident_nouns")
    return grammar.preposition(root) == "against" and not grammar.among(root.head, _ACCUSES)


def plain(words: str) -> str:
    """Lower case without punctuation and article."""
    return " ".join(_ARTICLE.sub("", words).lower().translate(_PLAIN).split())


def _bare(span: Span) -> Span:
    """A phrase without its article and what is loose at its edges."""
    span = grammar.trimmed(span)
    return span[1:] if len(span) > 1 and _ARTICLE.match(f"{span[0].text} ") else span


# --- claims ---------------------------------------------------------------------------------------


def claim(reading: Reading, entity: Entity) -> Claim | None:
    """The claim that an entity amounts to; None where its words cannot be one of its kind."""
    match entity.role:
        case "PerpInd" | "PerpOrg":
            return _perpetrator(reading, entity)
        case "Victim":
            return _named_victim(reading, entity)
        case "VictimDesc":
            return _described_victim(reading, entity)
        case "Target":
            return _thing(reading, entity, "target", type_of(entity.span, entity.span.root))
        case _:
            kind = weapon_type(entity.span.text)
            return _thing(reading, entity, "weapon", kind) if kind else None


def _perpetrator(reading: Reading, entity: Entity) -> Claim | None:
    span = entity.span
    found = reading.actor_at(span.start, span.end)
    actor = found[1] if found and _is_about(found[0], span, entity.role) else None
    if actor is not None and not doers.may_do(actor):
        return None
    if actor is None and (span.root.lower_ in _NO_DOERS or identification.is_of_acquittal(span)):
        return None
    if actor is None and any(
        n.start == span.start and n.end >= span.end for n, _ in reading.nations
    ):
        return None  # "Armenian" of "an Armenian missile attack" is no group
    if actor is None and entity.role == "PerpOrg" and _tied(span) is None:
        actor = ActorValue(span.text, "Organization", True, span.text)
    if actor is None:
        whole = attackers.attackers(span.root) if span.root.lower_ in attackers.OF_WHOM else span
        words = whole.text if len(whole) > len(span) else span.text
        actor = ActorValue(None, "UnnamedActor", False, words, count=_number(reading, span))
    certainty = _certainty(entity)
    source = attribution.source_of(reading, span)
    if certainty == "claimed":
        source = actor.name
    return reading.claim(
        "perpetrator", actor, _witnesses(entity), certainty=certainty, according_to=source
    )


def group_of(reading: Reading, entity: Entity) -> Claim | None:
    """The claim on the armed group whose name stands before the noun for persons: "(PKK) insurgents"."""
    span = entity.span
    bracket = span.start > 0 and span.doc[span.start - 1].text == ")"
    found = reading.actor_at(span.start - 2 * bracket - 1, span.start)
    if entity.role != "PerpInd" or found is None or found[1].cls != "ArmedGroup":
        return None
    if _rules_here(found[0]) or _is_harmed(found[0]):
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


def _number(reading: Reading, span: Span) -> int | None:
    """How many persons a phrase says; one for a singular."""
    for found, value in reading.counts:
        if _is_number_of(found, span):
            return value.best
    return 1 if span.root.morph.get("Number", []) == ["Sing"] else None


def _is_number_of(found: Span, span: Span) -> bool:
    """Whether a number stands in a phrase or right before it."""
    return (span.start <= found.start and found.end <= span.end) or found.end == span.start


def outcome(entity: Entity) -> Outcome | None:
    """What became of a victim, as the reader sees it; nobody is killed where no sentence has a word for death."""
    if any(_UNHARMED.match(_behind(span)) for span in entity.spans):
        return "unharmed"
    said = {name: entity.qualities.get(name, 0.0) for name in _OUTCOMES}
    if not any(DEATH.search(text_in(span.sent)) for span in entity.spans):
        del said["killed"]
    best = max(said, key=lambda name: said[name])
    return _OUTCOMES[best] if said[best] >= _LIKELY else None


_UNHARMED = re.compile(
    r",? (?:who )?(?:was|were|is|are|escaped) (?:\w+ )?(?:uninjured|unhurt|unharmed|not (?:hurt|injured|harmed))\b"
)


def _behind(span: Span) -> str:
    """The text from a phrase on to the end of its sentence."""
    return text_in(span.sent)[span.end_char - span.sent.start_char :]


def _named_victim(reading: Reading, entity: Entity) -> Claim | None:
    span = entity.span
    found = reading.actor_at(span.start, span.end)
    if (found and found[1].cls != "Person") or (not found and not _looks_like_a_name(span)):
        return None
    if is_of_kin(span) or any(
        nation.start <= span.start and span.end <= nation.end for nation, _ in reading.nations
    ):
        return None
    person = found[1] if found else None
    if person and identification.is_doer(reading, person.name):
        return None
    value = VictimValue(
        (person.name if person else None) or " ".join(span.text.split()),
        span.text,
        "Person",
        True,
        outcome(entity),
        1,
        _nationality(reading, span),
        person.role if person else None,
    )
    return _victim(reading, entity, value)


def _looks_like_a_name(span: Span) -> bool:
    """Two or more capitalised words that are no organisation or place."""
    return len(span) > 1 and all(
        token.text[:1].isupper() and token.ent_type_ not in ("ORG", "LOC") for token in span
    )


def _described_victim(reading: Reading, entity: Entity) -> Claim | None:
    span = entity.span
    if (
        _tells_of_death(span)
        or grammar.is_counterfactual(span.root)
        or any(is_of_campaign(found) for found, _ in reading.counts if _is_number_of(found, span))
    ):
        return None
    value = VictimValue(
        None,
        span.text,
        "UnnamedActor",
        False,
        outcome(entity) or _told_outcome(entity),
        _number(reading, span),
        _nationality(reading, span),
    )
    return _victim(reading, entity, value)


def _tells_of_death(span: Span) -> bool:
    """Whether they only say who is dead: "doctors pronounced them dead"."""
    return span.root.dep_ == "nsubj" and grammar.among(span.root.head, _PRONOUNCES)


_PRONOUNCES = frozenset("pronounce declare confirm treat examine".split())


def _told_outcome(entity: Entity) -> Outcome | None:
    """What the words say became of those of whom the reader knows only that they were harmed."""
    for span in entity.spans:
        fate = befell(span.root)
        if fate is not None and fate[0] in OUTCOMES:
            return OUTCOMES[fate[0]]
        listed = _LIST_OF.search(_ahead(span))
        if listed and (listed["dead"] or not _WOUNDED.search(text_of(span.doc))):
            return "killed"
    return None


_LIST_OF = re.compile(
    r"^\W*(?:(?P<dead>The (?:dead|deceased|fatalities))|The (?:\w+ )?victims) (?:were|are|included?)\b"
)


_WOUNDED = re.compile(r"\b(?:wound\w*|injur\w*|hurt|hospital\w*)\b", re.IGNORECASE)


def _victim(reading: Reading, entity: Entity, value: VictimValue) -> Claim:
    source = attribution.source_of(reading, entity.span)
    return reading.claim("victim", value, _witnesses(entity), according_to=source)


def _nationality(reading: Reading, span: Span) -> str | None:
    return next(
        (nation for found, nation in reading.nations if span.start <= found.start < span.end), None
    )


def _thing(reading: Reading, entity: Entity, property: str, kind: str | None) -> Claim:
    value = ThingValue(" ".join(entity.span.text.split()), entity.span.text, kind)
    source = attribution.source_of(reading, entity.span)
    return reading.claim(property, value, _witnesses(entity), according_to=source)


def weapon_type(words: str) -> str | None:
    """The weapon concept of a phrase: the last one named in it."""
    found = [
        (match.end(), match.end() - match.start(), concept)
        for concept, pattern in concepts("weapons")
        for match in pattern.finditer(words)
    ]
    return max(found)[2] if found else None


def _witnesses(entity: Entity) -> Iterator[Span]:
    yield entity.span
    yield from entity.spans[1:3]
