"""Learn which of a text's numbers, sums and counted persons says how many an incident killed and wounded.

    python -m training.tolls kgraph/extract --parses FOLDER

writes `killed.toml` and `wounded.toml`. The articles are US shootings (train half, without the first 300 and all
articles on their incidents), the list of incidents of 2018 (without the first 300 sentences), and our own attacks
(dev part), of which one counts as much as 20 shootings or seven sentences of the list: these are alike, and the
reader learned from both. Maximum likelihood with a normal prior of unit variance around EXPECTED, by
L-BFGS; the same numbers each time. Fifteen minutes on one core, two once the texts are parsed.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np

from benchmarks import core_claims, corpora, list_2018, parses
from kgraph import pipeline
from kgraph.extract import casualties, tallies, totals
from kgraph.model import Document
from training import choices

IsRight = Callable[[tallies.Candidate], bool]
_HELD = 300
_SHOOTING, _SENTENCE, _OURS = 0.1, 0.3, 2.0

# What common sense expects of the weights that thin articles could turn: what it says nothing of, is 0.
EXPECTED: Mapping[str, float] = MappingProxyType(
    {
        "sum with others": 2.0,
        "persons listed beside": 2.0,
        "persons listed": 1.5,
        "in a sum": -1.5,
        "persons apart": 0.5,
        "persons introduced apart": 1.5,
        "persons many": -0.3,
        "sum": 0.5,
        "persons beside": 0.5,
        "less attackers": 2.0,
        "persons": -0.5,
        "persons alone": 1.5,
        "nobody": -1.0,
        "reader's own": -2.0,
        "reader's, against numbers": -3.5,
        "in the title": 0.3,
        "first": 0.3,
        "in the first sentence": 0.5,
        "toll": 1.0,
        "last toll": 0.5,
        "rising": 0.5,
        "general": 0.5,
        "more": -1.0,
        "part": -3.0,
        "holds attackers": -1.5,
        "below another": -1.5,
        "looks back": -0.5,
        "dated otherwise": -1.0,
        "years before": -1.5,
        "placed otherwise": -1.5,
        "had": -0.3,
        "law": -0.3,
        "condition": -1.0,
        "ages": -0.5,
        "reader": 0.74,
        "largest": 0.3,
        "smallest": -0.3,
        "sum of others": 1.0,
        "nobody, against numbers": -1.0,
        "nobody, against persons": -0.5,
    }
)


@dataclass(frozen=True, slots=True)
class Known:
    """An article with what tells its right totals, and how often it counts."""

    document: Document
    right: Mapping[str, IsRight]
    weight: float


# --- what is right --------------------------------------------------------------------------------


def known() -> Iterator[Known]:
    """The articles with what is known of their tolls."""
    for document, gold in choices.unmeasured_shootings():
        right = {"killed": _with_attackers(gold["killed"]), "wounded": _is({gold["injured"]})}
        yield Known(document, right, _SHOOTING)
    for document, gold in corpora.list_2018(10_000)[_HELD:]:
        numbers = {name: list_2018.known(gold, name) for name in list_2018.FACTS}
        right = {name: _is({number}) for name, number in numbers.items() if number is not None}
        yield Known(document, right, _SENTENCE)
    for article in corpora.attacks("dev"):
        right = {name: _is(_accepted(article["gold"], name)) for name in list_2018.FACTS}
        yield Known(corpora.document(article, article["id"]), right, _OURS)


def _with_attackers(number: int) -> IsRight:
    """The archive counts attackers with the dead."""
    return lambda one: one.number + one.told.others == number


def _is(numbers: set[int]) -> IsRight:
    return lambda one: one.number in numbers


def _accepted(gold: core_claims.Gold, name: str) -> set[int]:
    """The numbers that are right; nobody where there are none."""
    return {*gold[name], *gold.get(f"{name}_also", ())} or {0}


# --- articles to weights --------------------------------------------------------------------------


def examples(parse: pipeline.Parse) -> dict[str, list[choices.Example]]:
    """What the articles' main accounts give to choose from, for each harm."""
    found: dict[str, list[choices.Example]] = defaultdict(list)
    for item in known():
        for reading, account in choices.foremost(parse, item.document):
            for said, _ in casualties.told(reading, account)[1]:
                if said.harm in item.right:
                    numbers, right = tallies.candidates(said), [item.right[said.harm]]
                    given = totals.described(numbers)
                    found[said.harm] += choices.example(given, numbers, right, item.weight)
    return found


def main() -> None:
    """Read, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="the folder to write to")
    parser.add_argument("--parses", type=Path, required=True, help="a folder for parsed texts")
    options = parser.parse_args()
    names = (*totals.SPOT_FEATURES, *totals.TOTAL_FEATURES, "none")
    expected = np.array([EXPECTED.get(name, 0.0) for name in names])
    for name, items in examples(parses.Parses(options.parses).read).items():
        print(f"{name}: {len(items)} articles, {sum(len(item.own) for item in items)} candidates")
        weights = choices.fit(items, expected)
        features = totals.SPOT_FEATURES, totals.TOTAL_FEATURES
        text = choices.written(weights, *features, len(items), "training.tolls")
        (options.out / f"{name}.toml").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
