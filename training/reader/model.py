"""The reader's network: a small encoder that also sees how words are written, and one layer a task."""

from __future__ import annotations

import torch
from torch import nn
from transformers import AutoModel

from training.reader.labels import COUNTS, ENTITIES, KINDS, QUALITIES, ROLES

OUTPUTS = ("role", "entity", "quality", "about")


class Reader(nn.Module):
    """Scores of every word piece for roles, entities and qualities, and of the window as a whole.

    What is said of the window (kinds, then classes of counts) looks at each piece by a weight of its
    own (label-wise attention, Mullenbach et al. 2018).
    """

    def __init__(self, weights: str) -> None:
        super().__init__()
        # Dropout of attention keeps a CPU from its fused kernel: training takes a third longer with it.
        self.encoder = AutoModel.from_pretrained(
            weights, add_pooling_layer=False, attention_probs_dropout_prob=0.0
        )
        width = self.encoder.config.hidden_size
        about = len(KINDS) + sum(COUNTS.values())
        self.shape = nn.Embedding(4, width)
        nn.init.zeros_(self.shape.weight)
        self.role = nn.Linear(width, 3 * len(ROLES))
        self.entity = nn.Linear(width, 2 * len(ENTITIES) + 1)
        self.quality = nn.Linear(width, len(QUALITIES))
        self.look = nn.Linear(width, about)
        self.about = nn.Linear(width, about)
        for parameter in self.encoder.embeddings.parameters():
            parameter.requires_grad = False

    def forward(
        self, ids: torch.Tensor, shapes: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """Logits: role (batch, piece, 3 a role), entity, quality (batch, piece, label), about (batch, label)."""
        hidden = self.encoder.embeddings(input_ids=ids) + self.shape(shapes)
        bias = (1.0 - mask[:, None, None, :].to(hidden.dtype)) * -1e4
        for layer in self.encoder.encoder.layer:
            made = layer(hidden, attention_mask=bias)
            hidden = made[0] if isinstance(made, tuple) else made
        look = self.look(hidden) + bias[:, 0, 0, :, None]
        about = (torch.softmax(look, dim=1) * self.about(hidden)).sum(1)
        return self.role(hidden), self.entity(hidden), self.quality(hidden), about
