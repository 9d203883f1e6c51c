"""What the training configs name: varied case and quotes, and a tokenizer that knows accents as apostrophes.

The trained pipeline needs none of this: the tokenizer's rules are stored with it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import partial

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

QUOTES = ({"'": "’"}, {"'": "´"}, {"'": "’", '"': "”"}, {"'": "’", '"': "“"})
_ORTH = 65  # spacy.attrs.ORTH


@spacy.registry.augmenters("kgraph.case_and_quotes.v1")
def create(
    lower: float, upper: float, quotes: float, title: float = 0.03
) -> Callable[[Language, Example], Iterator[Example]]:
    """An augmenter that adds lower-case, upper-case and title-case copies, and copies with other quotes."""
    return partial(augment, lower=lower, upper=upper, quotes=quotes, title=title)


def augment(
    nlp: Language, example: Example, *, lower: float, upper: float, quotes: float, title: float
) -> Iterator[Example]:
    """The example, and with the given chances a variant of it."""
    yield example
    roll = random.random()
    if roll < lower:
        yield variant(nlp, example, str.lower)
    elif roll < lower + upper:
        yield variant(nlp, example, str.upper)
    elif roll < lower + upper + title:
        yield variant(nlp, example, lambda word: word[:1].upper() + word[1:])
    if random.random() < quotes:
        table = random.choice(QUOTES)
        yield variant(nlp, example, lambda word: "".join(table.get(char, char) for char in word))


def variant(nlp: Language, example: Example, change: Callable[[str], str]) -> Example:
    """The example with every word changed, where its length stays."""
    reference = example.reference
    words = [
        changed if len(changed := change(token.text)) == len(token.text) else token.text
        for token in reference
    ]
    annotation = example.to_dict()
    annotation["token_annotation"]["ORTH"] = words
    doc = Doc(nlp.vocab, words=words, spaces=[bool(token.whitespace_) for token in reference])
    return Example.from_dict(nlp.make_doc(doc.text), annotation)


@spacy.registry.callbacks("kgraph.tokenizer.v1")
def tokenizer() -> Callable[[Language], None]:
    """Split "embassy´s" and "can´t" as "embassy's" and "can't" are."""

    def extend(nlp: Language) -> None:
        quote = "[’´`'‘]"
        more = [f"{quote}[sS]", rf"(?<=[a-zA-Z\d]){quote}(?:d|D|ll|LL|m|M|re|RE|ve|VE)"]
        nlp.tokenizer.suffix_search = spacy.util.compile_suffix_regex(
            [*nlp.Defaults.suffixes, *more]
        ).search
        rules = dict(nlp.tokenizer.rules)
        for word, tokens in list(rules.items()):
            if "'" in word or "’" in word:
                rules.setdefault(
                    _accented(word), [{**token, _ORTH: _accented(token[_ORTH])} for token in tokens]
                )
        nlp.tokenizer.rules = rules

    return extend


def _accented(word: str) -> str:
    return word.replace("'", "´").replace("’", "´")
