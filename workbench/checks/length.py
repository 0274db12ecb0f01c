"""Translations that are far shorter or longer than their source."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks.pair import Pair
from workbench.types import Flag, Severity

SHORT = "short"
LONG = "long"
# English news takes 0.93 of the characters of the German on average; of the 3,004 pairs of newstest2017, see
# docs/checks.md, fewer than 1 in 300 lie outside these.
_SHORTEST = 0.5
_LONGEST = 1.9
_ROOM = 25  # characters that a short sentence may differ by whatever its ratio


def find(pair: Pair) -> Iterator[Flag]:
    """Flag a ratio of characters that good translations do not have."""
    source, target = len(pair.source.strip()), len(pair.target.strip())
    if not source or not target:
        return
    ratio = target / source
    if ratio < _SHORTEST and source - target > _ROOM:
        reason = f"the translation has {target} characters for {source}, something may be missing"
        yield pair.flag(SHORT, Severity.ERROR if ratio < _SHORTEST * 0.6 else Severity.WARNING, reason)
    elif ratio > _LONGEST and target - source > _ROOM:
        reason = f"the translation has {target} characters for {source}, something may be made up"
        yield pair.flag(LONG, Severity.ERROR if ratio > _LONGEST * 1.5 else Severity.WARNING, reason)
