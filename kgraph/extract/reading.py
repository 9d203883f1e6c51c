"""A document opened for extraction: the spaCy Doc with the typed mentions that resolvers left on it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, TypeVar

from spacy.tokens import Doc, Span

from kgraph import mentions
from kgraph.extract.finder import cue_finder
from kgraph.mentions import Filler, Told
from kgraph.model import (
    ActorValue,
    Certainty,
    Claim,
    CountValue,
    DateValue,
    Evidence,
    PlaceValue,
    Value,
)

T = TypeVar("T")


@dataclass(frozen=True)
class Reading:
    """What extractors read: the parsed text, and the mentions in it with their values.

    `told` is None, and `fillers` is empty, where no learned reader read the text.
    """

    document_id: str
    published: dt.date | None
    doc: Doc
    dates: tuple[tuple[Span, DateValue], ...]
    places: tuple[tuple[Span, PlaceValue], ...]
    populations: tuple[tuple[Span, int], ...]
    counts: tuple[tuple[Span, CountValue], ...]
    actors: tuple[tuple[Span, ActorValue], ...]
    nations: tuple[tuple[Span, str], ...]
    fillers: tuple[tuple[Span, Filler], ...]
    told: Told | None
    kept: dict[object, Any] = field(init=False, default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, doc: Doc, document_id: str, published: dt.date | None) -> Reading:
        """Collect the mentions of an annotated Doc."""
        return cls(
            document_id,
            published,
            doc,
            tuple(mentions.read(doc, "dates", DateValue)),
            tuple(_outside_groups(doc)),
            tuple(mentions.read(doc, "populations", int)),
            tuple(mentions.read(doc, "counts", CountValue)),
            tuple(mentions.read(doc, "actors", ActorValue)),
            tuple(mentions.read(doc, "nations", str)),
            tuple(mentions.read(doc, "fillers", Filler)),
            mentions.told(doc),
        )

    @cached_property
    def openings(self) -> list[int]:
        """Where its sentences begin, without those of a few words."""
        return [sent.start for sent in self.doc.sents if len(sent) > 3]

    @cached_property
    def _dates_by_sentence(self) -> Mapping[int, Sequence[tuple[Span, DateValue]]]:
        return _by_sentence(self.dates)

    @cached_property
    def _places_by_sentence(self) -> Mapping[int, Sequence[tuple[Span, PlaceValue]]]:
        return _by_sentence(self.places)

    def dates_in(self, sentence: Span) -> Sequence[tuple[Span, DateValue]]:
        """The dates that begin in a sentence."""
        return self._dates_by_sentence.get(sentence.start, ())

    def places_in(self, sentence: Span) -> Sequence[tuple[Span, PlaceValue]]:
        """The places that begin in a sentence."""
        return self._places_by_sentence.get(sentence.start, ())

    @cached_property
    def has_accident(self) -> bool:
        """Whether a word for an accident stands in it."""
        return any(cue_finder("violence", "accident").matches(mentions.text_of(self.doc)))

    def evidence(self, *spans: Span) -> tuple[Evidence, ...]:
        """The spans as evidence, each once, in text order."""
        places = sorted({mentions.printed_at(span) for span in spans})
        text = mentions.printed(self.doc)
        return tuple(Evidence(self.document_id, a, b, text[a:b]) for a, b in places)

    def claim(
        self,
        property: str,
        value: Value,
        spans: Iterable[Span],
        *,
        certainty: Certainty = "stated",
        according_to: str | None = None,
        confidence: float = 0.8,
        derived: bool = False,
    ) -> Claim:
        """A claim with these spans as its evidence."""
        return Claim(
            property, value, self.evidence(*spans), certainty, according_to, confidence, derived
        )

    def support(self, span: Span, role: str) -> float:
        """How sure the learned reader is that a phrase plays this role; 0 where it did not read."""
        return max(
            (
                filler.score
                for place, filler in self.fillers
                if filler.role == role and place.start < span.end and place.end > span.start
            ),
            default=0.0,
        )

    def actor_at(self, start: int, end: int) -> tuple[Span, ActorValue] | None:
        """The actor mention that overlaps tokens start..end most, the longest first."""
        found = [
            (min(end, span.end) - max(start, span.start), span, actor)
            for span, actor in self.actors
            if span.start < end and span.end > start
        ]
        return max(found, key=lambda item: (item[0], len(item[1])))[1:] if found else None


def once(find: Callable[[Reading], T]) -> Callable[[Reading], T]:
    """Looks for something in a whole text once, however many incidents it tells of."""

    @wraps(find)
    def found(reading: Reading) -> T:
        if find not in reading.kept:
            reading.kept[find] = find(reading)
        kept: T = reading.kept[find]
        return kept

    return found


def _by_sentence(found: Iterable[tuple[Span, T]]) -> Mapping[int, Sequence[tuple[Span, T]]]:
    by_start: defaultdict[int, list[tuple[Span, T]]] = defaultdict(list)
    for span, value in found:
        by_start[span.sent.start].append((span, value))
    return by_start


def _outside_groups(doc: Doc) -> Iterator[tuple[Span, PlaceValue]]:
    """The places of a text without those inside the name of an armed group: "al-Qaeda in the Arabian Peninsula"."""
    groups = [
        span
        for span, actor in mentions.read(doc, "actors", ActorValue)
        if actor.named and actor.cls == "ArmedGroup"
    ]
    for span, place in mentions.read(doc, "places", PlaceValue):
        if not any(
            group.start <= span.start and span.end <= group.end and len(group) > len(span)
            for group in groups
        ):
            yield span, place
