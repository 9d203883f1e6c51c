"""Lemmas by word and tag: the exceptions that two treebanks show, then what a dictionary of endings says."""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files

import lemminflect

_NAMES = frozenset({"NNP", "NNPS"})
# Tags of the Penn Treebank whose words end otherwise than their lemmas.
_CLASSES = {
    **dict.fromkeys(("VBD", "VBG", "VBN", "VBP", "VBZ"), "VERB"),
    **dict.fromkeys(("NNS", "NNPS"), "NOUN"),
    **dict.fromkeys(("JJR", "JJS"), "ADJ"),
    **dict.fromkeys(("RBR", "RBS"), "ADV"),
}


@cache
def lemma(word: str, tag: str) -> str:
    """The lemma of a word with this tag of the Penn Treebank; names keep their letter case."""
    small = word.lower().replace("’", "'").replace("´", "'")
    found = _exceptions().get((small, tag)) or regular(small, tag)
    if tag in _NAMES:
        return word[: len(found)] if small.startswith(found) else word
    return found


def regular(word: str, tag: str) -> str:
    """The lemma of a word in small letters as the dictionary has it; one it lacks by its ending."""
    wanted = _CLASSES.get(tag)
    found: tuple[str, ...] = lemminflect.getLemma(word, upos=wanted) if wanted else ()
    return found[0] if found else word


@cache
def _exceptions() -> dict[tuple[str, str], str]:
    packed = files("kgraph.nlp").joinpath("data/lemmas.tsv.gz").read_bytes()
    rows = (line.split("\t") for line in gzip.decompress(packed).decode().splitlines())
    return {(word, tag): found for word, tag, found in rows}
