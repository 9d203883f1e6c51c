"""The words of `lexicon.toml` as compiled patterns and sets."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

# A blank in a pattern: blanks, a hyphen or a line end, but never a paragraph end.
_GAP = r"(?:(?:[ \t\u00a0\-\u2010\u2011]|\n(?!\n)){1,3})"
# A word that a pattern may pass over, "(\\w+ ){0,3}": none that begins a clause of time, "insurgents after a bomb killed".
_ANY, _PASSED = r"(\w+ )", r"((?!(?:after|before|when|while|until)\b)\w+ )"


@cache
def lexicon() -> Mapping[str, Any]:
    """The whole file, as TOML gives it."""
    return tomllib.loads(files("kgraph.extract").joinpath("lexicon.toml").read_text("utf-8"))


@cache
def words(section: str, key: str) -> frozenset[str]:
    """A plain list of words of the file, for look-up by lower-cased token or lemma."""
    return frozenset(lexicon()[section][key])


@cache
def cues(section: str, key: str) -> re.Pattern[str]:
    """A list of patterns of the file, as one pattern."""
    compiled = pattern(lexicon()[section][key])
    assert compiled is not None, f"[{section}] {key} of lexicon.toml is empty"
    return compiled


@cache
def concepts(section: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The concepts of `weapons` or `targets`, each with the pattern of its words."""
    return tuple(
        (concept, compiled)
        for concept, listed in lexicon()[section].items()
        if (compiled := pattern(listed)) is not None
    )


def pattern(listed: Iterable[str] | None) -> re.Pattern[str] | None:
    """One case-insensitive pattern for a list of the file; the longest alternative first."""
    alternatives = sorted(listed or (), key=lambda words: (-len(words), words))
    if not alternatives:
        return None
    joined = "|".join(words.replace(_ANY, _PASSED).replace(" ", _GAP) for words in alternatives)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)
