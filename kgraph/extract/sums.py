"""The ways in which a text comes to a number of people harmed: a number, a sum, persons told of one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from spacy.tokens import Span, Token

from kgraph.extract.counted import counted
from kgraph.extract.person import ORDINALS, Person
from kgraph.extract.tolls import Toll
from kgraph.mentions import text_in, text_of

Kind = Literal["number", "sum", "beside", "less", "persons", "nobody", "reader"]
"""A number, numbers added up, a number and the persons told of beside it, a number less the attackers in it,
persons counted one by one, nothing said of anybody, a number that only the learned reader sees."""

GENERIC = frozenset(
    "people persons person others other victims lives dead deaths fatalities individuals bodies wounded injured "
    "injuries hostages casualties killed".split()
)


@dataclass(frozen=True)
class Way:
    """One way in which a text comes to a number of people, with the numbers and persons it rests on."""

    kind: Kind
    number: int
    tolls: tuple[Toll, ...] = ()
    persons: tuple[Person, ...] = ()

    @cached_property
    def span(self) -> Span | None:
        """Where it stands first."""
        nouns = [noun for person in self.persons for _, noun, _ in person.mentions[:1]]
        spans = [toll.span for toll in self.tolls]
        spans += [noun.doc[noun.i : noun.i + 1] for noun in nouns]
        return min(spans, key=lambda span: span.start, default=None)


def ways(found: Sequence[Toll], singles: Sequence[Person], dead: int = 0) -> Iterator[Way]:
    """All ways in which what is told of one harm comes to a number.

    `dead` is how many were killed, who may be among those that the text tells were shot.
    """
    singles = [one for one in singles if not _is_counted(one, found)]
    summed: set[int] = set()
    for toll in found:
        if holds_dead(toll, dead):
            if size(toll) > dead:
                yield Way("less", size(toll) - dead, (toll,))
            continue
        yield Way("number", size(toll), (toll,))
        if inside := attackers_in(toll):
            yield Way("less", size(toll) - inside, (toll,))
        group = addends(toll, found)
        if len(group) > 1 and toll.span.start not in summed and toll.noun not in GENERIC:
            summed.update(item.span.start for item in group)
            whole = sum(item.value.best or 0 for item in group)
            yield Way("sum", whole, tuple(group))
            if _tells_of_suicide(
                toll
            ):  # "three children and two adults are dead in a murder-suicide"
                yield Way("less", whole - 1, tuple(group))
        inside = toll.span.start in summed and len(group) == 1
        singly = [] if inside else singles  # "two" of "three men, two women and a child"
        beside = [one for one in singly if any(_is_beside(one, item) for item in group)]
        if beside and toll.value.best is not None:
            number = sum(item.value.best or 0 for item in group) + len(beside)
            yield Way("beside", number, tuple(group), tuple(beside))
    if singles:
        yield Way("persons", len(singles), (), tuple(singles))


def _is_counted(person: Person, found: Sequence[Toll]) -> bool:
    """Whether the word for a person is what a number counts: "several Afghans"."""
    nouns = {noun.i for toll in found if (noun := counted(toll.span)) is not None}
    nouns |= {toll.span.root.i for toll in found if toll.span.root.lower_ == "couple"}
    return any(noun.i in nouns for _, noun, _ in person.mentions)


def size(toll: Toll) -> int:
    """The number that a toll stands for: the best estimate or else a bound."""
    value = toll.value
    return next((n for n in (value.best, value.low, value.high) if n is not None), 0)


def _is_beside(person: Person, toll: Toll) -> bool:
    """Whether a number comes on top of a person: "a man and two others", "an imam and 17 of his followers"."""
    nouns = [noun for noun in (counted(toll.span), toll.span.root) if noun is not None]
    joined = any(are_listed(noun, one) for noun in nouns for _, one, _ in person.mentions)
    further = size(toll) + 1 in ranks(person)  # "killing five; a sixth died in hospital"
    return joined or further or (toll.more and tells_before(person, toll))


def ranks(person: Person) -> set[int]:
    """The ordinals that a person is told of with: "a third officer was hurt"."""
    nouns = [noun for _, noun, _ in person.mentions]
    tokens = [token for noun in nouns for token in (noun, *noun.children)]
    return {ORDINALS[token.lower_] for token in tokens if token.lower_ in ORDINALS}


def are_listed(one: Token, other: Token) -> bool:
    """Whether one of two nouns is listed with the other: "two soldiers and a policeman"."""
    return one.i != other.i and _first_of_list(one).i == _first_of_list(other).i


def _first_of_list(noun: Token) -> Token:
    """The noun that begins the list in which a noun stands."""
    while (noun.dep_ == "conj" or _is_one_more(noun)) and noun.head.i < noun.i:
        noun = noun.head
    return noun


def tells_before(person: Person, toll: Toll) -> bool:
    """Whether the sentence of a number tells of a person first: "a man was shot and two others hurt"."""
    start = toll.span.sent.start
    return any(start <= noun.i < toll.span.start for _, noun, _ in person.mentions)


def _is_one_more(noun: Token) -> bool:
    """Whether "a sailor" of "four marines, a sailor and a clerk" only seems to say who the four are.

    So do "two women" of "a man, two women and a boy", and "2 children" of "2 adults, 2 children killed".
    """
    one, other = (
        any(child.lower_ in ("a", "an") for child in item.children) for item in (noun, noun.head)
    )
    many, several = (
        any(child.dep_ == "nummod" for child in item.children) for item in (noun, noun.head)
    )
    both = many and several and {noun.lower_, noun.head.lower_} <= _AGES
    return noun.dep_ == "appos" and ((one and several) or (many and other) or both)


_APART = re.compile(r"\b(including|among|wound|injur)")


def addends(first: Toll, found: Sequence[Toll]) -> list[Toll]:
    """Numbers under one verb: "killed two staff from the mission and four others", "two men, a girl and four boys"."""
    joined = [toll for toll in found if _is_addend(first, toll)]
    last = max((toll.span.start for toll in joined), default=0)
    listed = [
        toll
        for toll in found
        if _is_next(first, toll)
        and (
            toll.span.start < last
            or _BEFORE_ONE.match(_behind(toll, toll.span.end))
            or ({first.noun, toll.noun} <= _AGES and _ends_list(toll))
        )
    ]
    # A number can be both: "nine men and women, three guards and a cook".
    ordered = {toll.span.start: toll for toll in (first, *listed, *joined)}
    return [ordered[start] for start in sorted(ordered)]


def _is_next(first: Toll, toll: Toll) -> bool:
    """Whether a number comes behind another in a list, with a comma: "nine men, three women"."""
    return (
        toll.word == first.word
        and not toll.part
        and toll.value.best is not None
        and _LISTED.fullmatch(first.span.doc[first.span.end : toll.span.start].text) is not None
    )


# Of which none can be among the others.
_AGES = frozenset("adults children men women boys girls teenagers toddlers infants babies".split())


def _ends_list(toll: Toll) -> bool:
    """Whether the word for what befell those listed stands right behind it: "2 adults, 2 children killed"."""
    noun = counted(toll.span)
    if noun is None or noun.i > toll.word:
        return False
    return all(token.pos_ in ("AUX", "VERB") for token in noun.doc[noun.i + 1 : toll.word])


_LISTED = re.compile(r"(?:[\w'’-]+ ?){1,4},")
_BEFORE_ONE = re.compile(r"(?:[\w'’-]+ ?){1,4},? and an? ")


def _is_addend(first: Toll, toll: Toll) -> bool:
    if toll is first or toll.part or toll.span.start < first.span.end:
        return False
    if toll.word != first.word and not (toll.more and _is_right_behind(first, toll)):
        return False
    between = first.span.doc[first.span.end : toll.span.start].text.lower()
    joined = " and " in f" {between} " and not _APART.search(between)
    return joined and toll.value.best is not None and first.value.best is not None


def _is_right_behind(first: Toll, toll: Toll) -> bool:
    """Whether others are told of in the next words: "five were shot and 17 others sustained injuries"."""
    return toll.span.start - first.span.end < 8 and toll.span.sent == first.span.sent


_HIT = frozenset("shot stabbed struck hit shooting stabbing".split())
_DEAD_BESIDE = re.compile(
    r"\b(?:killed|kills?|killing|dead|died|dies|fatally|slain)\b(?:(?!\b(?:after|when|where|which)\b)[^.;])*$",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:elsewhere|(?:other|separate|different)(?: \w+)? (?:attacks|shootings|stabbings|incidents))\b",
    re.IGNORECASE,
)


def holds_dead(toll: Toll, dead: int) -> bool:
    """Whether a number of those hit counts the dead too: "four shot, two dead"; not "one killed and three shot"."""
    word, sentence = toll.span.doc[toll.word], toll.span.sent
    hit = toll.property == "wounded" and word.lower_ in _HIT
    anybody = toll.noun in GENERIC or not toll.noun
    before = toll.span.doc[sentence.start : toll.span.start].text
    # Of a noun it is no matter: "a woman dies in a triple shooting".
    beside = word.pos_ == "VERB" and _DEAD_BESIDE.search(before) is not None
    apart = toll.more or toll.part or beside or _ELSEWHERE.search(text_in(sentence)) is not None
    anybody = anybody or (dead == size(toll) and _all_died(toll))
    return 0 < dead <= size(toll) and hit and anybody and not apart and toll.value.best is not None


_ALL_DIED = re.compile(
    r"\b(?:both|all(?: (?:of (?:them|whom)|two|three|four|five|six|seven|eight|\d+))?|none)(?: (?:of them|men|women|victims|were|have|had|later"
    r"|then))* (?:died|dead|killed|succumbed|survived|perished)\b",
    re.IGNORECASE,
)


def _all_died(toll: Toll) -> bool:
    """Whether the next words say that none of those counted lived: "Three men were shot in Leeds. All three died."."""
    end = toll.span.end_char
    found = _ALL_DIED.search(text_of(toll.span.doc)[end : end + 200])
    return found is not None and ("none" in found[0].lower()) == ("survived" in found[0].lower())


_WITH_ATTACKERS = (
    r"(?:including|counting|among them) (?:(?P<many>both|two|three|four|five|six|seven|eight) )?(?:(?:the|an?|one) )?(?:\w+ )?"
    r"(?P<who>gunm[ae]n|bombers?|attackers?|assailants?|shooters?|hijackers?|perpetrators?)\b"
)
_INSIDE = re.compile(r"^[^.;\d]{0,40}\b" + _WITH_ATTACKERS, re.IGNORECASE)
# Between a number and "including the gunman", these count others: "seven wounded, and three dead (including".
_OF_ANOTHER = re.compile(
    r"\band \w+ (?:\w+ )?(?:are |were )?(?:dead|killed|died|wounded|injured|hurt)\b", re.IGNORECASE
)
_ASIDE = re.compile(r"^(?: ?\w+)?, " + _WITH_ATTACKERS, re.IGNORECASE)
_MANY = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}


def _behind(toll: Toll, end: int) -> str:
    """The next words of a toll's sentence from a token on."""
    return toll.span.doc[end : max(min(end + 12, toll.span.sent.end), end)].text


