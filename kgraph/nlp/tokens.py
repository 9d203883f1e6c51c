"""A tokenizer that knows accents as apostrophes."""

from __future__ import annotations

from typing import Any

from spacy import symbols
from spacy.language import Language
from spacy.util import compile_suffix_regex

_QUOTE = "[’´`'‘]"
_SUFFIXES = (f"{_QUOTE}[sS]", rf"(?<=[a-zA-Z\d]){_QUOTE}(?:d|D|ll|LL|m|M|re|RE|ve|VE)")


def extend(nlp: Language) -> None:
    """Split "embassy´s" and "can´t" as "embassy's" and "can't" are."""
    tokenizer: Any = nlp.tokenizer
    suffixes = [*(nlp.Defaults.suffixes or ()), *_SUFFIXES]
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    rules = dict(tokenizer.rules)
    for word, parts in list(rules.items()):
        if "'" in word or "’" in word:
            split = [{**part, symbols.ORTH: _accented(part[symbols.ORTH])} for part in parts]
            rules.setdefault(_accented(word), split)
    tokenizer.rules = rules


def _accented(word: str) -> str:
    return word.replace("'", "´").replace("’", "´")
