"""English content that nothing in the source says."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks import match
from workbench.checks.pair import Pair, spans
from workbench.types import Flag, Severity

ID = "invented"
# Measured on the 3,004 pairs of newstest2017 (docs/checks.md): good translations seldom go below these.
_FEWEST = 4  # content words of a translation that can be judged by their share
_SHARE = 0.16  # one of six is not too few
_RUN = 7  # content words in a row without a counterpart


def find(pair: Pair) -> Iterator[Flag]:
    """Flag a translation of which too little, or too long a stretch, has a counterpart in the source."""
    if not pair.source_words:
        return
    sides = match.of(pair)
    if not _is_sparse(sides.said) and _run(sides.said) is None:
        return  # to hear more counterparts could only lift it further from a flag
    content = [(place, word) for place, word in enumerate(pair.target_words) if word.is_content]
    said = [match.is_said(place, word, sides) for place, word in content]
    if _is_sparse(said):
        reason = f"only {sum(said)} of {len(said)} words of the translation have a counterpart in the source"
        yield pair.flag(ID, Severity.ERROR, reason)
        return
    first = _run(said)
    if first is not None:
        (start, begin), (end, finish) = content[first], content[first + _RUN - 1]
        where = spans(pair.target)
        reason = f"nothing in the source seems to say “{begin.text} … {finish.text}” ({_RUN} words)"
        yield pair.flag(ID, Severity.WARNING, reason, None, (where[start][0], where[end][1]))


def _is_sparse(said: list[bool]) -> bool:
    return len(said) >= _FEWEST and sum(said) / len(said) < _SHARE


def _run(said: list[bool]) -> int | None:
    """Where the first long run of words without a counterpart starts."""
    place = bytes(said).find(bytes(_RUN))
    return None if place < 0 else place
