"""A run that was made before takes the place of what the tab shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from workbench.errors import WorkbenchError
from workbench.types import Run
from workbench.ui import messages
from workbench.ui.messages import Status
from workbench.ui.translate.opened import visit_of
from workbench.ui.translate.order import Screen, fault
from workbench.ui.translate.parts import Parts
from workbench.ui.translate.updates import update
from workbench.ui.translate.view import view_of
from workbench.ui.wiring import Update, lent_folder

BUSY = "A translation is running. Cancel it before you open something else."


def shown_by(parts: Parts) -> list[Any]:
    """The components that an opened text or run changes."""
    return [parts.box, parts.panes, parts.visit, parts.message, parts.status, *parts.downloads.values()]


def opening(parts: Parts, find: Callable[[], Run], number: int | None = None) -> Iterator[Update]:
    """Show a run, or say why that cannot be; `number` is its number in the memory."""
    with lent_folder() as folder:
        try:
            changes = _shown(parts, find(), number, folder)
        except WorkbenchError as error:
            changes = {parts.message: messages.error(str(error))}
        except Exception as error:  # a file may be a run by its form, and say what no run can
            changes = {parts.message: messages.error(fault(error))}
        yield changes


def _shown(parts: Parts, run: Run, number: int | None, folder: Path) -> Update:
    """The run as it was."""
    visit = visit_of(run, number)
    whose = "A run from a file" if number is None else f"Run {number} of the memory"
    words = f"{whose}: {run.translation.model} and {run.summary.model}, {len(run.article.segments)} sentences"
    screen = Screen(visit, view_of(visit), Status(words), run=run)
    shown: Update = {parts.box: run.article.text, parts.message: messages.warnings(run.warnings)}
    return shown | update(parts, screen, folder)
