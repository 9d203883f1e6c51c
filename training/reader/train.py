"""Train the reader: `python -m training.reader.train OUT --passes 6 …`.

Seeded; a checkpoint is written at the end of every pass over the corpora, and --resume trains its
weights further, with a rate that begins anew; how words are written is looked up as before.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from training.reader.annotated import annotated
from training.reader.corpus import assemble, read_days
from training.reader.labels import COUNTS, KINDS, ROLES, SILENT
from training.reader.model import Reader
from training.reader.windows import CLS, SEP, Window

_HEADS = ("role.", "entity.", "quality.", "about.", "look.", "shape.")


def padded(values: list[list[int]], fill: int) -> torch.Tensor:
    """Lists of unequal length as one tensor."""
    length = max(map(len, values))
    return torch.tensor([value + [fill] * (length - len(value)) for value in values])


def framed(values: list[int], first: int = SILENT, last: int = SILENT) -> list[int]:
    """Values of a window between those of its frame pieces, which no token task trains on."""
    return [first, *values, last]


def batches(windows: list[Window], room: int, seed: int) -> list[list[Window]]:
    """Windows of like length together, at most `room` pieces a batch, the batches in random order."""
    draw = random.Random(seed)
    ordered = sorted(windows, key=lambda window: len(window.ids) + 20 * draw.random())
    found: list[list[Window]] = [[]]
    for window in ordered:
        if (len(found[-1]) + 1) * len(window.ids) > room:
            found.append([])
        found[-1].append(window)
    draw.shuffle(found)
    return [batch for batch in found if batch]


def loss(model: Reader, batch: list[Window]) -> torch.Tensor:
    """The sum of the tasks' losses, each over what the batch says about it."""
    ids = padded([framed(window.ids, CLS, SEP) for window in batch], 0)
    cased = padded([framed(window.shapes, 0, 0) for window in batch], 0)
    role, entity, quality, about = model(ids, cased, (ids != 0).long())
    silent = [SILENT] * ids.shape[1]
    total = torch.zeros(())
    for n in range(len(ROLES)):
        labels = padded([framed(w.roles[n]) if n in w.roles else silent for w in batch], SILENT)
        total = total + _tokens(role[..., 3 * n : 3 * n + 3], labels)
    labels = padded([framed(w.entity) if w.entity else silent for w in batch], SILENT)
    total = total + _tokens(entity, labels)
    total = total + 0.3 * _qualities(quality, batch)
    said = torch.tensor([window.said.kinds for window in batch])
    total = total + 0.3 * _yes_or_no(about[:, : len(KINDS)], said)
    first = len(KINDS)
    for n, size in enumerate(COUNTS.values()):
        wanted = torch.tensor([window.said.counts[n] for window in batch])
        if (wanted != SILENT).any():
            total = total + 0.2 * cross_entropy(
                about[:, first : first + size], wanted, ignore_index=SILENT
            )
        first += size
    return total


def _tokens(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    labels = labels[:, : logits.shape[1]]
    if not (labels != SILENT).any():
        return torch.zeros(())
    return cross_entropy(logits.flatten(0, 1), labels.reshape(-1), ignore_index=SILENT)


def _yes_or_no(logits: torch.Tensor, said: torch.Tensor) -> torch.Tensor:
    sure = said != SILENT
    if not sure.any():
        return torch.zeros(())
    return binary_cross_entropy_with_logits(logits[sure], said[sure].float())


def _qualities(logits: torch.Tensor, batch: list[Window]) -> torch.Tensor:
    said = torch.full(logits.shape, SILENT)
    for n, window in enumerate(batch):
        for piece, quality, yes in window.qualities:
            said[n, piece + 1, quality] = yes
    return _yes_or_no(logits, said)


def main() -> None:
    """Train over the corpora; the rate falls linearly to nothing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--weights", required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--days", required=True, type=Path, help="made by training.reader.days")
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--passes", type=int, default=12)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--resume", type=Path)
    parser.add_argument(
        "--share", type=float, default=1.0, help="of the windows of others' annotations, each pass"
    )
    parser.add_argument("--annotated", action="store_true", help="learn from our annotations too")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--bfloat16", action="store_true", help="faster where the cores know it")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    tokenizer = Tokenizer.from_file(f"{options.weights}/tokenizer.json")
    tokenizer.no_truncation()
    tokenizer.no_padding()
    model = Reader(options.weights)
    if options.resume:
        model.load_state_dict(torch.load(options.resume))
        # The branch of words has learned to read these.
        model.shape.weight.requires_grad = False
    named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    groups = [
        {"params": [p for n, p in named if n.startswith(_HEADS)], "scale": 5.0},
        {"params": [p for n, p in named if not n.startswith(_HEADS)], "scale": 1.0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=options.rate, weight_decay=0.01)
    options.out.mkdir(parents=True, exist_ok=True)
    days = read_days(options.days)
    step, mean = 0, 3.0
    model.train()
    for number in range(options.passes):
        seed = options.seed + number
        draw = random.Random(seed)
        windows = assemble(tokenizer, options.corpora, days, seed)
        # All of them stay in their order, as the shipped weights learned them.
        if options.share < 1.0:
            windows = draw.sample(windows, round(options.share * len(windows)))
        if options.annotated:
            windows += annotated(tokenizer, options.corpora, draw)
        print(f"{len(windows)} windows, {sum(len(w.ids) for w in windows)} pieces", flush=True)
        drawn = batches(windows, 2000, seed)
        for at, batch in enumerate(drawn):
            share = (number + at / len(drawn)) / options.passes
            for group in optimizer.param_groups:
                warm = min(1.0, (step + 1) / 60)
                group["lr"] = options.rate * group["scale"] * warm * (1.0 - share)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=options.bfloat16):
                value = loss(model, batch)
            value.backward()
            torch.nn.utils.clip_grad_norm_([p for _, p in named], 1.0)
            optimizer.step()
            optimizer.zero_grad()
            step, mean = step + 1, 0.98 * mean + 0.02 * float(value.detach())
            if step % 25 == 0:
                print(f"pass {number} step {step} share {share:.2f} loss {mean:.4f}", flush=True)
        torch.save(model.state_dict(), options.out / "reader.pt")


if __name__ == "__main__":
    main()
