"""The command that starts the page."""

from __future__ import annotations

from typing import Annotated

import typer


def page(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port on this machine.")] = 7860,
    host: Annotated[
        str, typer.Option("--host", help="The address to listen on; the default is this machine alone.")
    ] = ("127.0.0.1"),
) -> None:
    """Start the page in a browser's reach; the same as `python app.py`."""
    from workbench.ui import serve

    serve(host=host, port=port)
