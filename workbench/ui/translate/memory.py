"""Reuse of what one visitor already had translated, so that a restored block costs only its own sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.models.base import Translator
from workbench.models.cached import CachedTranslator
from workbench.types import Translated

Memory = Mapping[tuple[str, str], Translated]
"""Translations by (German sentence, translator's signature). Equal signatures on equal text give equal output."""


class RememberingTranslator(CachedTranslator):
    """Another translator that is only asked for what is not in the memory."""

    def __init__(self, inner: Translator, memory: Memory) -> None:
        super().__init__(inner, _Remembered(memory))


class _Remembered:
    """A visitor's memory, which is added to when an order has ended, as a cache that is only read."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def find(self, signature: str, sentences: Sequence[str]) -> Mapping[str, Translated]:
        return {s: self._memory[s, signature] for s in sentences if (s, signature) in self._memory}

    def keep(self, signature: str, translated: Mapping[str, Translated]) -> None:
        """Nothing: the visit remembers what the progress reported."""
