"""The first sentences of the article: the baseline that stands beside every other summary.

News is written with the most important first, so this is hard to beat (docs/summariser.md has the figures).
"""

from __future__ import annotations

from workbench.models.base import Summariser
from workbench.signature import signature
from workbench.types import (
    BlockKind,
    Budget,
    Document,
    Progress,
    Stage,
    Step,
    Summarised,
    SummarySentence,
    ignore_progress,
)

_RUNNING_TEXT = frozenset({BlockKind.LEAD, BlockKind.PARAGRAPH})


class LeadSummariser(Summariser):
    """The first sentences of the running text (lead and paragraphs); no model, no window."""

    name = "lead"

    def summarise(self, document: Document, budget: Budget, progress: Progress = ignore_progress) -> Summarised:
        """The first `budget.sentences` that are not blank; of all kinds where there is no running text."""
        written = [(i, s) for i, s in enumerate(document.sentences) if s.text.strip()]
        running = [(i, s) for i, s in written if s.kind in _RUNNING_TEXT] or written
        progress(Step(Stage.SUMMARISE, 1, 1))
        return Summarised(tuple(SummarySentence(s.text, (i,), 1.0) for i, s in running[: budget.sentences]))

    def signature(self, budget: Budget) -> str:
        return signature(model=self.name, sentences=budget.sentences)
