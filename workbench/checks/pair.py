"""One sentence and its translation, cut into words once, as every check gets it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from workbench.types import Flag, Severity

# A word with its inner hyphens and apostrophes, so that "Kim Jong-un" and "don't" stay whole.
_WORD = re.compile(r"[^\W\d_]+(?:['’‑-][^\W\d_]+)*")

Span = tuple[int, int]
_new = tuple.__new__


class Word(NamedTuple):
    """A word as written, in lower case, and where it stands."""

    text: str
    lower: str
    start: int
    end: int


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
    source_words: tuple[Word, ...]
    target_words: tuple[Word, ...]
    score: float | None = None  # mean log-probability per piece (natural log); None when unknown
    spread: Spread | None = None  # None when the sentence is judged alone

    def flag(
        self, check: str, severity: Severity, reason: str, source: Span | None = None, target: Span | None = None
    ) -> Flag:
        """A flag of this pair."""
        return Flag(self.segment, check, severity, reason, source, target)


def cut(text: str) -> tuple[Word, ...]:
    """The words of a text, in order."""
    found = _WORD.finditer(text.replace("’", "'"))
    # The tuple behind the name, because this line runs for every word and is a quarter of the time of all checks.
    return tuple([_new(Word, (word := match[0], word.lower(), *match.span())) for match in found])


def make(
    source: str, target: str, *, score: float | None = None, spread: Spread | None = None, segment: int = 0
) -> Pair:
    """A pair, with its words."""
    return Pair(segment, source, target, cut(source), cut(target), score, spread)
