"""Days of what came afterwards: "claimed responsibility on Wednesday", "was found guilty on Tuesday", "was freed on Friday"."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Span, Token

from kgraph.extract import grammar
from kgraph.extract.lexicon import words
from kgraph.extract.triggers import Trigger, deed_of

_LEADING = frozenset("on in late early last the".split())


def is_of_others(span: Span, triggers: Iterable[Trigger]) -> bool:
    """Whether a date stands right beside words of the law, of blame, of a claim or of mourning.

    Only neighbours are asked, since a dateline or a long sentence may lead the parse astray.
    """
    before = _before(span)
    of_incident = {token.i for trigger in triggers for token in trigger.span}
    if before is None or before.i in of_incident:
        return False
    if span.end < len(span.doc) and span.doc[span.end].lower_ in ("'s", "’s"):
        return False
    return _is_later(before) or any(
        _is_later(token) and token.i not in of_incident for token in _after(span)
    )


def is_of_release(span: Span, triggers: Iterable[Trigger]) -> bool:
    """Whether a date is that on which those who were kidnapped came free: "was released on Friday", "troops freed them on Friday"."""
    verb = grammar.verb_of(span.root)
    return grammar.among(verb, _FREES) and all(
        deed_of(trigger.type) == "kidnapping" and trigger.head.i != verb.i for trigger in triggers
    )


_FREES = frozenset({"free", "release", "rescue", "liberate", "escape"})


def _before(span: Span) -> Token | None:
    """The word before a date and its preposition."""
    at = span.start - 1
    while at > span.sent.start and span.doc[at].lower_ in _LEADING:
        at -= 1
    return span.doc[at] if at >= span.sent.start else None


def _after(span: Span) -> list[Token]:
    """The verb right behind a date: "on Friday blamed", "on Tuesday to bury"."""
    found = span.doc[span.end : min(span.end + 2, span.sent.end)]
    return [found[1]] if len(found) == 2 and found[0].lower_ == "to" else list(found[:1])


def _is_later(token: Token) -> bool:
    if token.lower_ in words("aftermath", "later_nouns"):
        return True
    verbs = words("aftermath", "later_verbs") | words("aftermath", "law_verbs")
    return token.pos_ not in ("NOUN", "PROPN") and grammar.among(token, verbs)
