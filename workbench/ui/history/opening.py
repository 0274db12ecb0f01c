"""Opening an entry: a run in the tab where it is read, a comparison where comparisons are shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from workbench.errors import WorkbenchError
from workbench.report import render
from workbench.store import RUN, Entry, Store
from workbench.ui import messages
from workbench.ui.history.beside import report
from workbench.ui.history.layout import HistoryParts
from workbench.ui.shared import Shared
from workbench.ui.translate import Parts as Reading
from workbench.ui.translate.opening import BUSY, opening, shown_by
from workbench.ui.translate.visit import Ticket, Visit
from workbench.ui.wiring import PRIVATE, Update, number


def connect_opening(shared: Shared, store: Store, reading: Reading, parts: HistoryParts) -> None:
    """Give the titles their event."""
    opener = shared.open_comparison
    own = [parts.message, parts.view, parts.replacing, shared.tabs, shared.comparison]
    outputs: list[Any] = list(dict.fromkeys([*own, *shown_by(reading), *(opener.outputs if opener else ())]))

    def opened(
        text: str | None, visit: Visit, ticket: Ticket, replacing: int | None, event: gr.EventData
    ) -> Iterator[Update]:
        wanted = number(event, "entry")
        try:
            entry = store.entries.get(wanted)
            if entry.kind == RUN and ticket.active:
                yield {parts.message: messages.error(BUSY)}
            elif entry.kind == RUN and replacing != wanted and _typed(text, visit):
                yield {parts.replacing: wanted, parts.message: messages.warnings((_asked(entry),))}
            elif entry.kind == RUN:
                run = store.run(wanted)
                away: Update = {parts.message: "", parts.replacing: None, shared.tabs: gr.Tabs(selected="translate")}
                for update in opening(reading, lambda: run, wanted):
                    yield update | away
            else:
                yield _comparison(shared, store, parts, entry)
        except WorkbenchError as error:
            yield {parts.message: messages.error(str(error))}

    parts.entries.open_entry(
        opened,
        [reading.box, reading.visit, reading.ticket, parts.replacing],
        outputs,
        concurrency_limit=None,
        api_name="page_history_open",
        **PRIVATE,
    )


def _typed(text: str | None, visit: Visit) -> bool:
    """Whether the other tab holds a text that nothing was made of yet, so that it is nowhere else."""
    return bool((text or "").strip()) and not visit.holds(text or "")


def _asked(entry: Entry) -> str:
    return (
        f"The Translate tab holds a text that was not translated yet; {entry.id} would take its place. "
        f"Open {entry.id} again to let it."
    )


def _comparison(shared: Shared, store: Store, parts: HistoryParts, entry: Entry) -> Update:
    """The comparison in its tab where there is one; else its report below the list."""
    comparison = store.comparison(entry.id)
    update: Update = {shared.comparison: comparison, parts.message: ""}
    if shared.open_comparison is not None:
        return update | shared.open_comparison.show(comparison)
    return update | {parts.view: report(entry, render(comparison, "html"))}
