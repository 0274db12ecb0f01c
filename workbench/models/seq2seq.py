"""What the two runtimes of sequence-to-sequence models have in common: an `Engine`, and a `Translator` over one.

An engine turns texts into texts and knows nothing of translating or summarising, so that the same engine serves
`Seq2SeqTranslator` here and `abstractive.AbstractiveSummariser`.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.models.base import Translator
from workbench.signature import decoding_parts, signature
from workbench.types import Decoding, Translated

EXTRA_LENGTH = 32  # pieces that an output may always be longer than its share of the source (see Decoding)


@dataclass(frozen=True, slots=True)
class Search:
    """How an engine searches; lengths are in the model's pieces of the output, its end token included."""

    beam_size: int = 4
    length_penalty: float = 1.0
    repetition_penalty: float = 1.0
    no_repeat_ngram: int = 0
    min_length: int = 0
    max_length: int = 256


class Engine(ABC):
    """A loaded sequence-to-sequence model with its tokenizer, on one device."""

    name: str

    @abstractmethod
    def generate(self, texts: Sequence[str], search: Search) -> Sequence[Translated]:
        """One output per text, in order, as one batch; texts longer than the model's positions are an error.

        The score of an output is the mean natural-log probability of its pieces, the end token counted, that the
        model gives without any penalty. It is the same number for the same weights in each engine.
        """

    @abstractmethod
    def length(self, text: str) -> int:
        """How many pieces the model reads for a text, special tokens not counted."""

    @abstractmethod
    def parts(self) -> dict[str, object]:
        """The engine's part of a signature: model, revision, runtime, precision, device."""


class Seq2SeqTranslator(Translator):
    """A translator over any engine."""

    def __init__(self, engine: Engine, window: int) -> None:
        self.engine = engine
        self.name = engine.name
        self.window = window

    def translate_batch(self, texts: Sequence[str], decoding: Decoding) -> Sequence[Translated]:
        """One call of the engine; the length limit is that of the longest text of the batch."""
        longest = max(self.engine.length(text) for text in texts)
        return self.engine.generate(
            texts,
            Search(
                beam_size=decoding.beam_size,
                length_penalty=decoding.length_penalty,
                repetition_penalty=decoding.repetition_penalty,
                no_repeat_ngram=decoding.no_repeat_ngram,
                max_length=math.ceil(decoding.max_length_factor * longest) + EXTRA_LENGTH,
            ),
        )

    def length(self, text: str) -> int:
        return self.engine.length(text)

    def signature(self, decoding: Decoding) -> str:
        return signature(**self.engine.parts(), **decoding_parts(decoding))
