"""Parts of the source that nothing in the translation says."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks import match
from workbench.checks.pair import Pair
from workbench.types import Flag, Severity

ID = "omitted"
# Measured on the 3,004 pairs of newstest2017 (docs/checks.md): good translations seldom go below these.
_FEWEST = 5  # content words of a source that can be judged by its share
_SHARE = 0.25
_SHARE_WHEN_SHORT = 0.5
_SHORT = 0.65  # characters of the translation for one of the source
_RUN = 6  # content words in a row without a counterpart
_TAIL = 5  # the same at the end of the sentence, where models stop early


def find(pair: Pair) -> Iterator[Flag]:
    """Flag a source of which too little, or too long a stretch, has a counterpart in the translation."""
    if not pair.target_words:
        return
    sides = match.of(pair)
    content = match.content(pair.source_words, match.GERMAN_FUNCTION_WORDS)
    told = [match.is_told(word, sides) for word in content]
    first, length = _longest_run(told)
    tail = first + length == len(told)
    if length >= _RUN or (tail and length >= _TAIL and length < len(told)):
        span = content[first].start, content[first + length - 1].end
        words = f"“{content[first].text} … {content[first + length - 1].text}”"
        reason = f"nothing in the translation seems to say {words} ({length} words)"
        yield pair.flag(ID, Severity.WARNING, reason, span)
        return
    share = sum(told) / len(told) if told else 1.0
    short = len(pair.target.strip()) < _SHORT * len(pair.source.strip())
    if len(told) >= _FEWEST and share < (_SHARE_WHEN_SHORT if short else _SHARE):
        reason = f"only {sum(told)} of {len(told)} words of the source have a counterpart in the translation"
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
