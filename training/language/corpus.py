"""Treebanks and entity corpora in spaCy's binary format."""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc, DocBin, Span

NLP = spacy.blank("en")
_ENTITY = {"person": "PER", "place": "LOC", "organization": "ORG"}
_NAME_TAGS = frozenset({"PROPN", "ADP", "DET", "PUNCT", "NUM", "CCONJ", "X", "ADJ"})
_DROPPED = ("MISC", "OTH")
_NO_SPACE_BEFORE = frozenset(
    [*".,;:!?)]}%", "'s", "n't", "'re", "'ve", "'ll", "'d", "'m", "’s", "''"]
)
_GROUP = 6  # sentences of one document put together, so that the parser learns where they begin


@dataclass(slots=True)
class Word:
    """One word of CoNLL-U with its spelling in the text."""

    form: str
    fields: list[str]
    space: bool


@dataclass(slots=True)
class Sentence:
    """One sentence of a treebank."""

    id: str
    words: list[Word]


def treebank(path: Path) -> Iterator[list[Sentence]]:
    """The documents of a CoNLL-U file."""
    document: list[Sentence] = []
    identity, rows = "", []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in map(str.rstrip, lines):
            if line.startswith("# newdoc") and document:
                yield document
                document = []
            elif line.startswith("# sent_id"):
                identity = line.partition("=")[2].strip()
            elif line and not line.startswith("#"):
                rows.append(line.split("\t"))
            elif not line and rows:
                words = list(_words(rows))
                document.append(Sentence(identity, words))
                rows = []
    yield document


def _words(rows: list[list[str]]) -> Iterator[Word]:
    """The syntactic words; parts of a contraction are spelled as the text spells them."""
    last, end, surface, space = 0, 0, "", True
    for fields in rows:
        if "." in fields[0]:
            continue
        after = "SpaceAfter=No" not in fields[9]
        if "-" in fields[0]:
            last, end = map(int, fields[0].split("-"))
            surface, space = fields[1], after
            continue
        number, form = int(fields[0]), fields[1]
        if last <= number <= end:
            whole = number == end
            form = surface if whole else surface[: len(form)]
            surface = surface[len(form) :]
            yield Word(form or fields[1], fields, space if whole else False)
        else:
            yield Word(form, fields, after)


def grouped(document: list[Sentence]) -> Iterator[list[Sentence]]:
    """A document in groups of sentences."""
    rest = iter(document)
    while group := list(islice(rest, _GROUP)):
        yield group


def parsed(group: list[Sentence]) -> Doc:
    """A group with tags, morphology, lemmas and dependencies."""
    words = [word for sentence in group for word in sentence.words]
    heads: list[int] = []
    for sentence in group:
        place = {word.fields[0]: len(heads) + index for index, word in enumerate(sentence.words)}
        heads.extend(
            place.get(word.fields[6], place[word.fields[0]]) for word in list(sentence.words)
        )
    return Doc(
        NLP.vocab,
        words=[word.form for word in words],
        spaces=[word.space for word in words],
        tags=[word.fields[4] for word in words],
        pos=[word.fields[3] for word in words],
        morphs=["" if word.fields[5] == "_" else word.fields[5] for word in words],
        lemmas=[word.form if word.fields[2] == "_" else word.fields[2] for word in words],
        heads=heads,
        deps=["ROOT" if word.fields[6] == "0" else word.fields[7] for word in words],
    )


def with_entities(group: list[Sentence], tags: dict[str, list[str]] | None) -> Doc:
    """A group with named entities: of UNER by sentence id, or of GUM where `tags` is None."""
    words = [word for sentence in group for word in sentence.words]
    doc = Doc(NLP.vocab, words=[word.form for word in words], spaces=[word.space for word in words])
    spans, start, whole = [], 0, True
    for sentence in group:
        if tags is None:
            spans += [
                Span(doc, start + a, start + b, label=label) for a, b, label in _gum(sentence.words)
            ]
        elif len(tags.get(sentence.id, ())) == len(sentence.words):
            spans += _bio(doc, start, tags[sentence.id])
        else:
            whole = False
        start += len(sentence.words)
    doc.set_ents(spans, default="outside" if whole else "missing")
    return doc


def _bio(doc: Doc, start: int, tags: list[str]) -> Iterator[Span]:
    index = 0
    while index < len(tags):
        end = index + 1
        if tags[index] != "O":
            label = tags[index][2:]
            while end < len(tags) and tags[end] == f"I-{label}":
                end += 1
            if label not in _DROPPED:
                yield Span(doc, start + index, start + end, label=label)
        index = end


