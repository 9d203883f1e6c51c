"""Words that tell of an incident: "suicide bombing", "opened fire", "was shot dead"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from spacy.tokens import Doc, Span, Token

from kgraph.extract import grammar
from kgraph.extract.finder import Finder
from kgraph.extract.lexicon import cues, lexicon, words
from kgraph.extract.made_up import is_made_up
from kgraph.mentions import text_of
from kgraph.model import Stage
from kgraph.vocab import type_path

# Families of incident types that the learned reader tells apart; "attack" is what is in no other.
DEEDS = ("attack", "bombing", "kidnapping", "arson", "robbery")
# What is done from afar, so that a state's name before it tells who did it.
FROM_AFAR = frozenset({"air-strike", "drone-strike", "missile-strike", "shelling"})
BY_FORCES = FROM_AFAR | {"raid"}  # what a state's forces do, mostly
OF_SIDES = BY_FORCES | {"clash"}  # in which those who are struck fight too
# Nouns that stand for an incident that the text has already told of.
_DEFINITE = ("the", "this", "that", "these", "those", "his", "her", "their", "its")
_EVENT_NOUNS = re.compile(
    r"attacks?|bombings?|blasts?|explosions?|shootings?|killings?|murders?|raids?|assaults?|clashes|"
    r"clash|strikes?|airstrikes?|ambush(es)?|massacres?|assassinations?|kidnappings?|abductions?|"
    r"stabbings?|incidents?|sieges?|operations?|violence|attempts?|hijackings?|riots?|fighting|"
    r"bombs?|shelling|fire|deaths?|slayings?|robber(y|ies)|riot|shootouts?|terrorism|missions?",
    re.IGNORECASE,
)

# What follows these has happened, whatever the verb: "vowed to fight on after the bombing". No preposition is a headline's.
_GIVEN = frozenset({"", "after", "since", "following", "amid", "despite", "over"})


@dataclass(frozen=True)
class Trigger:
    """One mention of an incident.

    `strong` words name violence by themselves; `real` is False for what only could happen, is
    denied, or is spoken of in general; `definite` points back ("the attack").
    """

    span: Span
    type: str
    strong: bool
    real: bool
    definite: bool
    stage: Stage

    @cached_property
    def head(self) -> Token:
        """The token that carries the trigger in the parse."""
        return self.span.root

    @cached_property
    def sentence(self) -> Span:
        """The sentence it stands in."""
        return self.span[0].sent

    @cached_property
    def happened_at(self) -> int | None:
        """The token of the verb in whose course it came, if it says so: "died in an ambush"."""
        noun = self.head
        told = noun.dep_ == "obl" and grammar.preposition(noun) in ("in", "during")
        return noun.head.i if told else None


def deed_of(kind: str) -> str:
    """The family of an incident type."""
    return next((step for step in reversed(type_path(kind)) if step in DEEDS), "attack")


def find(doc: Doc) -> tuple[Trigger, ...]:
    """Every trigger of a text, in order; where several overlap, the longest and most specific."""
    chosen: list[tuple[int, int, str, bool]] = []
    taken: set[int] = set()
    for start, end, rank, kind, strong in sorted(_matches(text_of(doc)), key=_preference):
        del rank
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            if kind is not None:
                chosen.append((start, end, kind, strong))
    spans = (
        (_behind_date(doc.char_span(start, end, alignment_mode="expand")), kind, strong)
        for start, end, kind, strong in sorted(chosen)
    )
    return tuple(
        _trigger(span, kind, strong)
        for span, kind, strong in spans
        if span is not None and not _is_surname(span) and (strong or not _is_in_title(span))
    )


def _behind_date(span: Span | None) -> Span | None:
    """A trigger without the end of a date that looks like a number of people: "the men on May 7 shot four"."""
    if span is None:
        return None
    dates = span.doc.spans.get("dates", ())
    inside = (date.end for date in dates if date.start < span.start < date.end < span.end)
    return span.doc[next(inside, span.start) : span.end]


def _is_in_title(span: Span) -> bool:
    """Whether a word is part of a title or name in a sentence of small letters: "Death of a Salesman"."""
    word = span[0]
    if len(span) > 1 or not word.text.istitle() or word.i == word.sent.start:
        return False
    return sum(item.pos_ in ("NOUN", "VERB") and item.is_lower for item in word.sent) >= 3


def _is_surname(span: Span) -> bool:
    """Whether the word is a person's name: "Loretta Lynch"."""
    word = span[0]
    begins = word.i == word.sent.start or word.ent_iob_ == "B"
    return len(span) == 1 and word.ent_type_ == "PER" and word.text.istitle() and not begins


