"""What resolvers and extractors share on a Doc."""

from __future__ import annotations

from spacy.lang.en import English

from kgraph import mentions


def test_tokens_of_some_words_come_in_text_order_whatever_their_case() -> None:
    doc = English()("The army said that THE police and the Army clashed.")
    assert [token.i for token in mentions.tokens_of(doc, {"army", "the", "navy"})] == [
        0,
        1,
        4,
        7,
        8,
    ]
    assert mentions.tokens_of(doc, frozenset({"navy"})) == []
