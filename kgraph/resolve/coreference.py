"""Words that stand for an actor named before: "the group", abbreviations in brackets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from kgraph.model import ActorValue

_COREFERENT = (
    *("group", "organisation", "organization", "movement", "faction", "network", "outfit"),
    "militia",
)


def coreferent(
    doc: Doc, named: Iterable[tuple[Span, ActorValue]]
) -> Iterator[tuple[Span, ActorValue]]:
    """ "The group" after an armed group has been named; abbreviations defined in brackets."""
    named = sorted(named, key=lambda pair: pair[0].start)
    covered = {token.i for span, _ in named for token in span}
    groups = [(span, actor) for span, actor in named if actor.cls == "ArmedGroup"]
    for token in doc if groups else ():
        if token.i in covered or not token.lower_.endswith(_COREFERENT):
            continue
        if doc[token.i + 1 : token.i + 2].text.istitle():
            continue  # "the organisation Indepaz"
        start = _article(token)
        before = [actor for span, actor in groups if span.end <= token.i]
        if start is not None and before and covered.isdisjoint(range(start, token.i)):
            span = doc[start : token.i + 1]
            last = before[-1]
            yield span, ActorValue(last.name, last.cls, True, span.text, id=last.id)
    yield from _abbreviations(doc, named, covered)


def _article(noun: Token) -> int | None:
    """Where "the", "this" or "that" stands up to three words before a noun."""
    before = range(noun.i - 1, max(noun.i - 4, -1), -1)
    return next((i for i in before if noun.doc[i].lower_ in ("the", "this", "that")), None)


def _abbreviations(
    doc: Doc, named: Iterable[tuple[Span, ActorValue]], covered: set[int]
) -> Iterator[tuple[Span, ActorValue]]:
    """ "JI" where "Jemaah Islamiyah (JI)" has been told."""
    defined = {
        doc[span.end + 1].text: actor
        for span, actor in named
        if span.end + 2 < len(doc)
        and doc[span.end].text == "("
        and doc[span.end + 2].text == ")"
        and doc[span.end + 1].text.isupper()
    }
    for token in doc if defined else ():
        actor = defined.get(token.text)
        if actor and token.i not in covered:
            yield doc[token.i : token.i + 1], replace(actor, mention=token.text, role=None)
