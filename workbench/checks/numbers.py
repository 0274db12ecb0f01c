"""Numbers, dates and times that the translation changed, lost or added."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.checks.facts import SMALLEST_NUMBER
from workbench.checks.numberwords import GERMAN_SCALES
from workbench.checks.numerals import (
    Number,
    english_digits,
    english_words,
    german_digits,
    german_months,
    german_words,
)
from workbench.checks.pair import Pair
from workbench.types import Flag, Severity

ID = "numbers"
_YEARS = (0, 1900, 2000, -1900)  # "the 90s" and "1990"
_DIGIT = re.compile(r"\d")


def find(pair: Pair) -> Iterator[Flag]:
    """Flag each number of one side that no reading finds on the other.

    Number words of a side that owes none are read only where the digits left something open.
    """
    owes = True in [word.may_count for word in pair.source_words]
    if not (owes or "halb " in pair.source or _DIGIT.search(pair.source) or _DIGIT.search(pair.target)):
        return
    source, target = german_digits(pair.source), english_digits(pair.target)
    in_words = german_words(pair.source, pair.source_words, source) if owes else []
    lost = _lost(pair, [number for number in [*source, *in_words] if _counts(number)], target)
    if lost:
        lost = _lost(pair, lost, [*target, *english_words(pair.target, pair.target_words)])
    added = _added(pair, target, _said(source))
    if added:
        months = {round(value, 6) for value in german_months(pair.source_words)}
        said = _said([*source, *german_words(pair.source, pair.source_words, source)]) | months
        added = _added(pair, added, said)
    yield from _report(pair, lost, added)


def _lost(pair: Pair, source: list[Number], target: list[Number]) -> list[Number]:
    told = {round(value, 6) for number in target for reading in number.readings for value in reading}
    return [number for number in source if not _is_told(number, told, pair)]


def _added(pair: Pair, target: list[Number], said: set[float]) -> list[Number]:
    return [number for number in target if not _is_said(number, said, pair)]


def _counts(number: Number) -> bool:
    """Whether a translation must say it. Fractions and small numbers in words are said in too many ways."""
    values = number.readings[0]
    return number.digits or all(value >= SMALLEST_NUMBER and value == int(value) for value in values)


def _scales(pair: Pair) -> list[float]:
    """The thousands and millions that a number in front of a range may share."""
    return [GERMAN_SCALES[word.lower] for word in pair.source_words if word.lower in GERMAN_SCALES]


def _is_told(number: Number, told: set[float], pair: Pair) -> bool:
    for reading in number.readings:
        if all(round(value, 6) in told for value in reading):
            return True
    first = number.readings[0]
    if len(first) == 1:
        value = next(iter(first))
        near = [value * scale for scale in _scales(pair)] + [1900 + value, 2000 + value] * (value < 100)
        return any(round(other, 6) in told for other in near)
    return False


def _said(source: list[Number]) -> set[float]:
    values = {round(value, 6) for number in source for reading in number.readings for value in reading}
    return values | {round(value % 100, 6) for value in values if 1000 <= value < 2100}


def _is_said(number: Number, said: set[float], pair: Pair) -> bool:
    for reading in number.readings:
        if all(any(round(value + years, 6) in said for years in _YEARS) for value in reading):
            return True
    if len(number.readings[0]) == 1:
        value = next(iter(number.readings[0]))
        return any(round(value / scale, 6) in said for scale in _scales(pair))
    return False


def _report(pair: Pair, lost: list[Number], added: list[Number]) -> Iterator[Flag]:
    """A number that was lost and one that was added make one flag, because one probably became the other."""
    lost.sort(key=lambda number: not number.digits)
    for place in range(max(len(lost), len(added))):
        old = lost[place] if place < len(lost) else None
        new = added[place] if place < len(added) else None
        if old is not None and new is not None:
            reason = f"the source says {old.text}, the translation {new.text}"
            yield pair.flag(ID, Severity.ERROR, reason, old.span, new.span)
        elif old is not None:
            reason = f"the source says {old.text}, the translation does not"
            yield pair.flag(ID, Severity.WARNING, reason, old.span)
        elif new is not None:
            reason = f"the translation says {new.text}, the source does not"
            yield pair.flag(ID, Severity.WARNING, reason, None, new.span)
