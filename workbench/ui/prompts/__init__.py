"""The tab where prompts are read, edited, tried on a model and kept."""

from __future__ import annotations

import gradio as gr

from workbench.ui import translate
from workbench.ui.prompts.events import connect
from workbench.ui.prompts.layout import lay_out
from workbench.ui.shared import Shared

__all__ = ["add"]


def add(shared: Shared, tab: gr.Tab, reading: translate.Parts) -> None:
    """Lay the tab out and connect it. To be called inside its `gr.Tab`; `reading` is the tab whose article it takes."""
    parts = lay_out(shared.kept.others)
    connect(shared, parts, tab, reading)
