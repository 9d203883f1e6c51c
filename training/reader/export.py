"""Write a trained reader as ONNX: `python -m training.reader.export CHECKPOINT OUT --weights FOLDER`.

The weights of the matrix products are int8, one scale a channel; --float keeps them as they are, to
measure what that costs. The embedding table, half of the file, is int8 as well.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import onnx
import torch
from onnx import ModelProto
from tokenizers import Tokenizer

from training.attention import fused
from training.int8 import quantise
from training.language.export import bare, joined, words
from training.reader.labels import COUNTS, KINDS, QUALITIES, ROLES
from training.reader.model import OUTPUTS, Reader
from training.reader.windows import ROOM

PIECES = {0: "batch", 1: "length"}


def write_network(model: Reader, path: Path) -> None:
    """Trace the network for any number and length of windows."""
    ids = torch.randint(1000, 2000, (2, 16))
    torch.onnx.export(
        model,
        (ids, torch.zeros_like(ids), torch.ones_like(ids)),
        str(path),
        input_names=["ids", "shapes", "mask"],
        output_names=list(OUTPUTS),
        dynamic_axes=dict.fromkeys(("ids", "shapes", "mask", *OUTPUTS[:3]), PIECES)
        | {"about": {0: "batch"}},
        opset_version=17,
        dynamo=False,
    )


def exported(model: Reader, folder: Path, *, floats: bool) -> Path:
    """A file in the folder with the network, its products int8 unless they are to stay floats."""
    whole, small = folder / "whole.onnx", folder / "small.onnx"
    write_network(model, whole)
    if floats:
        return whole
    quantise(whole, small)
    return small


def _with_embeddings(network: ModelProto, path: Path) -> ModelProto:
    """The network with the tables of another one, number for number as the words there read them."""
    kept = {item.name: item for item in onnx.load(path).graph.initializer}
    for item in network.graph.initializer:
        if item.name.startswith(("encoder.embeddings.", "shape.")):
            item.CopyFrom(kept[item.name])
    return network


def main() -> None:
    """Trace, quantise, and put the tokenizer and the labels beside the network."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--weights", required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--float", action="store_true", help="do not quantise")
    options = parser.parse_args()
    model = Reader(options.weights)
    model.load_state_dict(torch.load(options.checkpoint))
    model.eval()
    options.out.mkdir(parents=True, exist_ok=True)
    path = options.out / "reader.onnx"
    with tempfile.TemporaryDirectory() as folder:
        made = exported(model, Path(folder), floats=options.float)
        if path.is_file():
            onnx.save(fused(joined(_with_embeddings(bare(made), path), words(path))), path)
        else:
            onnx.save(fused(onnx.load(made)), path)
    tokenizer = Tokenizer.from_file(f"{options.weights}/tokenizer.json")
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.save(str(options.out / "tokenizer.json"))
    labels = {
        "format": 2,
        "room": ROOM,
        "roles": ROLES,
        "kinds": KINDS,
        "qualities": QUALITIES,
        "counts": COUNTS,
    }
    config = options.out / "config.json"
    before = json.loads(config.read_text("utf-8")) if config.is_file() else {}
    text = json.dumps(before | labels, indent=1, ensure_ascii=False)
    config.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
