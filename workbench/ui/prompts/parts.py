"""The components of the tab, for those who lay them out and those who connect them."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr


@dataclass(frozen=True, slots=True)
class Parts:
    """The components that events read or change."""

    choice: gr.Dropdown
    new: gr.Button
    delete: gr.Button
    facts: gr.HTML
    asking: gr.Column  # the question and its two buttons
    question: gr.HTML
    yes: gr.Button
    no: gr.Button
    text: gr.Textbox
    verdict: gr.HTML
    save: gr.Button
    message: gr.HTML
    own: gr.Checkbox
    take: gr.Button
    boxes: dict[str, gr.Textbox]  # by variable; one for each that a prompt may have
    preview: gr.HTML
    model: gr.Dropdown
    go: gr.Button
    cancel: gr.Button
    status: gr.HTML
    notice: gr.HTML
    trouble: gr.HTML  # what kept a trial from its end
    trial: gr.HTML
    draft: gr.State
    ticket: gr.State
    others: bool  # whether other machines reach the page, so that nothing is saved and no path is told
