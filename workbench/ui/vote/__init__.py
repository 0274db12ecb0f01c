"""The tab where people vote on outputs that they see side by side without names."""

from __future__ import annotations

import gradio as gr

from workbench.ui.shared import Shared
from workbench.ui.vote.layout import lay_out
from workbench.ui.vote.parts import Parts
from workbench.ui.vote.setup import connect_setup
from workbench.ui.vote.voting import connect_voting

__all__ = ["Parts", "add"]


def add(shared: Shared, tab: gr.Tab) -> Parts:
    """Lay the tab out and connect it. To be called inside its `gr.Tab`."""
    parts = lay_out()
    connect_setup(shared, parts, tab)
    connect_voting(shared.kept, parts)
    return parts
