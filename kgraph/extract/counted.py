"""Whom a number counts."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from kgraph import mentions
from kgraph.extract.lexicon import words


def counted(span: Span) -> Token | None:
    """The noun that a number counts: "people" of "at least 12 people", "staff" of "two embassy staff"."""
    root = span.root
    if _is_before_dash(span) or _is_before_shot(span):
        return None
    if root.dep_ == "nummod" and span.end - 1 < root.head.i <= span.end + 6:
        return root.head
    index = span.end
    if index + 1 < len(span.doc) and span.doc[index].lower_ == "of":
        index += 1
        if span.doc[index].lower_ in ("the", "them", "those", "whom", "his", "her", "their"):
            index += 1
    return _last_noun(span.doc[index : min(index + 5, span.sent.end)])


def _is_before_dash(span: Span) -> bool:
    """Whether a headline ends with a number, and only says who tells it: "car bomb kills 12 - police"."""
    behind = span.doc[span.end : span.end + 1].text
    return behind in ("-", "–", "—") and bool(span.doc[span.end - 1].whitespace_)


def _is_before_shot(span: Span) -> bool:
    """Whether "shot" behind a number says what befell those counted: "five shot in Leeds"; not "one shot"."""
    behind = span.doc[span.end : span.end + 1].text.lower()
    return behind == "shot" and span.text.lower() not in ("1", "one")


def is_spared(span: Span) -> bool:
    """Whether the words before a number or noun say that these were not harmed: "none of the 43 residents", "all but one"."""
    return _SPARED.search(mentions.before(span)) is not None


_SPARED = re.compile(
    r"\ball but $|\b(?:none|neither|nobody|no one|not (?:a single |even )?one) of (?:(?:the|its|their|his|her|those|these|"
    r"some|about|around|more than|at least|\d+|[a-z]+(?:teen|ty)(?:-\w+)?|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve) )*$|\bnot (?:a single |even )?$",
    re.IGNORECASE,
)


def _ends_phrase(token: Token) -> bool:
    """Whether no noun of the phrase follows: not so of "the suspected attackers"."""
    inside = token.pos_ in ("ADJ", "DET", "NUM", "PUNCT") or token.dep_ == "amod"
    return not inside or token.text in ",;:.()"


def _last_noun(following: Span) -> Token | None:
    """The noun that a phrase ends with, past its adjectives and the nouns in front of it."""
    persons = words("persons", "people") | words("persons", "attackers")
    last = None
    for token in following:
        if token.pos_ in ("NOUN", "PROPN") or token.lower_ in persons:
            last = token
            if token.dep_ not in ("compound", "amod", "nmod"):
                break
        elif _ends_phrase(token):
            break
    return last
