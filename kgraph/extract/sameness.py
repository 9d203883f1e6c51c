"""Whether words for a person mean one who was told of before."""

from __future__ import annotations

import re

from spacy.tokens import Token

from kgraph.extract.person import ORDINALS, PRONOUNS, Person


def same_person(found: list[Person], mention: Person, token: Token, fate: str) -> Person | None:
    """The person already told of whom a mention means: one of the same noun and fate first, then the last."""
    if _is_another(token) and found:
        return _same_other(found, mention, token)
    if _is_further(token) and any(_in_sentence(person, token) for person in found):
        return None
    fitting = [
        person
        for person in reversed(found)
        if _agree(person.age, mention.age)
        and _agree(person.grown, mention.grown)
        and _agree(person.sex, mention.sex)
        and _agree(_surname(person.name), _surname(mention.name))
        and person.attacker == mention.attacker
        and not _is_listed_with(person, token)
        and (_is_named_alike(person, mention) or not _side_by_side(person, token))
    ]
    return max(fitting, key=lambda person: _closeness(person, token, fate), default=None)


def _same_other(found: list[Person], mention: Person, token: Token) -> Person | None:
    """The person told of before in the same words: "another man"; nobody else can be meant."""
    return next(
        (
            person
            for person in found
            if _agree(person.age, mention.age)
            and any(
                noun.lower_ == token.lower_ and _is_another(noun) for _, noun, _ in person.mentions
            )
            and not _in_sentence(person, token)
        ),
        None,
    )


def _is_another(token: Token) -> bool:
    return token.lower_ == "another" or any(child.lower_ == "another" for child in token.children)


def _closeness(person: Person, token: Token, fate: str) -> tuple[bool, bool]:
    nouns = {noun.lower_ for _, noun, _ in person.mentions}
    return token.lower_ in nouns, person.fate == fate


def _is_further(token: Token) -> bool:
    """ "Another", "a second man", "the other"."""
    further = ("another", "other", *ORDINALS)
    itself = token.lower_ == "another" or token.lower_ in ORDINALS
    return itself or any(child.lower_ in further for child in token.children)


def _in_sentence(person: Person, token: Token) -> bool:
    return any(noun.sent.start == token.sent.start for _, noun, _ in person.mentions)


def _agree(one: object, other: object) -> bool:
    return one is None or other is None or one == other


def _is_named_alike(person: Person, mention: Person) -> bool:
    return person.name is not None and person.name == mention.name


def _surname(name: str | None) -> str | None:
    """The last part of a name; none of a bare first name, which can be anybody's who was told of."""
    parts = re.sub(r"(,? (jr|sr)\.?|['’]s)$", "", name.lower()).split() if name else []
    return parts[-1] if len(parts) > 1 else None


def _side_by_side(person: Person, token: Token) -> bool:
    """Whether one sentence tells of both in nouns of their own: "a driver and a passenger"."""
    if token.lower_ in PRONOUNS or _points_back(token):
        return False
    if any(_is_apposed(noun, token) for _, noun, _ in person.mentions):
        return False
    return any(
        noun.sent.start == token.sent.start and noun.lower_ != token.lower_
        for _, noun, _ in person.mentions
        if noun.lower_ not in PRONOUNS
    )


def _is_listed_with(person: Person, token: Token) -> bool:
    """Whether "and" stands between the two: "a Chinese hostage and a Norwegian hostage"."""
    listed = any(noun.i == token.head.i for _, noun, _ in person.mentions)
    one = _are_offices(token.head, token) or _is_named_between_commas(token.head, token)
    return token.dep_ == "conj" and listed and not one


def _are_offices(one: Token, other: Token) -> bool:
    """ "Retired colonel and cabinet member John Smith" is one: neither noun has an article or a number.

    So is "John Smith, the minister and son of a poet".
    """
    if one.dep_ == "appos" and other.head.i == one.i:
        return other.pos_ == "NOUN" and not any(child.dep_ == "det" for child in other.children)
    return (
        other.head.i == one.i
        and not any(
            child.dep_ in ("det", "nummod", "nmod:poss")
            for noun in (one, other)
            for child in noun.children
        )
        and one.pos_ == other.pos_ == "NOUN"
    )


def _points_back(token: Token) -> bool:
    return any(child.lower_ == "the" for child in token.children)


def _is_apposed(noun: Token, token: Token) -> bool:
    """ "The victim, John Smith, …" are one."""
    return (
        (token.head.i == noun.i and token.dep_ in ("appos", "flat", "compound", "nmod"))
        or (noun.head.i == token.i and noun.dep_ in ("appos", "flat", "compound", "nmod"))
        or (token.dep_ == "conj" and _are_offices(noun, token))
        or _is_named_between_commas(noun, token)
    )


def _is_named_between_commas(noun: Token, token: Token) -> bool:
    """Whether a name stands right behind a noun, between commas: "a guard, Ann Lund, and a driver"."""
    name = token.ent_type_ == "PER" and noun.ent_type_ != "PER"
    between = noun.doc[noun.i + 1 : token.i] if name and noun.i < token.i else ()
    inside = [item for item in between if item.ent_type_ != "PER"]
    behind = next(
        (item for item in token.doc[token.i : token.sent.end] if item.ent_type_ != "PER"), None
    )
    return [item.text for item in inside] == [","] and behind is not None and behind.text == ","
