"""Networks with int8 products, one scale a channel."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from onnxruntime.quantization import QuantType, quantize_dynamic


def quantise(whole: Path, small: Path, but: Sequence[str] = ()) -> None:
    """Write the network in `whole` to `small`, its products int8 but for those of the nodes named in `but`."""
    quantize_dynamic(
        whole,
        small,
        per_channel=True,
        # Seven bits: sums of products of eight would overflow on processors without VNNI, and the
        # same text would read otherwise there.
        reduce_range=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=list(but),
    )
