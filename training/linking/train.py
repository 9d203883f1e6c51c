"""Learn what each level of each comparison weighs, from articles whose incidents are known.

python -m training.linking.train kgraph/link/data/weights.json --cache /tmp/linking
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchmarks import linking
from kgraph.link.comparisons import COMPARISONS
from kgraph.link.weights import Weights
from training.linking import fit


def main() -> None:
    """Read the corpora, fit, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", type=Path)
    parser.add_argument("--cache", type=Path, default=None, help="where read articles are kept")
    given = parser.parse_args()
    sample = linking.sample(linking.corpora(given.cache))
    weights = fit.fit(sample.pairs, sample.same)
    _write(weights, given.target)
    print(
        f"{len(sample.pairs)} pairs, {sum(sample.same)} of one incident; prior {weights.prior} bits"
    )


def _write(weights: Weights, target: Path) -> None:
    comparisons = {
        item.name: {
            "levels": [level.label for level in item.levels],
            "bits": weights.bits[item.name],
            "among_others": weights.among_others[item.name],
        }
        for item in COMPARISONS
    }
    data = {"version": "6", "prior": weights.prior, "comparisons": comparisons}
    target.write_text(json.dumps(data, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
