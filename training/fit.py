"""What a checkpoint has learnt by heart: its loss on training pairs of each group, beside the development set.

A group whose loss is far under that of the development set is no longer learnt from, only remembered.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from training.batches import Indices, collate, target_tokens
from training.checkpoint import load_checkpoint
from training.loss import projected_cross_entropy
from training.model import build_model, decoder_states
from training.packed import Packed, load_packed
from training.prepare import VOCABULARY_NAME
from training.recipe import Recipe
from training.vocabulary import load_vocabulary

_LEAST_PIECES = 9  # of a target: single words and headings would make the groups' means incomparable
_BATCH_PAIRS = 16


def _sample(packed: Packed, group: int, count: int, seed: int) -> Indices:
    long = np.flatnonzero((np.asarray(packed.group) == group) & (packed.target_lengths() >= _LEAST_PIECES))
    if len(long) > count:
        long = np.random.default_rng(seed).choice(long, count, replace=False)
    return long[packed.target_lengths()[long].argsort()]


def group_losses(recipe: Recipe, checkpoint: Path, data: Path, count: int = 300) -> dict[str, float]:
    """Cross-entropy of a checkpoint in nats a target piece, without smoothing.

    Args:
        recipe: of the checkpoint's model.
        checkpoint: any run's.
        data: what `prepare` wrote.
        count: pairs that are drawn from each group, with targets of at least nine pieces.

    Returns:
        `dev` for the development pairs, then each group that has such pairs.
    """
    pad = load_vocabulary(data / VOCABULARY_NAME).get_piece_size()
    model = build_model(recipe.model, pad, seed=0)
    model.load_state_dict(load_checkpoint(checkpoint)[1])
    model.train(False)
    weight = model.model.shared.weight[:pad]
    losses = {}
    for packed in (load_packed(data / "dev"), load_packed(data / "train")):
        for number, name in enumerate(packed.groups):
            pairs = _sample(packed, number, count, recipe.train.seed)
            total = 0.0
            for start in range(0, len(pairs), _BATCH_PAIRS):
                batch = collate(packed, pairs[start : start + _BATCH_PAIRS], pad)
                with torch.no_grad():
                    states, labels = decoder_states(model, batch, pad)
                    total += float(projected_cross_entropy(states, weight, labels, 0.0, torch.float32))
            if len(pairs):
                losses[name] = total / target_tokens(packed, pairs)
    return losses
