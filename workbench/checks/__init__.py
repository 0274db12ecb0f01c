"""Checks of a translated sentence: pure functions of a German sentence and its English translation.

>>> [flag.reason for flag in check("Es kamen 2.200.112 Besucher.", "There were 2,200,12 visitors.")]
['the source says 2.200.112, the translation 2,200,12']

Each check is one file with a `find`; the table below names them. `docs/adding-a-check.md` shows how to add one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from workbench.checks import (
    blank,
    brackets,
    doublequoting,
    doubt,
    invented,
    length,
    names,
    negation,
    numbers,
    omitted,
    pair,
    repetition,
    spellcheck,
    unchanged,
    untranslated,
)
from workbench.checks.pair import Pair
from workbench.types import Flag, Severity

__all__ = ["CHECKS", "Check", "check", "check_all"]


@dataclass(frozen=True, slots=True)
class Check:
    """One check: the ids of its flags, the function that finds them, and what it looks for."""

    ids: tuple[str, ...]
    find: Callable[[Pair], Iterator[Flag]]
    about: str


# Ids that pofilter of Translate Toolkit has too: numbers, unchanged, blank, short, long, brackets, doublequoting,
# spellcheck.
CHECKS: tuple[Check, ...] = (
    Check((blank.ID,), blank.find, "nothing was translated, or something was made out of nothing"),
    Check((unchanged.ID,), unchanged.find, "the translation is the German sentence again"),
    Check((repetition.ID,), repetition.find, "words, phrases or characters are said over and over"),
    Check((numbers.ID,), numbers.find, "a number, date or time was changed, lost or added"),
    Check((names.ID,), names.find, "a name was lost, garbled or made up"),
    Check((negation.ID,), negation.find, "a “not” was lost or added"),
    Check((untranslated.ID,), untranslated.find, "German words were left in the English"),
    Check((spellcheck.ID,), spellcheck.find, "a word of the translation is no English word"),
    Check((omitted.ID,), omitted.find, "a part of the source has no counterpart in the translation"),
    Check((invented.ID,), invented.find, "a part of the translation has no counterpart in the source"),
    Check((length.SHORT, length.LONG), length.find, "the translation is far shorter or longer than usual"),
    Check((brackets.ID,), brackets.find, "brackets are out of balance"),
    Check((doublequoting.ID,), doublequoting.find, "quotation marks were lost, added or left open"),
    Check((doubt.ID,), doubt.find, "the model itself was unsure"),
)
_WORST_FIRST = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def check(source: str, target: str, *, score: float | None = None, segment: int = 0) -> tuple[Flag, ...]:
    """Every flag of one German sentence and its English translation, the worst first.

    `score` is the mean log-probability per piece (natural log, <= 0) that the model gave its translation, or None.
    `segment` is the number that the flags carry. Spans are offsets into `source` and `target`.
    """
    return _flags(pair.make(source, target, score=score, segment=segment))


def check_all(pairs: Iterable[tuple[str, str, float | None]]) -> tuple[Flag, ...]:
    """Every flag of a run, by segment, the worst of a segment first.

    Takes source, target and score (or None) of each segment in order, so that a score can be seen against the others.
    """
    rows = list(pairs)
    spread = doubt.spread([score for _, _, score in rows])
    made = (
        pair.make(source, target, score=score, spread=spread, segment=segment)
        for segment, (source, target, score) in enumerate(rows)
    )
    return tuple(flag for one in made for flag in _flags(one))


def _flags(one: Pair) -> tuple[Flag, ...]:
    flags = [flag for each in CHECKS for flag in each.find(one)]
    return tuple(sorted(flags, key=lambda flag: _WORST_FIRST[flag.severity]))
