"""The tab's components and where they stand. What they do is in `events`."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from workbench.store import COMPARISON, RUN
from workbench.ui.assets import script_of
from workbench.ui.history.look import Look


@dataclass(frozen=True, slots=True)
class HistoryParts:
    """The components that events read or change."""

    words: gr.Textbox
    seek: gr.Button
    kind: gr.Dropdown
    starred: gr.Checkbox
    message: gr.HTML
    entries: gr.HTML
    file: gr.DownloadButton
    view: gr.HTML  # two runs side by side
    look: gr.State
    replacing: gr.State  # the entry that was asked for although it takes the place of a text that was typed, or None


def lay_out() -> HistoryParts:
    """All components of the tab. To be called inside its `gr.Tab`."""
    with gr.Row(elem_id="wb-history-find", equal_height=True):
        words = gr.Textbox(
            label="Search",
            placeholder="words in German, English, summary, title or note",
            max_lines=1,
            scale=4,
            min_width=260,
            elem_id="wb-history-words",
        )
        seek = gr.Button("Search", scale=0, min_width=100, elem_id="wb-history-seek")
        kind = gr.Dropdown(
            [("Runs and comparisons", ""), ("Runs", RUN), ("Comparisons", COMPARISON)],
            value="",
            label="Show",
            scale=1,
            min_width=250,
            elem_id="wb-history-kind",
        )
        starred = gr.Checkbox(label="Only starred", scale=0, min_width=130, elem_id="wb-history-starred")
    message = gr.HTML("", apply_default_css=False, elem_id="wb-history-message")
    file = gr.DownloadButton("", visible=False, size="sm", elem_id="wb-history-file", scale=0)
    entries = gr.HTML("", apply_default_css=False, elem_id="wb-history", js_on_load=script_of("history"))
    view = gr.HTML("", apply_default_css=False, elem_id="wb-history-view", js_on_load=script_of("beside"))
    return HistoryParts(words, seek, kind, starred, message, entries, file, view, gr.State(Look()), gr.State(None))
