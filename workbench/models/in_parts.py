"""Long documents, summarised in parts and then together, for every model that writes summaries of its own.

A document that fits the window is summarised in one go. A longer one is cut at sentence boundaries into parts, as few
as possible and the longest of them as short as can be, each part is summarised, and then the summaries together, again
in parts if need be; a sentence that is itself longer than the window goes into several parts. So the model reads every
sentence, and nothing is left out.

What a model looked at while it wrote, where it tells, is followed back through the parts to the sentences of the
document, and `evidence` blends it with the words that they share.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from workbench import evidence
from workbench.models.base import Summariser
from workbench.models.origins import Shares
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


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """Sentences that a model wrote, and how its attention was shared out among the texts that it read, where known."""

    texts: Sequence[str]
    origins: Shares | None = None  # (sentences written, texts read)


@dataclass(frozen=True, slots=True)
class _Bit:
    """A sentence that is read, or a part of one that is too long."""

    text: str
    size: int  # pieces that it adds to a part
    sentence: int


class InParts(Summariser):
    """A summariser that reads at most `window` pieces at once."""

    window: int

    @abstractmethod
    def write(self, part: Sequence[str], budget: Budget) -> Written:
        """The sentences that the model writes, whole ones only, for texts that fit together, joined by spaces."""

    @abstractmethod
    def size(self, text: str, budget: Budget) -> int:
        """How many pieces of the window a text takes, with all that is around it."""

    def kept(self, budget: Budget) -> int:
        """How many of the sentences that the model wrote belong to the summary."""
        return budget.sentences

    def summarise(self, document: Document, budget: Budget, progress: Progress = ignore_progress) -> Summarised:
        read = sentences_to_read(document)
        texts = [document.sentences[i].text for i in read]
        written = self._written(texts, budget, progress)
        sentences = written.texts[: self.kept(budget)]
        if self.writes and self.writes != self.language:  # words of two languages have nothing to compare
            return Summarised(tuple(SummarySentence(sentence, (), 0.0) for sentence in sentences))
        looked = None if written.origins is None else written.origins[: len(sentences)].tolist()
        found = evidence.support(sentences, texts, attention=looked)
        return Summarised(
            tuple(
                SummarySentence(sentence, tuple(read[i] for i in one.indexes), one.support, missing=one.missing)
                for sentence, one in zip(sentences, found, strict=True)
            )
        )

    def _written(self, sentences: Sequence[str], budget: Budget, progress: Progress) -> Written:
        """The summary of all sentences, by way of summaries of parts where they do not fit the window."""
        done = 0
        read = Written(sentences, np.eye(len(sentences), dtype=np.float32))
        while True:
            parts = self._parts(read.texts, budget)
            total = done + len(parts) + (len(parts) > 1)
            progress(Step(Stage.SUMMARISE, done, total))
            outputs: list[Written] = []
            for part in parts:
                outputs.append(_by_sentence(self.write([bit.text for bit in part], budget), part, len(read.texts)))
                done += 1
                progress(Step(Stage.SUMMARISE, done, total))
            shorter = _together(outputs, read)
            # A model that does not shorten would never come to an end; its summaries of parts are then the summary.
            if len(parts) == 1 or self._size(shorter.texts, budget) >= self._size(read.texts, budget):
                progress(Step(Stage.SUMMARISE, done, done))
                return shorter
            read = shorter

    def _size(self, sentences: Sequence[str], budget: Budget) -> int:
        return self.size(" ".join(sentences), budget)

    def _parts(self, sentences: Sequence[str], budget: Budget) -> list[list[_Bit]]:
        """Runs of whole sentences that fit the window: as few as possible, the longest as short as can be."""
        empty = self.size("", budget)
        room = self.window - empty
        # What a sentence adds to a part: its own pieces and one for the space, to be on the safe side.
        bits = list(self._fitting(sentences, room, empty, budget))
        parts = _packed(bits, room)
        low, high = 1, room
        while low < high:  # the least room that still gives as few parts
            middle = (low + high) // 2
            low, high = (low, middle) if len(_packed(bits, middle)) <= len(parts) else (middle + 1, high)
        return _packed(bits, high)

    def _fitting(self, sentences: Sequence[str], room: int, empty: int, budget: Budget) -> Iterator[_Bit]:
        """Each sentence with its length; one that is longer than the room comes in several bits."""

        def length(text: str) -> int:
            return self.size(text, budget) - empty + 1

        for number, sentence in enumerate(sentences):
            size = length(sentence)
            if size <= room:
                yield _Bit(sentence, size, number)
            else:
                yield from (_Bit(text, length(text), number) for text in cut_long(sentence, length, room))


def sentences_to_read(document: Document) -> list[int]:
    """Indexes of the running text; of all sentences where there is none. Headings would read as broken sentences."""
    running = [i for i, s in enumerate(document.sentences) if s.kind in _RUNNING_TEXT and s.text.strip()]
    return running or [i for i, s in enumerate(document.sentences) if s.text.strip()]


def _packed(bits: Sequence[_Bit], room: int) -> list[list[_Bit]]:
    """Fill parts in order; a bit longer than the room has a part of its own."""
    parts: list[list[_Bit]] = [[]]
    used = 0
    for bit in bits:
        if parts[-1] and used + bit.size > room:
            parts.append([])
            used = 0
        parts[-1].append(bit)
        used += bit.size
    return parts


def _by_sentence(written: Written, part: Sequence[_Bit], count: int) -> Written:
    """The shares of the bits of a part as shares of the `count` sentences that they are of."""
    if written.origins is None:
        return written
    origins = np.zeros((len(written.texts), count), dtype=np.float32)
    np.add.at(origins.T, [bit.sentence for bit in part], written.origins.T)
    return Written(written.texts, origins)


def _together(outputs: Sequence[Written], read: Written) -> Written:
    """The summaries of parts as one; what they looked at is followed back to the sentences of the document."""
    texts = [text for output in outputs for text in output.texts]
    origins = [output.origins for output in outputs if output.origins is not None]
    if read.origins is None or len(origins) != len(outputs):
        return Written(texts)
    return Written(texts, np.concatenate(origins) @ read.origins)
