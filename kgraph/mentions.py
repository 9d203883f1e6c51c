"""Typed mentions on a spaCy Doc: words of the text with the value they stand for.

Resolvers write them, extractors read them; a span group is spaCy's own way to carry such
annotations, so that any component of a user's own pipeline can add to them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, TypeVar

from spacy.tokens import Doc, Span, Token

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Filler:
    """What the learned reader says of a phrase: the role it plays, how probably (0 to 1), and more.

    `qualities` are probabilities: of the deed it belongs to, of what became of a victim ("killed"), of
    how sure the text is of a perpetrator ("claimed").
    """

    role: str
    score: float
    qualities: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Told:
    """What the learned reader says of a text: the probability of each kind of incident, and of tolls.

    `kinds` are of the part of the text where each is most probable, `opening` of its first part (some 340
    words; empty: the same). `counts["killed"][n]` is how probable n dead are; the last stands for that many
    or more.
    """

    kinds: Mapping[str, float]
    counts: Mapping[str, tuple[float, ...]]
    opening: Mapping[str, float] = field(default_factory=dict)

    def at_first(self, kind: str) -> float:
        """How probable a kind of incident is by the beginning, where news says what it is about; 0 if unknown."""
        return self.opening.get(kind, self.kinds.get(kind, 0.0))


def write(doc: Doc, group: str, found: Iterable[tuple[Span, Any]]) -> None:
    """Store mentions under `group` ("dates", "places", "counts", "actors", "fillers"), in text order."""
    pairs = sorted(found, key=lambda pair: (pair[0].start, pair[0].end))
    doc.spans[group] = [span for span, _ in pairs]
    doc.user_data[f"kgraph.{group}"] = [value for _, value in pairs]


def read(doc: Doc, group: str, kind: type[V]) -> Iterator[tuple[Span, V]]:
    """The mentions of a group whose value is a `kind`, in text order; none where nothing was written."""
    spans = doc.spans.get(group, ())
    for span, value in zip(spans, doc.user_data.get(f"kgraph.{group}", ()), strict=True):
        if isinstance(value, kind):
            yield span, value


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the characters of a text that is read are printed.

    `places` are pieces of it, in turn as printed and read otherwise: where one begins in what is read, where in
    what is printed, and how long it is there.
    """

    places: tuple[tuple[int, int, int], ...]

    def printed(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters from start to end, of which there is at least one, are printed."""
        return self._place(start)[0], self._place(end - 1)[1]

    def _place(self, at: int) -> tuple[int, int]:
        number = bisect_right(self.places, at, key=itemgetter(0)) - 1
        begin, printed, length = self.places[number]
        if number % 2:
            return printed, printed + length
        return printed + at - begin, printed + at - begin + 1


def keep_printed(doc: Doc, text: str, layout: Layout) -> None:
    """Remember the document's own characters where the Doc was parsed with others, and where those stand."""
    if text != text_of(doc):
        doc.user_data["kgraph.printed"] = text
    if len(layout.places) > 1:
        doc.user_data["kgraph.layout"] = layout


def text_of(doc: Doc) -> str:
    """The characters of a Doc, which spaCy puts together from its tokens at every call."""
    found: str | None = doc.user_data.get("kgraph.text")
    if found is None:
        found = doc.user_data["kgraph.text"] = doc.text
    return found


def text_in(span: Span) -> str:
    """The characters of a span, cut from those of its Doc."""
    return text_of(span.doc)[span.start_char : span.end_char]


def before(span: Span) -> str:
    """The characters of its sentence before a span."""
    return text_of(span.doc)[span.sent.start_char : span.start_char]


def behind(span: Span) -> str:
    """The characters of its sentence behind a span."""
    return text_of(span.doc)[span.end_char : span.sent.end_char]


def tokens_of(doc: Doc, words: Set[str]) -> list[Token]:
    """The tokens that are, in small letters, one of some words; in text order."""
    index: dict[str, list[int]] | None = doc.user_data.get("kgraph.words")
    if index is None:
        index = doc.user_data["kgraph.words"] = {}
        for token in doc:
            index.setdefault(token.lower_, []).append(token.i)
    return [doc[i] for i in sorted(i for word in index.keys() & words for i in index[word])]


_DASHES = frozenset({"-", "–", "—", "--"})
_LONGEST = 8  # tokens between the place of a dateline and its dash: ", Jan 24 (Agency)"


def of_dateline(doc: Doc) -> frozenset[int]:
    """The tokens of a text's dateline, with the day and the agency behind its place."""
    found: set[int] = set()
    for line in doc.spans.get("dateline", ()):
        following = doc[line.end : line.end + _LONGEST]
        dash = next((token.i for token in following if token.text in _DASHES), line.end)
        found.update(range(line.start, dash))
    return frozenset(found)


def of_frame(doc: Doc) -> frozenset[int]:
    """The tokens of a text's dateline and of the lines that say who wrote it."""
    bylines = (token.i for line in doc.spans.get("bylines", ()) for token in line)
    return of_dateline(doc).union(bylines)


_TIES = frozenset(
    "linked affiliated aligned allied inspired backed supported sponsored funded armed trained equipped "
    "held controlled occupied ruled administered run".split()
)


def is_tie(span: Span) -> bool:
    """Whether a name only tells whose friend or whose land another is: "Iran-backed rebels"."""
    following = span.doc[span.end : span.end + 2]
    return len(following) == 2 and following[0].text == "-" and following[1].lower_ in _TIES


def printed(doc: Doc) -> str:
    """The characters as the document has them."""
    return doc.user_data.get("kgraph.printed") or text_of(doc)


def printed_at(span: Span) -> tuple[int, int]:
    """Where a span stands among the characters as the document has them."""
    layout: Layout | None = span.doc.user_data.get("kgraph.layout")
    start, end = span.start_char, span.end_char
    return layout.printed(start, end) if layout and start < end else (start, end)


def write_told(doc: Doc, told: Told) -> None:
    """Store what the learned reader says of the text as a whole."""
    doc.user_data["kgraph.told"] = told


def told(doc: Doc) -> Told | None:
    """What the learned reader says of the text; None where it did not read it."""
    found: Told | None = doc.user_data.get("kgraph.told")
    return found
