"""One person in a text: the words that stand for one, and what is told of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from kgraph.extract.lexicon import words

FATES = ("killed", "wounded", "kidnapped")
PRONOUNS = frozenset("he she him her".split())


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
    if token.ent_type_ == "PER":
        return token.dep_ not in ("flat", "compound") and entity_of(token).root.i == token.i
    if token.lower_ in PRONOUNS and token.pos_ == "PRON":
        return token.dep_ in ("nsubj", "nsubj:pass", "obj")
    if token.lower_ not in words("persons", "people") or is_attacker(token):
        return False
    single = token.morph.get("Number", []) == ["Sing"] and token.pos_ in ("NOUN", "PROPN")
    return (
        single
        and token.dep_ not in ("compound", "amod", "nmod:poss")
        and not any(
            child.dep_ == "nummod" and child.lower_ not in ("1", "one") for child in token.children
        )
    )


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


def entity_of(token: Token) -> Span:
    """The named entity that a token is part of."""
    doc, start, end = token.doc, token.i, token.i + 1
    while doc[start].ent_iob_ == "I" and start > 0:
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return doc[start:end]
