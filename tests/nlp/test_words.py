"""What is said of words: pieces of each, white space, sentences, and a parse that stands to reason."""

from __future__ import annotations

import numpy as np
import pytest

from kgraph import mentions, nlp
from kgraph.nlp import words
from kgraph.nlp.network import Pieces

TEXT = "KABUL (News Desk) — A bomb  killed two guards.\n\nPolice in Herat said on Monday that Omar Khan was hurt.\n"


def test_the_pieces_of_words() -> None:
    """ "Khan's" is two words of ours and three of the network's; a word without pieces stands on the next."""
    pieces = Pieces([5, 6, 7, 8], [(0, 4), (4, 5), (5, 6), (9, 12)], [], [])
    first, last = words.ends(pieces, [(0, 4), (4, 6), (7, 8), (9, 12)])
    assert (first.tolist(), last.tolist()) == ([0, 1, 3, 3], [0, 2, 3, 3])


def test_words_behind_the_last_piece() -> None:
    first, last = words.ends(Pieces([5], [(0, 4)], [], []), [(0, 4), (5, 6)])
    assert (first.tolist(), last.tolist()) == ([0, 0], [0, 0])


def test_scores_of_arcs_and_labels() -> None:
    rows = {
        "below": np.array([[1, 0], [0, 1]], np.float32),
        "above": np.array([[3, 4], [5, 6]], np.float32),
        "root": np.array([[7], [8]], np.float32),
        "arc_below": np.array([[1, 0, 0, 1], [1, 1, 1, 1]], np.float32),  # two labels, two wide
        "arc_above": np.array([[10, 20], [30, 40]], np.float32),
        "arc_alone": np.array([[0.5, 0], [0, 0]], np.float32),
        "arc_head": np.array([[0, 0], [0, 0.25]], np.float32),
    }
    assert words.arc_scores(rows).tolist() == [[7, 5], [4, 8]]
    assert words.label_scores(rows, [1, 1]).tolist() == [[30.5, 40.25], [70, 70.25]]


@pytest.mark.model
def test_the_words_of_a_text() -> None:
    (doc,) = nlp.read([TEXT], learned=False)
    told = {token.text: token for token in doc}
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "KABUL (News Desk) —",
        "A bomb killed two guards.",
        "Police in Herat said on Monday that Omar Khan was hurt.",
    ]
    assert (told["bomb"].head.text, told["bomb"].dep_) == ("killed", "nsubj")
    assert (told["killed"].lemma_, told["killed"].pos_) == ("kill", "VERB")
    assert (told["guards"].head.text, told["guards"].dep_) == ("killed", "obj")
    assert told["said"].dep_ == "ROOT"
    assert {(ent.text, ent.label_) for ent in doc.ents} >= {("Herat", "LOC"), ("Omar Khan", "PER")}
    for token in doc:
        assert not token.is_space or (token.pos_, token.dep_) == ("SPACE", "dep")


@pytest.mark.model
@pytest.mark.parametrize("text", ["", " \n", "\n\nBomb", "\u200b", "a" * 3000, ". " * 700])
def test_texts_that_are_hardly_texts(text: str) -> None:
    (doc,) = nlp.read([text])
    assert mentions.printed(doc) == text


@pytest.mark.parametrize(
    ("starts", "length", "likely", "found"),
    [
        ([0, 150], 300, (), [0, 150]),
        ([0], 300, (130, 250), [0, 130]),
        ([0, 20], 420, (), [0, 20, 120, 220]),  # nothing is likelier than the first that may be
    ],
)
def test_only_sentences_of_more_than_two_hundred_words_are_cut(
    starts: list[int], length: int, likely: tuple[int, ...], found: list[int]
) -> None:
    scores = np.zeros(length, np.float32)
    scores[list(likely)] = 1
    assert words.cut(starts, scores) == found
