"""The incident of a text in which only the learned reader sees one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from spacy.tokens import Span

from kgraph.extract.accounts import Account
from kgraph.extract.kinds import DEEDS, deed_of
from kgraph.extract.lexicon import cues
from kgraph.extract.reading import Reading
from kgraph.extract.triggers import Trigger

# How sure the reader must be that there is an incident, and of the phrases that play a part in it.
LIKELY, FILLED = 0.97, 2.0
_PARTS = frozenset({"PerpInd", "PerpOrg", "Target", "Victim", "VictimDesc", "Weapon"})


def account(reading: Reading, triggers: Sequence[Trigger]) -> Account | None:
    """The whole text as one account, or None where the reader is not sure of an incident either.

    Its trigger is the text's first word for such a deed, or else the verb of the sentence that holds
    most of what the reader found.
    """
    if reading.told is None or reading.told.kinds["incident"] < LIKELY:
        return None
    if cues("violence", "accident").search(reading.doc.text):
        return None
    weights: dict[int, float] = defaultdict(float)
    sentences: dict[int, Span] = {}
    for span, filler in reading.fillers:
        if filler.role in _PARTS:
            weights[span.sent.start] += filler.score
            sentences[span.sent.start] = span.sent
    if sum(weights.values()) < FILLED:
        return None
    chances = reading.told.kinds
    deed = max(DEEDS, key=lambda name: chances[name])
    fitting = [trigger for trigger in triggers if deed_of(trigger.type) == deed]
    if fitting:
        found = tuple(fitting)
    else:
        best = sentences[max(weights, key=lambda start: (weights[start], -start))]
        word = best.doc[best.root.i : best.root.i + 1]
        found = (Trigger(word, deed, True, True, False, "accomplished"),)
    return Account(found, frozenset(range(len(reading.doc))), "main")
