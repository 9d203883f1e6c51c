"""Learn which of a text's dates is the incident's: `python -m training.days kgraph/extract/days.toml --parses FOLDER`.

The articles are US shootings (train half, without the first 300 and all articles on their incidents), 600
messages of MUC-4 (DEV) and HRDsAttack (train); right is every date that says what the archive knows, or no
date where none does. Maximum likelihood with a normal prior of unit variance, by L-BFGS; the same numbers each
time. About ten minutes on one core, nearly all of it reading; one minute once the texts are parsed.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from benchmarks import corpora, hrds, muc4, parses
from kgraph import extract, pipeline
from kgraph.extract import days
from kgraph.extract.days import Candidate
from kgraph.extract.reading import Reading
from kgraph.model import DateValue, Document

Right = Callable[[DateValue], bool]
_HELD, _MESSAGES, _MONTH = 300, 600, 31


@dataclass(frozen=True, slots=True)
class Example:
    """An article's candidates: features of their places, of themselves, whose place it is, which are right."""

    spots: np.ndarray
    dates: np.ndarray
    owner: np.ndarray
    right: np.ndarray


# --- what is right --------------------------------------------------------------------------------


def dated() -> Iterator[tuple[Document, Sequence[Right]]]:
    """Articles with what tells a right date, the strictest first; the next counts where it fits none."""
    data = corpora.shootings(10_000)
    held = {gold["incident_id"] for _, gold in data[:_HELD]}
    for document, gold in data:
        if gold["incident_id"] not in held:
            day = dt.date.fromisoformat(gold["date"])
            yield document, (_is(day, day), _holds(day, day))
    for document, row in muc4.documents("train", _MESSAGES):
        spans = list(_spans(row))
        if spans:
            yield document, (_any([_is(*s) for s in spans]), _any([_holds(*s) for s in spans]))
    for document, gold in corpora.defenders("train"):
        if gold["year"] not in hrds.UNKNOWN:
            yield document, (_says(gold),)


def _spans(row: dict[str, Any]) -> Iterator[tuple[dt.date, dt.date]]:
    """The days of a message's incidents; "on or before" ends with its day."""
    for template in row["templates"]:
        for said in (template["incident_date"] or {}).get("alternatives") or ():
            if said["to"]:
                last = dt.date.fromisoformat(said["to"])
                yield dt.date.fromisoformat(said["from"]) if said["from"] else last, last


def _is(first: dt.date, last: dt.date) -> Right:
    return lambda value: (value.earliest, value.latest) == (first, last)


def _holds(first: dt.date, last: dt.date) -> Right:
    """Whether a date of no more than a month holds the days."""
    return lambda value: bool(
        value.earliest
        and value.latest
        and value.earliest <= first <= last <= value.latest
        and (value.latest - value.earliest).days <= _MONTH
    )


def _any(rules: Sequence[Right]) -> Right:
    return lambda value: any(rule(value) for rule in rules)


def _says(gold: dict[str, Any]) -> Right:
    """Whether a date says the year, month and day that are known."""
    known = [
        (part, hrds.number(str(gold[name])))
        for name, part in hrds.PARTS.items()
        if gold[name] not in hrds.UNKNOWN
    ]
    return lambda value: all(part(value) == number for part, number in known)


# --- articles to examples -------------------------------------------------------------------------


def examples(parse: pipeline.Parse) -> Iterator[Example]:
    """What the articles' main accounts give to choose from."""
    for document, rules in dated():
        doc = pipeline.annotated(next(parse([document.text])), document.published)
        reading = Reading.of(doc, document.id, document.published)
        accounts = extract.accounts(reading)
        found = days.candidates(reading, accounts[0]) if accounts else ()
        if found:
            yield _example(reading, found, rules)


