"""ROUGE: words, pairs of words and common subsequences that a summary shares with a reference (Lin 2004)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from typing import Any

from workbench.metrics.base import Metric, Sample
from workbench.types import Stage

_COUNTED = re.compile(r"[a-z0-9]")


class Rouge(Metric):
    """rouge-score's F1 with Porter's stemmer, the mean over the texts, times 100."""

    task = Stage.SUMMARISE

    def __init__(self, kind: str, about: str) -> None:
        self.kind = kind  # "1", "2" or "L"
        self.id = f"rouge{kind.lower()}"
        self.name = f"ROUGE-{kind}"
        self.about = about

    def engine(self, sources: Sequence[str]) -> Any:
        from workbench.metrics.means import Mean

        return Mean(self.name, self._score_all, f="1", stem="porter", **{"rouge-score": version("rouge-score")})

    def unfit(self, sample: Sample) -> str | None:
        """rouge-score sees only a to z and digits, and would give 0 to anything else."""
        if not any(_COUNTED.search(text.lower()) for text in sample.references):
            return "no reference has a word that ROUGE counts (letters a to z, digits)"
        return super().unfit(sample)

    def _score_all(self, outputs: Sequence[str], references: Sequence[str]) -> list[float]:
        return [overlap(o, r, self.kind) for o, r in zip(outputs, references, strict=True)]


def overlap(output: str, reference: str, kind: str) -> float:
    """ROUGE F1 of one text, 0 to 100; kind is "1", "2" or "L"."""
    return 100 * float(_scorer(kind).score(reference, output)[f"rouge{kind}"].fmeasure)


@cache
def _scorer(kind: str) -> Any:
    from rouge_score.rouge_scorer import RougeScorer

    return RougeScorer([f"rouge{kind}"], use_stemmer=True)
