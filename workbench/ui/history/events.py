"""What happens in the tab. No event asks a model; each reads or changes the memory and draws the list anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import gradio as gr

from workbench.difference import difference
from workbench.errors import UsageError, WorkbenchError
from workbench.store import RUN, Entry, Store
from workbench.ui import compare, messages
from workbench.ui.history import files
from workbench.ui.history.beside import beside
from workbench.ui.history.layout import HistoryParts
from workbench.ui.history.look import Look, listing
from workbench.ui.history.opening import connect_opening
from workbench.ui.history.rows import rows
from workbench.ui.messages import Status
from workbench.ui.shared import Shared
from workbench.ui.translate import Parts as Reading
from workbench.ui.wiring import PRIVATE, Update, lent_folder, number

_drawings = count()
# The file is saved as soon as its button is there; the button stays for a browser that wants a click of its own.
_SAVE = """() => {
  const end = Date.now() + 3000;
  const look = () => {
    const button = document.querySelector("#wb-history-file");
    if (button) button.click();
    else if (Date.now() < end) setTimeout(look, 50);
  };
  setTimeout(look, 50);
}"""


def connect(
    shared: Shared, store: Store, tab: gr.Tab, reading: Reading, comparing: compare.Parts, parts: HistoryParts
) -> None:
    """Give every part its events. To be called inside `gr.Blocks`."""
    _connect_finding(store, tab, parts)
    _connect_deeds(store, parts)
    connect_opening(shared, store, reading, comparing, parts)


def _connect_finding(store: Store, tab: gr.Tab, parts: HistoryParts) -> None:
    """The list follows the tab, the search, the filters and the pages."""
    drawn = [parts.look, parts.entries, parts.message]

    def refresh(look: Look) -> Update:
        return _doing(parts, lambda: _drawn(store, parts, look))

    def seek(look: Look, words: str | None, kind: str | None, starred: bool) -> Update:
        wanted = replace(look, words=words or "", kind=kind or "", starred=bool(starred), page=0)
        return _doing(parts, lambda: _drawn(store, parts, wanted))

    def emptied(look: Look, words: str | None, kind: str | None, starred: bool) -> Update:
        typed = bool((words or "").strip())
        return {parts.message: gr.skip()} if typed else seek(look, "", kind, starred)

    def turn(look: Look, event: gr.EventData) -> Update:
        return _doing(parts, lambda: _drawn(store, parts, replace(look, page=number(event, "page"))))

    wanted = [parts.look, parts.words, parts.kind, parts.starred]
    events: list[tuple[Any, str, Callable[..., Update], list[Any]]] = [
        (tab.select, "refresh", refresh, [parts.look]),
        (parts.words.submit, "enter", seek, wanted),
        (parts.words.change, "emptied", emptied, wanted),
        (parts.seek.click, "seek", seek, wanted),
        (parts.kind.change, "kind", seek, wanted),
        (parts.starred.change, "starred", seek, wanted),
        (parts.entries.turn_page, "turn", turn, [parts.look]),
    ]
    for trigger, name, function, inputs in events:
        trigger(function, inputs, drawn, concurrency_limit=None, api_name=f"page_history_{name}", **PRIVATE)


def _connect_deeds(store: Store, parts: HistoryParts) -> None:
    """What is done to entries."""

    def star(look: Look, event: gr.EventData) -> Update:
        on = event._data.get("on") is True
        return _changed(store, parts, look, lambda: store.entries.mark(number(event, "entry"), star=on))

    def note(look: Look, event: gr.EventData) -> Update:
        text = event._data.get("text")
        return _changed(store, parts, look, lambda: store.entries.mark(number(event, "entry"), note=str(text or "")))

    def delete(look: Look, event: gr.EventData) -> Update:
        return _doing(parts, lambda: _deleted(store, parts, look, _chosen(store, event)))

    def compare(event: gr.EventData) -> Update:
        return _doing(parts, lambda: {parts.view: _beside(store, _chosen(store, event)), parts.message: ""})

    def export(event: gr.EventData) -> Iterator[Update]:
        with lent_folder() as folder:
            yield {parts.file: gr.update(value=None, visible=False), parts.message: ""}
            yield _doing(parts, lambda: _exported(store, parts, event, folder))

    def close() -> Update:
        return {parts.view: ""}

    drawn, look = [parts.look, parts.entries, parts.message], [parts.look]
    events: list[tuple[Any, Callable[..., Any], list[Any], list[Any]]] = [
        (parts.entries.star_entry, star, look, drawn),
        (parts.entries.note_entry, note, look, drawn),
        (parts.entries.delete_entries, delete, look, [*drawn, parts.view]),
        (parts.entries.compare_two, compare, [], [parts.view, parts.message]),
        (parts.entries.export_entries, export, [], [parts.file, parts.message]),
        (parts.view.close_view, close, [], [parts.view]),
    ]
    for trigger, function, inputs, outputs in events:
        name = f"page_history_{function.__name__}"
        done = trigger(function, inputs or None, outputs, concurrency_limit=None, api_name=name, **PRIVATE)
        if function is export:
            done.then(None, js=_SAVE, api_name="page_history_save", **PRIVATE)


def _doing(parts: HistoryParts, deed: Callable[[], Update]) -> Update:
    """Do something. After an error all is as it was, and the error is said."""
    try:
        return deed()
    except WorkbenchError as error:
        return {parts.message: messages.error(str(error))}


def _drawn(store: Store, parts: HistoryParts, look: Look, words: str = "") -> Update:
    """The list as the memory is now."""
    found = listing(store, look)
    return {
        parts.look: found.look,
        parts.entries: rows(found, next(_drawings)),
        parts.message: messages.status(Status(words)) if words else "",
    }


def _changed(store: Store, parts: HistoryParts, look: Look, deed: Callable[[], object]) -> Update:
    def done() -> Update:
        deed()
        return _drawn(store, parts, look)

    return _doing(parts, done)


def _deleted(store: Store, parts: HistoryParts, look: Look, chosen: list[Entry]) -> Update:
    """Without the chosen entries; what is shown below the list may be one of them, so it goes as well."""
    if not chosen:
        raise UsageError("Nothing is chosen; tick what is to be deleted.")
    clean = store.delete([entry.id for entry in chosen])
    told = f"Deleted {len(chosen)} for good."
    if not clean:
        told += (
            " Another program is reading the memory; until it ends, traces stay in its log. "
            "The next deletion, or `workbench cache clear`, sweeps it."
        )
    return _drawn(store, parts, look, told) | {parts.view: ""}


def _beside(store: Store, chosen: list[Entry]) -> str:
    """Two runs side by side, the older one on the left."""
    if len(chosen) != 2 or any(entry.kind != RUN for entry in chosen):
        raise UsageError("Tick two runs to see them side by side; comparisons are opened one by one.")
    left, right = sorted(chosen, key=lambda entry: entry.id)
    return beside(difference(store.run(left.id), store.run(right.id)), left, right)


def _exported(store: Store, parts: HistoryParts, event: gr.EventData, folder: Path) -> Update:
    path = files.write(store, _chosen(store, event), str(event._data.get("form")), folder)
    return {parts.file: gr.update(value=str(path), label=f"↓ {path.name}", visible=True), parts.message: ""}


def _chosen(store: Store, event: gr.EventData) -> list[Entry]:
    """The entries that an event names. Raises `UnknownEntry` for one that is not there (any more)."""
    named = event._data.get("entries")
    numbers = dict.fromkeys(n for n in named if isinstance(n, int)) if isinstance(named, list) else {}
    return [store.entries.get(number) for number in numbers]