def _example(reading: Reading, found: Sequence[Candidate], rules: Sequence[Right]) -> Example:
    described = list(days.described(reading, found))
    marked = [[rule(item.value) for item in found] for rule in rules]
    return Example(
        np.array([values for spots, _ in described for values in spots]),
        np.array([own for _, own in described]),
        np.array([n for n, (spots, _) in enumerate(described) for _ in spots]),
        np.array(next((right for right in marked if any(right)), marked[-1])),
    )


# --- examples to weights --------------------------------------------------------------------------


def fit(items: Sequence[Example]) -> np.ndarray:
    """The weights of places and dates in their order, and at last that of no date."""
    data = _Stacked(items)
    start = np.zeros(len(days.SPOT_FEATURES) + len(days.DATE_FEATURES) + 1)
    return np.asarray(minimize(data.loss, start, jac=True, method="L-BFGS-B").x)


class _Stacked:
    """All examples in one: places of dates, dates of articles, and one "none" an article."""

    def __init__(self, items: Sequence[Example]) -> None:
        sizes = [len(item.dates) for item in items]
        starts = np.cumsum([0, *sizes[:-1]])
        self.spots = np.concatenate([item.spots for item in items])
        self.dates = np.concatenate([item.dates for item in items])
        self.owner = np.concatenate(
            [item.owner + at for item, at in zip(items, starts, strict=True)]
        )
        self.right = np.concatenate([item.right for item in items])
        self.article = np.repeat(np.arange(len(items)), sizes)
        self.articles = len(items)
        self.lacking = np.bincount(self.article, self.right, self.articles) == 0

    def loss(self, weights: np.ndarray) -> tuple[float, np.ndarray]:
        """Minus the log-likelihood with the prior, and its gradient."""
        many = self.spots.shape[1]
        each = self.spots @ weights[:many]
        scores = np.concatenate([
            _log_sums(each, self.owner, len(self.dates)) + self.dates @ weights[many:-1],
            np.full(self.articles, weights[-1]),
        ])  # fmt: skip
        groups = np.concatenate([self.article, np.arange(self.articles)])
        allowed = np.where(np.concatenate([self.right, self.lacking]), scores, -1e9)
        whole, good = (_log_sums(x, groups, self.articles) for x in (scores, allowed))
        excess = np.exp(scores - whole[groups]) - np.exp(allowed - good[groups])
        of_dates = excess[: len(self.dates)]
        share = np.exp(each - _log_sums(each, self.owner, len(self.dates))[self.owner])
        gradient = np.concatenate([
            (share * of_dates[self.owner]) @ self.spots,
            of_dates @ self.dates,
            [excess[len(self.dates) :].sum()],
        ])  # fmt: skip
        return float((whole - good).sum() + 0.5 * (weights**2).sum()), gradient + weights


def _log_sums(values: np.ndarray, groups: np.ndarray, many: int) -> np.ndarray:
    """The logarithm of the sum of exponentials within each group."""
    most = np.full(many, -np.inf)
    np.maximum.at(most, groups, values)
    total = np.bincount(groups, np.exp(values - most[groups]), many)
    return np.asarray(most + np.log(total))


def written(weights: np.ndarray) -> str:
    """The weights as `days.toml`."""
    of_spots, of_dates = iter(days.SPOT_FEATURES), iter(days.DATE_FEATURES)
    numbers = iter(weights.tolist())
    lines = ["# Learned by `python -m training.days`; in nats.", ""]
    spots = [f'"{name}" = {next(numbers):.3f}' for name in of_spots]
    dates = [f'"{name}" = {next(numbers):.3f}' for name in of_dates]
    lines += [f"none = {next(numbers):.3f}", "", "[spots]", *spots, "", "[dates]", *dates, ""]
    return "\n".join(lines)


def main() -> None:
    """Read, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--parses", type=Path, required=True, help="a folder for parsed texts")
    options = parser.parse_args()
    items = list(examples(parses.Parses(options.parses).read))
    print(f"{len(items)} articles, {sum(len(item.dates) for item in items)} dates")
    options.out.write_text(written(fit(items)), "utf-8")


if __name__ == "__main__":
    main()
