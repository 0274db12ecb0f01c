"""Step 3: the mean of the weights of several checkpoints."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch

from training.checkpoint import load_checkpoint, write_checkpoint
from training.recipe import RecipeError


def average_states(states: Sequence[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of each tensor, summed in float64.

    Raises:
        RecipeError: when there is nothing to average or the tensors' names or shapes differ.
    """
    if not states:
        raise RecipeError("no checkpoint to average")
    shapes = [{name: tensor.shape for name, tensor in state.items()} for state in states]
    if any(shape != shapes[0] for shape in shapes):
        raise RecipeError("the checkpoints are of different models and cannot be averaged")
    return {
        name: torch.stack([state[name].double() for state in states]).mean(0).to(first.dtype)
        for name, first in states[0].items()
    }


def average(paths: Sequence[Path], out: Path) -> None:
    """Writes the mean of the checkpoints at `paths` to `out`, as a checkpoint at the last position, for export only."""
    loaded = [load_checkpoint(path) for path in paths]
    mean = average_states([model for _, model, _ in loaded])
    last = max((position for position, _, _ in loaded), key=lambda position: position.step)
    out.parent.mkdir(parents=True, exist_ok=True)
    write_checkpoint(out, last, mean, {})
