"""Long documents, summarised in parts and then together, for every model that writes summaries of its own.

A document that fits the window is summarised in one go. A longer one is cut at sentence boundaries into parts, as few
as possible and the longest of them as short as can be, each part is summarised, and then the summaries together, again
in parts if need be; a sentence that is itself longer than the window goes into several parts. So the model reads every
sentence, and nothing is left out.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence

from workbench import evidence
from workbench.models.base import Summariser
from workbench.segment import cut_long
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

_RUNNING_TEXT = frozenset({BlockKind.LEAD, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})


class InParts(Summariser):
    """A summariser that reads at most `window` pieces at once."""

    window: int

    @abstractmethod
    def write(self, text: str, budget: Budget) -> list[str]:
        """The sentences that the model writes for a text that fits, whole ones only."""

    @abstractmethod
    def size(self, text: str, budget: Budget) -> int:
        """How many pieces of the window a text takes, with all that is around it."""

    def kept(self, budget: Budget) -> int:
        """How many of the sentences that the model wrote belong to the summary."""
        return budget.sentences

    def summarise(self, document: Document, budget: Budget, progress: Progress = ignore_progress) -> Summarised:
        read = sentences_to_read(document)
        written = self._written([document.sentences[i].text for i in read], budget, progress)
        sentences = written[: self.kept(budget)]
        if self.writes and self.writes != self.language:  # words of two languages have nothing to compare
            return Summarised(tuple(SummarySentence(sentence, (), 0.0) for sentence in sentences))
        found = evidence.support(sentences, [document.sentences[i].text for i in read])
        return Summarised(
            tuple(
                SummarySentence(sentence, tuple(read[i] for i in one.indexes), one.support)
                for sentence, one in zip(sentences, found, strict=True)
            )
        )

    def _written(self, sentences: Sequence[str], budget: Budget, progress: Progress) -> list[str]:
        """The summary of all sentences, by way of summaries of parts where they do not fit the window."""
        done = 0
        while True:
            parts = self._parts(sentences, budget)
            total = done + len(parts) + (len(parts) > 1)
            progress(Step(Stage.SUMMARISE, done, total))
            outputs: list[list[str]] = []
            for part in parts:
                outputs.append(self.write(" ".join(part), budget))
                done += 1
                progress(Step(Stage.SUMMARISE, done, total))
            shorter = [sentence for output in outputs for sentence in output]
            # A model that does not shorten would never come to an end; its summaries of parts are then the summary.
            if len(parts) == 1 or self._size(shorter, budget) >= self._size(sentences, budget):
                progress(Step(Stage.SUMMARISE, done, done))
                return shorter
            sentences = shorter

    def _size(self, sentences: Sequence[str], budget: Budget) -> int:
        return self.size(" ".join(sentences), budget)

    def _parts(self, sentences: Sequence[str], budget: Budget) -> list[list[str]]:
        """Runs of whole sentences that fit the window: as few as possible, the longest as short as can be."""
        empty = self.size("", budget)
        room = self.window - empty
        # What a sentence adds to a part: its own pieces and one for the space, to be on the safe side.
        pieces = list(self._fitting(sentences, room, empty, budget))
        parts = _packed(pieces, room)
        low, high = 1, room
        while low < high:  # the least room that still gives as few parts
            middle = (low + high) // 2
            low, high = (low, middle) if len(_packed(pieces, middle)) <= len(parts) else (middle + 1, high)
        return _packed(pieces, high)

    def _fitting(self, sentences: Sequence[str], room: int, empty: int, budget: Budget) -> Iterator[tuple[str, int]]:
        """Each sentence with its length; one that is longer than the room comes in several pieces."""

        def length(text: str) -> int:
            return self.size(text, budget) - empty + 1

        for sentence in sentences:
            size = length(sentence)
            if size <= room:
                yield sentence, size
            else:
                yield from ((text, length(text)) for text in cut_long(sentence, length, room))


def sentences_to_read(document: Document) -> list[int]:
    """Indexes of the running text; of all sentences where there is none. Headings would read as broken sentences."""
    running = [i for i, s in enumerate(document.sentences) if s.kind in _RUNNING_TEXT and s.text.strip()]
    return running or [i for i, s in enumerate(document.sentences) if s.text.strip()]


def _packed(pieces: Sequence[tuple[str, int]], room: int) -> list[list[str]]:
    """Fill parts in order; a piece longer than the room has a part of its own."""
    parts: list[list[str]] = [[]]
    used = 0
    for text, size in pieces:
        if parts[-1] and used + size > room:
            parts.append([])
            used = 0
        parts[-1].append(text)
        used += size
    return parts
