"""Reuse of what one visitor already had translated, so that a restored block costs only its own sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from workbench.models.base import Translator
from workbench.types import Decoding, Progress, Stage, Step, Translated, ignore_progress

Memory = Mapping[tuple[str, str], Translated]
"""Translations by (German sentence, translator's signature). Equal signatures on equal text give equal output."""


class RememberingTranslator(Translator):
    """Another translator that is only asked for what is not in the memory."""

    def __init__(self, inner: Translator, memory: Memory) -> None:
        self.inner = inner
        self.memory = memory
        self.name = inner.name
        self.window = inner.window

    def translate_batch(self, texts: Sequence[str], decoding: Decoding) -> Sequence[Translated]:
        return self.inner.translate_batch(texts, decoding)

    def length(self, text: str) -> int:
        return self.inner.length(text)

    def signature(self, decoding: Decoding) -> str:
        return self.inner.signature(decoding)

    def translate(
        self, sentences: Sequence[str], decoding: Decoding | None = None, progress: Progress = ignore_progress
    ) -> Sequence[Translated]:
        """As the contract says; progress counts all sentences, the remembered ones as done from the start."""
        decoding = decoding or Decoding()
        made = self.signature(decoding)
        known = {i: self.memory[text, made] for i, text in enumerate(sentences) if (text, made) in self.memory}
        missing = [i for i in range(len(sentences)) if i not in known]

        def report(step: Step) -> None:
            finished = {missing[i]: done for i, done in step.finished.items()}
            progress(replace(step, done=step.done + len(known), total=len(sentences), finished=finished))

        progress(Step(Stage.TRANSLATE, len(known), len(sentences), known))
        fresh = self.inner.translate([sentences[i] for i in missing], decoding, report)
        results = known | dict(zip(missing, fresh, strict=True))
        return [results[i] for i in range(len(sentences))]