def attackers_in(toll: Toll) -> int:
    """How many attackers a number counts with the dead: "50 dead, including the gunman"."""
    after = _behind(toll, max(toll.span.end, toll.quote.end))
    match = _INSIDE.search(after)
    if match is None:  # "three people, including the gunman, were killed"
        after = _behind(toll, toll.span.end)
        match = _ASIDE.match(after)
    if match is None and _holds_suicide(toll):
        return 1
    if match is None or toll.part or toll.attackers or _OF_ANOTHER.search(after[: match.end()]):
        return 0
    alone = match["many"] is None and not match["who"].lower().endswith(("men", "s"))
    inside = 1 if alone else _MANY.get((match["many"] or "").lower(), 0)
    return inside if inside < size(toll) else 0


_MURDER_SUICIDE = re.compile(
    r"\b(?<!attempted )(?:murder|homicide) ?[-/–]? ?suicides?\b", re.IGNORECASE
)
_THEN_HIMSELF = re.compile(
    r"\b(?:before|then|and) (?:turn(?:ed|ing) (?:the|his|her|a) (?:gun|weapon|rifle|pistol) on|"
    r"kill(?:ed|ing)|shooting|shot|fatally (?:shot|shooting)) (?:himself|herself)\b",
    re.IGNORECASE,
)
_FOUND = re.compile(r"\b(?:found|discover(?:ed|y)|recovered|located)\b", re.IGNORECASE)
_STATES = frozenset("dead bodies deaths died die killed fatalities".split())
_KIN = frozenset("members relatives family".split())


