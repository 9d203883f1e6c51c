"""Texts whose words of violence tell of no deed: match reports, reports of exercises, figures of a year."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.tokens import Span

from kgraph.extract.finder import cue_finder
from kgraph.mentions import text_in, text_of

_HEAD = 700  # characters of a text in which it says what it is about
# How many different words of a genre make a text one of it.
_MOVES, _PRETENDED, _EXERCISES = 4, 2, 2
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_DAY = rf"\b{_MONTH} \d\d?\b|\b\d\d? {_MONTH}\b"
_DATED_TO_THE_DAY = re.compile(_DAY)
_DEEDS = (
    r"(?:homicides?|murders?|killings|shootings|stabbings|kidnappings|abductions|robberies|femicides|attacks|terrorism"
    r"|(?:gun|knife|violent|hate|sexual|serious|organised|organized) (?:crimes?|violence|deaths)|crimes?|piracy)"
)
_CHANGE = (
    r"(?:rose|rise[sn]?|rising|fell|fall(?:s|en|ing)?|increased?|increases|decreased?|decreases|declined?|declines|dropped|drops?"
    r"|climb(?:ed|s)?|jump(?:ed|s)?|surged?|surges|soar(?:ed|s)?|doubled?|tripled?|up|down)"
)
_AMOUNT = (
    r"(?:\d ?%|per ?cent\b|\b(?:lowest|highest|fewest|most)\b|\brecord\b|-year (?:low|high)\b|\b(?:low|high) since\b"
    r"|\b(?:a|one|by) (?:third|quarter|half|fifth|tenth)\b)"
)
_CHANGED = re.compile(
    rf"\b{_DEEDS}\b[^.;\n]{{0,60}}\b{_CHANGE}\b[^.;\n]{{0,60}}{_AMOUNT}", re.IGNORECASE
)
# What others do about what really happened.
_ANSWERED = re.compile(
    r"\b(?:claimed responsibility|responsibility for|condemn\w*|condolences|mourn\w*|funerals?)\b",
    re.IGNORECASE,
)
_COUNTED_BY = re.compile(
    r"\b(?:figures|statistics|data|study|survey|report|index|bureau|tally|annual|last year|previous year)\b",
    re.IGNORECASE,
)


def is_of_none(words: Span) -> bool:
    """Whether words stand in a text of such a genre; of figures, in a sentence that names no day."""
    text = text_of(words.doc)
    if is_of_figures(text):
        return _DATED_TO_THE_DAY.search(text_in(words.sent)) is None
    return _is_of_match(text) or _is_of_exercise(text)


@lru_cache(maxsize=4)
def _is_of_match(text: str) -> bool:
    """Whether a text tells of the moves of a match."""
    return len(_different("moves", text)) >= _MOVES


@lru_cache(maxsize=4)
def _is_of_exercise(text: str) -> bool:
    """Whether a text is about an exercise that plays through what might happen."""
    if not _different("exercises", text[:_HEAD]) or _ANSWERED.search(text):
        return False
    told = list(cue_finder("genres", "exercises").matches(text))
    return len(told) >= _EXERCISES and len(_different("pretended", text)) >= _PRETENDED


@lru_cache(maxsize=4)
def is_of_figures(text: str) -> bool:
    """Whether a text is about how many deeds of a kind there were in a year."""
    return _CHANGED.search(text[:_HEAD]) is not None and _COUNTED_BY.search(text) is not None


def _different(cue: str, text: str) -> set[str]:
    """The different words of a list that a text has."""
    return {found.group().lower() for _, found in cue_finder("genres", cue).matches(text)}
