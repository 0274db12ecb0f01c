"""Quotation marks that were lost, added, or left open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.checks.pair import Pair
from workbench.types import Flag, Severity

ID = "doublequoting"
_MARK = re.compile("[\"„“”«»″‟]|''")
_APOSTROPHE = "'’‘‚‹›`´"


def find(pair: Pair) -> Iterator[Flag]:
    """Flag a quote that is left open; note another number of marks.

    English may set single ones instead, or a quote may run on into the next sentence.
    """
    source = len(_MARK.findall(pair.source))
    target = len(_MARK.findall(pair.target))
    if source == target or (target < source and any(mark in pair.target for mark in _APOSTROPHE)):
        return
    severity = Severity.WARNING if target % 2 and not source % 2 else Severity.NOTE
    reason = f"the source has {source} quotation marks, the translation {target}"
    yield pair.flag(ID, severity, reason)
