"""The two contracts: `Translator` and `Summariser`.

An author of a new runtime writes one method, `translate_batch` (and says how long a text is). Batching, sorting by
length, cutting of over-long sentences, progress and cancelling are done once, here. A runtime never sees an
`Article`, never prints, never picks a device silently and never touches the network.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.errors import ContractBroken
from workbench.segment import clean_for_model, cut_long
from workbench.types import (
    Budget,
    Decoding,
    Document,
    Progress,
    Stage,
    Step,
    Summarised,
    Translated,
    ignore_progress,
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a sentence that fits the model's window; most sentences are one piece."""

    sentence: int
    part: int  # 0 for the first part of the sentence
    text: str
    length: int


class Translator(ABC):
    """Turns sentences into sentences: as many out as in, in the same order."""

    name: str
    window: int  # longest source, in the model's own pieces, that the model translates well
    local: bool = True  # False for a model on another machine: it can work while models here compute

    @abstractmethod
    def translate_batch(self, texts: Sequence[str], decoding: Decoding) -> Sequence[Translated]:
        """Translate texts that each fit the window, as one batch. Called with at least one text; none is blank."""

    @abstractmethod
    def length(self, text: str) -> int:
        """How many of the model's pieces a text has."""

    @abstractmethod
    def signature(self, decoding: Decoding) -> str:
        """One line: model, revision, runtime, precision, decoding."""

    def translate(
        self, sentences: Sequence[str], decoding: Decoding | None = None, progress: Progress = ignore_progress
    ) -> Sequence[Translated]:
        """Translate any number of sentences of any length. Blank ones come back as they are.

        Control characters, direction marks and line breaks are taken out of what the model reads.

        A sentence that is longer than the window is cut at safe places, translated in parts and joined by spaces;
        it is then not `truncated`, because nothing was lost. Its score is the mean of its parts by length.
        `progress` is called after each batch and may raise `Cancelled`.
        """
        decoding = decoding or Decoding()
        pieces = self._pieces(sentences)
        parts: dict[int, list[tuple[_Piece, Translated]]] = {}
        wanted = [0] * len(sentences)
        for piece in pieces:
            wanted[piece.sentence] += 1
        finished = {i: Translated(s, None) for i, s in enumerate(sentences) if not wanted[i]}
        progress(Step(Stage.TRANSLATE, len(finished), len(sentences), dict(finished)))
        for batch in _batches(pieces, decoding.batch_tokens):
            outputs = self.translate_batch([piece.text for piece in batch], decoding)
            if len(outputs) != len(batch):
                raise ContractBroken(
                    f"{self.name} returned {len(outputs)} translations for {len(batch)} sentences; "
                    "this is a fault of the runtime, please report it."
                )
            fresh: dict[int, Translated] = {}
            for piece, output in zip(batch, outputs, strict=True):
                done = parts.setdefault(piece.sentence, [])
                done.append((piece, output))
                if len(done) == wanted[piece.sentence]:
                    fresh[piece.sentence] = _join(done)
            finished |= fresh
            progress(Step(Stage.TRANSLATE, len(finished), len(sentences), fresh))
        return [finished[i] for i in range(len(sentences))]

    def _pieces(self, sentences: Sequence[str]) -> list[_Piece]:
        """The sentences that are not blank, cleaned, and cut where they are longer than the window, in order."""
        pieces: list[_Piece] = []
        for index, raw in enumerate(sentences):
            sentence = clean_for_model(raw)
            if not sentence:
                continue
            length = self.length(sentence)
            if length <= self.window:
                pieces.append(_Piece(index, 0, sentence, length))
                continue
            cut = cut_long(sentence, self.length, self.window)
            pieces.extend(_Piece(index, part, text, self.length(text)) for part, text in enumerate(cut))
        return pieces


def _batches(pieces: Sequence[_Piece], tokens: int) -> Iterator[list[_Piece]]:
    """Batches of similar length, longest first, each of at most `tokens` padded source pieces (or one text)."""
    batch: list[_Piece] = []
    for piece in sorted(pieces, key=lambda p: -p.length):
        # Sorted downwards, so the first piece of a batch is its longest and all others are padded to it.
        if batch and batch[0].length * (len(batch) + 1) > tokens:
            yield batch
            batch = []
        batch.append(piece)
    if batch:
        yield batch


def _join(done: list[tuple[_Piece, Translated]]) -> Translated:
    """The parts of one sentence, in the order of the source, as one translation."""
    if len(done) == 1:
        return done[0][1]
    done = sorted(done, key=lambda pair: pair[0].part)
    scored = [(piece.length, output.score) for piece, output in done if output.score is not None]
    weight = sum(length for length, _ in scored)
    return Translated(
        text=" ".join(output.text for _, output in done if output.text),
        score=sum(length * score for length, score in scored) / weight if weight else None,
        truncated=any(output.truncated for _, output in done),
    )


class Summariser(ABC):
    """Turns a document into a few sentences, each with its evidence."""

    name: str
    language: str = "en"  # the language that it reads and writes
    local: bool = True  # as in `Translator`

    @abstractmethod
    def summarise(self, document: Document, budget: Budget, progress: Progress = ignore_progress) -> Summarised:
        """Summarise a document of at least one sentence. What was beyond the window is named in `left_out`."""

    @abstractmethod
    def signature(self, budget: Budget) -> str:
        """One line: model, revision, runtime, precision, budget."""
