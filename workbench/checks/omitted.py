"""Parts of the source that nothing in the translation says."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks import match
from workbench.checks.pair import Pair, spans
from workbench.types import Flag, Severity

ID = "omitted"
# Measured on the 3,004 pairs of newstest2017 (docs/checks.md): good translations seldom go below these.
_RUN = 7  # content words in a row without a counterpart
_TAIL = 6  # the same at the end of the sentence, where models stop early
# What a translation seems to lack, in characters, as a share of the source. Free translations use other words, too, but
# on both sides: something is missing where the source has more content words than the translation, more of them
# without a counterpart, and more characters. None of the three would tell alone.
_LACKING = 0.35
_FEWEST = 5  # content words of a source that has enough to be missed
_WORD = 6.0  # characters that a content word more counts for
_ROOM = 60  # characters more in a source that short ones are measured by


def find(pair: Pair) -> Iterator[Flag]:
    """Flag a source of which a long stretch has no counterpart, or a translation that has too little all in all."""
    if not pair.target_words:
        return
    sides = match.of(pair)
    # To hear more counterparts could only make a stretch shorter.
    flag = _stretch(pair, sides) if bytes(sides.told).find(bytes(_TAIL)) >= 0 else None
    if flag is not None:
        yield flag
    else:
        yield from _lacking(pair, sides)


def _stretch(pair: Pair, sides: match.Sides) -> Flag | None:
    content = [(place, word) for place, word in enumerate(pair.source_words) if word.is_content]
    told = [match.is_told(word, sides) for _, word in content]
    first, length = _longest_run(told)
    tail = first + length == len(told)
    if length < _RUN and not (tail and length >= _TAIL and length < len(told)):
        return None
    (start, begin), (end, finish) = content[first], content[first + length - 1]
    where = spans(pair.source)
    reason = f"nothing in the translation seems to say “{begin.text} … {finish.text}” ({length} words)"
    return pair.flag(ID, Severity.WARNING, reason, (where[start][0], where[end][1]))


def _lacking(pair: Pair, sides: match.Sides) -> Iterator[Flag]:
    letters, fewer = len(pair.source), len(pair.source) - len(pair.target)
    source, target = len(sides.told), len(sides.said)
    if fewer <= 0 or source < _FEWEST:
        return
    untold, unsaid = sides.told.count(False), sides.said.count(False)
    lacks = fewer + _WORD * (source - target + untold - unsaid)
    if lacks > _LACKING * (letters + _ROOM):
        reason = (
            f"something seems to be missing: {untold} of {source} words of the source have no clear counterpart, "
            f"and {unsaid} of {target} of the translation"
        )
        yield pair.flag(ID, Severity.WARNING, reason)


def _longest_run(told: list[bool]) -> tuple[int, int]:
    """Start and length of the longest run of words without a counterpart; of equal ones the last."""
    best, start = (0, 0), 0
    for place, is_told in enumerate(told):
        if is_told:
            start = place + 1
        elif place + 1 - start >= best[1]:
            best = start, place + 1 - start
    return best
