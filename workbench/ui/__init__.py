"""The page in the browser. This room alone imports gradio, and only when the page is built.

>>> from workbench.ui import serve
>>> serve(port=7860)  # doctest: +SKIP
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio as gr

    from workbench.ui.shelf import Shelf

__all__ = ["build", "serve"]

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported: no telemetry and no version check

HOST = "127.0.0.1"
PORT = 7860  # where Gradio's pages are usually found


def build(shelf: Shelf | None = None) -> gr.Blocks:
    """The page, not yet served. `shelf` is where it gets its models from; the catalogue's when it is not given."""
    from workbench.ui.page import build as build_page

    return build_page(shelf)


def serve(host: str = HOST, port: int | None = None, *, shelf: Shelf | None = None) -> None:
    """Serve the page until Ctrl-C. `port` is WORKBENCH_PORT or 7860 when it is not given.

    Raises `UsageError` when the port is taken or is no port.
    """
    from workbench.ui.server import serve as serve_page

    serve_page(host, port, shelf)
