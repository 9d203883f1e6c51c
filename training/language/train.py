"""Train what the network says of words: `python -m training.language.train OUT --weights FOLDER`.

From the corpora to OUT/branch.pt. The shipped network's embeddings stay as they are. Seeded; figures
move by a few tenths between machines.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import torch
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from training.language import branch
from training.language.branch import Branch
from training.language.corpus import convert
from training.language.labels import SILENT, SYNTAX, Words, labelled, names
from training.language.pieces import Below, Example, parts, read, varied

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
_BATCH = 2000  # pieces
_AHEAD = 60
_POOL = 60  # batches whose texts are sorted by length together


def merged(data: Path) -> tuple[branch.Names, list[Words]]:
    """The training texts: the treebanks' have syntax and entities, the others entities."""
    syntax, entities = (read(data / f"{kind}.train.spacy") for kind in ("syntax", "entities"))
    known = names(syntax)
    both = [labelled(known, *pair) for pair in zip(syntax, entities, strict=False)]
    return known, both + [labelled(known, None, doc) for doc in entities[len(syntax) :]]


def batches(texts: list[Words], below: Below, draw: random.Random) -> Iterator[list[Example]]:
    """All texts once, cut and varied anew, in random order; texts of like length together."""
    cut = [varied(part, draw) for words in texts for part in parts(words, draw)]
    draw.shuffle(cut)
    pool: list[Example] = []
    for words in cut:
        example = below.example(words)
        pool += [example] if example is not None else []
        if sum(len(one.hidden) for one in pool) > _POOL * _BATCH:
            yield from _grouped(pool, draw)
            pool = []
    yield from _grouped(pool, draw)


def ahead(made: Iterator[list[Example]]) -> Iterator[list[Example]]:
    """The same, made on another core while the model learns from those before."""
    with ThreadPoolExecutor(1) as maker:
        waiting = deque(maker.submit(next, made, None) for _ in range(_AHEAD))
        while (found := waiting.popleft().result()) is not None:
            waiting.append(maker.submit(next, made, None))
            yield found


def _grouped(pool: list[Example], draw: random.Random) -> Iterator[list[Example]]:
    found: list[list[Example]] = [[]]
    for example in sorted(pool, key=lambda one: len(one.hidden) + 10 * draw.random()):
        if found[-1] and (len(found[-1]) + 1) * len(example.hidden) > _BATCH:
            found.append([])
        found[-1].append(example)
    draw.shuffle(found)
    return iter([one for one in found if one])


def loss(model: Branch, examples: list[Example]) -> torch.Tensor:
    """The sum of the tasks' losses, each over the words that the corpora say something about."""
    made = branch.batch(examples)
    rows = branch.words(model(made.hidden, made.bias), made)
    heads = branch.padded([example.words.heads for example in examples], SILENT)
    said = {task: _said(examples, task) for task in (*SYNTAX, "begins", "entity")}
    total = _loss(branch.arcs(rows, made.sentence), heads)
    total = total + _loss(
        branch.labels(rows, heads.clamp(min=0)), said["arc"].where(heads >= 0, torch.tensor(SILENT))
    )
    for task in ("tag", "morph", "entity"):
        total = total + _loss(rows[task], said[task])
    known = said["begins"] != SILENT
    if known.any():
        begins = rows["begins"][:, :, 0][known]
        total = total + binary_cross_entropy_with_logits(begins, said["begins"][known].float())
    return total


def _said(examples: list[Example], task: str) -> torch.Tensor:
    silent = [(SILENT,) * len(example.first) for example in examples]
    pairs = zip(examples, silent, strict=True)
    return branch.padded([one.words.labels.get(task, none) for one, none in pairs], SILENT)


def _loss(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    if not (labels != SILENT).any():
        return torch.zeros(())
    return cross_entropy(logits.flatten(0, 1), labels.reshape(-1), ignore_index=SILENT)


def optimizer(model: Branch, rate: float) -> torch.optim.Optimizer:
    """What is new learns four times as fast as the encoder's layers."""
    named = list(model.named_parameters())
    old, new = ([p for n, p in named if n.startswith("layers.") is kind] for kind in (True, False))
    groups = [{"params": old, "scale": 1.0}, {"params": new, "scale": 4.0}]
    return torch.optim.AdamW(groups, lr=rate, weight_decay=0.01)


def train(model: Branch, texts: list[Words], below: Below, options: argparse.Namespace) -> None:
    """All passes over the texts; the rate falls linearly to nothing."""
    step = optimizer(model, options.rate)
    draw = random.Random(options.seed)
    words = sum(len(text.texts) for text in texts) * options.passes
    done, seen, mean, start = 0, 0, 12.0, time.perf_counter()
    for _ in range(options.passes):
        for examples in ahead(batches(texts, below, draw)):
            for group in step.param_groups:
                warm = min(1.0, (done + 1) / 100)
                group["lr"] = options.rate * group["scale"] * warm * max(1 - seen / words, 0.0)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=options.bfloat16):
                value = loss(model, examples)
            torch.autograd.backward(value)
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            step.step()
            step.zero_grad()
            seen += sum(len(example.first) for example in examples)
            done, mean = done + 1, 0.98 * mean + 0.02 * float(value.detach())
            if done % 50 == 0:
                took = time.perf_counter() - start
                print(f"{seen / words:.3f} of the words, loss {mean:.3f}, {took:.0f} s", flush=True)


def main() -> None:
    """Convert the corpora, train, keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--weights", required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--passes", type=int, default=6)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--resume", type=Path, help="a branch.pt to train further")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--bfloat16", action="store_true", help="faster where the cores know it")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    convert(options.corpora, options.out / "data")
    known, texts = merged(options.out / "data")
    model = Branch(options.weights, known)
    if options.resume is not None:
        kept = torch.load(options.resume)["weights"]
        model.load_state_dict(kept, strict=False)
    model.train()
    train(model, texts, Below(), options)
    torch.save({"names": known, "weights": model.state_dict()}, options.out / "branch.pt")


if __name__ == "__main__":
    main()
