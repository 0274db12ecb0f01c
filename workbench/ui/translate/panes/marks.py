"""The marks in the margin: which sentence is doubted, how much, why, and the button to dismiss a doubt."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.types import Severity
from workbench.ui.escape import attribute, shown
from workbench.ui.translate.panes.spans import Span
from workbench.ui.translate.view import Doubt

LABELS = {
    "names": "names",
    "numbers": "numbers",
    "negation": "negation",
    "untranslated": "left in German",
    "unchanged": "not translated",
    "repetition": "repetition",
    "spellcheck": "no English word",
    "omitted": "left out",
    "invented": "made up",
    "short": "too short",
    "long": "too long",
    "brackets": "brackets",
    "doublequoting": "quotes",
    "blank": "empty",
    "doubt": "model unsure",
    "truncated": "cut short",
    "capitals": "in capitals",
    "mended": "guessed",
    "term": "glossary",
}
"""What a check is called on the page; a check that is not here goes by its id."""

DOUBTFUL, HINTS, DISMISSED = "doubtful", "hints", "dismissed"  # what the filter knows besides the kinds

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
_WORDS = {Severity.ERROR: "error", Severity.WARNING: "doubt", Severity.NOTE: "hint"}
# Told apart by their shape, not by their colour; the stylesheet fills the error's disc.
_SIGNS = {Severity.ERROR: "!", Severity.WARNING: "?", Severity.NOTE: "i"}
_DISMISSED = "✓"


def label(check: str) -> str:
    """A check's name for readers."""
    return LABELS.get(check, check)


def kinds(doubts: Sequence[Doubt]) -> list[str]:
    """What the filter knows a sentence by."""
    found = [DOUBTFUL] if any(doubt.counts for doubt in doubts) else []
    for doubt in doubts:
        if doubt.flag.dismissed:
            found.append(DISMISSED)
        else:
            found.append(doubt.flag.check if doubt.counts else HINTS)
    return list(dict.fromkeys(found))


def spans(doubts: Sequence[Doubt], german: bool) -> list[Span]:
    """The places that the doubts speak of; dismissed ones no longer."""
    found = []
    for flag in (doubt.flag for doubt in doubts if not doubt.flag.dismissed):
        place = flag.source_span if german else flag.target_span
        if place is not None:
            found.append(Span(*place, f"wb-at wb-at-{flag.severity}"))
    return found


def described(doubts: Sequence[Doubt]) -> str:
    """The ids of the reasons, for those who cannot see the margin."""
    return " ".join(_id(doubt) for doubt in doubts if not doubt.flag.dismissed)


def mark(index: int, doubts: Sequence[Doubt], working: bool = False) -> str:
    """The mark of a sentence with its reasons, which a script shows when the mark is pointed at, focused or touched."""
    if not doubts:
        return ""
    active = [doubt.flag.severity for doubt in doubts if not doubt.flag.dismissed]
    worst = min(active, key=_ORDER.index) if active else None
    word = _WORDS[worst] if worst else "dismissed"
    reasons = "".join(_reason(doubt, working) for doubt in doubts)
    return (
        f'<button type="button" class="wb-mark wb-mark-{worst or "dismissed"}" lang="en" data-mark="{index}" '
        f'aria-label="Sentence {index + 1}: {word}" aria-expanded="false" aria-controls="wb-why-{index}" '
        f'aria-describedby="{" ".join(map(_id, doubts))}">{_SIGNS[worst] if worst else _DISMISSED}</button>'
        f'<span class="wb-reasons" id="wb-why-{index}" popover="manual" role="group" lang="en" '
        f'aria-label="Doubts about sentence {index + 1}">{reasons}</span>'
    )


def _id(doubt: Doubt) -> str:
    return f"wb-said-{doubt.number}"


def _reason(doubt: Doubt, working: bool) -> str:
    flag = doubt.flag
    word = "dismissed" if flag.dismissed else _WORDS[flag.severity]
    action, button = ("undismiss", "Bring back") if flag.dismissed else ("dismiss", "Dismiss")
    press = (
        ""
        if working
        else (
            f'<button type="button" class="wb-small" data-{action}="{doubt.number}" '
            f'aria-label="{button}: {attribute(flag.reason)}">{button}</button>'
        )
    )
    return (
        f'<span class="wb-reason" data-severity="{"dismissed" if flag.dismissed else flag.severity}">'
        f'<span id="{_id(doubt)}"><strong>{word} · {shown(label(flag.check))}</strong> {shown(flag.reason)}</span>'
        f"{press}</span>"
    )
