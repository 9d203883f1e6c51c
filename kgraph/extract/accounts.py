"""Which words of a text belong to which incident: the article's own, others of its time, and recalled ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Span, Token

from kgraph.extract import digests, genres, grammar, lookback
from kgraph.extract.anchors import is_anchor
from kgraph.extract.drafts import Draft, is_apart, put
from kgraph.extract.reading import Reading
from kgraph.extract.recall import LEAD
from kgraph.extract.shares import pass_on, share_out
from kgraph.extract.triggers import Trigger
from kgraph.extract.type_words import stage_of, types_of
from kgraph.mentions import text_of
from kgraph.model import Claim, Prominence, Stage

_FEW = 3  # incidents, of which a text may still be about one before the other
_STILL_NEWS = dt.timedelta(days=4)


@dataclass(frozen=True)
class Account:
    """One incident as one text tells it: its triggers and the tokens that speak of it.

    `deed` narrows its type to a family (triggers.DEEDS) where something else than the triggers tells it;
    `leads` says that the text is about it before any other, `alone` that it is about no other, `elsewhere` are
    the tokens of what it only recalls, and `dated` those of the dates that stand with the words for that.
    `date` and `place` claim when and where it happened.
    """

    triggers: tuple[Trigger, ...]
    tokens: frozenset[int]
    prominence: Prominence
    deed: str | None = None
    leads: bool = True
    alone: bool = False
    elsewhere: frozenset[int] = frozenset()
    dated: frozenset[int] = frozenset()
    date: Claim | None = None
    place: Claim | None = None

    def owns(self, span: Span) -> bool:
        """Whether a span's head word belongs to this account."""
        return span.root.i in self.tokens

    def reaches(self, span: Span) -> bool:
        """Whether a span may speak of it: its own, or any where the text is about nothing else."""
        return self.alone or self.owns(span)

    def is_new(self) -> bool:
        """Whether its first words introduce it: "a bomb exploded", not "the bombing"."""
        return not self.triggers[0].definite

    def is_second(self) -> bool:
        """Whether the text is about it beside another incident."""
        return self.prominence == "main" and not self.leads

    def sentences(self) -> list[Span]:
        """The sentences with any of its tokens, in order."""
        return self._sentences

    @cached_property
    def _sentences(self) -> list[Span]:
        doc = self.triggers[0].span.doc
        return [
            sent for sent in doc.sents if any(i in self.tokens for i in range(sent.start, sent.end))
        ]

    @cached_property
    def types(self) -> tuple[str, tuple[str, ...]]:
        """The main type of the incident, and the other types that stand beside it."""
        return types_of(self.triggers, self.deed)

    @cached_property
    def stage(self) -> Stage:
        """How far it went."""
        return stage_of(self.triggers, self.types[0])

    @cached_property
    def words(self) -> list[Token]:
        """Its tokens, in order."""
        doc = self.triggers[0].span.doc
        return [doc[i] for i in sorted(self.tokens)]

    @cached_property
    def verbs(self) -> list[Token]:
        """Its verbs, in order."""
        return [word for word in self.words if word.pos_ == "VERB"]

    @cached_property
    def nouns(self) -> list[Token]:
        """Its nouns and names, in order."""
        return [word for word in self.words if word.pos_ in ("NOUN", "PROPN")]


def tell_apart(reading: Reading, triggers: Sequence[Trigger]) -> list[Account]:
    """The accounts of a text, the main one first; none where nothing in it really happened."""
    drafts = _drafted(reading, [trigger for trigger in triggers if trigger.real])
    told = [draft for draft in drafts if not (draft.war or draft.sums)]
    if not told:
        return []
    main = next((draft for draft in told if not draft.recalled), told[0])
    subject = _is_subject(main) and not all(
        lookback.is_only_behind(trigger) for trigger in main.triggers
    )
    drafts.sort(key=lambda draft: (draft is not main, draft.triggers[0].span.start))
    many = any(draft.sums for draft in drafts) or sum(not item.recalled for item in told) > _FEW
    share_out(reading, drafts)
    pass_on(reading, drafts)
    return [
        Account(
            tuple(draft.triggers),
            frozenset(draft.tokens),
            _prominence(reading, draft, main, drafts) if subject else "background",
            leads=draft is main and not many,
        )
        for draft in drafts
        if draft.tokens and draft in told
    ]


def _drafted(reading: Reading, real: Sequence[Trigger]) -> list[Draft]:
    """The drafts that the triggers of what really happened fall into, as the text first tells of them."""
    anchors = [trigger for trigger in real if is_anchor(reading, trigger, real)]
    drafts: list[Draft] = []
    digest = digests.of(reading, real)
    for trigger in real if anchors else ():
        summed = trigger.sentence.start in digest.summaries
        if summed or trigger in anchors or is_apart(reading, trigger, drafts):
            put(reading, trigger, drafts, digest)
    return drafts


def _is_subject(draft: Draft) -> bool:
    """Whether the article is about it: told of in its first sentences, or again and again."""
    doc = draft.triggers[0].span.doc
    said = [sent.start for sent in doc.sents if len(sent) > 3]
    if genres.is_of_figures(text_of(doc)):
        return False
    strong = {trigger.sentence.start for trigger in draft.triggers if trigger.strong}
    if any(start in strong for start in said[:LEAD]):
        return True
    return len(strong) >= max(3, len(said) // 3) or (
        not strong and draft.triggers[0].sentence.start in said[:2]
    )


def _prominence(reading: Reading, draft: Draft, main: Draft, drafts: Sequence[Draft]) -> Prominence:
    if draft is main or _is_summed(draft, drafts):
        return "main"
    if draft.recalled or draft.date is None or draft.date.latest is None:
        return "background"
    if _is_aside(draft):
        return "background"
    anchor = main.date.earliest if main.date and main.date.earliest else reading.published
    first = draft.date.earliest or draft.date.latest
    near = anchor and first - _STILL_NEWS <= anchor <= draft.date.latest + _STILL_NEWS
    return "main" if near and draft.date.latest - first <= _STILL_NEWS else "background"


def _is_summed(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether it is one of those that the text sums up at its head, of a day that is told nowhere else."""
    return draft.date is None and not draft.recalled and any(other.sums for other in drafts)


def _is_aside(draft: Draft) -> bool:
    """Whether only weak words in an aside tell of it: "the brothers who killed twelve people on Wednesday"."""
    return all(
        not trigger.strong
        and any(
            token.dep_ in ("acl", "acl:relcl", "advcl:relcl")
            for token in (trigger.head, *grammar.ancestors(trigger.head))
        )
        for trigger in draft.triggers
    )
