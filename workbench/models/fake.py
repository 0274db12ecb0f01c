"""Models without weights, for tests and for trying out the pipeline. They ship with the package on purpose."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.alignment import words
from workbench.models.base import Summariser, Translator
from workbench.signature import decoding_parts, signature
from workbench.types import (
    Budget,
    Decoding,
    Document,
    Progress,
    Stage,
    Step,
    Summarised,
    SummarySentence,
    Translated,
    ignore_progress,
)


class FakeTranslator(Translator):
    """Writes each sentence in capitals, word for word; every character counts as one piece."""

    def __init__(self, name: str = "fake", window: int = 400) -> None:
        self.name = name
        self.window = window
        self.batches: list[tuple[str, ...]] = []  # what was asked for, so that tests can look

    def translate_batch(self, texts: Sequence[str], decoding: Decoding) -> Sequence[Translated]:
        self.batches.append(tuple(texts))
        return [
            Translated(text.upper(), score=-0.5, alignment=tuple((k, k) for k in range(len(words(text)))))
            for text in texts
        ]

    def length(self, text: str) -> int:
        return len(text)

    def signature(self, decoding: Decoding) -> str:
        return signature(model=self.name, runtime="fake", **decoding_parts(decoding))


class FakeSummariser(Summariser):
    """Takes the last sentences, so that it is never mistaken for the lead baseline."""

    def __init__(self, name: str = "fake-summary", language: str = "en") -> None:
        self.name = name
        self.language = language

    def summarise(self, document: Document, budget: Budget, progress: Progress = ignore_progress) -> Summarised:
        first = max(0, len(document.sentences) - budget.sentences)
        progress(Step(Stage.SUMMARISE, 1, 1))
        return Summarised(
            tuple(
                SummarySentence(sentence.text, (index,), 1.0)
                for index, sentence in enumerate(document.sentences)
                if index >= first
            )
        )

    def signature(self, budget: Budget) -> str:
        return signature(model=self.name, runtime="fake", sentences=budget.sentences)
