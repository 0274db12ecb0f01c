"""What a reader does to a finished run without any model: dismissing doubts, and undoing changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import gradio as gr

from workbench.errors import UsageError
from workbench.ui import messages
from workbench.ui.kept import Kept
from workbench.ui.messages import Status
from workbench.ui.translate.dismissals import dismissed
from workbench.ui.translate.keeping import keep_revised
from workbench.ui.translate.order import Screen
from workbench.ui.translate.parts import Parts
from workbench.ui.translate.updates import update
from workbench.ui.translate.view import view_of
from workbench.ui.translate.visit import Ticket, Visit
from workbench.ui.wiring import PRIVATE, Update, lent_folder, number


def connect_revising(parts: Parts, kept: Kept) -> None:
    """Give the buttons in the panes their events."""

    def dismiss(visit: Visit, ticket: Ticket, remember: bool, event: gr.EventData) -> Iterator[Update]:
        yield from revised(visit, ticket, remember, lambda: _dismissed(visit, event, True))

    def undismiss(visit: Visit, ticket: Ticket, remember: bool, event: gr.EventData) -> Iterator[Update]:
        yield from revised(visit, ticket, remember, lambda: _dismissed(visit, event, False))

    def leave(visit: Visit, ticket: Ticket, remember: bool, event: gr.EventData) -> Iterator[Update]:
        yield from revised(visit, ticket, remember, lambda: visit.leaving(number(event, "at")))

    def undo(visit: Visit, ticket: Ticket, remember: bool) -> Iterator[Update]:
        yield from revised(visit, ticket, remember, visit.undone)

    def revised(visit: Visit, ticket: Ticket, remember: bool, deed: Callable[[], Visit]) -> Iterator[Update]:
        if ticket.active:
            yield {parts.message: messages.error("A translation is running. Wait for its end, or cancel it.")}
            return
        try:
            after = deed()
        except UsageError as error:
            yield {parts.message: messages.error(str(error))}
            return
        yield from _shown(parts, after)
        if after.run is not visit.run:
            yield from _remembered(parts, kept, after, bool(remember))

    inputs = [parts.visit, parts.ticket, parts.remember]
    outputs = [parts.visit, parts.panes, parts.message, parts.status, *parts.downloads.values()]
    for trigger, function in (
        (parts.panes.dismiss, dismiss),
        (parts.panes.undismiss, undismiss),
        (parts.panes.leave, leave),
        (parts.panes.undo, undo),
    ):
        name = f"page_{function.__name__}"
        trigger(function, inputs, outputs, concurrency_limit=None, api_name=name, **PRIVATE)


def _shown(parts: Parts, visit: Visit) -> Iterator[Update]:
    screen = Screen(visit, view_of(visit), Status(""), run=visit.run)
    with lent_folder() as folder:
        yield update(parts, screen, folder) | {parts.message: ""}


def _remembered(parts: Parts, kept: Kept, visit: Visit, remember: bool) -> Iterator[Update]:
    """The same in the memory; only what goes wrong there is said."""
    stored = keep_revised(kept, visit, remember=remember)
    if stored.warnings:
        yield {parts.visit: stored.visit, parts.message: messages.warnings(stored.warnings)}


def _dismissed(visit: Visit, event: gr.EventData, on: bool) -> Visit:
    if visit.run is None:
        raise UsageError("There is no run whose doubts could be dismissed; translate first.")
    return replace(visit, run=dismissed(visit.run, number(event, "flag"), on))
