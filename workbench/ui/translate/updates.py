"""A screen as changes to the page's components."""

from __future__ import annotations

import re
from pathlib import Path

import gradio as gr

from workbench import export
from workbench.types import Run
from workbench.ui import messages
from workbench.ui.translate.order import Screen
from workbench.ui.translate.panes import render
from workbench.ui.translate.parts import Parts
from workbench.ui.wiring import Update


def idle(parts: Parts) -> Update:
    """The buttons when nothing is at work."""
    return {parts.go: gr.update(interactive=True), parts.cancel: gr.update(visible="hidden")}


def update(parts: Parts, screen: Screen, folder: Path) -> Update:
    """What a screen changes; what it does not speak of stays as it is. Files are written to `folder`."""
    changes: Update = {parts.visit: screen.visit}
    if screen.status is not None:
        changes[parts.status] = messages.status(screen.status) if screen.status.words else ""
    if screen.view is not None:
        changes[parts.panes] = render(screen.view)
    if screen.error is not None:
        changes[parts.message] = messages.error(screen.error)
    elif screen.warnings:
        changes[parts.message] = messages.warnings(screen.warnings)
    if screen.wrong_language:
        changes[parts.any_language] = gr.update(visible=True)
    if screen.run is not None:
        changes |= _downloads(screen.run, parts, folder)
    elif screen.view is not None:
        for button in parts.downloads.values():
            changes[button] = gr.update(value=None, interactive=False)
    return changes


def _downloads(run: Run, parts: Parts, folder: Path) -> Update:
    """The run in each format as a file, under a name that holds nothing but the article's id.

    In a run that was opened the id may be anything, also the way to another folder.
    """
    changes: Update = {}
    name = re.sub("[^0-9A-Za-z]", "", run.article.id)[:16] or "run"
    try:
        for form, button in parts.downloads.items():
            path = folder / f"workbench-{name}{export.FORMATS[form].suffix}"
            path.write_text(export.render(run, form), encoding="utf-8", newline="\n")
            changes[button] = gr.update(value=str(path), interactive=True)
    except OSError as error:
        words = f"The result cannot be offered for download: {folder} cannot be written ({error.strerror or error})."
        return {parts.message: messages.error(words)}
    return changes
