"""The strip beside the German: which sentences reached the summary, which did not, and which it never saw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from workbench.types import Summary
from workbench.ui.translate.panes.frame import counted
from workbench.ui.translate.view import View

_MOST = 120  # cells; more could not be told apart, so a longer article has several sentences in one


class Reach(StrEnum):
    """What became of a sentence on the way to the summary. The order is what a cell of several shows first."""

    REACHED = "reached"
    UNSEEN = "unseen"
    LEFT = "left"


_WORDS = {
    Reach.REACHED: "reached the summary",
    Reach.UNSEEN: "beyond the summariser's window, so never read by it",
    Reach.LEFT: "not in the summary",
}


def reach(summary: Summary, count: int) -> list[Reach]:
    """What became of each of `count` sentences."""
    reached = {index for point in summary.sentences for index in point.evidence}
    unseen = set(summary.left_out)
    return [
        Reach.REACHED if index in reached else Reach.UNSEEN if index in unseen else Reach.LEFT for index in range(count)
    ]


def strip(view: View) -> str:
    """One cell per sentence, from the first to the last; nothing as long as there is no summary."""
    if view.summary is None or not view.article.segments:
        return ""
    states = reach(view.summary, len(view.article.segments))
    size = -(-len(states) // _MOST)
    cells = "".join(_cell(states[at : at + size], at, first=at == 0) for at in range(0, len(states), size))
    return f'<div class="wb-strip" role="toolbar" lang="en" aria-label="What reached the summary">{cells}</div>'


def _cell(states: Sequence[Reach], at: int, first: bool) -> str:
    state = next(one for one in Reach if one in states)
    words = f"Sentence {at + 1}: {_WORDS[state]}"
    if len(states) > 1:
        counts = Counter(states)
        told = "; ".join(f"{counts[one]} {_WORDS[one]}" for one in Reach if counts[one])
        words = f"Sentences {at + 1} to {at + len(states)}: {told}"
    return (
        f'<button type="button" class="wb-cell" data-go="{at + list(states).index(state)}" data-reach="{state}" '
        f'tabindex="{0 if first else -1}" aria-label="{words}"></button>'
    )


def legend(view: View) -> str:
    """The strip in words; it explains the cells by showing them."""
    if view.summary is None or not view.article.segments:
        return ""
    counts = Counter(reach(view.summary, len(view.article.segments)))
    entries = {
        Reach.REACHED: f"{counted(counts[Reach.REACHED], 'sentence')} reached the summary",
        Reach.LEFT: f"{counts[Reach.LEFT]:,} did not",
        Reach.UNSEEN: f"{counts[Reach.UNSEEN]:,} lay beyond the summariser's window and were never read by it",
    }
    told = ", ".join(
        f'<span class="wb-entry"><span class="wb-swatch" data-reach="{one}"></span>{words}</span>'
        for one, words in entries.items()
        if counts[one]
    )
    return f'<p class="wb-legend">The strip beside the German: {told}.</p>'
