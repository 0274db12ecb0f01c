"""The list of ballots that can be gone on with, or whose results can be seen again."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.ui.escape import shown
from workbench.ui.vote.keeper import Offer
from workbench.ui.vote.source import UNITS

_FEW = 5  # that are shown at once; the others are folded


def render(offers: Sequence[Offer], kept: str) -> str:
    """Those that are open first; `kept` says where they are kept."""
    if not offers:
        return f'<p class="wb-v-kept">{shown(kept)}</p>'
    rows = [_row(offer) for offer in sorted(offers, key=lambda offer: offer.closed)]
    first, rest = "".join(rows[:_FEW]), "".join(rows[_FEW:])
    more = f"<details><summary>{len(rows) - _FEW} more</summary><ul>{rest}</ul></details>" if rest else ""
    return (
        f'<div class="wb-v-offers"><h3>Ballots</h3><ul>{first}</ul>{more}<p class="wb-v-kept">{shown(kept)}</p></div>'
    )


def _row(offer: Offer) -> str:
    state = "revealed" if offer.closed else "open"
    button = "Results" if offer.closed else "Go on"
    strong = "" if offer.closed else " wb-v-yes"
    unit = UNITS.get(offer.unit, offer.unit).lower()
    return (
        f'<li><span class="wb-v-title">{shown(offer.title)}</span>'
        f'<span class="wb-v-state">{shown(unit)}: {offer.voted} of {offer.items}, {state}</span>'
        f'<button type="button" class="wb-small{strong}" data-resume="{offer.number}">{button}</button></li>'
    )
