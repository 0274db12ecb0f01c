"""A screen, or a comparison from elsewhere, as changes to the tab's components."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from workbench import report
from workbench.comparison import Comparison
from workbench.ui import messages
from workbench.ui.compare.order import Screen
from workbench.ui.compare.parts import Parts
from workbench.ui.compare.reading import EVERY, Reading, Ticket, fitting, orders
from workbench.ui.compare.views.board import board
from workbench.ui.compare.views.figures import figures
from workbench.ui.compare.views.sentences import sentences
from workbench.ui.messages import Status
from workbench.ui.wiring import Update, lent_folder

_RUNNING = "A comparison is at work. Cancel it before you open another one."


def outputs(parts: Parts) -> list[Any]:
    """Everything that a comparison changes: the outputs of an event that shows one."""
    reading = parts.reading
    return [
        parts.ticket,
        parts.shown,
        parts.finished,
        parts.status,
        parts.message,
        parts.board,
        parts.figures,
        parts.sentences,
        reading.bar,
        *reading.controls(),
        *parts.downloads.values(),
    ]


def show(parts: Parts, comparison: Comparison, ticket: Ticket, said: str = "") -> Iterator[Update]:
    """Show a finished comparison that comes from elsewhere; `said` stands in the status line.

    `ticket` is the value of `parts.ticket`; while it is at work, the tab says so and nothing changes.
    """
    if ticket.active:
        yield {parts.message: messages.error(_RUNNING)}
        return
    new = Ticket(reading=fitting(len(comparison.systems)))
    screen = Screen(Status(said), (), comparison, finished=True)
    with lent_folder() as folder:
        yield {parts.ticket: new} | update(parts, screen, new, folder) | controls(parts, comparison, new.reading)


def idle(parts: Parts) -> Update:
    """The buttons when nothing is at work."""
    return {parts.go: gr.update(interactive=True), parts.cancel: gr.update(visible="hidden")}


def update(parts: Parts, screen: Screen, ticket: Ticket, folder: Path) -> Update:
    """What a screen changes; what it does not speak of stays as it is. Files are written to `folder`."""
    changes: Update = {parts.status: messages.status(screen.status) if screen.status.words else ""}
    if screen.rows is not None:
        changes[parts.board] = board(screen.rows, screen.finished)
    if screen.error is not None:
        changes[parts.message] = messages.error(screen.error)
    elif screen.warnings or screen.finished:
        changes[parts.message] = messages.warnings(screen.warnings)
    if screen.wrong_language:
        changes[parts.any_language] = gr.update(visible=True)
    if screen.comparison is not None:
        changes |= _comparison(parts, screen.comparison, ticket.reading)
        if screen.finished:
            changes |= {parts.finished: screen.comparison} | _downloads(parts, screen.comparison, folder)
    return changes


def _comparison(parts: Parts, c: Comparison, reading: Reading) -> Update:
    return {parts.shown: c, parts.figures: figures(c), parts.sentences: sentences(c, reading)}


def controls(parts: Parts, c: Comparison, reading: Reading) -> Update:
    """What the sentences can be sorted and filtered by."""
    bar = parts.reading
    systems = [system.label for system in c.systems]
    texts = [("all texts", EVERY), *((text.name, text.name) for text in c.texts)]
    return {
        bar.bar: gr.update(visible=True),
        bar.order: gr.update(choices=orders(c, reading.order), value=reading.order.value),
        bar.text: gr.update(choices=texts, value=reading.text, visible=len(c.texts) > 1),
        bar.base: gr.update(choices=systems, value=reading.base_of(c), visible=len(systems) > 1),
        bar.differing: gr.update(value=reading.differing, visible=len(systems) > 1),
        bar.doubtful: gr.update(value=reading.doubtful),
    }


def offered(c: Comparison) -> tuple[Any, ...]:
    """What the controls depend on, so that they are drawn again only when they change."""
    return (
        tuple(text.name for text in c.texts),
        tuple(system.label for system in c.systems),
        c.base,
        tuple(orders(c)),
    )


def cleared(parts: Parts) -> Update:
    """Without the last comparison, so that nobody takes it for the one that has begun."""
    empty = {parts.shown: None, parts.figures: "", parts.sentences: "", parts.reading.bar: gr.update(visible=False)}
    return empty | {button: gr.update(value=None, interactive=False) for button in parts.downloads.values()}


def _downloads(parts: Parts, c: Comparison, folder: Path) -> Update:
    """The comparison in each format as a file."""
    changes: Update = {}
    try:
        for form, button in parts.downloads.items():
            path = folder / f"workbench-comparison.{form}"
            path.write_text(report.render(c, form), encoding="utf-8", errors="backslashreplace", newline="\n")
            changes[button] = gr.update(value=str(path), interactive=True)
    except OSError as error:
        words = f"The result cannot be offered for download: {folder} cannot be written ({error.strerror or error})."
        return {parts.message: messages.error(words)}
    return changes
