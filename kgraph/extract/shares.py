"""Which tokens of a text belong to which draft: by sentence first, then by the clause of each trigger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Span, Token

from kgraph.extract import grammar, lookback
from kgraph.extract.dated import dates_of
from kgraph.extract.drafts import Draft
from kgraph.extract.reading import Reading
from kgraph.extract.recall import domain
from kgraph.extract.standing import scene_of
from kgraph.extract.triggers import Trigger


def share_out(reading: Reading, drafts: Sequence[Draft]) -> None:
    """Give every token to one account: by sentence first, then by the clause of each trigger."""
    owner: dict[int, Draft] = {}
    told = _by_sentence(drafts)
    previous, last_end = drafts[0], 0
    for sentence in reading.doc.sents:
        here = told.get(sentence.start, [])
        if here:
            previous = _leader(here)
        elif _begins_paragraph(sentence, last_end) and not any(draft.sums for draft in drafts):
            previous = drafts[0]
        owner.update((token.i, previous) for token in sentence)
        for trigger, draft in here:
            if draft is not previous:
                owner.update((token.i, draft) for token in _words_of(reading, trigger))
        last_end = max(sentence.end - 1, 0)
    for index, draft in owner.items():
        draft.tokens.add(index)


def pass_on(reading: Reading, drafts: Sequence[Draft]) -> None:
    """Let incidents without a day or place have those of the words that sum them up."""
    for sums in (draft for draft in drafts if draft.sums):
        days = [span for item in sums.triggers for span, _ in dates_of(reading, item)]
        scenes = [span for item in sums.triggers if (span := _scene_of(reading, item)) is not None]
        for draft in drafts:
            if draft is not sums and not draft.recalled:
                draft.tokens.update(_lacking(draft, [span for span, _ in reading.dates], days))
                draft.tokens.update(_lacking(draft, [span for span, _ in reading.places], scenes))
                draft.date = draft.date or sums.date


def _scene_of(reading: Reading, trigger: Trigger) -> Span | None:
    found = scene_of(reading, trigger)
    return found[0] if found is not None else None


def _lacking(draft: Draft, told: Iterable[Span], shared: Iterable[Span]) -> Iterator[int]:
    """The tokens of what is shared, where a draft has nothing of the kind."""
    if not any(span.root.i in draft.tokens for span in told):
        yield from (token.i for span in shared for token in span)


def _by_sentence(drafts: Iterable[Draft]) -> dict[int, list[tuple[Trigger, Draft]]]:
    """The triggers of each sentence, by where it starts, with their drafts."""
    told: dict[int, list[tuple[Trigger, Draft]]] = {}
    for draft in drafts:
        for trigger in draft.triggers:
            told.setdefault(trigger.sentence.start, []).append((trigger, draft))
    return told


def _begins_paragraph(sentence: Span, last_end: int) -> bool:
    """Whether a line ends between the sentence before, which ends at `last_end`, and this one."""
    doc = sentence.doc
    return "\n" in doc[last_end : sentence.start + 1].text or doc[sentence.start].is_space


def _words_of(reading: Reading, trigger: Trigger) -> Iterable[Token]:
    """The tokens that speak of what a trigger tells."""
    past = lookback.since(reading, trigger)
    return past.words if past is not None else domain(trigger)


def _leader(here: Sequence[tuple[Trigger, Draft]]) -> Draft:
    """The account that a sentence mainly speaks of: the one whose trigger stands highest in the parse."""
    return min(
        here, key=lambda pair: (sum(1 for _ in grammar.ancestors(pair[0].head)), pair[0].span.start)
    )[1]
