"""Whether a text is about the incident that its words tell of, or only recalls it in news of something else.

A feature on survivors or a report on a summit tells of attacks in its first sentences too. Weights learned from
articles of both kinds decide (see choice.py); they lie in `prominence.toml`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from spacy.tokens import Span

from kgraph.extract import choice, counted_back, genres, lookback
from kgraph.extract.accounts import Account
from kgraph.extract.dated import dates_of
from kgraph.extract.finder import cue_finder
from kgraph.extract.reading import Reading
from kgraph.extract.recall import HURT
from kgraph.extract.standing import is_in_title, lone_datelines
from kgraph.extract.triggers import Trigger
from kgraph.mentions import text_in, text_of
from kgraph.model import DateValue

# What is less probable than this is only recalled; more is asked of what the rules take for recalled.
_LEAST = {"main": 0.5, "background": 0.7}
_CAPTIVITY = frozenset({"arbitrary-detention", "enforced-disappearance", "torture"})
_DAYS, _WEEKS = 3, 21
_FAINT = 0.02
_NEWS = "news"


def is_subject(reading: Reading, account: Account) -> bool:
    """Whether a text is about the first of its accounts.

    The rules decide where there is no learned reader, whose view weighs most; where the title names an arrest; and
    where the words only look back ("a march over the shooting of").
    """
    if is_settled(reading, account):
        return account.prominence == "main"
    return chance(reading, account) >= _LEAST[account.prominence]


def is_settled(reading: Reading, account: Account) -> bool:
    """Whether the rules alone decide."""
    if account.prominence == "main":
        return reading.told is None or _is_of_titled_arrest(account)
    counts = genres.is_of_figures(text_of(reading.doc))
    return reading.told is None or counts or all(map(lookback.is_only_behind, account.triggers))


def _is_of_titled_arrest(account: Account) -> bool:
    """Whether the title names a captivity: the articles learned from have too few of these."""
    captive = account.types[0] in _CAPTIVITY
    return captive and any(item.strong and is_in_title(item.span) for item in account.triggers)


def chance(reading: Reading, account: Account) -> float:
    """How probable it is that the text is about this account, 0 to 1."""
    weights = choice.shipped("prominence")
    return choice.chances(weights, [described(reading, account)])[0].probability


def described(reading: Reading, account: Account) -> choice.Described:
    """The features of an account, in the order of FEATURES."""
    told = Telling(reading, account)
    return choice.Described([()], [float(say(told)) for say in FEATURES.values()])


@dataclass(frozen=True)
class Telling:
    """How a text tells of an account: what its title and its first sentence say of it, and when it was."""

    reading: Reading
    account: Account

    @cached_property
    def opening(self) -> list[Span]:
        """The sentences of the title, and the first one below it and its dateline."""
        lines = lone_datelines(self.reading.doc)
        long = (sent for sent in self.reading.doc.sents if len(sent) > 3)
        sentences = [sent for sent in long if sent.start not in lines]
        lead = next((n for n, sent in enumerate(sentences) if not is_in_title(sent[:1])), 0)
        return sentences[: lead + 1]

    @cached_property
    def first(self) -> list[Trigger]:
        """The triggers of the title and the first sentence."""
        starts = {sent.start for sent in self.opening}
        return [item for item in self.account.triggers if item.sentence.start in starts]

    @cached_property
    def age(self) -> int | None:
        """How many days before publication the first dated words say that it was."""
        dates = (date for item in self.account.triggers for date in self._dates(item))
        last = next((date.latest for date in dates if date.latest is not None), None)
        published = self.reading.published
        return (published - last).days if published is not None and last is not None else None

    def _dates(self, item: Trigger) -> Iterator[DateValue]:
        back = counted_back.date(self.reading, item)
        if back is not None:
            yield back
        yield from (date for _, date in dates_of(self.reading, item))

    def count(self, cue: str) -> int:
        """How many words of a list the title and the first sentence have."""
        finder = cue_finder("prominence", cue)
        return sum(1 for sent in self.opening for _ in finder.matches(text_in(sent)))


def _in_title(told: Telling) -> bool:
    return any(item.strong and is_in_title(item.span) for item in told.first)


def _in_lead(told: Telling) -> bool:
    return any(item.strong and not is_in_title(item.span) for item in told.first)


def _seen(told: Telling) -> float:
    """The log-odds that the reader gives an incident, or this kind of captivity, in the first part of the text."""
    assert told.reading.told is not None
    kinds = ("incident", told.account.types[0].replace("-", " "))
    return _log_odds(max(map(told.reading.told.at_first, kinds)))


def _news(told: Telling) -> float:
    """The log-odds that the reader gives that an incident is what is new; 0 where it does not know this kind."""
    assert told.reading.told is not None
    known = _NEWS in told.reading.told.kinds
    return _log_odds(told.reading.told.at_first(_NEWS)) if known else 0.0


def _log_odds(chance: float) -> float:
    chance = min(max(chance, _FAINT), 1 - _FAINT)
    return math.log(chance / (1 - chance))


FEATURES: Mapping[str, Callable[[Telling], float]] = MappingProxyType(
    {
        "in the title": _in_title,
        "title without": lambda told: (
            len(told.opening) > 1 and not any(is_in_title(item.span) for item in told.first)
        ),
        "in the first sentence": _in_lead,
        "harm at first": lambda told: any(item.span.text.lower() in HURT for item in told.first),
        "length": lambda told: math.log(len(told.reading.openings) or 1),
        "days ago": lambda told: told.age is not None and _DAYS < told.age <= _WEEKS,
        "weeks ago": lambda told: told.age is not None and told.age > _WEEKS,
        "reader": _seen,
        "reader: news": _news,
        "recalled": lambda told: told.account.prominence == "background",
        "accident": lambda told: told.reading.has_accident,
        "captivity": lambda told: told.account.types[0] in _CAPTIVITY,
        "politics": lambda told: told.count("politics"),
        "protests": lambda told: told.count("protests"),
    }
)
