"""Whom a number counts."""

from __future__ import annotations

from spacy.tokens import Span, Token

from kgraph.extract.lexicon import words


def counted(span: Span) -> Token | None:
    """The noun that a number counts: "people" of "at least 12 people", "staff" of "two embassy staff"."""
    root = span.root
    if root.dep_ == "nummod" and span.end - 1 < root.head.i <= span.end + 6:
        return root.head
    index = span.end
    if index + 1 < len(span.doc) and span.doc[index].lower_ == "of":
        index += 1
        if span.doc[index].lower_ in ("the", "them", "those", "whom", "his", "her", "their"):
            index += 1
    return _last_noun(span.doc[index : min(index + 5, span.sent.end)])


def _last_noun(following: Span) -> Token | None:
    """The noun that a phrase ends with, past its adjectives and the nouns in front of it."""
    persons = words("persons", "people") | words("persons", "attackers")
    last = None
    for token in following:
        if token.pos_ in ("NOUN", "PROPN") or token.lower_ in persons:
            last = token
            if token.dep_ not in ("compound", "amod", "nmod"):
                break
        elif token.pos_ not in ("ADJ", "DET", "NUM", "PUNCT") or token.text in ",;:.()":
            break
    return last
