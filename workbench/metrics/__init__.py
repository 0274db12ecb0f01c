"""Metrics: an output held against a reference. Every score carries its signature, or says why there is none.

>>> from workbench.metrics import METRICS, score_systems
>>> str(score_systems(METRICS["chrf"], {"a": ["The cat sat."]}, ["The cat sat."])["a"])
'100.0'

Each metric is one file; the table below names them. `docs/adding-a-metric.md` shows how to add one. Nothing heavy is
imported before something is scored.
"""

from __future__ import annotations

from workbench.metrics.base import Metric, Sample
from workbench.metrics.bertscore import BertScore
from workbench.metrics.bleu import Bleu
from workbench.metrics.chrf import Chrf
from workbench.metrics.comet import Comet
from workbench.metrics.rouge import Rouge
from workbench.metrics.score import Score
from workbench.metrics.significance import score_systems
from workbench.metrics.ter import Ter
from workbench.types import Stage

__all__ = ["METRICS", "Metric", "Sample", "Score", "metrics_for", "score_systems"]

METRICS: dict[str, Metric] = {
    metric.id: metric
    for metric in (
        Bleu(),
        Chrf(),
        Ter(),
        Comet(),
        Rouge("1", "words shared with the reference, 0 to 100"),
        Rouge("2", "pairs of words shared with the reference, 0 to 100"),
        Rouge("L", "longest common sequence of words, 0 to 100"),
        BertScore(),
    )
}


def metrics_for(task: Stage) -> list[Metric]:
    """The metrics of translations (by sentence) or of summaries (by text), in the order of the table."""
    return [metric for metric in METRICS.values() if metric.task is task]
