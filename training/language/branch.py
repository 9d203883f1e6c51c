"""The branch of the network that says what words are: an encoder and a head for each task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import nn
from transformers import AutoModel

from kgraph.nlp.words import OUTPUTS
from training.language.labels import Names
from training.language.pieces import Example

_ARC, _LABEL = 256, 32  # widths in which arcs and their labels are scored
_NEVER = -1e4


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts of like length as tensors: (text, piece) and (text, word)."""

    hidden: torch.Tensor
    bias: torch.Tensor
    first: torch.Tensor
    last: torch.Tensor
    sentence: torch.Tensor


def padded(values: Sequence[Sequence[int]], fill: int) -> torch.Tensor:
    """Sequences of unequal length as one tensor."""
    length = max(map(len, values))
    return torch.tensor([[*value, *[fill] * (length - len(value))] for value in values])


def batch(examples: Sequence[Example]) -> Batch:
    """Texts side by side."""
    length = max(len(example.hidden) for example in examples)
    hidden = torch.zeros(len(examples), length, examples[0].hidden.shape[1])
    bias = torch.full((len(examples), 1, 1, length), _NEVER)
    for number, example in enumerate(examples):
        hidden[number, : len(example.hidden)] = torch.from_numpy(example.hidden)
        bias[number, :, :, : len(example.hidden)] = 0
    return Batch(
        hidden,
        bias,
        padded([example.first for example in examples], 0),
        padded([example.last for example in examples], 0),
        padded([example.words.sentences for example in examples], -1),
    )


def _scorer(width: int, out: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(width, out), nn.GELU(), nn.Dropout(0.2))


class Branch(nn.Module):
    """Scores of every piece for the labels, and vectors whose pairs score arcs (Dozat & Manning 2017).

    The outputs are those of kgraph.nlp.words.OUTPUTS, in their order.
    """

    def __init__(self, weights: str, names: Names) -> None:
        super().__init__()
        # The fused attention kernel is slow with bfloat16 where texts are short.
        encoder = AutoModel.from_pretrained(
            weights,
            add_pooling_layer=False,
            attention_probs_dropout_prob=0.0,
            attn_implementation="eager",
        )
        self.layers = encoder.encoder.layer
        width = encoder.config.hidden_size
        self.tag = nn.Linear(width, len(names["tag"]))
        self.morph = nn.Linear(width, len(names["morph"]))
        self.begins = nn.Linear(width, 1)
        self.entity = nn.Linear(width, len(names["entity"]))
        self.below, self.above = _scorer(width, _ARC), _scorer(width, _ARC)
        self.pair, self.root = nn.Linear(_ARC, _ARC), nn.Linear(_ARC, 1)
        labels = len(names["arc"])
        self.arc_low, self.arc_above = _scorer(width, _LABEL), _scorer(width, _LABEL)
        self.arc_pair = nn.Linear(_LABEL, labels * _LABEL, bias=False)
        self.arc_alone = nn.Linear(width, labels)
        self.arc_head = nn.Linear(width, labels)

    def forward(
        self, hidden: torch.Tensor, bias: torch.Tensor | None = None
    ) -> tuple[torch.Tensor, ...]:
        """The outputs (text, piece, …) from the embeddings (text, piece, width)."""
        for layer in self.layers:
            made = layer(hidden, attention_mask=bias)
            hidden = made[0] if isinstance(made, tuple) else made
        below = self.below(hidden)
        found = {
            "below": self.pair(below) / _ARC**0.5,
            "root": self.root(below),
            "arc_below": self.arc_pair(self.arc_low(hidden)) / _LABEL**0.5,
        }
        return tuple(
            found[name] if name in found else getattr(self, name)(hidden) for name in OUTPUTS
        )


def words(outputs: Sequence[torch.Tensor], batch: Batch) -> dict[str, torch.Tensor]:
    """The outputs of each word: the mean of its first and last piece."""
    rows = torch.arange(len(batch.first))[:, None]
    return {
        name: ((output[rows, batch.first] + output[rows, batch.last]) / 2).float()
        for name, output in zip(OUTPUTS, outputs, strict=True)
    }


def arcs(rows: dict[str, torch.Tensor], sentence: torch.Tensor) -> torch.Tensor:
    """kgraph.nlp.words.arc_scores of all texts: arcs out of a sentence are impossible."""
    scores = rows["below"] @ rows["above"].transpose(1, 2)
    itself = torch.eye(scores.shape[1], dtype=torch.bool)
    scores = torch.where(itself, rows["root"], scores)
    return scores.masked_fill(sentence[:, :, None] != sentence[:, None, :], _NEVER)


def labels(rows: dict[str, torch.Tensor], heads: torch.Tensor) -> torch.Tensor:
    """kgraph.nlp.words.label_scores of all texts."""
    at = torch.arange(len(heads))[:, None]
    above = rows["arc_above"][at, heads]
    pairs = rows["arc_below"].unflatten(-1, (-1, above.shape[-1])) * above[:, :, None, :]
    return pairs.sum(-1) + rows["arc_alone"] + rows["arc_head"][at, heads]
