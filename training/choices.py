"""Learn which of a text's dates, and which of its places, is the incident's.

    python -m training.choices kgraph/extract --parses FOLDER

writes `days.toml` and `scenes.toml`. The articles are US shootings (train half, without the first 300 and all
articles on their incidents), 600 messages of MUC-4 (DEV), HRDsAttack (train), M2E2 (places only) and our own
attacks (dev part, days only: their places made unseen articles worse); what is not American counts twice, being
less, and our own four times. Right is every date, and every place, that says what the archive knows, or none where
none does. Maximum likelihood with a normal prior of unit variance, by L-BFGS; the same numbers each time. About ten
minutes on one core, nearly all of it reading; two minutes once the texts are parsed.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from scipy.optimize import minimize

from benchmarks import corpora, hrds, muc4, parses, shootings
from kgraph import extract, pipeline
from kgraph.extract import choice, days, scenes
from kgraph.extract.accounts import Account
from kgraph.extract.reading import Reading
from kgraph.model import DateValue, Document, PlaceValue
from kgraph.resolve.gazetteer import find, fold

V = TypeVar("V")
IsDay = Callable[[DateValue], bool]
IsScene = Callable[[PlaceValue], bool]
_HELD, _MESSAGES, _MONTH, _ABROAD, _OURS = 300, 600, 31, 2.0, 4.0


@dataclass(frozen=True, slots=True)
class Known:
    """What tells a right date and a right place, the strictest first; the next counts where it fits none.

    Nothing is learned where there is none.
    """

    document: Document
    days: Sequence[IsDay]
    scenes: Sequence[IsScene]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Example:
    """An article's candidates: features of their spots, of themselves, whose spot it is, which are right.

    `weight` is how often it counts.
    """

    spots: np.ndarray
    own: np.ndarray
    owner: np.ndarray
    right: np.ndarray
    weight: float


# --- what is right --------------------------------------------------------------------------------


def unmeasured_shootings() -> Iterator[tuple[Document, dict[str, Any]]]:
    """The articles on US shootings, with the archive's facts, but for those on incidents kept for measuring."""
    data = corpora.shootings(10_000)
    held = {gold["incident_id"] for _, gold in data[:_HELD]}
    return (item for item in data if item[1]["incident_id"] not in held)


def known() -> Iterator[Known]:
    """The articles with what is known of their incidents."""
    for document, gold in unmeasured_shootings():
        day = dt.date.fromisoformat(gold["date"])
        yield Known(document, (_is(day, day), _holds(day, day)), _american(gold))
    for document, row in muc4.documents("train", _MESSAGES):
        spans = list(_spans(row))
        strict, loose = _any([_is(*s) for s in spans]), _any([_holds(*s) for s in spans])
        yield Known(document, (strict, loose) if spans else (), _latin(row), _ABROAD)
    for document, gold in corpora.defenders("train"):
        dated = gold["year"] not in hrds.UNKNOWN
        yield Known(document, (_says(gold),) if dated else (), _worldwide(gold), _ABROAD)
    for row in corpora.rows("events/m2e2"):
        if names := _struck(row):
            text = "\n\n".join(sentence["text"] for sentence in row["sentences"])
            yield Known(Document(row["doc_id"], row["doc_id"], text), (), (_named(names),), _ABROAD)
    for article in corpora.attacks("dev"):
        right = _written(set(article["gold"]["dates"]))
        yield Known(corpora.document(article, article["id"]), (right,), (), _OURS)


def _written(dates: set[str]) -> IsDay:
    """Whether a date is one of these in EDTF."""
    return lambda value: value.edtf in dates


def _struck(row: dict[str, Any]) -> set[str]:
    """The words for where somebody attacked or died."""
    events = (event for sentence in row["sentences"] for event in sentence["events"])
    return {
        name
        for event in events
        if event["type"] in ("Conflict:Attack", "Life:Die")
        for argument in event["arguments"]
        if argument["role"] == "Place"
        for name in (argument["text"], argument["text"].partition(" , ")[0])
    }


def _american(gold: dict[str, Any]) -> Sequence[IsScene]:
    names, state = shootings.names(gold["city"] or ""), gold["state"]

    def is_city(value: PlaceValue) -> bool:
        return shootings.plain(value.name) in names and value.admin1 in (None, state)

    return (
        is_city,
        lambda value: value.precision == "district" and value.admin1 == state,
        lambda value: value.precision == "region" and value.admin1 == state,
    )


