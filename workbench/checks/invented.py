"""English content that nothing in the source says."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks import match
from workbench.checks.pair import Pair
from workbench.types import Flag, Severity

ID = "invented"
# Measured on the 3,004 pairs of newstest2017 (docs/checks.md): good translations seldom go below these.
_FEWEST = 4  # content words of a translation that can be judged by their share
_SHARE = 0.18
_RUN = 7  # content words in a row without a counterpart


def find(pair: Pair) -> Iterator[Flag]:
    """Flag a translation of which too little, or too long a stretch, has a counterpart in the source."""
    if not pair.source_words:
        return
    sides = match.of(pair)
    content = match.content(pair.target_words, match.ENGLISH_FUNCTION_WORDS)
    said = [match.is_said(word, sides) for word in content]
    if len(said) >= _FEWEST and sum(said) / len(said) < _SHARE:
        reason = f"only {sum(said)} of {len(said)} words of the translation have a counterpart in the source"
        yield pair.flag(ID, Severity.ERROR, reason)
        return
    run = 0
    for place, is_said in enumerate(said):
        run = 0 if is_said else run + 1
        if run == _RUN:
            first, last = content[place - run + 1], content[place]
            reason = f"nothing in the source seems to say “{first.text} … {last.text}” ({run} words)"
            yield pair.flag(ID, Severity.WARNING, reason, None, (first.start, last.end))
            return
