"""The text that is read: without what only lays it out or hides in it.

Blanks come doubled or as no-break spaces, lines are broken where a page was full, words are divided at its edge,
and pages leave soft hyphens, marks of direction, entities ("&amp;") and tags ("<b>") behind. Each of these parts a
name or a number for who reads words, so they are read as a blank, a new paragraph or not at all; where each
character stood is kept.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import accumulate, groupby, repeat

from kgraph.mentions import Layout
from kgraph.nlp import casing

_HIDDEN = "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_BLANK = r"(?:[^\S\n]|&nbsp;|&#160;)"
_ENTITY = (
    r"&(?:amp|quot|apos|lt|gt|[lr][sd]quo|[nm]dash|hellip|[a-zA-Z](?:acute|grave|circ|uml|tilde|cedil)"
    r"|#(?:\d{2,5}|x[\da-fA-F]{2,4}));"
)
# What feeds leave of a page's markup in the text of an article.
_BLOCK = r"</?(?:p|br|div|li|ul|ol|h[1-6]|blockquote|figure|figcaption|table|tr)\b[^<>]*>"
_INLINE = r"</?(?:a|b|i|u|em|strong|span|font|small|sup|sub|img)\b[^<>]*>"
_ODD = re.compile(
    rf"(?P<blank>{_BLANK}{{2,}}|(?! ){_BLANK})|(?P<hidden>[{_HIDDEN}]+)|(?P<entity>{_ENTITY})"
    rf"|(?P<block>(?:\s*{_BLOCK})+\s*)|(?P<inline>{_INLINE})"
    r"|(?P<divided>(?<=[^\W\d_])-\n(?=[^\W\d_]))|(?P<broken>(?<=\S)\n(?=\S))"
)
_FIRST_WORD = re.compile(r"\S+")
_LAST_LETTERS = re.compile(r"[^\W\d_]+\Z")
_FIRST_LETTERS = re.compile(r"[^\W\d_]+")
_WIDTH = range(40, 121)  # characters of the longest line where lines are broken to fit a page
_FEW = 2  # full lines; fewer may be so by chance
_SHARE = 0.6  # of the lines that go on in the next are full where they are broken so
_LONG = 0.7  # of the width, from which on a line without a stop goes on in the next
_CLOSED = (".", "!", "?", ":", '"', "”")


def evened(text: str) -> tuple[str, Layout]:
    """The text as it is read, and where its characters are printed."""
    pieces = list(_pieces(text))
    begins = accumulate((len(put) for put, _, _ in pieces[:-1]), initial=0)
    places = zip(begins, pieces, strict=True)
    read = "".join(put for put, _, _ in pieces)
    return read, Layout(tuple((begin, at, length) for begin, (_, at, length) in places))


def _pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """What is read, where it stands and how long it is there: in turn as printed and otherwise."""
    full, at = _full_lines(text), 0
    for odd in _ODD.finditer(text):
        put = _put(odd, full)
        if put is not None:
            yield text[at : odd.start()], at, odd.start() - at
            yield put, odd.start(), odd.end() - odd.start()
            at = odd.end()
    yield text[at:], at, len(text) - at


def _put(odd: re.Match[str], full: frozenset[int]) -> str | None:
    """What is read in the place of something odd; None where it is read as it is."""
    match odd.lastgroup:
        case "blank":
            return " "
        case "block":
            return "\n\n"
        case "hidden" | "inline":
            return ""
        case "entity":
            return html.unescape(odd.group())
    if odd.lastgroup == "divided" and _is_word(odd):
        return ""
    if odd.end() - 1 not in full:
        return None
    return " " if odd.lastgroup == "broken" else "-"


def _is_word(divided: re.Match[str]) -> bool:
    """Whether the halves before and behind the end of a line make up a word, as those of "carbomb" do not."""
    before = _LAST_LETTERS.search(divided.string, max(divided.start() - 40, 0), divided.start())
    behind = _FIRST_LETTERS.match(divided.string, divided.end())
    whole = before.group() + behind.group() if before and behind else ""
    return casing.is_known(whole.lower())


def _full_lines(text: str) -> frozenset[int]:
    """Where lines end only because the next word did not fit, none where lines are paragraphs."""
    lines = text.split("\n")
    ends = accumulate((len(line) + 1 for line in lines), initial=-1)
    inner, full, closed = 0, [], 0
    next(ends)
    for line, below, end, width in zip(lines, lines[1:], ends, _widths(lines), strict=False):
        word = _FIRST_WORD.match(below)
        if not line.strip() or word is None:
            continue
        inner += 1
        stops = line.rstrip().endswith(_CLOSED)
        fitted = len(line) + 1 + len(word.group()) > width
        if width in _WIDTH and (fitted or (len(line) > _LONG * width and not stops)):
            full.append(end)
            closed += stops
    broken = len(full) >= max(_FEW, _SHARE * inner) and 2 * closed < len(full)
    return frozenset(full) if broken else frozenset()


def _widths(lines: list[str]) -> Iterator[int]:
    """For each line how long the longest of those around it is, up to a blank one."""
    for filled, block in groupby(lines, key=lambda line: bool(line.strip())):
        found = [len(line) for line in block]
        yield from repeat(max(found) if filled else 0, len(found))
