"""Clauses that look back: "the worst since July 2005, when bombers killed 52", "a war in which 9,000 died"."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import islice

from spacy.tokens import Span, Token

from kgraph import mentions
from kgraph.extract import grammar
from kgraph.extract.lexicon import cues, words
from kgraph.extract.reading import Reading
from kgraph.extract.triggers import Trigger
from kgraph.mentions import text_in
from kgraph.model import DateValue

_OLD = dt.timedelta(days=21)
_THEN = frozenset({"when", "which", "where"})
_CAME_AFTER = re.compile(
    r"\b(?:attacks?|assault|raid|ambush|bombings?|blasts?|killings?|shootings?|explosions?|strikes?) "
    r"(?:\w+ )?(?:came|comes|follows?|followed)(?: \S+){0,4} after\b",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\b(?:came|comes|coming|followed)\b (?:\S+ ){0,4}(?:days?|weeks?|months?|years?) after\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Since:
    """What happened at a `date` that the text counts from; `words` tell of it."""

    words: Span
    date: DateValue


def since(reading: Reading, trigger: Trigger) -> Since | None:
    """What a trigger tells of as long past: "the deadliest since 52 people were killed in July 2005"."""
    sentence = trigger.sentence
    if "since" not in text_in(sentence).lower():
        return None
    marks = [
        token for token in sentence if token.lower_ == "since" and token.i < trigger.span.start
    ]
    if not marks:
        return None
    mark = marks[-1]
    dates = [
        (span, value)
        for span, value in reading.dates
        if mark.i < span.start < sentence.end and _is_under(mark, trigger, span)
    ]
    if not dates:
        return None
    value = dates[0][1]
    before = sentence.doc[sentence.start : mark.i].text
    if not (cues("background", "superlative").search(before) or _is_old(reading, value)):
        return None
    return Since(sentence.doc[mark.i : sentence.end], value)


def _is_under(mark: Token, trigger: Trigger, date: Span) -> bool:
    """Whether both stand in what "since" opens: its clause, its name with a clause, or a date and what was then."""
    if mark.dep_ in ("mark", "case") and mark.head.i > mark.i and date.start > mark.i + 2:
        inside = {token.i for token in mark.head.subtree}
        if _has_clause(mark.head):
            inside.update(range(mark.head.i, mark.sent.end))
        return trigger.head.i in inside and date.root.i in inside
    between = trigger.span.doc[date.end : min(date.end + 3, trigger.span.start)]
    governs = trigger.head.i in {token.i for token in grammar.ancestors(date.root)}
    return not governs and any(token.lower_ in _THEN for token in between)


def _has_clause(noun: Token) -> bool:
    """Whether words behind a noun tell of it, wherever the parse hangs them: "since Mr X, who was shot in 1990"."""
    behind = noun.doc[noun.i + 1 : min(noun.i + 4, noun.sent.end)]
    return noun.pos_ in ("NOUN", "PROPN") and any(
        token.lower_ in _THEN or token.lower_ == "who" for token in behind
    )


def _is_old(reading: Reading, value: DateValue) -> bool:
    return (
        reading.published is not None
        and value.latest is not None
        and value.latest < reading.published - _OLD
    )


def is_of_war(trigger: Trigger) -> bool:
    """Whether it is the toll of a whole war: "a conflict that has killed 40,000 people"."""
    verb = grammar.verb_of(trigger.head)
    above = (verb, *grammar.ancestors(verb))
    return any(
        token.dep_ in ("acl:relcl", "advcl", "acl", "advcl:relcl")
        and any(item.i < token.i and _is_war(item) for item in _told_of(token))
        for token in above[:2]
    )


def _told_of(clause: Token) -> list[Token]:
    """What a relative clause is about: the noun it hangs on, or the last one before "in which".

    The clause on a war may hang on its sides: "the war among Serbs and Croats in which 100,000 died".
    """
    before = clause.doc[max(clause.sent.start, clause.left_edge.i - 3) : clause.left_edge.i]
    sides = [token for token in (clause.head, *grammar.ancestors(clause.head)) if _is_side(token)]
    return [clause.head, *before, *(side.head for side in sides[:2])]


def _is_side(token: Token) -> bool:
    """Whether it is one of those between whom something is: "a war between A and B"."""
    return token.dep_ == "conj" or grammar.preposition(token) in ("between", "among")


def _is_war(token: Token) -> bool:
    return token.lower_ in words("background", "wars")


def came_after(trigger: Trigger) -> bool:
    """Whether an attack "came two months after" what the trigger tells of."""
    verb = grammar.verb_of(trigger.head)
    after = _after(verb)
    if after is not None:
        text = after.doc[after.sent.start : after.i + 1].text
        if any(found.end() == len(text) for found in _LATER.finditer(text)):
            return True
    return came_before_deed(verb)


def came_before_deed(word: Token) -> bool:
    """Whether a word stands in what a deed is told to have followed: "the attack came after 11 were killed in Dori"."""
    if _CAME_AFTER.search(mentions.before(word.doc[word.i : word.i + 1])):
        return True
    after = _after(word)
    return after is not None and _follows_deed(after)


def _after(word: Token) -> Token | None:
    """The "after" of the clause or phrase that a word stands in."""
    for token in (word, *grammar.ancestors(word)):
        mark = next((child for child in token.children if child.lower_ == "after"), None)
        if mark is not None and mark.dep_ in ("mark", "case"):
            return mark
    return None


_HOURS = frozenset("hours day days night week weeks month months year years".split())
_STRIKES = frozenset(
    "kill shoot shot attack bomb storm ambush raid stab explode detonate abduct kidnap strike hit target fire blow".split()
)


def _follows_deed(after: Token) -> bool:
    """Whether a deed is told as what followed: "gunmen shot two dead, hours after a raid"."""
    deed = after.head.head
    return _is_timed(after) and deed.i < after.i and grammar.among(deed, _STRIKES)


def _is_timed(after: Token) -> bool:
    """Whether the words before say how much later: "hours after", "two weeks since"."""
    return after.i > 0 and after.nbor(-1).lower_ in _HOURS


def is_only_behind(trigger: Trigger) -> bool:
    """Whether it is a known deed that only stands behind other news: "a march over the shooting of Michael Brown".

    What befalls its victims and what courts and police do about it is news of the deed itself.
    """
    head = trigger.head
    if head.pos_ in ("VERB", "ADJ") and head.dep_ == "amod":
        return grammar.among(head, _MURDERS)  # "the assassinated president"
    if not trigger.definite:
        return False
    chain = [head, *islice(grammar.ancestors(head), 4)]
    for token in chain:
        behind = (grammar.preposition(token) in _BEHIND and not _is_counted_back(token)) or (
            token.i != head.i and token.lower_ in _STANDS_BEHIND
        )
        if behind and token.pos_ in ("NOUN", "PROPN", "VERB"):
            verbs = [
                item
                for item in (token, *grammar.ancestors(token))
                if item.pos_ == "VERB" and item.i != head.i
            ]
            return not any(_is_of_deed(verb) for verb in verbs)
    return False


def _is_counted_back(token: Token) -> bool:
    """Whether news tells how long ago a deed was, and so goes on telling of it: "ten days after the blast"."""
    return any(child.lower_ in _BEHIND and _is_timed(child) for child in token.children)


_MURDERS = frozenset("assassinate murder kill slay slain".split())
_BEHIND = frozenset("after following over against amid since despite".split())
_STANDS_BEHIND = frozenset(
    "wake response anniversary protest protests memory vigil tribute aftermath reaction march rally".split()
)
# What is done to and about those who did a deed or suffered it.
_OF_DEED = frozenset(
    "arrest detain hold accuse blame identify name jail imprison find suspect investigate confess admit execute hang die "
    "kill injure wound hurt shoot succumb hospitalize hospitalise treat claim apprehend capture seek hunt search raid flee "
    "surrender question interrogate rise hide bury recover rescue free release".split()
)


def _is_of_deed(verb: Token) -> bool:
    of_law_or_speech = words("aftermath", "law_verbs") | words("speech", "verbs")
    return grammar.among(verb, _OF_DEED) or grammar.among(verb, of_law_or_speech)


_REVENGE = frozenset("retaliation revenge reprisal retribution".split())


def is_avenged(trigger: Trigger) -> bool:
    """Whether it is what another deed avenges: "in retaliation for the downing of a plane"."""
    return _above(trigger, _REVENGE) is not None


def is_of_avenged(word: Token, trigger: Trigger) -> bool:
    """Whether a word tells of what a trigger's deed avenged: "the raid was in retaliation for one in March"."""
    above = {token.i for token in grammar.ancestors(word) if token.lower_ in _REVENGE}
    return any(trigger.head.i < i < word.i for i in above)


