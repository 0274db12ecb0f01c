"""Metrics that are the mean of one number per text, in the form that sacreBLEU's resampling takes.

This file imports sacreBLEU when it is loaded, so metrics import it only inside `engine`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sacrebleu.metrics.base import Metric, Score, Signature

Score_All = Callable[[Sequence[str], Sequence[str]], Sequence[float]]
"""Outputs and references → one number per text, 0 to 100."""


class MeanSignature(Signature):
    """The parts that the metric names, between sacreBLEU's own."""

    def __init__(self, args: dict[str, Any]) -> None:
        super().__init__(args)
        # What sacreBLEU calls the version is only the resampler's here; the parts say how each text was scored.
        self.info["sacrebleu"], self.info["version"] = self.info["version"], None
        self.info.update(args["parts"])


class Mean(Metric):
    """The mean over the texts of what `score_all` says of each."""

    _SIGNATURE_TYPE = MeanSignature

    def __init__(self, name: str, score_all: Score_All, **parts: object) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # sacreBLEU's constructor has no annotations
        self.name = name
        self.parts = parts  # of the signature
        self._score_all = score_all

    def _extract_corpus_statistics(self, hypotheses: Sequence[str], references: Any) -> list[list[float]]:
        self.num_refs = len(references)
        return [[score, 1.0] for score in self._score_all(hypotheses, references[0])]

    def _aggregate_and_compute(self, stats: Sequence[Sequence[float]]) -> Score:
        return self._compute_score_from_stats([sum(column) for column in zip(*stats, strict=True)])

    def _compute_score_from_stats(self, stats: Sequence[float]) -> Score:
        return Score(self.name, float(stats[0]) / float(stats[1]))

    def _preprocess_segment(self, sent: str) -> str:
        return sent

    def _extract_reference_info(self, refs: Sequence[str]) -> dict[str, Any]:
        return {"references": refs}

    def _compute_segment_statistics(self, hypothesis: str, ref_kwargs: dict[str, Any]) -> list[float]:
        return [self._score_all([hypothesis], ref_kwargs["references"])[0], 1.0]
