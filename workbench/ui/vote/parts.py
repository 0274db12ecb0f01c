"""The tab's components by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr


@dataclass(frozen=True, slots=True)
class Parts:
    """The components that events read or change."""

    setup: gr.Column  # out of the page while somebody votes, because the names of the systems are in it
    offers: gr.HTML
    what: gr.Dropdown
    upload: gr.UploadButton
    unit: gr.Radio
    systems: gr.CheckboxGroup
    voter: gr.Textbox
    seed: gr.Number
    start: gr.Button
    message: gr.HTML
    ballot: gr.HTML
    taking: gr.Row  # the downloads, in the page after the reveal only
    downloads: dict[str, gr.DownloadButton]  # by form
    chosen: gr.State  # `Chosen`
    booth: gr.State  # `Booth`, or None while nobody votes
    browser: gr.BrowserState  # what is kept in the browser when there is no memory

    def of_entering(self) -> list[Any]:
        """What changes when a ballot takes the place of the settings, or its results that of the ballot."""
        changed = [self.chosen, self.booth, self.ballot, self.message, self.setup, self.systems, self.taking]
        return [*changed, self.browser, *self.downloads.values()]
