"""BLEU: how many runs of one to four words the output shares with the reference (Papineni et al. 2002)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbench.metrics.base import Metric, Sample
from workbench.types import Stage

_ORDER = 4


class Bleu(Metric):
    """sacreBLEU's BLEU with its defaults: 13a tokens, mixed case, exponential smoothing."""

    id = "bleu"
    name = "BLEU"
    task = Stage.TRANSLATE
    about = "runs of words shared with the reference, 0 to 100"

    def engine(self, sources: Sequence[str]) -> Any:
        from sacrebleu.metrics.bleu import BLEU

        return BLEU()

    def unfit(self, sample: Sample) -> str | None:
        """Without a run of four words sacreBLEU gives 0 even to a perfect output, which would be a false 0."""
        tokenize = self.engine(()).tokenizer
        if all(len(tokenize(output.rstrip()).split()) < _ORDER for output in sample.outputs):
            return super().unfit(sample) or f"no output has {_ORDER} words in a row, which BLEU counts"
        return None
