"""What the learned reader found, as the actors and things of one account."""

from __future__ import annotations

import re
import string
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from kgraph import mentions
from kgraph.extract import accusations, grammar
from kgraph.extract.accounts import Account
from kgraph.extract.lexicon import words
from kgraph.extract.reading import Reading, once
from kgraph.extract.ties import is_friend, tied
from kgraph.extract.toll_words import tells_of_war
from kgraph.extract.triggers import BY_FORCES
from kgraph.mentions import Filler, of_frame

_PLAIN = str.maketrans("", "", string.punctuation)
_ARTICLE = re.compile(r"^(the|a|an|its|their|his|her|this|that|these|those) ", re.IGNORECASE)
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
    found = [pair for pair in _phrases(reading).get(role, ()) if account.owns(pair[0])]
    if role == "PerpInd" and account.triggers and account.types[0] in BY_FORCES:
        found = [pair for pair in found if not is_harmed(pair[0])]
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


@once
def _phrases(reading: Reading) -> Mapping[str, Sequence[tuple[Span, Filler]]]:
    """The phrases that fill each role, without loose words behind them; a noun must be left."""
    lines = of_frame(reading.doc)
    found: defaultdict[str, list[tuple[Span, Filler]]] = defaultdict(list)
    for span, filler in reading.fillers:
        if lines.isdisjoint(range(span.start, span.end)):
            phrase = _closed(_without_loose_end(span))
            if _may_fill(phrase, filler.role):
                found[filler.role].append((phrase, filler))
    return found


def _without_loose_end(span: Span) -> Span:
    end = span.end
    while end - span.start > 1 and _hangs(span.doc[end - 1]):
        end -= 1
    return span.doc[span.start : end]


def _may_fill(phrase: Span, role: str) -> bool:
    if role == "PerpOrg" and _is_no_doer(phrase):
        return False
    if role == "PerpInd" and _LEADER.search(mentions.before(phrase)):
        return False
    return bool(plain(phrase.text)) and any(token.pos_ in _NOMINAL for token in phrase)


# "The group, led by X" says who leads it, "troops commanded by X" who led the deed.
_LEADER = re.compile(
    r", (?:which is )?(?:led|headed|founded) by (?:\w+ ){0,3}$|\bloyal to (?:\w+ ){0,6}$"
)


def _is_no_doer(span: Span) -> bool:
    """Whether a name stands for the authorities, for those who are struck or opposed, or for the friends of another."""
    friend = tied(span) in range(len(span) - 1, len(span) + 2) or is_friend(span)
    told = span.root.dep_ in ("obj", "iobj") and grammar.among(span.root.head, ("tell",))
    apart = friend or told or tells_of_war(span.sent) or accusations.only_failed(span)
    return apart or rules_here(span) or is_harmed(span) or _is_opposed(span)


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


def rules_here(span: Span) -> bool:
    """Whether a name is that of the authorities of the place, or of a war: "Taliban guards", "Mexican Drug War"."""
    after = span.doc[span.end : span.end + 1]
    if any(token.lower_ in _OFFICE | _WARS for token in after):
        return True
    return bool(_POWER.search(span.doc[span.end : min(span.end + 6, span.sent.end)].text))


_HARM = frozenset(
    "kill shoot stab assassinate murder wound injure behead execute capture arrest detain repel eliminate target bomb strike".split()
)


def is_harmed(span: Span) -> bool:
    """Whether a group is told to have been struck itself: "killed 12 Taliban fighters"."""
    token = span.root
    while (
        token.dep_ in ("compound", "amod", "flat", "nmod", "nmod:poss", "appos", "conj")
        and token.head.i != token.i
    ):
        token = token.head
    verbs = (token.head, *grammar.children(token.head, "xcomp"))
    return token.dep_ in ("obj", "nsubj:pass") and any(grammar.among(v, _HARM) for v in verbs)


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


def number_of(reading: Reading, span: Span) -> int | None:
    """How many persons a phrase says; one for a singular."""
    for found, value in reading.counts:
        if is_number_of(found, span) or found.root.i == span.root.i:  # "a couple"
            return value.best
    return 1 if span.root.morph.get("Number", []) == ["Sing"] else None


def is_number_of(found: Span, span: Span) -> bool:
    """Whether a number stands in a phrase or right before it."""
    return (span.start <= found.start and found.end <= span.end) or found.end == span.start


def witnesses(entity: Entity) -> Iterator[Span]:
    """The words for an entity: the phrase to print, then others."""
    yield entity.span
    yield from entity.spans[1:3]