_Meaning = tuple[int, str | None, bool]
"""The rank of a list of words in the lexicon, the incident type, and whether they are strong; no type of look-alikes."""
_Match = tuple[int, int, int, str | None, bool]


def _preference(match: _Match) -> tuple[int, int, int]:
    start, end, rank, kind, strong = match
    depth = len(type_path(kind)) if kind is not None else 3
    return (-(end - start) - 5 * depth + (0 if strong or kind is None else 4), rank, start)


def _matches(text: str) -> Iterator[_Match]:
    return ((*match.span(), *meaning) for meaning, match in _finder().matches(text))


@cache
def _finder() -> Finder[_Meaning]:
    """The lexicon's words for incidents: specific types before general ones, as the file has them."""
    lists: list[tuple[_Meaning, Iterable[str]]] = []
    for rank, (kind, listed) in enumerate(lexicon()["triggers"].items()):
        lists += [
            ((rank, kind, True), listed.get("strong", ())),
            ((rank, kind, False), listed.get("weak", ())),
            ((-1, None, False), listed.get("not", ())),
        ]
    return Finder(lists)


def _trigger(span: Span, kind: str, strong: bool) -> Trigger:
    head = span.root
    stage = _stage(head)
    noun = head.pos_ in ("NOUN", "PROPN") or bool(_EVENT_NOUNS.fullmatch(head.text))
    noun = noun and not (
        grammar.children(head, "aux") or _is_predicate(head) or grammar.is_infinitive(head)
    )
    real = _is_real_noun(head) if noun else _is_real_verb(grammar.verb_of(head))
    if stage != "accomplished":
        real = True
    real = real and not is_made_up(span)
    definite = noun and any(
        child.lower_ in _DEFINITE or child.dep_ == "nmod:poss" for child in head.children
    )
    return Trigger(span, kind, strong, real, definite, stage)


def of_words(span: Span, kind: str) -> Trigger:
    """Words that name a deed of a type by themselves, as a trigger."""
    return _trigger(span, kind, True)


def _is_predicate(head: Token) -> bool:
    """Whether a word is a verb with a subject: "militants attack a village"."""
    return bool(grammar.children(head, "nsubj")) and not grammar.children(head, "cop")


def _stage(head: Token) -> Stage:
    """How far it went, from the words that govern the trigger."""
    window = _governing_words(head)
    for stage in ("foiled", "attempted", "threatened"):
        if cues("stage", stage).search(window):
            return stage
    return "accomplished"


# Verbs through which words above still speak of the deed itself: "tried to carry out an attack".
_BRINGS_ABOUT = frozenset(
    "attempt be carry commit conduct do execute fail fire go happen hurl launch make mount perpetrate place plan plant "
    "plot prevent set stage stop take throw threaten thwart try use".split()
)


def _governing_words(head: Token) -> str:
    """The trigger's modifiers, and the verbs and nouns directly above it."""
    chain = [head]
    for above in grammar.ancestors(head):
        link = chain[-1]
        if link.dep_ not in ("obj", "xcomp", "nmod", "compound", "acl", "obl", "nsubj:pass"):
            break
        if link.dep_ == "obl" and grammar.preposition(link) not in ("to", "in", "from"):
            break
        if above.pos_ == "VERB" and grammar.among(above, words("speech", "verbs")):
            break
        if link.pos_ == "VERB" and link.i != head.i and not grammar.among(link, _BRINGS_ABOUT):
            break
        chain.append(above)
        if len(chain) == 4:
            break
    near = [
        child
        for link in chain
        for child in link.children
        if child.dep_ in ("amod", "compound", "mark", "case")
    ]
    return " ".join(token.lower_ for token in sorted({*chain, *near}, key=lambda token: token.i))


