"""The tab where an article is read: German, English and summary side by side."""

from __future__ import annotations

from workbench.ui.shared import Shared
from workbench.ui.translate.events import connect
from workbench.ui.translate.layout import lay_out
from workbench.ui.translate.parts import Parts

__all__ = ["Parts", "add"]


def add(shared: Shared) -> Parts:
    """Lay the tab out and connect it. To be called inside its `gr.Tab`."""
    parts = lay_out(shared.kept)
    connect(shared, parts)
    return parts
