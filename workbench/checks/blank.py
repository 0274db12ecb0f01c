"""A translation of nothing, or nothing for a translation."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks.pair import Pair
from workbench.types import Flag, Severity

ID = "blank"


def find(pair: Pair) -> Iterator[Flag]:
    """Flag an empty translation, one without a letter or digit, and words made for an empty source."""
    if pair.source_words and pair.target_words:
        return
    source = any(letter.isalnum() for letter in pair.source)
    target = any(letter.isalnum() for letter in pair.target)
    if source and not target:
        what = "empty" if not pair.target.strip() else f"only {pair.target.strip()[:20]!r}"
        yield pair.flag(ID, Severity.ERROR, f"the translation is {what}", (0, len(pair.source)))
    elif target and not source:
        reason = "the source holds no words, so the translation is made up"
        yield pair.flag(ID, Severity.ERROR, reason, None, (0, len(pair.target)))
