"""The embedded summariser: picks the sentences of the document that say most of it, without repetition.

numpy only, no download. Every summary sentence is a sentence of the document, so its evidence is exact.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

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
from workbench.words import content_stems

_RUNNING_TEXT = frozenset({BlockKind.LEAD, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_POSITION = 0.5  # weight of the place in the document against centrality
_REDUNDANCY = 0.5  # weight of the likeness to what was picked already


class ExtractiveSummariser(Summariser):
    """Ranks English sentences by centrality, position and coverage; in document order; no model, no window."""

    name = "extractive"

    def summarise(
        self, document: Document, budget: Budget, progress: Progress = ignore_progress
    ) -> Summarised:
        """The best `budget.sentences` of the running text; of all kinds where there is no running text."""
        written = [i for i, s in enumerate(document.sentences) if s.text.strip()]
        running = [i for i in written if document.sentences[i].kind in _RUNNING_TEXT] or written
        picked = _pick([document.sentences[i].text for i in running], budget.sentences)
        progress(Step(Stage.SUMMARISE, 1, 1))
        indexes = [running[i] for i in sorted(picked)]
        return Summarised(tuple(SummarySentence(document.sentences[i].text, (i,), 1.0) for i in indexes))

    def signature(self, budget: Budget) -> str:
        return signature(model=self.name, sentences=budget.sentences)


def _pick(sentences: list[str], count: int) -> list[int]:
    """Indexes of the chosen sentences, best first."""
    if len(sentences) <= count:
        return list(range(len(sentences)))
    vectors = _vectors(sentences)
    centre = vectors.sum(axis=0)
    length = np.linalg.norm(centre)
    central = vectors @ centre / (length or 1.0)
    gain = central + _POSITION / np.sqrt(1 + np.arange(len(sentences)))
    picked: list[int] = []
    for _ in range(count):
        best = int(np.argmax(gain))
        picked.append(best)
        gain = gain - _REDUNDANCY * (vectors @ vectors[best])
        gain[best] = -np.inf
    return picked


def _vectors(sentences: list[str]) -> NDArray[np.float64]:
    """One row of unit length per sentence: counts of its content words."""
    bags = [Counter(content_stems(sentence)) for sentence in sentences]
    column = {word: i for i, word in enumerate(dict.fromkeys(word for bag in bags for word in bag))}
    rows = np.zeros((len(sentences), max(1, len(column))))
    for row, bag in zip(rows, bags, strict=True):
        for word, times in bag.items():
            row[column[word]] = times
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: NDArray[np.float64] = rows / np.where(norms == 0, 1.0, norms)
    return unit
