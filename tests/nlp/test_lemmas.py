"""Lemmas by word and tag."""

from __future__ import annotations

import pytest

from kgraph.nlp.lemmas import lemma


@pytest.mark.parametrize(
    ("word", "tag", "wanted"),
    [
        ("Attacks", "NNS", "attack"),
        ("policemen", "NNS", "policeman"),
        ("knives", "NNS", "knife"),
        ("troops", "NNS", "troops"),
        ("killed", "VBN", "kill"),
        ("shot", "VBD", "shoot"),
        ("slain", "VBN", "slay"),
        ("fled", "VBD", "flee"),
        ("fleeing", "VBG", "flee"),
        ("deadliest", "JJS", "deadly"),
        ("wounded", "JJ", "wounded"),  # as the tag says, not as the ending
        ("was", "VBD", "be"),
        ("n’t", "RB", "not"),
        ("Kabul", "NNP", "Kabul"),
        ("Taliban", "NNPS", "Taliban"),
        ("kidnappping", "NN", "kidnappping"),  # nobody knows it
    ],
)
def test_lemmas(word: str, tag: str, wanted: str) -> None:
    assert lemma(word, tag) == wanted
