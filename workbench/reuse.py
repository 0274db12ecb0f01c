"""What of an earlier run still holds for an article whose boundaries or blocks were changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from workbench.types import Article, Flag, Progress, Run, Step, TermChange

Kept = Mapping[int, int]
"""Segments of the edited article that are as they were, with their number in the earlier run."""

# The flags that the glossary raises itself; the checks make all others anew.
TERM = "term"  # a name that it could not put right
MENDED = "mended"  # a garbled word for which it put a likely one


def kept_segments(previous: Run, article: Article) -> Kept:
    """The segments that stand at the same place of the same text in both; none where the text is another."""
    if previous.article.text != article.text:
        return {}
    old = {(segment.start, segment.end): segment.index for segment in previous.article.segments}
    return {s.index: old[s.start, s.end] for s in article.segments if (s.start, s.end) in old}


def kept_terms(previous: Run, kept: Kept) -> list[TermChange]:
    """What a glossary changed in the segments that are kept."""
    now = {old: new for new, old in kept.items()}
    return [replace(term, segment=now[term.segment]) for term in previous.translation.terms if term.segment in now]


def kept_flags(previous: Run, kept: Kept) -> list[Flag]:
    """What a glossary doubted in them."""
    now = {old: new for new, old in kept.items()}
    flags = (flag for flag in previous.flags if flag.check in (TERM, MENDED))
    return [replace(flag, segment=now[flag.segment]) for flag in flags if flag.segment in now]


def counted(progress: Progress, changed: list[int], total: int) -> Progress:
    """Progress over all segments, for a translator that is only given the changed ones."""

    def report(step: Step) -> None:
        finished = {changed[i]: done for i, done in step.finished.items()}
        progress(replace(step, done=step.done + total - len(changed), total=total, finished=finished))

    return report
