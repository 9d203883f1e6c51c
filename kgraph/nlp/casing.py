"""Upper-case text, as of wires and old archives, in the letter case it would have in print.

Case carries names, so a reader of names needs it. Each word is spelled small, with a capital or in
capitals, whichever sequence is most probable: how often news and the web spell the word so, times how
often one spelling follows another (an HMM as in Lita et al. 2003, "tRuEcasIng", with spellings of
words for its states). Every text keeps its length, so that offsets stay true.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from math import log

SMALL, CAPITAL, CAPITALS = range(3)
SHAPES = (SMALL, CAPITAL, CAPITALS)

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ORDINAL = re.compile(r"(?<=\d)(?:ST|ND|RD|TH|D)\b")
_SENTENCE_END = re.compile(r"[.!?]['\"”’)\]]*\s+|\n\s*|\A\s*|[:]\s*(?=[\"“])")
_DATELINE = re.compile(r"\A[^\n]{0,120}?(?:--|—|–)\s*(?:\[[^\]\n]*\]\s*)*")
_SHOUTED = 0.8  # more capitals among the letters than any text in normal case has
_LEAST = 40  # letters; a shorter text can be a title or an abbreviation

# How often one spelling follows another inside a sentence, counted in the training corpora.
_FOLLOWS = ((0.861, 0.131, 0.008), (0.551, 0.439, 0.010), (0.723, 0.243, 0.034))
_SHARES = (0.76, 0.21, 0.03)
# A word that no corpus knows is most often a name; without vowels, an abbreviation.
_UNKNOWN = (0.25, 0.73, 0.02)
_ABBREVIATION = (0.01, 0.04, 0.95)
_ENDINGS = (
    ("'s", ""),
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("ers", ""),
    ("ly", ""),
)
_VOWELS = frozenset("AEIOUYÁÉÍÓÚÄÖÜ")


def is_shouted(text: str) -> bool:
    """Whether nearly all letters of a text are capitals."""
    letters = sum(map(str.isalpha, text))
    return letters >= _LEAST and sum(map(str.isupper, text)) > _SHOUTED * letters


def restored(text: str) -> str:
    """The text in normal case if it is in capitals, else as it is; of the same length."""
    if not is_shouted(text):
        return text
    kept = match.end() if (match := _DATELINE.match(text)) else 0
    short = frozenset(_abbreviations(text))
    pieces, at = [text[:kept]], kept
    for words in _sentences(text, kept):
        shapes = _spelled([word.group() for word in words], short)
        for word, shape in zip(words, shapes, strict=True):
            small = _ORDINAL.match(text, word.start()) is not None
            spelled = spell(word.group(), SMALL if small else shape)
            pieces += [text[at : word.start()], spelled]
            at = word.end()
    return "".join([*pieces, text[at:]])


def spell(word: str, shape: int) -> str:
    """A word in one of the spellings, where that keeps its length."""
    small = word.lower()
    spelled = (small, small[:1].upper() + small[1:], word.upper())[shape]
    return spelled if len(spelled) == len(word) else word


def _sentences(text: str, start: int) -> Iterator[list[re.Match[str]]]:
    """The words of each sentence."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text, start)]
    words: list[re.Match[str]] = []
    for word in WORD.finditer(text, start):
        while ends and ends[0] <= word.start():
            ends.pop(0)
            if words:
                yield words
                words = []
        words.append(word)
    yield words


def _abbreviations(text: str) -> Iterator[str]:
    """Short words in brackets that abbreviate the words before them."""
    for match in re.finditer(r"[(\[]([A-Z][A-Z-]{1,7})[)\]]", text):
        before = WORD.findall(text[max(match.start() - 120, 0) : match.start()])
        initials = "".join(word[0] for word in before)
        if _abbreviates(match[1].replace("-", ""), initials):
            yield match[1]


def _abbreviates(short: str, initials: str) -> bool:
    """Whether all but one of the letters are, in order, initials of the words that end here."""
    rest, missed = initials[-2 * len(short) :], 0
    for letter in short:
        place = rest.find(letter)
        missed += place < 0
        rest = rest[place + 1 :] if place >= 0 else rest
    return missed <= (len(short) > 2)


def _spelled(words: Sequence[str], short: frozenset[str]) -> list[int]:
    """The most probable spellings of a sentence's words (Viterbi)."""
    if not words:
        return []
    first = _emissions(words[0], short)
    scores = [first[shape] + log(_FOLLOWS[SMALL][shape]) for shape in SHAPES]
    scores[SMALL] = float("-inf")
    back: list[list[int]] = []
    for word in words[1:]:
        emitted = _emissions(word, short)
        came = [max(SHAPES, key=lambda s, n=n: scores[s] + log(_FOLLOWS[s][n])) for n in SHAPES]  # type: ignore[misc]
        scores = [scores[came[n]] + log(_FOLLOWS[came[n]][n]) + emitted[n] for n in SHAPES]
        back.append(came)
    shapes = [max(SHAPES, key=scores.__getitem__)]
    for came in reversed(back):
        shapes.append(came[shapes[-1]])
    return shapes[::-1]


def _emissions(word: str, short: frozenset[str]) -> list[float]:
    """For each spelling, how much more the word has it than words have it on average."""
    shares = _ABBREVIATION if word in short else _known(word.lower().replace("’", "'"))
    if shares is None:
        shares = _ABBREVIATION if not _VOWELS & set(word) and len(word) < 7 else _UNKNOWN
    return [log(share / usual) for share, usual in zip(shares, _SHARES, strict=True)]


def is_known(word: str) -> bool:
    """Whether a word in small letters, or one that it is a form of, is known."""
    return _known(word) is not None


def _known(word: str) -> Sequence[float] | None:
    """The shares of a word, or of the word that it is a form of."""
    table = _table()
    if word in table:
        return table[word]
    for ending, put in _ENDINGS:
        if word.endswith(ending) and (shares := table.get(word.removesuffix(ending) + put)):
            return shares
    return None


@cache
def _table() -> dict[str, tuple[float, ...]]:
    """How often each known word has each spelling; the file holds powers of two."""
    packed = files("kgraph.nlp").joinpath("data/casing.tsv.gz").read_bytes()
    found = {}
    for line in gzip.decompress(packed).decode().splitlines():
        word, digits = line.split("\t")
        counts = [2 ** int(digit, 16) - 1 + 0.05 for digit in digits]
        found[word] = tuple(count / sum(counts) for count in counts)
    return found