def is_answered_by_deed(trigger: Trigger) -> bool:
    """Whether another deed is told to avenge it: "the attack was revenge for the killing of a commander"."""
    revenge = _above(trigger, _REVENGE)
    if revenge is None:
        return False
    told = any(child.dep_ == "cop" for child in revenge.children)
    return told or grammar.preposition(revenge) in ("in", "as")


def is_answered(trigger: Trigger) -> bool:
    """Whether it is what others acted on, to avenge it or otherwise: "in response to a shooting"."""
    return _above(trigger, _REVENGE | {"response"}) is not None


def is_response(trigger: Trigger) -> bool:
    """Whether it is told as what followed another deed: "in response, the army launches attacks"."""
    verb = grammar.verb_of(trigger.head)
    return any(
        child.lower_ in _REVENGE | {"response"} and grammar.preposition(child) == "in"
        for child in verb.children
    )


def _above(trigger: Trigger, nouns: frozenset[str]) -> Token | None:
    """The nearest of some nouns that a trigger hangs on and stands behind."""
    above = islice(grammar.ancestors(trigger.head), 3)
    return next(
        (token for token in above if token.lower_ in nouns and token.i < trigger.head.i), None
    )


def is_of_the_same(trigger: Trigger) -> bool:
    """Whether it only says whom the text speaks of: "the same militants who beheaded another hostage"."""
    verb = grammar.verb_of(trigger.head)
    whose = verb.head.children if verb.dep_ == "acl:relcl" else ()
    return any(token.lower_ == "same" for token in whose)