def _latin(row: dict[str, Any]) -> Sequence[IsScene]:
    """The places of a message's incidents, the innermost first."""
    said = [
        place
        for template in row["templates"]
        for place in (template["incident_location"] or {}).get("alternatives") or ()
    ]
    chains = [[item["name"] for item in place["path"] if "name" in item] for place in said]
    rules = [_named({chain[-depth] for chain in chains if len(chain) >= depth}) for depth in (1, 2)]
    return (*rules, _country({place["country"] for place in said})) if said else ()


def _worldwide(gold: dict[str, Any]) -> Sequence[IsScene]:
    told = {
        key: gold[key] for key in ("city", "region", "country") if gold[key] not in hrds.UNKNOWN
    }
    inner = [_named({str(told[key])}) for key in ("city", "region") if key in told]
    return (*inner, _country({str(told["country"])})) if "country" in told else tuple(inner)


def _named(names: set[str]) -> IsScene:
    folded = {fold(name) for name in names}
    return lambda value: value.precision != "country" and fold(value.name) in folded


def _country(names: set[str]) -> IsScene:
    codes = {place.country for name in names for place in find(name) if place.kind == "C"}
    return lambda value: value.precision in ("country", "region") and value.country in codes


def _spans(row: dict[str, Any]) -> Iterator[tuple[dt.date, dt.date]]:
    """The days of a message's incidents; "on or before" ends with its day."""
    for template in row["templates"]:
        for said in (template["incident_date"] or {}).get("alternatives") or ():
            if said["to"]:
                last = dt.date.fromisoformat(said["to"])
                yield dt.date.fromisoformat(said["from"]) if said["from"] else last, last


def _is(first: dt.date, last: dt.date) -> IsDay:
    return lambda value: (value.earliest, value.latest) == (first, last)


def _holds(first: dt.date, last: dt.date) -> IsDay:
    """Whether a date of no more than a month holds the days."""
    return lambda value: bool(
        value.earliest
        and value.latest
        and value.earliest <= first <= last <= value.latest
        and (value.latest - value.earliest).days <= _MONTH
    )


def _any(rules: Sequence[IsDay]) -> IsDay:
    return lambda value: any(rule(value) for rule in rules)


def _says(gold: dict[str, Any]) -> IsDay:
    """Whether a date says the year, month and day that are known."""
    known = [
        (part, hrds.number(str(gold[name])))
        for name, part in hrds.PARTS.items()
        if gold[name] not in hrds.UNKNOWN
    ]
    return lambda value: all(part(value) == number for part, number in known)


# --- articles to examples -------------------------------------------------------------------------


def examples(parse: pipeline.Parse) -> tuple[list[Example], list[Example]]:
    """What the articles' main accounts give to choose from: of dates, of places."""
    dated: list[Example] = []
    placed: list[Example] = []
    for item in known():
        for reading, account in foremost(parse, item.document):
            of_days = days.candidates(reading, account)
            values = [candidate.value for candidate in of_days]
            dated += example(days.described(reading, of_days), values, item.days, item.weight)
            of_scenes = scenes.candidates(reading, account)
            places = [candidate.value for candidate in of_scenes]
            placed += example(scenes.described(of_scenes), places, item.scenes, item.weight)
    return dated, placed


def foremost(parse: pipeline.Parse, document: Document) -> Iterator[tuple[Reading, Account]]:
    """A document, read, and what its words first tell of, if anything."""
    reading = read(parse, document)
    for account in extract.accounts(reading)[:1]:
        yield reading, account


def read(parse: pipeline.Parse, document: Document) -> Reading:
    """A document, read."""
    doc = pipeline.annotated(next(parse([document.text])), document.published)
    return Reading.of(doc, document.id, document.published)


def example(
    described: Sequence[choice.Described],
    values: Sequence[V],
    rules: Sequence[Callable[[V], bool]],
    weight: float,
) -> Iterator[Example]:
    """The example that an article is, if it has candidates and anything is known of it."""
    marked = [[rule(value) for value in values] for rule in rules]
    if described and marked:
        yield Example(
            np.array([values for item in described for values in item.spots]),
            np.array([item.own for item in described]),
            np.array([n for n, item in enumerate(described) for _ in item.spots]),
            np.array(next((right for right in marked if any(right)), marked[-1])),
            weight,
        )


