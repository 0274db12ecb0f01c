"""COMET: a neural model's estimate of quality from source, output and reference (Rei et al. 2020)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from workbench.metrics.base import Metric
from workbench.metrics.outside import cached_files, installed, release, score_outside
from workbench.types import Stage

VARIABLE = "WORKBENCH_COMET"  # a checkpoint (model.ckpt) of the user's own
_REPOSITORY = "Unbabel/wmt22-comet-da"
_SCRIPT = """
import comet
model = comet.load_from_checkpoint(job["model"])
answer(model.predict(job["data"], batch_size=8, gpus=0, num_workers=1, progress_bar=False).scores)
"""


class Comet(Metric):
    """Unbabel's COMET with a checkpoint that the user has; never downloads. 0 to 100 for the usual models."""

    id = "comet"
    name = "COMET"
    task = Stage.TRANSLATE
    about = "a neural model's estimate of quality, times 100"

    def missing(self) -> str | None:
        if not installed("comet"):
            return "the package unbabel-comet is not installed (pip install unbabel-comet)"
        if _checkpoint() is None:
            return f"its model is not on this machine; set {VARIABLE} to a model.ckpt, or fetch {_REPOSITORY} yourself"
        return None

    def engine(self, sources: Sequence[str]) -> Any:
        from workbench.metrics.means import Mean

        model = _checkpoint()
        return Mean(
            self.name,
            partial(_score_all, str(model), sources),
            model=_name(model),
            **{"unbabel-comet": release("unbabel-comet")},
        )


def _score_all(model: str, sources: Sequence[str], outputs: Sequence[str], references: Sequence[str]) -> list[float]:
    rows = zip(sources, outputs, references, strict=True)
    data = [{"src": source, "mt": output, "ref": reference} for source, output, reference in rows]
    return [100 * score for score in score_outside("COMET", _SCRIPT, {"model": model, "data": data}, len(data))]


def _checkpoint() -> Path | None:
    own = os.environ.get(VARIABLE)
    if own:
        return Path(own).expanduser() if Path(own).expanduser().is_file() else None
    return next(iter(cached_files(_REPOSITORY, "checkpoints/model.ckpt")), None)


def _name(checkpoint: Path | None) -> str:
    """The folder above "checkpoints" names the model or its revision."""
    assert checkpoint is not None
    return f"{_REPOSITORY}@{checkpoint.parent.parent.name[:12]}" if not os.environ.get(VARIABLE) else checkpoint.name
