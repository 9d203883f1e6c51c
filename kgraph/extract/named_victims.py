"""Named persons who were harmed, each with what befell them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from kgraph.extract import attribution, grammar, identification
from kgraph.extract.accounts import Account
from kgraph.extract.lexicon import words
from kgraph.extract.named_harm import befell_named, is_of_kin
from kgraph.extract.reading import Reading
from kgraph.model import ActorValue, Claim, Outcome, VictimValue


def named_victims(reading: Reading, account: Account) -> Iterator[Claim]:
    """Claims on named persons; a name that only goes on a list shares what befell the one before."""
    last: tuple[Span, tuple[Outcome, Token]] | None = None
    persons = [
        (span, actor, befell_named(span, account))
        for span, actor in reading.actors
        if actor.cls == "Person" and account.owns(span) and " " in (actor.name or "")
        if not identification.is_doer(reading, actor.name) and not is_of_kin(span)
    ]
    for number, (span, actor, found) in enumerate(persons):
        if found is None and last is not None and _is_listed_with(span, last[0]):
            found = last[1]
        if found is None:
            found = _of_list(span, [(other, fate) for other, _, fate in persons[number + 1 :]])
        if found is not None:
            last = (span, found)
            yield _claim(reading, actor, span, found)


def _of_list(
    span: Span, following: Sequence[tuple[Span, tuple[Outcome, Token] | None]]
) -> tuple[Outcome, Token] | None:
    """What befell the next of a list that a name begins: "Ann Lund, 27, Bo Ek, 40, and Per Dahl died where they sat"."""
    for other, fate in following:
        if not _is_listed_with(other, span):
            return None
        if fate is not None:
            return fate
        span = other
    return None


def _claim(reading: Reading, actor: ActorValue, span: Span, found: tuple[Outcome, Token]) -> Claim:
    """The claim that something befell a named person, with the words from the name to those for it."""
    outcome, word = found
    quote = grammar.between(span.doc, span, span.doc[word.i : word.i + 1])
    nation = nationality_of(reading, span)
    value = VictimValue(actor.name, span.text, "Person", True, outcome, 1, nation, actor.role)
    return reading.claim(
        "victim",
        value,
        [quote if len(quote) < 40 else span],
        according_to=attribution.source_of(reading, span),
        confidence=0.8,
    )


def _is_listed_with(span: Span, other: Span) -> bool:
    """Whether a name only goes on a list of names: "Roberto Navas, 32, and Mauricio Pineda"."""
    between = span.doc[other.end : span.start]
    if span.sent.start != other.sent.start or not 0 < len(between) < 16:
        return False
    if any(token.pos_ in ("VERB", "AUX") or token.text in ".:–—" for token in between):
        return False
    speaks = span.root.dep_ == "nsubj" or grammar.among(
        span.doc[min(span.end, len(span.doc) - 1)], words("speech", "verbs")
    )
    return between[-1].lower_ in (",", ";", "and", "&") and not speaks


def nationality_of(reading: Reading, span: Span) -> str | None:
    """The country whose people the words name ("Afghan", "Afghans")."""
    return next(
        (nation for found, nation in reading.nations if span.start <= found.start < span.end), None
    )
