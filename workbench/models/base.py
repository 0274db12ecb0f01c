"""The two contracts: `Translator` and `Summariser`.

An author of a new runtime writes one method, `translate_batch` (and says how long a text is). Batching, sorting by
length, cutting of over-long sentences, progress and cancelling are done once, here. A runtime never sees an
`Article`, never prints, never picks a device silently and never touches the network.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.alignment import joined
from workbench.errors import ContractBroken
from workbench.segment import clean_for_model, cut_long, recased
from workbench.types import (
    Budget,
    Decoding,
    Document,
    Links,
    Progress,
    Stage,
    Step,
    Summarised,
    Translated,
    ignore_progress,
)

if TYPE_CHECKING:
    from workbench.glossary import Glossary

_LEADING_UP = 3  # sentences before a stretch that a model may be shown


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a sentence that fits the model's window; most sentences are one piece."""

    sentence: int
    part: int  # 0 for the first part of the sentence
    text: str
    length: int
    start: int  # where it stands in the whole sentence
    whole: str  # the sentence, as the model reads it
    recased: bool  # whether that is in another casing than the source


class Translator(ABC):
    """Turns sentences into sentences: as many out as in, in the same order."""

    name: str
    window: int  # longest source, in the model's own pieces, that the model translates well
    in_order: int = 0
    """For models that are told several sentences at once, or what stands before them: batches are then stretches of
    the text, in its order, of at most this many sentences, and go to `translate_stretch`. What such a model writes for
    a sentence may depend on its neighbours. 0: batches are of similar length, and every sentence stands alone."""
    local: bool = True  # False for a model on another machine: it can work while models here compute
    recases: bool = False
    """For models that know words only as ordinary text writes them: sentences in capitals are read in that casing
    (`segment/casing.py`). Each that was says so (`Translated.read_as`), and the signature has to say it."""

    @property
    def by_sentence(self) -> bool:
        """Whether what it makes of a sentence follows from that sentence and the signature, so that it can be kept."""
        return not self.in_order

    @abstractmethod
    def translate_batch(self, texts: Sequence[str], decoding: Decoding) -> Sequence[Translated]:
        """Translate texts that each fit the window, as one batch. Called with at least one text; none is blank."""

    def translate_stretch(
        self, texts: Sequence[str], before: Sequence[str], decoding: Decoding
    ) -> Sequence[Translated]:
        """`translate_batch` for a stretch of the text; `before` are the sentences that lead up to it, at most three."""
        return self.translate_batch(texts, decoding)

    def told(self, glossary: Glossary) -> Translator:
        """This translator, knowing the terms of a glossary, where it can be told any; else itself.

        The pipeline puts terms right afterwards in any case.
        """
        return self

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

        Control characters, direction marks and line breaks are taken out of what the model reads; where the
        translator `recases`, it reads sentences in capitals as ordinary text would write them.

        A sentence that is longer than the window is cut at safe places, translated in parts and joined by spaces;
        it is then not `truncated`, because nothing was lost. Its score is the mean of its parts by length, and its
        alignment is that of all parts. Alignments count the words of the sentence as it was given.
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
        for batch in _batches(pieces, decoding.batch_tokens, self.in_order):
            outputs = self._outputs(batch, pieces, decoding)
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

    def _outputs(self, batch: Sequence[_Piece], pieces: Sequence[_Piece], decoding: Decoding) -> Sequence[Translated]:
        texts = [piece.text for piece in batch]
        if not self.in_order:
            return self.translate_batch(texts, decoding)
        begin = pieces.index(batch[0])
        before = [piece.text for piece in pieces[max(0, begin - _LEADING_UP) : begin]]
        return self.translate_stretch(texts, before, decoding)

    def _pieces(self, sentences: Sequence[str]) -> list[_Piece]:
        """The sentences that are not blank, as the model reads them, cut where they exceed the window, in order."""
        pieces: list[_Piece] = []
        for index, raw in enumerate(sentences):
            clean = clean_for_model(raw)
            if not clean:
                continue
            sentence = recased(clean) if self.recases else clean
            length = self.length(sentence)
            if length <= self.window:
                pieces.append(_Piece(index, 0, sentence, length, 0, sentence, sentence != clean))
                continue
            after = 0
            for part, text in enumerate(cut_long(sentence, self.length, self.window)):
                start = sentence.index(text, after)
                after = start + len(text)
                pieces.append(_Piece(index, part, text, self.length(text), start, sentence, sentence != clean))
        return pieces


def _batches(pieces: Sequence[_Piece], tokens: int, in_order: int) -> Iterator[list[_Piece]]:
    """Batches of similar length, longest first, each of at most `tokens` padded source pieces (or one text).

    With `in_order`: stretches of at most that many texts, as they come.
    """
    batch: list[_Piece] = []
    for piece in pieces if in_order else sorted(pieces, key=lambda p: -p.length):
        # Sorted downwards the first piece of a batch is its longest; all others are padded to that.
        longest = max((p.length for p in batch), default=0)
        if batch and (longest * (len(batch) + 1) > tokens or len(batch) == in_order):
            yield batch
            batch = []
        batch.append(piece)
    if batch:
        yield batch


def _join(done: list[tuple[_Piece, Translated]]) -> Translated:
    """The parts of one sentence, in the order of the source, as one translation."""
    first = done[0][0]
    read_as = first.whole if first.recased else None
    if len(done) == 1:
        return done[0][1] if read_as is None else replace(done[0][1], read_as=read_as)
    done = sorted(done, key=lambda pair: pair[0].part)
    scored = [(piece.length, output.score) for piece, output in done if output.score is not None]
    weight = sum(length for length, _ in scored)
    text = " ".join(output.text for _, output in done if output.text)
    return Translated(
        text=text,
        score=sum(length * score for length, score in scored) / weight if weight else None,
        truncated=any(output.truncated for _, output in done),
        alignment=_join_links(done, text),
        read_as=read_as,
    )


def _join_links(done: Sequence[tuple[_Piece, Translated]], text: str) -> Links | None:
    """The alignment of the parts as one; None when any part has none."""
    links: list[Links] = []
    sources, targets, start = [], [], 0
    for piece, output in done:
        if output.text:
            if output.alignment is None:
                return None
            links.append(output.alignment)
            sources.append((piece.start, piece.start + len(piece.text)))
            targets.append((start, start + len(output.text)))
            start += len(output.text) + 1
    return joined(links, sources, targets, done[0][0].whole, text)


class Summariser(ABC):
    """Turns a document into a few sentences, each with its evidence."""

    name: str
    language: str = "en"  # the language that it reads, and writes unless `writes` says another
    writes: str = ""
    local: bool = True  # as in `Translator`

    @abstractmethod
    def summarise(self, document: Document, budget: Budget, progress: Progress = ignore_progress) -> Summarised:
        """Summarise a document of at least one sentence. What was beyond the window is named in `left_out`."""

    @abstractmethod
    def signature(self, budget: Budget) -> str:
        """One line: model, revision, runtime, precision, budget."""
