"""Step 3: the mean of the weights of several checkpoints, of one run or of runs with a common beginning.

Two decays that branch from one lineage end in one valley: a point between their ends is better than either, because
what each learnt by heart differs (a "model soup", Wortsman and others 2022).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch

from training.checkpoint import load_checkpoint, write_checkpoint
from training.recipe import RecipeError


def average_states(
    states: Sequence[dict[str, torch.Tensor]], weights: Sequence[float] | None = None
) -> dict[str, torch.Tensor]:
    """The weighted mean of each tensor, summed in float64.

    Args:
        states: of models of one shape.
        weights: one positive number a state; only their ratios count. None for equal ones.

    Raises:
        RecipeError: when there is nothing to average, the tensors' names or shapes differ, or the weights do not fit.
    """
    if not states:
        raise RecipeError("no checkpoint to average")
    shares = [1.0] * len(states) if weights is None else weights
    if len(shares) != len(states) or min(shares) <= 0:
        raise RecipeError(f"{len(states)} checkpoints need as many positive weights, not {list(shares)}")
    shapes = [{name: tensor.shape for name, tensor in state.items()} for state in states]
    if any(shape != shapes[0] for shape in shapes):
        raise RecipeError("the checkpoints are of different models and cannot be averaged")
    part = torch.tensor(shares, dtype=torch.float64) / sum(shares)
    return {
        name: torch.tensordot(part, torch.stack([state[name].double() for state in states]), 1).to(first.dtype)
        for name, first in states[0].items()
    }


def average(paths: Sequence[Path], out: Path, weights: Sequence[float] | None = None) -> None:
    """Writes the mean of the checkpoints at `paths` to `out`, as a checkpoint at the last position, for export only."""
    loaded = [load_checkpoint(path) for path in paths]
    mean = average_states([model for _, model, _ in loaded], weights)
    last = max((position for position, _, _ in loaded), key=lambda position: position.step)
    out.parent.mkdir(parents=True, exist_ok=True)
    write_checkpoint(out, last, mean, {})
