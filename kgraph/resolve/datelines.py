"""What frames a text: its dateline, the lines that say who wrote it, and the tail of a heading that names the station."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span

from kgraph.mentions import text_of
from kgraph.resolve import gazetteer

_DATELINE = re.compile(
    r"(?:(?<=\n)|\A)\s*(?!(?:An?|The|AN|THE)\s|(?:[A-Z]\.){2})(?P<line>[A-Z][A-Z'’.\- ]{2,30}(?:\s?[/,]\s?[A-Z][A-Z'’.\- ]{2,30})*(?:,\s+[A-Z][\w.]+(?:\s[A-Z][\w.]+)?)?"
    r"(?:,\s+\d{1,2}\s+[A-Z]{3}\s+\d\d|,\s+[A-Z][a-z]+\.?\s+\d{1,2})?)(?P<agency>\s+\([^)\n]{2,40}\))?\s*(?:—|–|--|-|:|\.\s)"
)
# "Parakou, Benin — Gunmen": in small letters only where the name is known, and never in the middle of a sentence.
_IN_SMALL = re.compile(
    r"(?:(?<=\n)|\A)\s*(?P<line>[A-Z][\w'’.\-]+(?: [A-Z][\w'’.\-]+){0,2}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?)"
    r"\s*(?:—|–|--| - )\s?(?=[\"“A-Z])"
)
_STATION = re.compile(
    r"^[^\n]{10,200}? [-–|] (?P<name>[^\n]*\b(?:News|Weather|Sports?|Channel|TV|FOX|ABC|NBC|CBS|Radio)\b[^\n]*)$",
    re.MULTILINE,
)

_BYLINE = re.compile(
    r"^[ \t]*(?P<line>(?:By|BY|by):?[ ](?=[A-Z])(?:[A-Z][^\W\d]*|and|of|in|the|de|la|del|van|von|der|bin|al|el|our|staff|"
    r"reporter|writer|correspondent|[ .,|/'’&()-])+"
    r"|(?:(?:Our|Own|Staff|Special|Senior|City|Crime|District|Local|Regional|News|Web|Express)[ ])*"
    r"(?:Reporters?|Correspondents?|Staff Writers?|Bureau|Web Desk|News Desk|News Service|Press Trust of India)"
    r"(?:[ ]?[,|/–-][ ]?[A-Z][^\n.]{0,30})?)[ \t]*$",
    re.MULTILINE,
)
_HEAD = 600  # characters among which who wrote it stands


def bylines(doc: Doc) -> list[Span]:
    """Lines of their own near the head that say who wrote it: "By Amina Sule, Minna", "Staff Correspondent"."""
    found = _BYLINE.finditer(text_of(doc)[:_HEAD])
    lines = (doc.char_span(*match.span("line"), alignment_mode="expand") for match in found)
    return [line for line in lines if line is not None]


def dateline(doc: Doc) -> Span | None:
    """ "KABUL, Afghanistan (Sample) —" at the head of the text or of one of its first paragraphs."""
    text = text_of(doc)[:1500]
    matches = list(_DATELINE.finditer(text))
    known = (
        match
        for match in (*matches, *_IN_SMALL.finditer(text))
        if gazetteer.find(match["line"].split(",")[0].strip())
    )
    match = next(known, matches[0] if matches else None)
    if match is None:
        return None
    return doc.char_span(match.start("line"), match.end("line"), alignment_mode="expand")


def furniture_of(doc: Doc) -> set[int]:
    """The tokens of a heading's tail that names the station: "… - KSLA News 12 Shreveport, Louisiana Weather"."""
    found = (match.span("name") for match in _STATION.finditer(text_of(doc)[:600]))
    return {token.i for start, end in found for token in doc if start <= token.idx < end}
