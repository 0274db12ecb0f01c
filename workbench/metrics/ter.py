"""TER: how many words must be changed, moved, added or removed to reach the reference (Snover et al. 2006)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbench.metrics.base import Metric
from workbench.types import Stage


class Ter(Metric):
    """sacreBLEU's TER with its defaults; in percent of the reference's words, so it can pass 100."""

    id = "ter"
    name = "TER"
    task = Stage.TRANSLATE
    higher_is_better = False
    about = "edits to reach the reference, in percent of its words; lower is better"

    def engine(self, sources: Sequence[str]) -> Any:
        from sacrebleu.metrics.ter import TER

        return TER()
