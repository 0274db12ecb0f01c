"""Neural summarisers over any engine: BART, Pegasus, T5 and their like, which write sentences of their own.

A document that fits the window is summarised in one go. A longer one is cut at sentence boundaries into parts, as few
as possible and the longest of them as short as can be, each part is summarised, and then the summaries together, again
in parts if need be; a sentence that is itself longer than the window goes into several parts. So the model reads every
sentence, and nothing is left out.

Of what the model writes, the first sentences up to the budget are taken, whole ones only: a last sentence that was cut
at the length limit is dropped, or, where it is the only one, ends in "…".

The model's attention, where the runtime tells it, says which sentences it looked at while it wrote each of its own; by
way of parts it is followed back to the document. `evidence` blends it with the words that they share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from workbench import evidence
from workbench.models.base import Summariser
from workbench.models.origins import Shares, shares
from workbench.models.seq2seq import Engine, Output, Search
from workbench.prompts import Prompt
from workbench.segment import cut_long, split
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

_RUNNING_TEXT = frozenset({BlockKind.LEAD, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_SAFE_WINDOW = 512  # pieces, for models that neither the catalogue nor their configuration give a limit for
# A minimum that suits an article makes a model invent things about three lines, so it is at most this share of the
# input. The shortest articles of CNN/DailyMail, for which minimum 56 was chosen, have about 200 pieces.
_SHORTEST_SHARE = 0.25
_VERSION = 1  # goes into the signature; raise it when the same output of a model would be used in another way


@dataclass(frozen=True, slots=True)
class _Bit:
    """A sentence that is read, or a part of one that is too long."""

    text: str
    size: int  # pieces that it adds to a part
    sentence: int


@dataclass(frozen=True, slots=True, eq=False)
class _Written:
    """Sentences, and the shares of attention that each paid to the sentences of the document, where that is known."""

    texts: Sequence[str]
    origins: Shares | None  # (sentences, sentences of the document)


class AbstractiveSummariser(Summariser):
    """A summariser over any engine. `window` counts pieces as the engine's `length` does, the prompt included."""

    def __init__(
        self,
        engine: Engine,
        *,
        window: int = 0,
        language: str = "en",
        search: Search | None = None,
        prompt: Prompt | None = None,
    ) -> None:
        self.engine = engine
        self.name = engine.name
        self.language = language
        self.search = search or Search()
        self.prompt = prompt
        self.window = window or engine.positions or _SAFE_WINDOW

    def summarise(self, document: Document, budget: Budget, progress: Progress = ignore_progress) -> Summarised:
        read = _sentences_to_read(document)
        texts = [document.sentences[i].text for i in read]
        written = self._summarise(texts, progress)
        sentences = written.texts[: budget.sentences]
        looked = None if written.origins is None else written.origins[: budget.sentences].tolist()
        found = evidence.support(sentences, texts, attention=looked)
        return Summarised(
            tuple(
                SummarySentence(sentence, tuple(read[i] for i in one.indexes), one.support, missing=one.missing)
                for sentence, one in zip(sentences, found, strict=True)
            )
        )

    def _summarise(self, sentences: Sequence[str], progress: Progress) -> _Written:
        """One summary of all sentences, by way of summaries of parts where they do not fit the window."""
        done = 0
        read = _Written(sentences, np.eye(len(sentences), dtype=np.float32))
        while True:
            parts = self._parts(read.texts)
            total = done + len(parts) + (len(parts) > 1)
            progress(Step(Stage.SUMMARISE, done, total))
            outputs: list[_Written] = []
            for part in parts:
                outputs.append(self._write(part, len(read.texts)))
                done += 1
                progress(Step(Stage.SUMMARISE, done, total))
            shorter = _together(outputs, read)
            # A model that does not shorten would never come to an end; its summaries of parts are then the summary.
            if len(parts) == 1 or self._length(shorter.texts) >= self._length(read.texts):
                progress(Step(Stage.SUMMARISE, done, done))
                return shorter
            read = shorter

    def _write(self, part: Sequence[_Bit], count: int) -> _Written:
        """The summary of one part of `count` sentences, and what of them each sentence of it looked at."""
        joined = " ".join(bit.text for bit in part)
        text = self._asked(joined)
        shortest = min(self.search.min_length, int(_SHORTEST_SHARE * self.engine.length(text)))
        [output] = self.engine.generate([text], replace(self.search, min_length=shortest, attention=True))
        sentences = whole_sentences(output)
        if output.attention is None:
            return _Written(sentences, None)
        start, places = text.index(joined), []
        for bit in part:
            places.append((start, start + len(bit.text)))
            start += len(bit.text) + 1
        paid = shares(output.attention, output.text, sentences, text, places)
        origins = np.zeros((len(sentences), count), dtype=np.float32)
        np.add.at(origins.T, [bit.sentence for bit in part], paid.T)
        return _Written(sentences, origins)

    def _asked(self, text: str) -> str:
        return self.prompt.render(text=text) if self.prompt else text

    def _length(self, sentences: Sequence[str]) -> int:
        return self.engine.length(self._asked(" ".join(sentences)))

    def _parts(self, sentences: Sequence[str]) -> list[list[_Bit]]:
        """Runs of whole sentences that fit the window: as few as possible, the longest as short as can be."""
        empty = self._length([])
        room = self.window - empty
        # What a sentence adds to a part: its own pieces and one for the space, to be on the safe side.
        bits = list(self._fitting(sentences, room, empty))
        parts = _packed(bits, room)
        low, high = 1, room
        while low < high:  # the least room that still gives as few parts
            middle = (low + high) // 2
            low, high = (low, middle) if len(_packed(bits, middle)) <= len(parts) else (middle + 1, high)
        return _packed(bits, high)

    def _fitting(self, sentences: Sequence[str], room: int, empty: int) -> Iterator[_Bit]:
        """Each sentence with its length; one that is longer than the room comes in several bits."""

        def length(text: str) -> int:
            return self._length([text]) - empty + 1

        for number, sentence in enumerate(sentences):
            size = length(sentence)
            if size <= room:
                yield _Bit(sentence, size, number)
            else:
                yield from (_Bit(text, length(text), number) for text in cut_long(sentence, length, room))

    def signature(self, budget: Budget) -> str:
        search = self.search
        return signature(
            **self.engine.parts(),
            window=self.window,
            beam=search.beam_size,
            lenpen=search.length_penalty,
            reppen=search.repetition_penalty,
            ngram=search.no_repeat_ngram,
            minlen=search.min_length,
            maxlen=search.max_length,
            prompt=f"{self.prompt.name}-{self.prompt.hash}" if self.prompt else None,
            parts=_VERSION,
            sentences=budget.sentences,
        )


def whole_sentences(output: Output) -> list[str]:
    """The sentences of a summariser's output, without one at the end that was cut at the length limit."""
    text = output.text.replace("<n>", "\n")  # Pegasus' mark for the end of a line
    text = re.sub(r"\s+([.,;:!?])(?=\s|$)", r"\1", text)  # the CNN/DailyMail models write "it . Then"
    sentences = [" ".join(text[start:end].split()) for start, end in split(text)]
    if output.truncated and sentences and not re.search(r"[.!?…][\"'”’»)]*$", sentences[-1]):
        last = sentences.pop()
        if not sentences:
            sentences.append(f"{last} …")
    return sentences


def _sentences_to_read(document: Document) -> list[int]:
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


def _together(outputs: Sequence[_Written], read: _Written) -> _Written:
    """The summaries of parts as one; what they looked at is followed back to the sentences of the document."""
    texts = [text for output in outputs for text in output.texts]
    origins = [output.origins for output in outputs if output.origins is not None]
    if read.origins is None or len(origins) != len(outputs):
        return _Written(texts, None)
    return _Written(texts, np.concatenate(origins) @ read.origins)
