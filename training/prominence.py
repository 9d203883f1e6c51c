"""Learn whether a text is about the incident that its words tell of.

    python -m training.prominence kgraph/extract --parses FOLDER

writes `prominence.toml`. The texts are whole articles of world news, items of current events and our own attacks (dev
parts), Wikinews without incidents, 600 messages of MUC-4 (DEV), and every fourth of the US shootings from which dates
are learned. One of our own attacks counts twice, for they are the only follow-ups; a message of 1989 a fifth, a
shooting a quarter. Maximum likelihood with a normal prior of unit variance, by L-BFGS;
the same numbers each time. Ten minutes on one core, one once the texts are parsed.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from benchmarks import corpora, muc4, parses
from kgraph import extract, pipeline
from kgraph.extract import prominence
from kgraph.model import Document
from training import choices

_MESSAGES, _OLD, _OURS = 600, 0.2, 2.0
_EVERY, _SHOOTING = 4, 0.25


def known() -> Iterator[tuple[Document, bool, float]]:
    """The texts, whether each is about an incident, and how often it counts."""
    for document, gold in (*corpora.world_news("dev"), *corpora.briefs("dev")):
        yield document, gold is not None, 1.0
    for article in corpora.attacks("dev"):
        yield corpora.document(article, article["id"]), True, _OURS
    for document in corpora.ordinary_news():
        yield document, False, 1.0
    for document, row in muc4.documents("train", _MESSAGES):
        yield document, bool(row["templates"]), _OLD
    for document, _ in islice(choices.unmeasured_shootings(), 0, None, _EVERY):
        yield document, True, _SHOOTING


def examples(parse: pipeline.Parse) -> list[choices.Example]:
    """The texts in which any words tell of an incident."""
    found: list[choices.Example] = []
    for document, about, weight in known():
        reading = choices.read(parse, document)
        for account in extract.seen(reading)[:1]:
            if prominence.is_settled(reading, account):
                continue
            described = [prominence.described(reading, account)]
            found += choices.example(described, [account], [lambda _, about=about: about], weight)
    return found


def main() -> None:
    """Read, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="the folder to write to")
    parser.add_argument("--parses", type=Path, required=True, help="a folder for parsed texts")
    options = parser.parse_args()
    items = examples(parses.Parses(options.parses).read)
    many = len(items)
    text = choices.written(choices.fit(items), {}, prominence.FEATURES, many, "training.prominence")
    (options.out / "prominence.toml").write_text(text, "utf-8")
    print(f"{many} texts, {sum(item.right.any() for item in items)} about an incident")


if __name__ == "__main__":
    main()
