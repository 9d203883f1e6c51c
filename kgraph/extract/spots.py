"""A place of the text that names a date or a place, as an account sees it, and what both kinds are asked."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Span, Token

from kgraph.extract import grammar
from kgraph.extract.accounts import Account
from kgraph.extract.lexicon import words
from kgraph.extract.triggers import Trigger

_SOON = 120  # tokens


@dataclass(frozen=True)
class Spot:
    """A mention where it stands, beside the account's words for the incident.

    `seen` is how surely the reader takes it for the incident's.
    """

    span: Span
    account: Account
    seen: float = 0.0

    @cached_property
    def near(self) -> Sequence[Trigger]:
        """The account's words for the incident in the same sentence."""
        start = self.span.sent.start
        return [trigger for trigger in self.account.triggers if trigger.sentence.start == start]

    @cached_property
    def verb(self) -> Token:
        """The verb of the clause."""
        return grammar.verb_of(self.span.root)

    @cached_property
    def company(self) -> frozenset[str]:
        """The words of its sentence, in small letters."""
        return frozenset(token.lower_ for token in self.span.sent)

    @cached_property
    def behind_first(self) -> int:
        """How many tokens its sentence begins behind that of the account's first word for the incident."""
        return self.span.sent.start - self.account.triggers[0].sentence.start

    @property
    def recalled(self) -> bool:
        """Whether it tells of another incident, which the text only recalls."""
        return self.span.root.i in self.account.elsewhere

    @property
    def soon(self) -> bool:
        """Whether it stands soon after that sentence."""
        return 0 < self.behind_first <= _SOON

    @property
    def position(self) -> float:
        """How far into the text it stands, from 0 to 1, on a logarithmic scale."""
        return math.log1p(self.span.start) / math.log1p(len(self.span.doc))


def says(key: str) -> Callable[[Spot], bool]:
    """Whether the sentence has one of some words of the lexicon's [when]."""
    return lambda spot: not spot.company.isdisjoint(words("when", key))
