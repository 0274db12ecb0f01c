"""Opening an entry: a run in the tab where it is read, a comparison in the tab where it was made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from workbench.errors import WorkbenchError
from workbench.store import RUN, Entry, Store
from workbench.ui import compare, messages
from workbench.ui.history.layout import HistoryParts
from workbench.ui.shared import Shared
from workbench.ui.translate import Parts as Reading
from workbench.ui.translate.opening import BUSY, opening, shown_by
from workbench.ui.translate.visit import Ticket, Visit
from workbench.ui.wiring import PRIVATE, Update, number


def connect_opening(
    shared: Shared, store: Store, reading: Reading, comparing: compare.Parts, parts: HistoryParts
) -> None:
    """Give the titles their event."""
    own = [parts.message, parts.replacing, shared.tabs]
    outputs: list[Any] = list(dict.fromkeys([*own, *shown_by(reading), *compare.outputs(comparing)]))

    def opened(
        text: str | None,
        visit: Visit,
        ticket: Ticket,
        compared: compare.Ticket,
        replacing: int | None,
        event: gr.EventData,
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
                said = f"Comparison {wanted} from the memory"
                away = {parts.message: "", shared.tabs: gr.Tabs(selected="compare")}
                for update in compare.show(comparing, store.comparison(wanted), compared, said):
                    yield update | away
        except WorkbenchError as error:
            yield {parts.message: messages.error(str(error))}

    parts.entries.open_entry(
        opened,
        [reading.box, reading.visit, reading.ticket, comparing.ticket, parts.replacing],
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
