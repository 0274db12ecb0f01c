"""The tab of what is remembered: found again, opened, held side by side, exported, deleted."""

from __future__ import annotations

import gradio as gr

from workbench.ui import compare, messages
from workbench.ui.history.events import connect
from workbench.ui.history.layout import lay_out
from workbench.ui.shared import Shared
from workbench.ui.translate import Parts as Reading

__all__ = ["add"]


def add(shared: Shared, tab: gr.Tab, reading: Reading, comparing: compare.Parts) -> None:
    """Lay the tab out and connect it. To be called inside `tab`; entries are opened in the tabs of the other two."""
    if shared.kept.store is None:
        gr.HTML(messages.notice(shared.kept.why_not), apply_default_css=False, elem_id="wb-history-why-not")
        return
    connect(shared, shared.kept.store, tab, reading, comparing, lay_out())
