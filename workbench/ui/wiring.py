"""What the events of all tabs are written with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import gradio as gr

Update = dict[Any, Any]
"""New values by component; what is not in it stays as it is."""

QUEUE = "models"  # the one queue that all model work of all visitors and clients goes through
PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
"""Settings of an event that is the page's own: no call for `gradio_client`, no veil over what it changes."""


def number(event: gr.EventData, name: str) -> int:
    """What a button in a piece of HTML names; -1, which nothing has, for anything but a whole number."""
    number = event._data.get(name)
    return number if isinstance(number, int) else -1


@contextmanager
def lent_folder() -> Iterator[Path]:
    """A folder for files that an event gives to its components; Gradio copies them while it waits at a `yield`."""
    with TemporaryDirectory(prefix="workbench-") as folder:
        yield Path(folder)
