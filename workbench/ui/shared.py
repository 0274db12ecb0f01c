"""What all tabs of the page share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from workbench.ui.kept import Kept
from workbench.ui.shelf import Shelf
from workbench.ui.wiring import Update
from workbench.ui.work import Bench

if TYPE_CHECKING:
    from workbench.comparison import Comparison


@dataclass(frozen=True, slots=True)
class ComparisonOpener:
    """How the tab of comparisons shows one that another tab found, and itself."""

    outputs: Sequence[Any]  # the components that `show` changes
    show: Callable[[Comparison], Update]


@dataclass(frozen=True, slots=True)
class Shared:
    """One page with all its visitors."""

    page: gr.Blocks
    tabs: gr.Tabs  # an event that returns `gr.Tabs(selected="history")` for it shows that tab
    models: Shelf
    bench: Bench  # the one thread that does model work
    kept: Kept  # the memory, as far as it is wanted and works
    comparison: gr.State  # a visitor's last `Comparison`, or None
    open_comparison: ComparisonOpener | None = None  # None: a comparison is shown as a report where it was found
