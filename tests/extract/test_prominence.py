"""Whether a text is about the incident that its words tell of: the features, and whole articles of both kinds."""

from __future__ import annotations

import datetime as dt

import pytest

from kgraph import extract, nlp, pipeline
from kgraph.extract import prominence
from kgraph.extract.reading import Reading

pytestmark = pytest.mark.model

PUBLISHED = dt.date(2019, 5, 8)

BOMBING = """Bomb kills nine in Quetta market

A bomb exploded in a vegetable market in Quetta on Tuesday, killing nine people and wounding 30, police said.

No group has claimed responsibility. Witnesses said the device was hidden in a cart."""

SUMMIT = """Ministers open talks on regional trade in Lahore

Foreign ministers of six countries opened a summit on trade in Lahore on Wednesday, two weeks after a bombing in Quetta
killed nine people.

The presidents of two countries stayed away. Diplomats said that an agreement on customs was near, and that the next
meeting would take place in autumn.

"We need each other's markets," one delegate said. "Nobody gains from closed borders."

The talks are the third attempt in ten years to lower tariffs. Economists say that prices of food could fall by a fifth.

The host promised new roads, and the two largest parties in parliament have supported the deal."""

ARREST = """Police arrest editor of weekly in Minsk

Police arrested the editor of an independent weekly in Minsk on Tuesday, her lawyer said.

She is being held without charge. Rights groups called the detention arbitrary."""


def reading(text: str, *, learned: bool = True) -> Reading:
    doc = pipeline.annotated(next(nlp.read([text], learned=learned)), PUBLISHED)
    return Reading.of(doc, "d", PUBLISHED)


@pytest.mark.parametrize(
    ("text", "features"),
    [
        (
            BOMBING,
            {
                "in the title",
                "in the first sentence",
                "harm at first",
                "length",
                "reader",
                "reader: news",
            },
        ),
        (
            SUMMIT,
            {
                "title without",
                "in the first sentence",
                "harm at first",
                "length",
                "days ago",
                "reader",
                "reader: news",
                "politics",
            },
        ),
        (
            ARREST,
            {
                "in the title",
                "in the first sentence",
                "length",
                "reader",
                "reader: news",
                "captivity",
            },
        ),
    ],
)
def test_what_speaks_for_and_against_a_subject(text: str, features: set[str]) -> None:
    read = reading(text)
    described = prominence.described(read, extract.accounts(read)[0])
    names = zip(prominence.FEATURES, described.own, strict=True)
    assert {name for name, value in names if value} == features


@pytest.mark.parametrize(
    ("text", "told"), [(BOMBING, "main"), (SUMMIT, "background"), (ARREST, "main")]
)
def test_what_news_is_about(text: str, told: str) -> None:
    read = reading(text)
    found = extract.reports(read.doc, "d", PUBLISHED, str)
    assert {report.prominence for report in found} == {told}


def test_what_is_only_recalled_keeps_its_facts() -> None:
    read = reading(SUMMIT)
    (report,) = extract.reports(read.doc, "d", PUBLISHED, str)
    assert {claim.property for claim in report.claims} >= {"place", "killed"}


def test_without_the_reader_nothing_is_taken_back() -> None:
    read = reading(SUMMIT, learned=False)
    assert prominence.is_subject(read, extract.accounts(read)[0])
