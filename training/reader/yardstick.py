"""A BERT-base of random weights as fp32 ONNX, to measure speed against: `python -m training.reader.yardstick OUT`.

Its answers mean nothing; a pass costs what a pass of the trained one costs.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import nn
from transformers import BertConfig, BertModel


class Encoder(nn.Module):
    """The encoder with ids in and hidden states out."""

    def __init__(self) -> None:
        super().__init__()
        self.bert = BertModel(BertConfig(), add_pooling_layer=False)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Hidden states (batch, piece, 768) of ids (batch, piece)."""
        hidden = self.bert.embeddings(input_ids=ids)
        for layer in self.bert.encoder.layer:
            made = layer(hidden)
            hidden = made[0] if isinstance(made, tuple) else made
        return hidden


def main() -> None:
    """Trace and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    pieces = {0: "batch", 1: "length"}
    torch.onnx.export(
        Encoder().eval(),
        (torch.randint(1000, 2000, (1, 16)),),
        str(options.out),
        input_names=["ids"],
        output_names=["hidden"],
        dynamic_axes={"ids": pieces, "hidden": pieces},
        opset_version=17,
        dynamo=False,
    )


if __name__ == "__main__":
    main()
