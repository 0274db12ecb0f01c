"""Checkpoints: written whole or not at all, and enough to go on exactly where the run stood."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch

from training.recipe import RecipeError


@dataclass(frozen=True)
class Position:
    """Where a run stands: steps and target tokens done, and the next batch (`batch` of `epoch` of `phase`)."""

    step: int = 0
    tokens: int = 0
    phase: int = 0
    epoch: int = 0
    batch: int = 0


def checkpoint_path(folder: Path, position: Position) -> Path:
    """The name of a checkpoint; names sort by step."""
    return folder / f"step-{position.step:08}.pt"


def list_checkpoints(folder: Path) -> list[Path]:
    """The checkpoints of a run, oldest first."""
    return sorted(folder.glob("step-*.pt"))


def write_checkpoint(
    path: Path, position: Position, model: dict[str, torch.Tensor], optimizers: dict[str, object]
) -> None:
    """Writes one checkpoint whole or not at all.

    The file is written under another name, flushed to the disk, and renamed: a run killed at any moment leaves only
    whole checkpoints.
    """
    partial = path.with_suffix(".partial")
    with partial.open("wb") as out:
        torch.save({"position": asdict(position), "model": model, "optimizers": optimizers}, out)
        out.flush()
        os.fsync(out.fileno())
    partial.replace(path)


def save_checkpoint(
    folder: Path, position: Position, model: dict[str, torch.Tensor], optimizers: dict[str, object], keep: int
) -> Path:
    """Writes a checkpoint beside the others and removes all but the newest `keep`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = checkpoint_path(folder, position)
    write_checkpoint(path, position, model, optimizers)
    for old in list_checkpoints(folder)[:-keep]:
        old.unlink()
    return path


def load_checkpoint(path: Path) -> tuple[Position, dict[str, torch.Tensor], dict[str, Any]]:
    """Reads a checkpoint: position, the model's state, the optimizers' state.

    Raises:
        RecipeError: when there is no such file.
    """
    if not path.exists():
        raise RecipeError(f"no checkpoint {path}")
    state = torch.load(path, map_location="cpu", weights_only=True)
    return Position(**state["position"]), state["model"], state["optimizers"]