def _gum(words: list[Word]) -> list[tuple[int, int, str]]:
    """GUM's mentions of persons, places and organisations by name, the longest of nested ones."""
    found, stack = [], []
    for index, word in enumerate(words):
        marks = re.search(r"Entity=([^|]*)", word.fields[9])
        for whole, opened, closed in re.findall(
            r"\(([^()]*)\)|\(([^()]*)|([^()]*)\)", marks[1] if marks else ""
        ):
            if whole:
                found.append((index, index + 1, whole.split("-")[1]))
            elif opened:
                stack.append((index, opened.split("-")[1]))
            elif closed and stack:
                begin, kind = stack.pop()
                found.append((begin, index + 1, kind))
    named = [
        (*trimmed, _ENTITY[kind])
        for a, b, kind in found
        if kind in _ENTITY and (trimmed := _name(words, a, b))
    ]
    chosen: list[tuple[int, int, str]] = []
    for mention in sorted(named, key=lambda item: item[0] - item[1]):
        if all(mention[1] <= a or b <= mention[0] for a, b, _ in chosen):
            chosen.append(mention)
    return chosen


def _name(words: list[Word], start: int, end: int) -> tuple[int, int] | None:
    """A mention without its article, if it is a name."""
    while start < end and words[start].fields[3] in ("DET", "PUNCT"):
        start += 1
    while end > start and words[end - 1].fields[4] == "POS":
        end -= 1
    tags = [word.fields[3] for word in words[start:end]]
    named = "PROPN" in tags and len(tags) <= 7 and all(tag in _NAME_TAGS for tag in tags)
    return (
        (start, end)
        if named and tags[0] in ("PROPN", "ADJ") and tags[-1] in ("PROPN", "NUM", "PUNCT")
        else None
    )


def rows(path: Path) -> list[dict[str, Any]]:
    """The records of a .jsonl.gz file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return list(map(json.loads, lines))


def entity_set(path: Path, group: int) -> Iterator[Doc]:
    """An entity corpus of sentences, some of one document together."""
    documents: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(path):
        documents[row["doc_id"]].append(row)
    for sentences in documents.values():
        for start in range(0, len(sentences), group):
            part = sentences[start : start + group]
            words = [word for row in part for word in row["tokens"]]
            doc = Doc(
                NLP.vocab, words=words, spaces=[space for row in part for space in _spaces(row)]
            )
            doc.set_ents(list(_bio(doc, 0, [tag for row in part for tag in row["tags"]])))
            yield doc


def _spaces(row: dict[str, Any]) -> list[bool]:
    if row.get("text") and row.get("offsets"):
        offsets = row["offsets"]
        return [one[1] < other[0] for one, other in pairwise(offsets)] + [True]
    words = row["tokens"]
    return [
        following not in _NO_SPACE_BEFORE and word not in ("(", "[", "$", "``")
        for word, following in pairwise(words)
    ] + [True]


def save(docs: Iterable[Doc], path: Path) -> None:
    """Write documents in spaCy's format."""
    DocBin(docs=docs, store_user_data=False).to_disk(path)


def convert(corpora: Path, out: Path) -> None:
    """Every file that training and evaluation need."""
    out.mkdir(parents=True, exist_ok=True)
    bank = {
        name: list(treebank(corpora / "treebank" / f"{name}.conllu.gz"))
        for name in ("ewt.train", "ewt.dev", "gum.train", "gum.dev")
    }
    groups = {
        name: [group for document in documents for group in grouped(document)]
        for name, documents in bank.items()
    }
    save(map(parsed, groups["ewt.train"] + groups["gum.train"]), out / "syntax.train.spacy")
    save(map(parsed, groups["ewt.dev"]), out / "syntax.dev.spacy")
    save(map(parsed, groups["gum.dev"]), out / "syntax.gum.dev.spacy")
    ner = corpora / "ner"
    tags = {
        split: {
            row["sent_id"]: row["tags"]
            for row in rows(ner / f"uner_ewt.{split}.jsonl.gz")
            if row.get("sent_id")
        }
        for split in ("train", "dev")
    }
    train = [with_entities(group, tags["train"]) for group in groups["ewt.train"]]
    train += [with_entities(group, None) for group in groups["gum.train"]]
    train += [
        *entity_set(ner / "wikigold.train.jsonl.gz", 5),
        *entity_set(ner / "btc_news.train.jsonl.gz", 1),
        *entity_set(ner / "wnut17.train.jsonl.gz", 1),
    ]
    save(train, out / "entities.train.spacy")
    dev = {
        "ewt": [with_entities(group, tags["dev"]) for group in groups["ewt.dev"]],
        "wikigold": list(entity_set(ner / "wikigold.dev.jsonl.gz", 5)),
        "btc": list(entity_set(ner / "btc_news.dev.jsonl.gz", 1)),
    }
    for name, docs in dev.items():
        save(docs, out / f"entities.{name}.dev.spacy")
    save([doc for docs in dev.values() for doc in docs], out / "entities.dev.spacy")
