"""One item of a ballot as HTML: the German, the outputs without names, what can be said of them."""

from __future__ import annotations

from workbench.ui.escape import attribute, shown
from workbench.ui.vote.booth import LONGEST_NOTE, Booth
from workbench.ui.vote.source import UNITS
from workbench.votes import Item

_LONG = 700  # characters from which on the panes have a scroll of their own; no news sentence is that long

_LEGEND = (
    ("1–9", "best"),
    ("0, T", "tie"),
    ("B", "bad"),
    ("S", "skip"),
    ("← →", "move"),
    ("N", "note, Esc leaves it"),
)


def render(booth: Booth) -> str:
    """The item in front of the voter. No name of a system is in it."""
    item, paper = booth.item(booth.place), booth.paper
    chosen = booth.choice(item)
    scrolls = len(item.source) > _LONG or any(len(text) > _LONG for text in item.options)
    options = "".join(_option(number, text, chosen, scrolls) for number, text in enumerate(item.options, start=1))
    return (
        f'<section class="wb-vote{" wb-v-long" if scrolls else ""}" tabindex="-1" aria-label="Ballot" '
        f'data-place="{booth.place}" data-options="{len(item.options)}">{_head(booth)}{_progress(booth)}'
        f'<div class="wb-v-source"><h3>German</h3><div class="wb-v-text" lang="de"{_reached("German", scrolls)}>'
        f"{shown(item.source)}</div></div>"
        f'<ol class="wb-v-options">{options}</ol>{_all(item, chosen)}{_note(paper.notes.get(item.id, ""))}'
        f"{_end(booth)}{_legend()}</section>"
    )


def _head(booth: Booth) -> str:
    said = f"{booth.source.title} · {UNITS[booth.paper.unit].lower()}"
    left = len(booth.ballot.same)
    same = f'<p class="wb-v-same">{_not_shown(left)}</p>' if left else ""
    return (
        f'<header class="wb-v-head"><h2>{shown(booth.paper.voter)}</h2><span>{shown(said)}</span>'
        f'<button type="button" class="wb-small" data-back>Leave; all is kept</button></header>{same}'
    )


def _not_shown(count: int) -> str:
    rows = "1 more is not shown" if count == 1 else f"{count} more are not shown"
    return f"{rows}, because there all wrote the same or only one wrote anything."


def _progress(booth: Booth) -> str:
    paper, total = booth.paper, len(booth.ballot.items)
    done = len(paper.votes)
    return (
        f'<div class="wb-v-progress"><progress max="{total}" value="{done}" aria-label="votes"></progress>'
        f'<span role="status" aria-live="polite"><strong>{booth.place + 1} of {total}</strong> · {done} voted, '
        f"{paper.open} open</span></div>"
    )


def _option(number: int, text: str, chosen: str, scrolls: bool) -> str:
    on = chosen == str(number)
    return (
        f'<li class="wb-v-option{" wb-v-chosen" if on else ""}"><button type="button" class="wb-v-choose" '
        f'data-choice="{number}" aria-pressed="{str(on).lower()}"><kbd>{number}</kbd> '
        f"<span>{'Your choice' if on else 'Best'}</span></button>"
        f'<div class="wb-v-text" lang="en"{_reached(f"Output {number}", scrolls)}>{shown(text)}</div>'
        "</li>"
    )


def _reached(name: str, scrolls: bool) -> str:
    """What scrolls can be reached by key."""
    return f' tabindex="0" role="group" aria-label="{name}"' if scrolls else ""


def _all(item: Item, chosen: str) -> str:
    """What can be said of all outputs together, and the ways to other items."""
    buttons = "".join(
        f'<button type="button" class="wb-v-choose" data-choice="{name}" aria-pressed="{str(chosen == name).lower()}">'
        f"<kbd>{key}</kbd> <span>{words}</span></button>"
        for name, key, words in (("tie", "T", "Tie"), ("bad", "B", "Both bad" if len(item.options) == 2 else "All bad"))
    )
    return (
        f'<div class="wb-v-all">{buttons}<span class="wb-v-gap"></span>'
        '<button type="button" class="wb-small" data-step="-1"><kbd>←</kbd> Back</button>'
        '<button type="button" class="wb-small" data-step="1"><kbd>→</kbd> Next</button>'
        '<button type="button" class="wb-small" data-skip><kbd>S</kbd> Skip to the next open one</button></div>'
    )


def _note(note: str) -> str:
    return (
        f'<label class="wb-v-note"><span><kbd>N</kbd> Note</span><textarea rows="2" maxlength="{LONGEST_NOTE}" '
        f'placeholder="Why, if you like">{attribute(note)}</textarea></label>'
    )


def _end(booth: Booth) -> str:
    """The reveal, asked for twice, because nothing can be changed afterwards."""
    count = booth.paper.open
    still = f"{count} open" if count else "all voted"
    sure = f"{count} items are still open and stay without a vote. " if count else ""
    if count == 1:
        sure = "1 item is still open and stays without a vote. "
    return (
        f'<div class="wb-v-end"><button type="button" class="wb-small" data-ask>Reveal ({still})</button>'
        f'<div class="wb-v-sure" hidden role="group" aria-label="Reveal?"><span>{sure}After the reveal this ballot is '
        'closed: votes and notes can no longer be changed.</span> <button type="button" class="wb-small wb-v-yes" '
        'data-reveal>Reveal now</button> <button type="button" class="wb-small" data-stay>Go on voting</button></div>'
        "</div>"
    )


def _legend() -> str:
    keys = "".join(f"<span><kbd>{key}</kbd> {words}</span>" for key, words in _LEGEND)
    return f'<p class="wb-v-keys" aria-label="Keys">{keys}</p>'
