"""The ledger as one small bar: what became of every character of the source."""

from __future__ import annotations

from workbench.ledger import Fate, Ledger, Told
from workbench.ui.escape import shown

_WORDS = {
    Fate.TRANSLATED: "translated",
    Fate.BEYOND_WINDOW: "translated, but beyond the summariser's window",
    Fate.KEPT: "kept as they are",
    Fate.REMOVED: "set aside, not translated",
    Fate.SKIPPED: "kept, but not translated",
}


def account(ledger: Ledger | None) -> str:
    """A bar with a part for each fate, as long as its share, and the account in words when it is pointed at or focused.

    Nothing when there is no account, or nothing to account for.
    """
    if ledger is None or not ledger.total:
        return ""
    shares = [(fate, ledger.count(fate)) for fate in Fate if ledger.count(fate)]
    parts = "".join(f'<span data-fate="{fate}" style="flex-grow:{count}"></span>' for fate, count in shares)
    lines = "".join(f"<span>{_line(ledger, fate, count)}</span>" for fate, count in shares)
    return (
        '<span class="wb-ledger" tabindex="0" role="group" aria-label="What became of the source" '
        f'aria-describedby="wb-account">The source: <span class="wb-share" aria-hidden="true">{parts}</span>'
        f'<span class="wb-account" id="wb-account"><span>Of {ledger.total:,} characters of the source:</span>{lines}'
        "</span></span>"
    )


def _line(ledger: Ledger, fate: Fate, count: int) -> str:
    head = f'<span class="wb-swatch" data-fate="{fate}"></span>{count:,} {_WORDS[fate]}'
    reasons = ledger.told(fate)
    if not any(told.rules for told in reasons):
        why = ", ".join(f"{told.characters:,} {told.words}" for told in reasons)
        return f"{head} <em>({shown(why)})</em>" if why else head
    return f'{head}<span class="wb-whys">{"".join(map(_reason, reasons))}</span>'


def _reason(told: Told) -> str:
    """One reason on a line of its own, with the names of the rules, by which a reader finds them in rules.toml."""
    rules = f" <code>{shown(', '.join(told.rules))}</code>" if told.rules else ""
    return f"<span>{told.characters:,}: {shown(told.words)}{rules}</span>"
