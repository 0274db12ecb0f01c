"""Starts the page and keeps it to itself: no other host is asked for anything, and no file is given away."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Sequence
from typing import Any

import gradio as gr
from starlette.middleware import Middleware

from workbench.errors import UsageError
from workbench.ui import HOST, PORT
from workbench.ui.assets import favicon, style
from workbench.ui.guard import Guard
from workbench.ui.kept import open_kept
from workbench.ui.page import build
from workbench.ui.shelf import Shelf
from workbench.ui.theme import HEAD, theme


def serve(host: str = HOST, port: int | None = None, shelf: Shelf | None = None) -> None:
    """Serve until Ctrl-C."""
    port = _port() if port is None else port
    _check_free(host, port)
    kept = open_kept(host)
    if kept.store is None:
        print(f"workbench: {kept.why_not}", file=sys.stderr)
    page = build(shelf, kept)
    launch(page, host, port)
    print(f"The workbench is at http://{host}:{port} (Ctrl-C ends it)", flush=True)
    try:
        page.block_thread()
    finally:
        kept.close()


def launch(page: gr.Blocks, host: str, port: int) -> None:
    """Start the server in a thread of its own."""
    page.launch(**_settings(host, port))


def _settings(host: str, port: int) -> dict[str, Any]:
    return {
        "server_name": host,
        "server_port": port,
        "share": False,
        "inbrowser": False,
        "prevent_thread_lock": True,
        "quiet": True,
        "show_error": False,  # faults are told by the page itself, never as a traceback
        "footer_links": [],
        "run_history": False,
        "enable_monitoring": False,
        "ssr_mode": False,
        "mcp_server": False,
        "pwa": False,
        "allowed_paths": [],
        "max_file_size": "80mb",  # a text of LONGEST characters has at most four bytes for each
        "state_session_capacity": 200,  # visitors whose articles are kept in memory; the longest idle goes first
        "favicon_path": favicon(),
        "theme": theme(),
        "css": style(),
        "head": HEAD,
        "app_kwargs": {"middleware": [Middleware(Guard)]},
    }


def _port() -> int:
    """WORKBENCH_PORT where it is set."""
    wanted = os.environ.get("WORKBENCH_PORT", str(PORT))
    if not wanted.isascii() or not wanted.isdigit() or not 0 < int(wanted) < 65536:
        raise UsageError(f"WORKBENCH_PORT must be a port from 1 to 65535, not {wanted!r}.")
    return int(wanted)


def _check_free(host: str, port: int) -> None:
    """Say so in words before gradio fails with an error of its own."""
    family: Sequence[Any] = (socket.AF_INET6,) if ":" in host else (socket.AF_INET,)
    with socket.socket(*family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise UsageError(
                f"The page cannot listen on {host}:{port} ({error.strerror or error}). Stop what runs there, or choose "
                "another port with WORKBENCH_PORT=7861 or --port 7861."
            ) from error
