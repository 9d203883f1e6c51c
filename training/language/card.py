"""Print the model card's figures for words: `python -m training.language.card DATA`.

DATA is what training.language.train made of the corpora. Texts are tokenised by kgraph; upper and lower
are the same texts in another case.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.scorer import Scorer, get_ner_prf
from spacy.tokens import Doc
from spacy.training import Example

from kgraph import nlp
from training.language.pieces import read

_CASES: dict[str, Callable[[str], str]] = {"": str, ", upper": str.upper, ", lower": str.lower}
_SYNTAX = {"EWT dev": "syntax.dev", "GUM dev": "syntax.gum.dev"}
_ENTITIES = {
    "UNER EWT dev": "entities.ewt.dev",
    "wikigold dev": "entities.wikigold.dev",
    "BTC news dev": "entities.btc.dev",
}
_KINDS = ("PER", "LOC", "ORG")
Measure = Callable[[list[Example]], Iterable[float]]


def examples(language: Language, docs: list[Doc], change: Callable[[str], str]) -> list[Example]:
    """Our reading beside what the corpus says, its words changed where their length stays."""
    found = []
    for doc in docs:
        words = [
            changed if len(changed := change(token.text)) == len(token.text) else token.text
            for token in doc
        ]
        text = "".join(word + token.whitespace_ for word, token in zip(words, doc, strict=True))
        annotation = Example(doc, doc).to_dict()
        annotation["token_annotation"]["ORTH"] = words
        found.append(Example.from_dict(language.make_doc(text), annotation))
        found[-1].predicted = language(text)
    return found


def syntax(made: list[Example]) -> Iterable[float]:
    """Tags, arcs, lemmas and sentences."""
    arcs = Scorer.score_deps(made, "dep", ignore_labels=("punct",))
    yield Scorer.score_token_attr(made, "pos")["pos_acc"]
    yield arcs["dep_uas"]
    yield arcs["dep_las"]
    yield Scorer.score_token_attr(made, "lemma")["lemma_acc"]
    yield Scorer.score_spans(made, "sents", has_annotation=_sentences)["sents_f"]


def _sentences(doc: Doc) -> bool:
    return doc.has_annotation("SENT_START")


def entities(made: list[Example]) -> Iterable[float]:
    """Precision, recall, F, and F by kind."""
    scores: dict[str, Any] = get_ner_prf(made)
    yield from (scores["ents_p"], scores["ents_r"], scores["ents_f"])
    yield from (scores["ents_per_type"].get(kind, {"f": 0.0})["f"] for kind in _KINDS)


def table(files: dict[str, str], data: Path, measure: Measure) -> None:
    """Print a row for each file, and for the first also in other cases."""
    language = nlp.load(learned=False)
    for number, (name, file) in enumerate(files.items()):
        docs = read(data / f"{file}.spacy")
        for case, change in _CASES.items():
            if not case or not number:
                values = measure(examples(language, docs, change))
                shown = " | ".join(f"{100 * value:.1f}" for value in values)
                print(f"| {name}{case} | {shown} |", flush=True)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    options = parser.parse_args()
    table(_SYNTAX, options.data, syntax)
    table(_ENTITIES, options.data, entities)


if __name__ == "__main__":
    main()
