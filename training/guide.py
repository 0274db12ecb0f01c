"""Guided attention: one head of the last decoder layer is drawn to the word alignment (Chen et al. 2016).

Attention then forms early, and the head's weights can be shown to a reader as an alignment.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from transformers import MarianMTModel

from training.align import UNALIGNED
from training.batches import Indices
from training.packed import Packed

HEAD = 0  # of the last decoder layer's attention to the source; CTranslate2's `alignment_heads` names it by this


class Guide:
    """The alignment of the training pairs, and the attention that the model's last forward pass paid."""

    def __init__(self, alignment: npt.NDArray[np.uint8], packed: Packed, model: MarianMTModel) -> None:
        self._alignment, self._packed = alignment, packed
        self._attention: torch.Tensor | None = None
        model.model.decoder.layers[-1].encoder_attn.register_forward_hook(self._keep)

    def _keep(self, _module: torch.nn.Module, _inputs: Any, output: tuple[torch.Tensor, torch.Tensor]) -> None:
        self._attention = output[1]

    def loss(self, batch: Indices) -> torch.Tensor:
        """Summed cross-entropy of the head against the alignment, over the aligned target pieces of `batch`.

        The model's last forward pass must have been of this batch, with eager attention.
        """
        attention, offsets = self._attention, self._packed.target_offsets
        assert attention is not None, "only eager attention gives its weights"
        parts = [self._alignment[offsets[pair] : offsets[pair + 1]] for pair in batch]
        lengths = np.array([len(part) for part in parts])
        source = np.concatenate(parts).astype(np.int64)
        row = np.repeat(np.arange(len(parts)), lengths)
        column = np.arange(len(source)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        known = source != UNALIGNED
        where = [torch.from_numpy(part[known]).to(attention.device) for part in (row, column, source)]
        return -attention[where[0], HEAD, where[1], where[2]].float().clamp(min=1e-6).log().sum()