# --- examples to weights --------------------------------------------------------------------------


def fit(items: Sequence[Example], expected: np.ndarray | None = None) -> np.ndarray:
    """The weights of spots and of candidates in their order, and at last that of none.

    `expected` is what they are where nothing is known: 0 if nothing is said.
    """
    data = _Stacked(items)
    start = np.zeros(data.spots.shape[1] + data.own.shape[1] + 1) if expected is None else expected
    data.expected = start
    return np.asarray(minimize(data.loss, start, jac=True, method="L-BFGS-B").x)


class _Stacked:
    """All examples in one: spots of candidates, candidates of articles, and one "none" an article."""

    def __init__(self, items: Sequence[Example]) -> None:
        sizes = [len(item.own) for item in items]
        starts = np.cumsum([0, *sizes[:-1]])
        self.expected: np.ndarray | float = 0.0
        self.spots = np.concatenate([item.spots for item in items])
        self.own = np.concatenate([item.own for item in items])
        self.owner = np.concatenate(
            [item.owner + at for item, at in zip(items, starts, strict=True)]
        )
        self.right = np.concatenate([item.right for item in items])
        self.article = np.repeat(np.arange(len(items)), sizes)
        self.articles = len(items)
        self.weight = np.array([item.weight for item in items])
        self.lacking = np.bincount(self.article, self.right, self.articles) == 0

    def loss(self, weights: np.ndarray) -> tuple[float, np.ndarray]:
        """Minus the log-likelihood with the prior, and its gradient."""
        many = self.spots.shape[1]
        each = self.spots @ weights[:many]
        scores = np.concatenate([
            _log_sums(each, self.owner, len(self.own)) + self.own @ weights[many:-1],
            np.full(self.articles, weights[-1]),
        ])  # fmt: skip
        groups = np.concatenate([self.article, np.arange(self.articles)])
        allowed = np.where(np.concatenate([self.right, self.lacking]), scores, -1e9)
        whole, good = (_log_sums(x, groups, self.articles) for x in (scores, allowed))
        excess = np.exp(scores - whole[groups]) - np.exp(allowed - good[groups])
        excess *= self.weight[groups]
        of_own = excess[: len(self.own)]
        share = np.exp(each - _log_sums(each, self.owner, len(self.own))[self.owner])
        gradient = np.concatenate([
            (share * of_own[self.owner]) @ self.spots,
            of_own @ self.own,
            [excess[len(self.own) :].sum()],
        ])  # fmt: skip
        off = weights - self.expected
        return float(self.weight @ (whole - good) + 0.5 * (off**2).sum()), gradient + off


def _log_sums(values: np.ndarray, groups: np.ndarray, many: int) -> np.ndarray:
    """The logarithm of the sum of exponentials within each group."""
    most = np.full(many, -np.inf)
    np.maximum.at(most, groups, values)
    total = np.bincount(groups, np.exp(values - most[groups]), many)
    return np.asarray(most + np.log(total))


def written(
    weights: np.ndarray,
    spots: Mapping[str, Any],
    own: Mapping[str, Any],
    articles: int,
    by: str = "training.choices",
) -> str:
    """The weights as TOML."""
    numbers = iter(weights.tolist())
    of_spots = [f'"{name}" = {next(numbers):.3f}' for name in spots]
    of_own = [f'"{name}" = {next(numbers):.3f}' for name in own]
    lines = [f"# Learned by `python -m {by}` from {articles} articles; in nats.", ""]
    lines += [f"none = {next(numbers):.3f}", "", "[spots]", *of_spots, "", "[own]", *of_own, ""]
    return "\n".join(lines)


def main() -> None:
    """Read, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="the folder to write to")
    parser.add_argument("--parses", type=Path, required=True, help="a folder for parsed texts")
    options = parser.parse_args()
    dated, placed = examples(parses.Parses(options.parses).read)
    for name, items, spots, own in (
        ("days", dated, days.SPOT_FEATURES, days.DATE_FEATURES),
        ("scenes", placed, scenes.SPOT_FEATURES, scenes.PLACE_FEATURES),
    ):
        print(f"{name}: {len(items)} articles, {sum(len(item.own) for item in items)} candidates")
        text = written(fit(items), spots, own, len(items))
        (options.out / f"{name}.toml").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
