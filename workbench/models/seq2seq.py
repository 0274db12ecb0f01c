"""What the two runtimes of sequence-to-sequence models have in common: an `Engine`, and a `Translator` over one.

An engine turns texts into texts and knows nothing of translating or summarising, so that the same engine serves
`Seq2SeqTranslator` here and `abstractive.AbstractiveSummariser`.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.models.attention import Weights, link
from workbench.models.base import Translator
from workbench.prompts import Prompt
from workbench.segment import CASING
from workbench.signature import decoding_parts, signature
from workbench.types import Decoding, Translated

EXTRA_LENGTH = 32  # pieces that an output may always be longer than its share of the source (see Decoding)
SAFE_WINDOW = 256  # for models whose catalogue entry names no window; Marian's training cut at 100 words


@dataclass(frozen=True, slots=True)
class Tongue:
    """The language tokens of a model that speaks many languages; None for the others."""

    source: str | None = None  # put in front of the source pieces, e.g. "__de__" or ">>eng<<"
    target: str | None = None  # the first piece that the decoder is given, e.g. "__en__"


@dataclass(frozen=True, slots=True)
class Search:
    """How an engine searches; lengths are in the model's pieces of the output, its end token included."""

    beam_size: int = 4
    length_penalty: float = 1.0
    repetition_penalty: float = 1.0
    no_repeat_ngram: int = 0
    min_length: int = 0
    max_length: int = 256
    attention: bool = False  # whether to say what each output word looked at

    @property
    def penalised(self) -> bool:
        """Whether the search changes the model's probabilities, so that its own score is not the model's."""
        return self.repetition_penalty != 1.0 or self.no_repeat_ngram > 0 or self.min_length > 1


@dataclass(frozen=True, slots=True, eq=False)
class Output:
    """What an engine returns for one text."""

    text: str
    score: float | None  # mean log-probability per piece (natural log, <= 0)
    truncated: bool = False  # True when it was cut at its length limit
    attention: Weights | None = None  # (words of `text`, words of the source); None where it was not asked for


class Engine(ABC):
    """A loaded sequence-to-sequence model with its tokenizer, on one device."""

    name: str
    positions: int | None  # longest input and output, in pieces, that the model can hold; None: no limit (T5)

    @abstractmethod
    def generate(self, texts: Sequence[str], search: Search) -> Sequence[Output]:
        """One output per text, in order, as one batch. No text may be longer than `positions`.

        The score is the mean natural-log probability of the output's pieces under the model: the end token counts
        when it was written, a first piece that was forced (a language token) does not, and penalties do not change
        it. It is the same number for the same output and weights in every engine, up to precision.
        """

    @abstractmethod
    def length(self, text: str) -> int:
        """How many pieces the model reads for a text, special tokens included."""

    @abstractmethod
    def parts(self) -> dict[str, object]:
        """The engine's part of a signature: model, revision, runtime, precision, device."""


class Seq2SeqTranslator(Translator):
    """A translator over any engine. `window` counts the special tokens, as the engine's `length` does."""

    recases = True  # measured on the embedded model (docs/limits.md); models like it learnt from the same kind of text

    def __init__(self, engine: Engine, window: int = 0, prefix: Prompt | None = None) -> None:
        self.engine = engine
        self.prefix = prefix  # what T5 and its like are told before the sentence
        self.name = engine.name
        # Half of the positions, because an output may be twice as long as its source (Decoding.max_length_factor).
        self.window = window or min(SAFE_WINDOW, ((engine.positions or 512) - EXTRA_LENGTH) // 2)
        self._empty = self.length("")

    def translate_batch(self, texts: Sequence[str], decoding: Decoding) -> Sequence[Translated]:
        """One call of the engine; the length limit is that of the longest text of the batch.

        A text of which the model would see nothing (only invisible marks) comes back as it is.
        """
        seen = [i for i, text in enumerate(texts) if self.length(text) > self._empty]
        outputs = list(map(Translated, texts, [None] * len(texts)))
        if seen:
            search = self._search(max(self.length(texts[i]) for i in seen), decoding)
            asked = [self._asked(texts[i]) for i in seen]
            for i, output in zip(seen, self.engine.generate(asked, search), strict=True):
                # A line break among the pieces would break "one line in, one line out".
                line = " ".join(output.text.splitlines())
                links = None if output.attention is None else link(output.attention)
                outputs[i] = Translated(line, output.score, output.truncated, links)
        return outputs

    def _search(self, longest: int, decoding: Decoding) -> Search:
        limit = math.ceil(decoding.max_length_factor * longest) + EXTRA_LENGTH
        return Search(
            beam_size=decoding.beam_size,
            length_penalty=decoding.length_penalty,
            repetition_penalty=decoding.repetition_penalty,
            no_repeat_ngram=decoding.no_repeat_ngram,
            max_length=min(limit, self.engine.positions or limit),
            attention=True,
        )

    def _asked(self, text: str) -> str:
        return self.prefix.render(text=text) if self.prefix else text

    def length(self, text: str) -> int:
        return self.engine.length(self._asked(text))

    def signature(self, decoding: Decoding) -> str:
        prompt = self.prefix.signed if self.prefix else None
        parts = {**self.engine.parts(), **decoding_parts(decoding), "prompt": prompt}
        return signature(**parts, case=CASING if self.recases else None)
