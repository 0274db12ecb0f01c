"""The tab where translators and summarisers are held against each other on the same texts.

Another tab shows a comparison here with an event whose outputs are `outputs(parts)` and that does
``yield from show(parts, comparison, ticket)``; ``gr.Tabs(selected="compare")`` for `shared.tabs` shows the tab.
"""

from __future__ import annotations

import gradio as gr

from workbench.ui.compare.events import connect
from workbench.ui.compare.layout import lay_out
from workbench.ui.compare.parts import Parts
from workbench.ui.compare.reading import Ticket
from workbench.ui.compare.updates import outputs, show
from workbench.ui.shared import Shared
from workbench.ui.translate import Parts as Reading

__all__ = ["Parts", "Ticket", "add", "outputs", "show"]


def add(shared: Shared, tab: gr.Tab, reading: Reading) -> Parts:
    """Lay the tab out and connect it; `reading` is the tab that an article is taken from. To be called inside `tab`."""
    parts = lay_out(shared)
    connect(shared, tab, parts, reading)
    return parts
