"""One sentence and its translation, cut into words once, as every check gets it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from workbench.checks.facts import English, German, of_english, of_german
from workbench.segment import in_casing_of, recased
from workbench.types import Flag, Severity

# A word with its inner hyphens and apostrophes, so that "Kim Jong-un" and "don't" stay whole.
_WORD = re.compile(r"[^\W\d_]+(?:['’‑-][^\W\d_]+)*")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Spread:
    """How the log-probabilities of a whole run lie: the middle one, and the median distance from it."""

    median: float
    deviation: float


@dataclass(frozen=True, slots=True, eq=False)  # a pair is itself, so that what is known of it is found again fast
class Pair:
    """A German sentence, its English translation, and what is known about how the translation was made."""

    segment: int
    source: str
    target: str
    source_words: tuple[German, ...]
    target_words: tuple[English, ...]
    score: float | None = None  # mean log-probability per piece (natural log); None when unknown
    spread: Spread | None = None  # None when the sentence is judged alone

    def flag(
        self, check: str, severity: Severity, reason: str, source: Span | None = None, target: Span | None = None
    ) -> Flag:
        """A flag of this pair."""
        return Flag(self.segment, check, severity, reason, source, target)


@lru_cache(maxsize=4)
def spans(text: str) -> tuple[Span, ...]:
    """Where each word of a text stands. Only some pairs ask, because it takes as long as all other cutting."""
    return tuple([match.span() for match in _WORD.finditer(_straight(text))])


def make(
    source: str, target: str, *, score: float | None = None, spread: Spread | None = None, segment: int = 0
) -> Pair:
    """A pair, with its words; German in capitals is judged in the casing of ordinary text."""
    source = in_casing_of(recased(source), source)
    german = tuple(map(of_german, _WORD.findall(_straight(source))))
    english = tuple(map(of_english, _WORD.findall(_straight(target))))
    return Pair(segment, source, target, german, english, score, spread)


def _straight(text: str) -> str:
    return text.replace("’", "'")
