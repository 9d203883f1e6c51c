"""Persons of a text: by the pipeline, by titles, ages and deeds beside capitalised names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from kgraph import mentions
from kgraph.model import ActorValue
from kgraph.resolve.organisations import clean
from kgraph.resolve.person_names import (
    TITLES,
    is_full_name,
    is_name_word,
    is_people_word,
    without_title,
)
from kgraph.resolve.roles import role_of


def people(doc: Doc) -> Iterator[tuple[Span, ActorValue]]:
    """Persons by the pipeline and by the titles in front of them; a surname alone takes the full name."""
    full: dict[str, str] = {}
    entities = (without_title(ent) for ent in doc.ents if ent.label_ == "PER")
    named = (ent for ent in entities if not is_people_word(ent))
    spans = _as_told(doc, filter_spans([*_titled(doc), *_aged(doc), *_acting(doc), *named]))
    for ent in spans:
        name = clean(ent.text)
        if " " in name:
            full.setdefault(name.split()[-1].lower(), name)
        span, role = role_of(ent) or (ent, None)
        whole = full.get(name.lower(), name)
        yield span, ActorValue(whole, "Person", True, span.text, role=role)


_SURE = 0.5


def _as_told(doc: Doc, spans: Sequence[Span]) -> list[Span]:
    """Persons' names, bounded as the learned reader bounds those of victims, which it learned from keys."""
    told = filter_spans(
        [
            without_title(span)
            for span, filler in mentions.read(doc, "fillers", mentions.Filler)
            if filler.role == "Victim" and filler.score >= _SURE and is_full_name(span)
        ]
    )
    inside = {token.i for span in told for token in span}
    left = [span for span in spans if inside.isdisjoint(range(span.start, span.end))]
    return sorted([*told, *left], key=lambda span: span.start)


def _titled(doc: Doc) -> Iterator[Span]:
    """Two or three capitalised names behind a title: "Kremlin spokesman Dmitry Peskov"."""
    for token in doc[:-2]:
        if token.lower_ not in TITLES:
            continue
        end = token.i + 1
        while end < len(doc) and end - token.i <= 3 and is_name_word(doc[end]):
            end += 1
        if end - token.i >= 3:
            yield doc[token.i + 1 : end]


# "…, 31, said", "…, a 31-year-old Dane".
_AGE = re.compile(r", (?:an? \d\d-year|\d\d?(?:,|\.| and\b))")


def _aged(doc: Doc) -> Iterator[Span]:
    """Two to four names with an age behind them: "Pavel Ruzin, 31, said"."""
    text = mentions.text_of(doc)
    for match in _AGE.finditer(text):
        comma = doc.char_span(match.start(), match.start() + 1)
        if comma is None:
            continue
        start = end = comma.start
        while start > 0 and end - start < 4 and is_name_word(doc[start - 1]):
            start -= 1
        if end - start > 1 and doc[max(start - 1, 0)].text != "-":
            yield doc[start:end]


# What only a person does or suffers: "Pavel Ruzin drove his car", "Pavel Ruzin was sentenced".
_OF_PERSONS = re.compile(
    r"^ (?:(?:was|is|were|has been|had been) (?:found guilty|convicted|charged|sentenced|jailed|acquitted|extradited"
    r"|born|accused|handcuffed|remanded)|drove (?:his|her|a)|pleaded|opened fire|pulled out|walked into"
    r"|told (?:the court|police|reporters|investigators|detectives)|shot himself|blew himself up)\b"
)


def _acting(doc: Doc) -> Iterator[Span]:
    """Two or three names before what only a person does, where the pipeline sees no name at all."""
    text = mentions.text_of(doc)
    for token in doc[1:]:
        end = token.idx + len(token)
        if not (is_name_word(token) and _OF_PERSONS.match(text[end : end + 40])):
            continue
        start = token.i
        while start > 0 and token.i - start < 2 and is_name_word(doc[start - 1]):
            start -= 1
        if start < token.i and not any(word.ent_type_ for word in doc[start : token.i + 1]):
            yield doc[start : token.i + 1]
