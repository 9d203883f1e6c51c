"""Train the English pipeline that ships with kgraph, from the corpora to the folder in the package.

    python training/language/train.py --corpora ../shared/corpora --work /tmp/training

Two cores, about 80 minutes, under 4 GB. Seeds are fixed; figures move by a few tenths between machines.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

import spacy

sys.path.insert(0, str(Path(__file__).parent))
from corpus import convert, raw_texts

HERE = Path(__file__).parent
SHIPPED = HERE.parents[1] / "kgraph" / "nlp" / "models" / "en_kgraph"
_PRETRAINING_EPOCHS = 2
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def spacy_command(*arguments: str) -> None:
    """Run one spaCy command with our code loaded, on one thread."""
    command = [sys.executable, "-m", "spacy", *arguments, "--code", str(HERE / "augment.py")]
    subprocess.run(command, check=True, env={**os.environ, **_ONE_THREAD})


def train(work: Path) -> None:
    """Train the syntax and the entities; each stops when dev no longer improves."""
    data = work / "data"
    syntax = [
        "--paths.train",
        str(data / "syntax.train.spacy"),
        "--paths.dev",
        str(data / "syntax.dev.spacy"),
    ]
    spacy_command("train", str(HERE / "syntax.cfg"), "--output", str(work / "syntax"), *syntax)
    epochs = [
        "--pretraining.max_epochs",
        str(_PRETRAINING_EPOCHS),
        "--corpora.pretrain.path",
        str(data / "raw.jsonl"),
    ]
    spacy_command("pretrain", str(HERE / "entities.cfg"), str(work / "pretrained"), *epochs)
    entities = [
        "--paths.train",
        str(data / "entities.train.spacy"),
        "--paths.dev",
        str(data / "entities.dev.spacy"),
    ]
    started = [
        "--paths.init_tok2vec",
        str(work / "pretrained" / f"model{_PRETRAINING_EPOCHS - 1}.bin"),
    ]
    spacy_command(
        "train", str(HERE / "entities.cfg"), "--output", str(work / "entities"), *entities, *started
    )


def assemble(work: Path, out: Path) -> None:
    """One pipeline of both, without anything that only training needs."""
    pipeline = spacy.load(work / "syntax" / "model-best")
    entities = spacy.load(work / "entities" / "model-best")
    entities.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    pipeline.add_pipe("ner", source=entities, last=True)
    pipeline.meta.update(
        name="kgraph",
        version="1.0.0",
        description="English for news about security incidents: tags, morphology, dependencies, lemmas, entities",
        license="CC-BY-SA-4.0",
        author="kgraph",
    )
    for key in ("performance", "sources"):
        pipeline.meta.pop(key, None)
    shutil.rmtree(out, ignore_errors=True)
    pipeline.to_disk(out)


def main() -> None:
    """From the corpora to the shipped folder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpora", type=Path, default=HERE.parents[2] / "shared" / "corpora")
    parser.add_argument("--work", type=Path, required=True, help="a folder for intermediate files")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    options = parser.parse_args()
    convert(options.corpora, options.work / "data")
    raw_texts(options.corpora, options.work / "data" / "raw.jsonl")
    train(options.work)
    assemble(options.work, options.out)


if __name__ == "__main__":
    main()
