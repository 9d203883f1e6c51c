"""One person in a text: the words that stand for one, and what is told of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from spacy.tokens import Span, Token

from kgraph.extract.lexicon import words

FATES = ("killed", "wounded", "kidnapped")
PRONOUNS = frozenset("he she him her".split())
ORDINALS: Mapping[str, int] = MappingProxyType(
    {
        word: number
        for number, word in enumerate(
            "second third fourth fifth sixth seventh eighth ninth tenth".split(), start=2
        )
    }
)


@dataclass(slots=True)
class Person:
    """One person with every word that says what befell them."""

    name: str | None
    age: str | None
    sex: str | None
    grown: bool | None
    attacker: bool
    mentions: list[tuple[str, Token, Token]] = field(default_factory=list)  # fate, noun, its word

    @property
    def fate(self) -> str:
        """The worst that befell them."""
        fates = {fate for fate, _, _ in self.mentions}
        return next(fate for fate in FATES if fate in fates)


def is_one_person(token: Token) -> bool:
    """A noun, name or pronoun for one person, not an attacker."""
    if token.lower_ == "old" and token.i > 2 and token.nbor(-2).lower_ in ("year", "month"):
        return token.nbor(-1).text == "-" and not _is_followed_by_noun(token)
    if token.lower_ == "another" and token.pos_ in ("DET", "PRON", "ADJ"):
        return token.dep_ not in ("det", "amod")
    if token.lower_ in ORDINALS:
        return _is_one_more(token)
    if token.ent_type_ == "PER":
        return token.dep_ not in ("flat", "compound") and entity_of(token).root.i == token.i
    if token.lower_ in PRONOUNS and token.pos_ == "PRON":
        return token.dep_ in ("nsubj", "nsubj:pass", "obj")
    if token.lower_ not in words("persons", "people") or is_attacker(token) or _is_title(token):
        return False
    single = token.morph.get("Number", []) == ["Sing"] and token.pos_ in ("NOUN", "PROPN")
    return (
        single
        and token.dep_ not in ("compound", "amod", "nmod:poss")
        and not any(
            child.dep_ == "nummod" and child.lower_ not in ("1", "one") for child in token.children
        )
    )


def _is_one_more(ordinal: Token) -> bool:
    """Whether an ordinal stands for one more person: "killing two guards and leaving a third badly hurt"."""
    article = ordinal.i > ordinal.sent.start and ordinal.nbor(-1).lower_ == "a"
    behind = ordinal.doc[ordinal.i + 1 : min(ordinal.i + 3, ordinal.sent.end)]
    described = [item.pos_ for item in behind if item.pos_ in ("ADJ", "NOUN", "PROPN")]
    noun = behind[:1] and described[:1] == [behind[0].pos_] and described[-1] != "ADJ"
    return article and not noun and behind.text[:2] not in ("", "of", ",")


def _is_title(noun: Token) -> bool:
    """Whether it is only the first of the titles that stand before a name: "mayor and party leader Juan Vega"."""
    following = noun.doc[noun.i + 1 : min(noun.i + 8, noun.sent.end)]
    name = next((token for token in following if token.ent_type_ == "PER"), None)
    return name is not None and any(token.i == noun.i for token in titles(name))


def titles(name: Token) -> Span:
    """The titles before a name where two are joined, none with an article or a number; or none."""
    doc, end = name.doc, entity_of(name).start
    start = end
    while start > name.sent.start and _may_be_title(doc[start - 1]):
        start -= 1
    found = doc[start:end]
    joined = [token.i for token in found if token.lower_ == "and"]
    known = [token.i for token in found if token.lower_ in words("persons", "people")]
    bare = not found or doc[start - 1].pos_ in ("VERB", "ADP", "SCONJ", "PUNCT") or start == 0
    both = len(joined) == 1 and known and known[0] < joined[0] < end - 1
    return found if bare and both else doc[end:end]


def _may_be_title(token: Token) -> bool:
    return token.pos_ in ("ADJ", "NOUN", "PROPN", "CCONJ") and token.ent_type_ != "PER"


def _is_followed_by_noun(token: Token) -> bool:
    """Whether an age only describes the person behind it: "a 6-year-old boy"."""
    following = token.doc[token.i + 1 : min(token.i + 5, token.sent.end)]
    for item in following:
        if item.lower_ in words("persons", "people") or item.ent_type_ == "PER":
            return True
        if item.pos_ not in ("ADJ", "NOUN", "PROPN") or item.lower_ in ("shot", "killed", "dead"):
            return False
    return False


def is_attacker(token: Token) -> bool:
    """Whether a noun means one attacker."""
    return (
        token.lower_ in words("persons", "attackers")
        and token.morph.get("Number", []) == ["Sing"]
        and token.pos_ == "NOUN"
        and token.dep_ not in ("compound", "amod")
    )


def is_known_attacker(token: Token) -> bool:
    """Whether a noun means attackers told of before: "the gunmen", "those attackers"."""
    pointed = any(child.lower_ in ("the", "these", "those") for child in token.children)
    return pointed and token.lower_ in words("persons", "attackers")


def entity_of(token: Token) -> Span:
    """The named entity that a token is part of."""
    doc, start, end = token.doc, token.i, token.i + 1
    while doc[start].ent_iob_ == "I" and start > 0:
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return doc[start:end]
