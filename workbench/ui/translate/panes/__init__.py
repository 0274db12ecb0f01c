"""What the reader works with, as HTML: the bar of doubts, three panes on one desk, and what the glossary did.

Every text goes through `escape`; nothing else makes markup. A sentence is ``<span class="wb-s" data-of="3">``;
`data-of` names the segments that it belongs to, and all sentences that share one are partners (assets/js/partners.js).
A block is one row (``data-row``) in the German and the English pane, so that the stylesheet can align them.
"""

from __future__ import annotations

from workbench.types import BlockKind
from workbench.ui.translate.panes.bar import bar
from workbench.ui.translate.panes.english import english
from workbench.ui.translate.panes.german import german
from workbench.ui.translate.panes.summary import summary
from workbench.ui.translate.terms.told import told
from workbench.ui.translate.view import View

__all__ = ["render"]

_LONG = 400  # sentences from which on the browser lays out only the rows in sight


def render(view: View) -> str:
    """All of a view."""
    rows = [(number, block) for number, block in enumerate(view.article.blocks) if block.kind is not BlockKind.BLANK]
    size = " wb-long" if len(view.article.segments) > _LONG else ""
    doubts, changed = view.doubts(), view.changed()
    return (
        f"{bar(view, doubts)}"
        f'<div class="wb-desk{size}" style="--blocks:{max(1, len(rows))}" aria-busy="{str(view.working).lower()}">'
        f"{german(view, rows, doubts)}{english(view, rows, doubts, changed)}{summary(view)}</div>"
        f"{told(view.terms, view.report)}"
    )