def _is_real_verb(verb: Token) -> bool:
    if grammar.is_negated(verb) or any(child.lower_ in ("if", "unless") for child in verb.children):
        return False
    if grammar.is_modal(verb):
        return any(
            child.lower_ in ("have", "'ve") and child.dep_ == "aux" for child in verb.children
        )
    if _is_said_to_have_happened(verb):
        return True
    if verb.dep_ == "xcomp" and grammar.among(verb.head, words("realis", "unreal_verbs")):
        return False
    if verb.dep_ == "xcomp" and grammar.among(verb.head, ("deny",)):
        return False
    return not (
        grammar.is_infinitive(verb) and verb.dep_ in ("xcomp", "acl", "advcl", "ccomp", "csubj")
    )


_REPORTED = frozenset("know believe think report presume say understand".split())


def _is_said_to_have_happened(verb: Token) -> bool:
    """Whether somebody knows or believes that it was done: "eleven are believed to have been killed"."""
    had = any(child.lower_ == "have" and child.dep_ == "aux" for child in verb.children)
    return verb.dep_ == "xcomp" and had and grammar.among(verb.head, _REPORTED)


_MANY = frozenset("series wave spate number string barrage".split())


def _is_real_noun(noun: Token) -> bool:
    if grammar.is_negated(noun):
        return False
    if any(
        child.lower_
        in (
            "no",
            "any",
            "such",
            "every",
            "future",
            "possible",
            "potential",
            "imminent",
            "impending",
            "looming",
            "further",
            "each",
            "planning",
            "plotting",
        )
        for child in noun.children
    ):
        return False
    if noun.dep_ in ("compound", "amod"):
        deed = noun.head
        tried = deed.dep_ == "obj" and deed.head.pos_ == "VERB" and not _is_real_verb(deed.head)
        return not tried and not grammar.among(deed, words("realis", "unreal_nouns"))
    above, preposition = noun.head, grammar.preposition(noun)
    if noun.dep_ == "nmod" and grammar.among(above, _MANY) and above.dep_ in ("obj", "nsubj"):
        return _is_real_verb(above.head)
    if noun.dep_ == "nmod" and grammar.among(above, words("realis", "unreal_nouns")):
        return above.lower_ == "victims" and _is_known_deed(noun)
    governed = noun.dep_ in ("obj", "nsubj:pass") or (
        noun.dep_ == "obl" and preposition not in _GIVEN
    )
    if governed and above.pos_ == "VERB":
        if grammar.among(above, words("realis", "unreal_verbs")):
            return False
        return _is_real_verb(above)
    if noun.dep_ in ("nsubj",) and above.pos_ == "VERB" and not _is_real_verb(above):
        return False
    return not _is_generic(noun)


def _is_known_deed(noun: Token) -> bool:
    """Whether a noun means one deed of a known day: "the victims of Sunday's massacre"."""
    whose = (child for child in noun.children if child.dep_ == "nmod:poss")
    dated = any(child.lower_.endswith("day") for child in whose)
    return dated and noun.morph.get("Number", []) == ["Sing"]


def _is_generic(noun: Token) -> bool:
    """A bare plural without number, place or time speaks of such incidents in general."""
    if noun.morph.get("Number", []) != ["Plur"]:
        return False
    telling = (
        "det",
        "nummod",
        "nmod:poss",
        "nmod",
        "acl",
        "acl:relcl",
        "nmod:tmod",
        "nmod:unmarked",
    )
    if grammar.preposition(noun) == "by":
        return False  # "killed by airstrikes"
    return not any(child.dep_ in telling for child in noun.children) and noun.dep_ not in (
        "nsubj",
        "root",
        "ROOT",
    )
