"""BERTScore: how well the words of a summary find their like in the reference, by a model's embeddings (Zhang 2020)."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from workbench.metrics.base import Metric
from workbench.metrics.outside import cached_files, installed, release, score_outside
from workbench.types import Stage

VARIABLE = "WORKBENCH_BERTSCORE"  # a folder with a model of the user's own, in transformers form
_REPOSITORY = "roberta-large"  # what bert-score takes for English
_LAYER = 17  # of roberta-large, as bert-score's own table has it; the last one for other models
_SCRIPT = """
from bert_score import score
precision, recall, f1 = score(
    job["outputs"], job["references"], model_type=job["model"], num_layers=job["layer"], device="cpu", verbose=False
)
answer(f1.tolist())
"""


class BertScore(Metric):
    """bert-score's F1 without rescaling, times 100, with a model that the user has; never downloads."""

    id = "bertscore"
    name = "BERTScore"
    task = Stage.SUMMARISE
    about = "likeness of words by a model's embeddings, times 100; good texts lie close together"

    def missing(self) -> str | None:
        if not installed("bert_score"):
            return "the package bert-score is not installed (pip install bert-score)"
        if _folder() is None:
            return f"its model is not on this machine; set {VARIABLE} to a folder, or fetch {_REPOSITORY} yourself"
        return None

    def engine(self, sources: Sequence[str]) -> Any:
        from workbench.metrics.means import Mean

        folder = _folder()
        assert folder is not None
        layer = _layer(folder)
        name = Path(os.environ.get(VARIABLE) or _REPOSITORY).name
        return Mean(
            self.name,
            partial(_score_all, str(folder), layer),
            f="1",
            model=name,
            layer=layer,
            **{"bert-score": release("bert-score")},
        )


def _score_all(model: str, layer: int, outputs: Sequence[str], references: Sequence[str]) -> list[float]:
    job = {"model": model, "layer": layer, "outputs": list(outputs), "references": list(references)}
    return [100 * score for score in score_outside("BERTScore", _SCRIPT, job, len(outputs))]


def _folder() -> Path | None:
    own = os.environ.get(VARIABLE)
    if own:
        return Path(own).expanduser() if (Path(own).expanduser() / "config.json").is_file() else None
    return next((path.parent for path in cached_files(_REPOSITORY, "config.json")), None)


def _layer(folder: Path) -> int:
    if not os.environ.get(VARIABLE):
        return _LAYER
    return int(json.loads((folder / "config.json").read_text("utf-8"))["num_hidden_layers"])
