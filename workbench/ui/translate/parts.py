"""The page's components by name, for those who lay them out and those who connect them."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from workbench.ui.translate.terms.editor import TermParts


@dataclass(frozen=True, slots=True)
class Parts:
    """The components that events read or change."""

    box: gr.Textbox
    upload: gr.UploadButton
    translator: gr.Dropdown
    summariser: gr.Dropdown
    sentences: gr.Slider
    decoding: dict[str, gr.Slider]  # by field of `Decoding`
    any_language: gr.Checkbox
    remember: gr.Checkbox
    terms: TermParts
    go: gr.Button
    cancel: gr.Button
    status: gr.HTML
    message: gr.HTML
    notice: gr.HTML
    pull_translator: gr.Button
    pull_summariser: gr.Button
    stop_pull: gr.Button
    panes: gr.HTML
    downloads: dict[str, gr.DownloadButton]  # by name of the format
    visit: gr.State
    ticket: gr.State
    pull_ticket: gr.State
