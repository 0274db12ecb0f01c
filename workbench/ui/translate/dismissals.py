"""Dismissing a doubt, and keeping it dismissed while other sentences change."""

from __future__ import annotations

from dataclasses import replace

from workbench.errors import UsageError
from workbench.types import Flag, Run


def dismissed(run: Run, number: int, on: bool) -> Run:
    """The run with one of its flags dismissed, or no longer. Raises `UsageError` when it has no such flag."""
    if not 0 <= number < len(run.flags):
        raise UsageError(f"There is no doubt {number} in this run; it has {len(run.flags)}.")
    flags = list(run.flags)
    flags[number] = replace(flags[number], dismissed=on)
    return replace(run, flags=tuple(flags))


def carried(before: Run | None, after: Run) -> Run:
    """The later run with those flags dismissed that were dismissed in the earlier one, for the same reason and text.

    Where the later run has dismissals of its own, a doubt that was brought back since is no longer dismissed.
    """
    if before is None:
        return after
    known = {_key(before, flag): flag.dismissed for flag in before.flags}
    flags = (replace(flag, dismissed=known.get(_key(after, flag), flag.dismissed)) for flag in after.flags)
    return replace(after, flags=tuple(flags))


def _key(run: Run, flag: Flag) -> tuple[object, ...]:
    """What makes two flags the same doubt: the texts, the check and what it says; not the number of the sentence."""
    source = run.article.source(run.article.segments[flag.segment])
    target = run.translation.sentences[flag.segment].text
    return source, target, flag.check, flag.reason, flag.source_span, flag.target_span
