"""A translator that is asked only for what is not yet known: equal signatures on equal text give equal output."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from workbench.models.base import Translator
from workbench.types import Decoding, Progress, Stage, Step, Translated, ignore_progress

if TYPE_CHECKING:
    from workbench.glossary import Glossary


class SentenceCache(Protocol):
    """Where translated sentences are kept. Neither method raises: what cannot be kept is made again."""

    def find(self, signature: str, sentences: Sequence[str]) -> Mapping[str, Translated]:
        """Those of the German sentences whose translation under this signature is known."""

    def keep(self, signature: str, translated: Mapping[str, Translated]) -> None:
        """Remember the translations of these German sentences."""


class CachedTranslator(Translator):
    """Another translator with a cache in front of it. What comes from the cache is marked as `cached`."""

    def __init__(self, inner: Translator, cache: SentenceCache) -> None:
        self.inner = inner
        self.cache = cache
        self.name = inner.name
        self.window = inner.window
        self.in_order = inner.in_order
        self.local = inner.local

    def told(self, glossary: Glossary) -> Translator:
        return CachedTranslator(self.inner.told(glossary), self.cache)

    def translate_batch(self, texts: Sequence[str], decoding: Decoding) -> Sequence[Translated]:
        return self.inner.translate_batch(texts, decoding)

    def length(self, text: str) -> int:
        return self.inner.length(text)

    def signature(self, decoding: Decoding) -> str:
        return self.inner.signature(decoding)

    def translate(
        self, sentences: Sequence[str], decoding: Decoding | None = None, progress: Progress = ignore_progress
    ) -> Sequence[Translated]:
        """As the contract says; progress counts all sentences, the known ones as done from the start.

        Each batch is kept as soon as it is done, so work that is stopped goes on where it was.
        """
        decoding = decoding or Decoding()
        if not self.by_sentence:
            return self.inner.translate(sentences, decoding, progress)
        made = self.signature(decoding)
        known = {s: replace(t, cached=True) for s, t in self.cache.find(made, sentences).items()}
        missing = list(dict.fromkeys(s for s in sentences if s not in known))
        places = _places(sentences)
        finished = sum(len(places[s]) for s in known)
        progress(Step(Stage.TRANSLATE, finished, len(sentences), {i: t for s, t in known.items() for i in places[s]}))

        def report(step: Step) -> None:
            nonlocal finished
            fresh = {missing[i]: done for i, done in step.finished.items()}
            self.cache.keep(made, {s: t for s, t in fresh.items() if s.strip()})
            spread = {i: t for s, t in fresh.items() for i in places[s]}
            finished += len(spread)
            progress(replace(step, done=finished, total=len(sentences), finished=spread))

        fresh = self.inner.translate(missing, decoding, report) if missing else []
        results = known | dict(zip(missing, fresh, strict=True))
        return [results[sentence] for sentence in sentences]


def _places(sentences: Sequence[str]) -> dict[str, list[int]]:
    """Where each sentence stands; news repeats itself, and what stands twice is translated once."""
    places: dict[str, list[int]] = {}
    for index, sentence in enumerate(sentences):
        places.setdefault(sentence, []).append(index)
    return places
