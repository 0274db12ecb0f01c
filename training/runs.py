"""Runs on disk: `STATE/runs/NAME/` with `run.json`, `train.log` and `checkpoints/`."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from training.checkpoint import load_checkpoint
from training.recipe import RecipeError
from training.schedule import Decay


@dataclass(frozen=True)
class Run:
    """What a run is, apart from the recipe.

    A decay run has `decay_from` (a checkpoint's path, at `decay_start` target tokens) and `decay_tokens`. A stable run
    may have `start_from`: the checkpoint, of whatever run, that it begins with at the full rate.
    """

    name: str
    profile: str | None = None
    decay_from: str | None = None
    decay_start: int = 0
    decay_tokens: int = 0
    start_from: str | None = None

    @property
    def origin(self) -> str | None:
        """The checkpoint of another run that this one begins with, or None for a run from nothing."""
        return self.decay_from or self.start_from

    @property
    def decay(self) -> Decay | None:
        """The decay, or None for a stable run."""
        return Decay(self.decay_start, self.decay_tokens) if self.decay_from else None


def run_folder(state: Path, name: str) -> Path:
    """Where a run lives."""
    return state / "runs" / name


def open_run(state: Path, wanted: Run) -> Run:
    """Makes the run, or finds it as it was made; a run's origin, decay and profile cannot change.

    Raises:
        RecipeError: when a run of this name exists and was made otherwise.
    """
    path = run_folder(state, wanted.name) / "run.json"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(wanted), indent=1), encoding="utf-8")
        return wanted
    found = Run(**json.loads(path.read_text(encoding="utf-8")))
    if wanted.origin is not None and wanted != found:
        raise RecipeError(f"run {wanted.name!r} exists and was made otherwise: {found}; choose another --name")
    return found


def decay_run(name: str, checkpoint: Path, tokens: int, profile: str | None) -> Run:
    """A run that branches from `checkpoint` and takes the rate to zero over `tokens` target tokens."""
    start = load_checkpoint(checkpoint)[0].tokens
    return Run(name, profile, str(checkpoint), start, tokens)
