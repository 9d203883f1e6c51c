"""The mean of the weights of several checkpoints: `python -m training.reader.mean OUT.pt CHECKPOINT CHECKPOINT …`.

Runs that went on from the same weights lie in one valley, and between them and those weights lie readers that know
the new without losing the old (Wortsman et al. 2022a, model soups; 2022b, WiSE-FT). A checkpoint named twice counts
twice. Kinds in --fresh are taken from the last checkpoints alone, for the first ones never learned them.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch

from training.reader.labels import KINDS

Weights = dict[str, torch.Tensor]


def mean(checkpoints: Sequence[Weights]) -> Weights:
    """The mean of each weight; what is no number of a product stays the first one's."""
    first = checkpoints[0]
    return {
        name: torch.stack([one[name] for one in checkpoints]).mean(0)
        if value.is_floating_point()
        else value
        for name, value in first.items()
    }


def main() -> None:
    """Read, average, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument(
        "--fresh", nargs="*", default=[], choices=KINDS, help="kinds of the new ones"
    )
    parser.add_argument(
        "--new", type=int, default=2, help="how many checkpoints, the last, know them"
    )
    options = parser.parse_args()
    loaded = [torch.load(path) for path in options.checkpoints]
    found, new = mean(loaded), mean(loaded[-options.new :])
    for kind in options.fresh:
        for name in ("look", "about"):
            for part in ("weight", "bias"):
                row = KINDS.index(kind)
                found[f"{name}.{part}"][row] = new[f"{name}.{part}"][row]
    torch.save(found, options.out)


if __name__ == "__main__":
    main()
