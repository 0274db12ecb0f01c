"""The bar above the panes: how many doubts there are of each kind, as filters, and the legend of the strip."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from workbench.checks import CHECKS
from workbench.ui.escape import attribute, shown
from workbench.ui.translate.panes import marks
from workbench.ui.translate.panes.account import account
from workbench.ui.translate.panes.strip import legend
from workbench.ui.translate.view import Doubt, View

_ABOUT = {identity: check.about for check in CHECKS for identity in check.ids} | {
    "truncated": "the output was cut at the model's length limit",
    "capitals": "the source is in capitals, so the casing that the model read was guessed",
    "mended": "a garbled word, name or number was replaced by a likely one",
    "term": "a name of the glossary is not in the translation",
    marks.HINTS: "worth a look, but hardly a mistake; not counted as doubtful",
    marks.DISMISSED: "doubts that you dismissed; they can be brought back",
}

_NOTHING = "The checks found nothing to doubt. That does not make it right."


def bar(view: View, doubts: Mapping[int, Sequence[Doubt]]) -> str:
    """Before there is a translation to doubt, only the way back from a change."""
    if view.summary is None:
        undo = "" if view.working else _undo(view.undo)
        return f'<div class="wb-trust" lang="en">{undo}</div>' if undo else ""
    rows = f'{_filters(doubts)}<div class="wb-facts">{account(view.ledger)}{legend(view)}{_undo(view.undo)}</div>'
    said = '<span class="wb-said" role="status"></span>'
    return f'<div class="wb-trust" lang="en">{rows}{said}</div>'


def _undo(words: str) -> str:
    if not words:
        return ""
    return f'<button type="button" class="wb-small" data-undo>Undo: {shown(words)}</button>'


def _filters(doubts: Mapping[int, Sequence[Doubt]]) -> str:
    every = [doubt for own in doubts.values() for doubt in own]
    counts = Counter(doubt.flag.check for doubt in every if doubt.counts)
    hints = sum(not doubt.counts and not doubt.flag.dismissed for doubt in every)
    dismissed = sum(doubt.flag.dismissed for doubt in every)
    doubtful = sum(any(doubt.counts for doubt in own) for own in doubts.values())
    buttons = [_button(marks.DOUBTFUL, "only doubtful sentences", doubtful)] if doubtful else []
    buttons += [_button(check, marks.label(check), count) for check, count in counts.most_common()]
    buttons += [_button(marks.HINTS, "hints", hints)] if hints else []
    buttons += [_button(marks.DISMISSED, "dismissed", dismissed)] if dismissed else []
    words = (
        ""
        if doubtful
        else '<span class="wb-calm">The checks found nothing to doubt. That does not make it right.</span>'
    )
    return (
        f'<div class="wb-kinds" role="group" aria-label="Doubts by kind">{words}{"".join(buttons)}'
        f'<span class="wb-shown" role="status"></span></div>'
    )


def _button(kind: str, words: str, count: int) -> str:
    about = f' title="{attribute(_ABOUT[kind])}"' if kind in _ABOUT else ""
    return (
        f'<button type="button" class="wb-filter" data-filter="{attribute(kind)}" aria-pressed="false"{about}>'
        f"{shown(words)} <strong>{count:,}</strong></button>"
    )
