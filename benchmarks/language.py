"""The shipped language pipeline by itself: entities on UNER EWT dev, syntax on the treebanks' dev.

Entities: exact span and type, its own tokens. Syntax: tokens as in the treebank, so that only tags and
arcs are measured; LAS leaves out punctuation and counts a relation with its subtype.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from spacy.tokens import Doc

from benchmarks import corpora
from benchmarks.metrics import Tally
from benchmarks.reading import Mode
from benchmarks.rows import Row, f1, share
from kgraph import nlp

_ENTITIES = ("PER", "ORG", "LOC")
Words = list[list[str]]


def rows(limit: int) -> Iterable[Row]:
    """Entity F1 by type and in all; tag and arc accuracy. `limit` counts sentences, ten for one."""
    yield from _entities(10 * limit)
    yield from _syntax("ewt", 10 * limit)
    yield from _syntax("gum", 10 * limit)


def _entities(limit: int) -> Iterable[Row]:
    sentences = [row for row in islice(corpora.rows("ner/uner_ewt.dev"), limit) if row["text"]]
    docs = nlp.read((row["text"] for row in sentences), learned=Mode.learned)
    scores: dict[str, list[Tally]] = defaultdict(list)
    for row, doc in zip(sentences, docs, strict=True):
        wanted = _wanted(row["tags"], row["offsets"])
        given = {(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents}
        given = {item for item in given if item[2] in _ENTITIES}
        for kind in _ENTITIES:
            scores[kind].append(_agreement(given, wanted, kind))
        scores["all"].append(_agreement(given, wanted, ""))
    for kind, tallies in scores.items():
        yield f1("UNER EWT dev", f"entities {kind} F", tallies)


Span = tuple[int, int, str]


def _agreement(given: set[Span], wanted: set[Span], kind: str) -> Tally:
    ours = {item for item in given if item[2].startswith(kind)}
    theirs = {item for item in wanted if item[2].startswith(kind)}
    return Tally(len(ours & theirs), len(ours), len(ours & theirs), len(theirs))


def _wanted(tags: list[str], offsets: list[list[int]]) -> set[Span]:
    spans: list[Span] = []
    for tag, (start, end) in zip(tags, offsets, strict=True):
        if tag.startswith("I-") and spans:
            spans[-1] = (spans[-1][0], end, spans[-1][2])
        elif tag != "O":
            spans.append((start, end, tag[2:]))
    return {span for span in spans if span[2] in _ENTITIES}


def _syntax(name: str, limit: int) -> Iterable[Row]:
    language = nlp.load(learned=False)
    tags, arcs = [], []
    for words in islice(_sentences(f"treebank/{name}.dev"), limit):
        spaces = ["SpaceAfter=No" not in word[9] for word in words]
        doc = Doc(language.vocab, words=[word[1] for word in words], spaces=spaces)
        for token in doc:
            token.is_sent_start = token.i == 0
        for part, pipe in language.pipeline:
            doc = doc if part == "sentence_bounds" else pipe(doc)
        for token, word in zip(doc, words, strict=True):
            tags.append(token.pos_ == word[3])
            if word[3] != "PUNCT":
                head = 0 if token.head.i == token.i else token.head.i + 1
                relation = "root" if token.dep_ == "ROOT" else token.dep_
                arcs.append((head, relation) == (int(word[6]), word[7]))
    yield share(f"{name.upper()} dev", "UPOS", tags)
    yield share(f"{name.upper()} dev", "LAS", arcs)


def _sentences(name: str) -> Iterator[Words]:
    """The syntactic words of a CoNLL-U file, sentence by sentence."""
    words: Words = []
    with gzip.open(corpora.ROOT / f"{name}.conllu.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if len(fields) == 10 and fields[0].isdigit():
                words.append(fields)
            elif not line.strip() and words:
                yield words
                words = []
