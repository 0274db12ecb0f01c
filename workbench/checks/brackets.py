"""Brackets that are balanced in the source and not in the translation, or that were lost."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks.pair import Pair
from workbench.types import Flag, Severity

ID = "brackets"
_KINDS = (("(", ")"), ("[", "]"), ("{", "}"))


def find(pair: Pair) -> Iterator[Flag]:
    """Flag a bracket without its partner; note brackets that were dropped or added in pairs."""
    for left, right in _KINDS:
        if not (left in pair.source or left in pair.target or right in pair.source or right in pair.target):
            continue
        source = pair.source.count(left), pair.source.count(right)
        target = pair.target.count(left), pair.target.count(right)
        if source == target:
            continue
        if source[0] == source[1] and target[0] != target[1]:
            reason = f"the translation has {target[0]} “{left}” and {target[1]} “{right}”"
            yield pair.flag(ID, Severity.WARNING, reason)
        else:
            there = f"{source[0]} “{left}” and {source[1]} “{right}”"
            reason = f"the source has {there}, the translation {target[0]} and {target[1]}"
            yield pair.flag(ID, Severity.NOTE, reason)
