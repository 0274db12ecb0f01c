"""The tab's components by name, for those who lay them out and those who connect them."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr


@dataclass(frozen=True, slots=True)
class TextParts:
    """What chooses the texts."""

    sources: gr.State
    listed: gr.HTML
    take: gr.Button
    upload: gr.UploadButton
    box: gr.Textbox
    add: gr.Button
    lines: gr.Checkbox


@dataclass(frozen=True, slots=True)
class ModelParts:
    """What chooses the models and how they work."""

    translators: gr.CheckboxGroup
    summarisers: gr.CheckboxGroup
    notes: dict[str, gr.HTML]  # by task: what is not on this machine
    alone: gr.HTML
    routes: gr.Radio
    sentences: gr.Slider
    beam: gr.Slider
    base: gr.Dropdown


@dataclass(frozen=True, slots=True)
class ReferenceParts:
    """What gives the references."""

    file: gr.State  # `References` of a file, or None
    box: gr.Textbox
    upload: gr.UploadButton
    told: gr.HTML


@dataclass(frozen=True, slots=True)
class ReadingParts:
    """What sorts and filters the sentences."""

    bar: gr.Row
    order: gr.Dropdown
    text: gr.Dropdown
    base: gr.Dropdown
    differing: gr.Checkbox
    doubtful: gr.Checkbox

    def controls(self) -> list[gr.Dropdown | gr.Checkbox]:
        """In the order of the fields of `Reading`."""
        return [self.order, self.text, self.differing, self.doubtful, self.base]


@dataclass(frozen=True, slots=True)
class Parts:
    """The components that events read or change."""

    texts: TextParts
    models: ModelParts
    references: ReferenceParts
    reading: ReadingParts
    go: gr.Button
    cancel: gr.Button
    load: gr.UploadButton
    status: gr.HTML
    message: gr.HTML
    any_language: gr.Checkbox
    downloads: dict[str, gr.DownloadButton]  # by name of the format
    board: gr.HTML
    figures: gr.HTML
    sentences: gr.HTML
    ticket: gr.State
    shown: gr.State  # the `Comparison` on the screen, finished or not
    finished: gr.State  # the last finished one, which other tabs read
