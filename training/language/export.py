"""Put a trained branch into the shipped network: `python -m training.language.export CHECKPOINT --weights FOLDER`.

The encoder's layers of the branch are int8 as the reader's are; the heads, which are small, stay as they are.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import onnx.utils
import torch
from onnx import ModelProto, compose

from kgraph.nlp import roles
from kgraph.nlp.network import SHIPPED
from kgraph.nlp.words import OUTPUTS
from training.attention import fused
from training.int8 import quantise
from training.language.branch import Branch
from training.language.pieces import HIDDEN

_PREFIX = "words/"
_INPUTS = ("ids", "shapes", "mask")


def traced(model: Branch, width: int, *, floats: bool) -> ModelProto:
    """The branch as ONNX for any length of a window."""
    with tempfile.TemporaryDirectory() as folder:
        whole, small = Path(folder) / "whole.onnx", Path(folder) / "small.onnx"
        torch.onnx.export(
            model,
            (torch.randn(1, 16, width),),
            str(whole),
            input_names=["hidden"],
            output_names=list(OUTPUTS),
            dynamic_axes={name: {0: "batch", 1: "length"} for name in ("hidden", *OUTPUTS)},
            opset_version=17,
            dynamo=False,
        )
        if floats:
            return onnx.load(whole)
        nodes = [node.name for node in onnx.load(whole).graph.node]
        quantise(whole, small, but=[name for name in nodes if not name.startswith("/layers.")])
        return onnx.load(small)


def bare(path: Path) -> ModelProto:
    """The reader's network without what else was put in, its embeddings open."""
    return _part(path, _INPUTS, (*roles.OUTPUTS, HIDDEN))


def words(path: Path) -> ModelProto:
    """The branch as it stands in a network."""
    return _part(path, (HIDDEN,), OUTPUTS)


def _part(path: Path, inputs: Sequence[str], outputs: Sequence[str]) -> ModelProto:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "part.onnx"
        onnx.utils.extract_model(path, out, list(inputs), list(outputs))
        found = onnx.load(out)
    del found.graph.value_info[:]  # shapes between: both parts name those of the states they share
    return found


def joined(reader: ModelProto, branch: ModelProto) -> ModelProto:
    """One network of both; the branch takes hidden states in, by whatever name."""
    branch.ir_version = reader.ir_version
    return compose.merge_models(
        reader,
        branch,
        io_map=[(HIDDEN, branch.graph.input[0].name)],
        outputs=[*roles.OUTPUTS, *OUTPUTS],
    )


def main() -> None:
    """Trace, quantise, join; the names of the labels go into config.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--weights", required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--folder", type=Path, default=SHIPPED)
    parser.add_argument("--float", action="store_true", help="do not quantise")
    options = parser.parse_args()
    kept = torch.load(options.checkpoint)
    model = Branch(options.weights, kept["names"])
    model.load_state_dict(kept["weights"])
    branch = compose.add_prefix(
        traced(model.eval(), model.tag.in_features, floats=options.float),
        _PREFIX,
        rename_inputs=False,
        rename_outputs=False,
    )
    path, config = options.folder / "reader.onnx", options.folder / "config.json"
    onnx.save(fused(joined(bare(path), branch)), path)
    labels = {**json.loads(config.read_text("utf-8")), "words": kept["names"]}
    config.write_text(json.dumps(labels, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
