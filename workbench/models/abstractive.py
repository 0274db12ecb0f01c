"""Neural summarisers over any engine: BART, Pegasus, T5 and their like, which write sentences of their own.

`in_parts.py` has how long documents are read. Of what the model writes, the first sentences up to the budget are taken,
whole ones only: a last sentence that was cut at the length limit is dropped, or, where it is the only one, ends in "…".
The model's attention, where the runtime tells it, says which sentences it looked at while it wrote each of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from workbench.models.in_parts import InParts, Written
from workbench.models.origins import shares
from workbench.models.seq2seq import Engine, Output, Search
from workbench.prompts import Prompt
from workbench.segment import split
from workbench.signature import signature
from workbench.types import Budget

_SAFE_WINDOW = 512  # pieces, for models that neither the catalogue nor their configuration give a limit for
# A minimum that suits an article makes a model invent things about three lines, so it is at most this share of the
# input. The shortest articles of CNN/DailyMail, for which minimum 56 was chosen, have about 200 pieces.
_SHORTEST_SHARE = 0.25
_VERSION = 1  # goes into the signature; raise it when the same output of a model would be used in another way


class AbstractiveSummariser(InParts):
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

    def write(self, part: Sequence[str], budget: Budget) -> Written:
        joined = " ".join(part)
        asked = self._asked(joined)
        shortest = min(self.search.min_length, int(_SHORTEST_SHARE * self.engine.length(asked)))
        [output] = self.engine.generate([asked], replace(self.search, min_length=shortest, attention=True))
        sentences = whole_sentences(output)
        if output.attention is None:
            return Written(sentences)
        start, places = asked.index(joined), []
        for text in part:
            places.append((start, start + len(text)))
            start += len(text) + 1
        return Written(sentences, shares(output.attention, output.text, sentences, asked, places))

    def size(self, text: str, budget: Budget) -> int:
        return self.engine.length(self._asked(text))

    def _asked(self, text: str) -> str:
        return self.prompt.render(text=text) if self.prompt else text

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
            prompt=self.prompt.signed if self.prompt else None,
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
