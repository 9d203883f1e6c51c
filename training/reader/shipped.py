"""The roles of a shipped network as weights to train further: `python -m training.reader.shipped OUT.pt --weights FOLDER`.

What the network keeps in int8 comes back as the numbers that it stands for. The side task of entities has no
weights there, nor have kinds that the network does not know: they begin anew.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import ModelProto, numpy_helper

from kgraph.nlp.network import SHIPPED
from training.reader.labels import COUNTS, KINDS
from training.reader.model import Reader


def weights(network: ModelProto) -> dict[str, torch.Tensor]:
    """The weights of the roles by their names in the model, products as (out, in)."""
    kept = {item.name: numpy_helper.to_array(item) for item in network.graph.initializer}
    found = {name: value for name, value in kept.items() if "::" not in name}
    found |= {
        name.removesuffix("_quantized"): _floats(kept, name.removesuffix("_quantized"))
        for name in found
        if name.endswith("_quantized")
    }
    for node in products(network):
        found[_parameter(node.name)] = _floats(kept, node.input[1].removesuffix("_quantized")).T
    return {name: torch.tensor(np.array(value)) for name, value in found.items()}


def products(network: ModelProto) -> list[onnx.NodeProto]:
    """The int8 products of the roles, in their order."""
    return [
        node
        for node in network.graph.node
        if node.op_type == "MatMulInteger" and not node.name.startswith(("words/", "/entity"))
    ]


def _floats(kept: dict[str, np.ndarray], name: str) -> np.ndarray:
    whole, scale, zero = (kept[f"{name}_{part}"] for part in ("quantized", "scale", "zero_point"))
    return (whole.astype(np.float32) - zero.astype(np.float32)) * scale


def _parameter(node: str) -> str:
    """/layer.0/output/dense/MatMul_quant: encoder.encoder.layer.0.output.dense.weight."""
    name = node.removeprefix("/").replace("/", ".").removesuffix(".MatMul_quant")
    return ("encoder.encoder." if name.startswith("layer.") else "") + name + ".weight"


def spread(value: torch.Tensor, known: list[str], fresh: torch.Tensor) -> torch.Tensor:
    """Rows of kinds and counts where they stand now; those of unknown kinds stay fresh."""
    found = fresh.clone()
    for row, kind in enumerate(known):
        found[KINDS.index(kind)] = value[row]
    found[len(KINDS) :] = value[len(known) :]
    return found


def main() -> None:
    """Read, complete, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--weights", required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--folder", type=Path, default=SHIPPED)
    options = parser.parse_args()
    torch.manual_seed(7)
    config = json.loads((options.folder / "config.json").read_text("utf-8"))
    assert config["counts"] == COUNTS
    model = Reader(options.weights)
    whole, fresh = weights(onnx.load(options.folder / "reader.onnx")), model.state_dict()
    for name in ("look", "about"):
        for part in ("weight", "bias"):
            key = f"{name}.{part}"
            whole[key] = spread(whole[key], config["kinds"], fresh[key])
    model.load_state_dict(fresh | {name: whole[name] for name in fresh if name in whole})
    torch.save(model.state_dict(), options.out)


if __name__ == "__main__":
    main()
