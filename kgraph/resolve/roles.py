"""The role that stands in front of a person's name: "Kremlin spokesman" of "Kremlin spokesman Dmitry Peskov"."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from kgraph.model import ActorValue

_ROLE = re.compile(r"^[\w'’´.\- ]{3,60}$")
_DEEDS = frozenset(
    "shot killed stabbed murdered abducted kidnapped attacked beat arrested detained wounded".split()
)
_NO_TITLES = ("DET", "PUNCT", "CCONJ", "ADP", "ADV", "PRON", "VERB", "AUX")


def role_of(ent: Span) -> tuple[Span, str] | None:
    """The title in front of a person: "Kremlin spokesman" of "Kremlin spokesman Dmitry Peskov"."""
    doc, start = ent.doc, ent.start
    while start > ent.sent.start and _is_title(doc[start - 1], ent) and ent.start - start < 7:
        start -= 1
    while start < ent.start and doc[start].pos_ in _NO_TITLES:
        start += 1
    start = next((token.i + 1 for token in doc[start : ent.start] if token.lower_ == "old"), start)
    # A deed that the parse takes for a noun: "assailants shot radio host Hilario Cendejas".
    start = next((n.i + 1 for n in doc[start : ent.start] if n.lower_ in _DEEDS), start)
    if start == ent.start or not any(
        token.pos_ in ("NOUN", "PROPN") for token in doc[start : ent.start]
    ):
        return None
    title = doc[start : ent.start].text
    return (doc[start : ent.end], title) if _ROLE.match(title) else None


def _is_title(token: Token, ent: Span) -> bool:
    """Whether a word may belong to the title in front of a person."""
    if token.ent_type_ == "PER" or token.is_space or token.text in ',;:.()"“”':
        return False
    if token.text in ("-", "'s", "’s", "´s"):
        return True
    inside = token.dep_ in (
        "compound",
        "amod",
        "flat",
        "nmod:poss",
        "nmod",
        "det",
    ) or token.pos_ in ("PROPN", "NOUN", "ADJ")
    return inside and token.pos_ in ("NOUN", "PROPN", "ADJ", "DET") and token.i < ent.start


def name_part(item: tuple[Span, ActorValue]) -> tuple[int, int]:
    """The tokens of a person's mention that are the name itself, without the role."""
    span, actor = item
    role = actor.role or ""
    skipped = sum(token.idx < span.start_char + len(role) for token in span) if role else 0
    return span.start + skipped, span.end
