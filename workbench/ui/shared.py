"""What all tabs of the page share."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from workbench.ui.kept import Kept
from workbench.ui.shelf import Shelf
from workbench.ui.work import Bench


@dataclass(frozen=True, slots=True)
class Shared:
    """One page with all its visitors."""

    page: gr.Blocks
    tabs: gr.Tabs  # an event that returns `gr.Tabs(selected="history")` for it shows that tab
    models: Shelf
    bench: Bench  # the one thread that does model work
    kept: Kept  # the memory, as far as it is wanted and works
    comparison: gr.State  # a visitor's last `Comparison`, or None