def _tells_of_suicide(toll: Toll) -> bool:
    """Whether its sentence tells of a murder-suicide, in which those counted died."""
    word = toll.span.doc[toll.word]
    died = word.lower_ == "bodies" or (word.lower_ in _STATES and word.i > toll.span.start)
    told = _MURDER_SUICIDE.search(text_in(toll.span.sent)) is not None
    return died and told and toll.property == "killed"


def _holds_suicide(toll: Toll) -> bool:
    """Whether a number counts one who died by their own hand: "four dead in a murder-suicide", "found the five bodies".

    Not "two children were killed in a murder-suicide", nor "he killed three in a murder-suicide".
    """
    doc, sentence = toll.span.doc, text_in(toll.span.sent)
    word = doc[toll.word]
    anybody = toll.noun in GENERIC | _KIN or not toll.noun
    few = size(toll) < 2 or toll.span.text.lower() == "both"
    if (
        few
        or toll.part
        or toll.attackers
        or toll.more
        or not anybody
        or toll.property != "killed"
        or word.lower_ not in _STATES
    ):
        return False
    if _tells_of_suicide(toll):
        return True
    lying = word.lower_ in ("dead", "bodies") and _FOUND.search(sentence) is not None
    text = text_of(doc) if lying else ""
    return lying and any(found.search(text) for found in (_MURDER_SUICIDE, _THEN_HIMSELF))
