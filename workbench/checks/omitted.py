"""Parts of the source that nothing in the translation says."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks import match
from workbench.checks.pair import Pair, spans
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
    content = [(place, word) for place, word in enumerate(pair.source_words) if word.is_content]
    told = [sides.read[place] for place, _ in content]
    first, length = _longest_run(told)
    if length < _TAIL and not _is_sparse(pair, told):
        return  # to hear more counterparts could only lift it further from a flag
    told = [match.is_told(word, sides) for _, word in content]
    first, length = _longest_run(told)
    tail = first + length == len(told)
    if length >= _RUN or (tail and length >= _TAIL and length < len(told)):
        (start, begin), (end, finish) = content[first], content[first + length - 1]
        where = spans(pair.source)
        reason = f"nothing in the translation seems to say “{begin.text} … {finish.text}” ({length} words)"
        yield pair.flag(ID, Severity.WARNING, reason, (where[start][0], where[end][1]))
    elif _is_sparse(pair, told):
        reason = f"only {sum(told)} of {len(told)} words of the source have a counterpart in the translation"
        yield pair.flag(ID, Severity.WARNING, reason)


def _is_sparse(pair: Pair, told: list[bool]) -> bool:
    """Whether too small a share has a counterpart; a translation that is short, too, must have more of them."""
    if len(told) < _FEWEST:
        return False
    share = sum(told) / len(told)
    if share >= _SHARE_WHEN_SHORT:
        return False
    return share < _SHARE or len(pair.target.strip()) < _SHORT * len(pair.source.strip())


def _longest_run(told: list[bool]) -> tuple[int, int]:
    """Start and length of the longest run of words without a counterpart; of equal ones the last."""
    best, start = (0, 0), 0
    for place, is_told in enumerate(told):
        if is_told:
            start = place + 1
        elif place + 1 - start >= best[1]:
            best = start, place + 1 - start
    return best
