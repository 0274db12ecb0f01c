"""Where translated sentences are looked up: what the visitor has seen first, then the memory of this machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.models.cached import SentenceCache
from workbench.types import Translated

Memory = Mapping[tuple[str, str], Translated]
"""Translations by (German sentence, translator's signature). Equal signatures on equal text give equal output."""


class VisitCache:
    """A visitor's own memory, which is read here and added to when an order has ended, with a lasting one behind it.

    The visitor's own makes that a restored block costs only its own sentences even where nothing may be written down.
    """

    def __init__(self, memory: Memory, behind: SentenceCache | None = None) -> None:
        self._memory = memory
        self._behind = behind

    def find(self, signature: str, sentences: Sequence[str]) -> Mapping[str, Translated]:
        known = {s: self._memory[s, signature] for s in sentences if (s, signature) in self._memory}
        missing = [s for s in sentences if s not in known]
        if self._behind is None or not missing:
            return known
        return {**known, **self._behind.find(signature, missing)}

    def keep(self, signature: str, translated: Mapping[str, Translated]) -> None:
        """Only in the lasting memory: the visit remembers what the progress reported."""
        if self._behind is not None:
            self._behind.keep(signature, translated)
