"""From scores to trees and to entities that can be."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kgraph.nlp.network import Floats

_NEVER = -1e4


def heads(scores: Floats) -> list[int]:
    """The head of each word of a sentence, from scores (word, head); the one root is its own head.

    Almost always the best head of each word makes a tree. Where it does not, the likeliest root stands and
    the other words, those first who are surest, take the best head that closes no circle.
    """
    best = [int(head) for head in scores.argmax(1)]
    if _is_tree(best):
        return best
    others = np.where(np.eye(len(best), dtype=bool), -np.inf, scores).max(1)
    root = int((np.diag(scores) - others).argmax())
    ranked = np.sort(scores, axis=1)
    surest = np.argsort(-(ranked[:, -1] - ranked[:, -2]), kind="stable")
    found = [-1] * len(best)
    found[root] = root
    for word in map(int, surest):
        if word != root:
            order = map(int, np.argsort(-scores[word], kind="stable"))
            found[word] = next(head for head in order if not _closes(found, word, head))
    return found


def _is_tree(heads: Sequence[int]) -> bool:
    roots = [word for word, head in enumerate(heads) if word == head]
    reached = set(roots)
    for start in range(len(heads)):
        path, word = [], start
        while word not in reached and word not in path:
            path.append(word)
            word = heads[word]
        if word not in reached:
            return False
        reached.update(path)
    return len(roots) == 1


def _closes(heads: Sequence[int], word: int, head: int) -> bool:
    """Whether a head below the word, or the word itself, is proposed."""
    while head not in (-1, word) and heads[head] != head:
        head = heads[head]
    return head == word


class Chain:
    """Sequences of labels O, B-X and I-X in which nothing goes on that has not begun."""

    def __init__(self, labels: Sequence[str]) -> None:
        self._labels = labels
        self._start = np.array([_follows("O", label) for label in labels])
        self._after = np.array([[_follows(a, b) for b in labels] for a in labels])

    def best(self, scores: Floats) -> list[str]:
        """The likeliest sequence, from scores (word, label) of at least one word (Viterbi)."""
        path = [int(label) for label in scores.argmax(1)]
        if self._start[path[0]] or self._after[path[:-1], path[1:]].any():
            path = self._searched(scores)
        return [self._labels[at] for at in path]

    def _searched(self, scores: Floats) -> list[int]:
        total, back = scores[0] + self._start, []
        for row in scores[1:]:
            ways = total[:, None] + self._after
            back.append(ways.argmax(0))
            total = ways.max(0) + row
        path = [int(total.argmax())]
        for came in reversed(back):
            path.append(int(came[path[-1]]))
        return path[::-1]


def _follows(before: str, label: str) -> float:
    return _NEVER if label[0] == "I" and before[1:] != label[1:] else 0.0
