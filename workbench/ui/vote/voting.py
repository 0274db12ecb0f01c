"""What happens in the booth. Votes are taken one after the other, so that none overtakes the one before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr

from workbench.errors import UsageError
from workbench.ui.kept import Kept
from workbench.ui.vote import screen
from workbench.ui.vote.booth import Booth, Deed, choosing, noting, skipping, stepping
from workbench.ui.vote.keeper import keeper_of
from workbench.ui.vote.parts import Parts
from workbench.ui.wiring import PRIVATE, Update, lent_folder, number
from workbench.votes import Paper

VOTES: dict[str, Any] = {"concurrency_id": "votes", "concurrency_limit": 1, **PRIVATE}
"""Settings of all events that change a ballot: one at a time, in their order."""


def connect_voting(memory: Kept, parts: Parts) -> None:
    """Give the ballot's buttons and keys their events."""
    _connect_deeds(memory, parts)
    _connect_reveal(memory, parts)


def _connect_deeds(memory: Kept, parts: Parts) -> None:
    def choose(booth: Booth | None, browser: Any, event: gr.EventData) -> Update:
        return _done(memory, parts, booth, browser, event, lambda b, at: choosing(b, at, text(event, "choice") or ""))

    def skip(booth: Booth | None, browser: Any, event: gr.EventData) -> Update:
        return _done(memory, parts, booth, browser, event, skipping)

    def step(booth: Booth | None, browser: Any, event: gr.EventData) -> Update:
        return _done(memory, parts, booth, browser, event, lambda b, at: stepping(b, at, number(event, "step")))

    def annotate(booth: Booth | None, browser: Any, event: gr.EventData) -> Update:
        """Written while the voter types, so the ballot is not drawn anew."""
        changes = _done(memory, parts, booth, browser, event, lambda _, __: lambda paper: paper)
        changes.pop(parts.ballot, None)
        return changes

    changed = [parts.booth, parts.ballot, parts.message, parts.browser]
    for function in (choose, skip, step, annotate):
        trigger = getattr(parts.ballot, function.__name__)
        name = f"page_vote_{function.__name__}"
        trigger(function, [parts.booth, parts.browser], changed, api_name=name, **VOTES)


def _connect_reveal(memory: Kept, parts: Parts) -> None:
    def reveal(booth: Booth | None, browser: Any, event: gr.EventData) -> Iterator[Update]:
        with lent_folder() as folder:

            def deed() -> Update:
                keeper = keeper_of(memory, browser)
                own = _there(booth)
                noted = noting(own, number(event, "place"), text(event, "note"))
                return screen.entered(parts, keeper.change(own, lambda p: noted(p).closing()), keeper, folder)

            yield screen.guarded(parts, deed)

    given = [parts.booth, parts.browser]
    parts.ballot.reveal(reveal, given, parts.of_entering(), api_name="page_vote_reveal", **VOTES)


def _done(
    memory: Kept,
    parts: Parts,
    booth: Booth | None,
    browser: Any,
    event: gr.EventData,
    deed_of: Callable[[Booth, int], Deed],
) -> Update:
    """The ballot after a deed on the item that the voter saw, and after what they noted on it."""

    def deed() -> Update:
        keeper = keeper_of(memory, browser)
        own = _there(booth)
        place = number(event, "place")
        noted, done = noting(own, place, text(event, "note")), deed_of(own, place)
        return screen.voting(parts, keeper.change(own, lambda paper: _open(done(noted(paper)))), keeper)

    return screen.guarded(parts, deed)


def _open(paper: Paper) -> Paper:
    """Raises `UsageError` for a paper that was closed in another window."""
    if paper.closed:
        raise UsageError("This ballot was revealed in another window. Leave it here, and open its results in the list.")
    return paper


def _there(booth: Booth | None) -> Booth:
    if booth is None:
        raise UsageError(
            "This page has lost its ballot, perhaps because the server was started anew. Reload it and go on."
        )
    return booth


def text(event: gr.EventData, name: str) -> str | None:
    """A text that the page sends; None for anything else."""
    found = event._data.get(name)
    return found if isinstance(found, str) else None
