"""Where the memory lies on this machine. Nothing here opens or writes a file."""

from __future__ import annotations

import os
from pathlib import Path

from workbench import depot

OFF = "off"


def store_path() -> Path | None:
    """WORKBENCH_STORE, or memory.sqlite in the workbench's own folder; None when WORKBENCH_STORE is "off"."""
    own = os.environ.get("WORKBENCH_STORE")
    if own == OFF:
        return None
    return Path(own).expanduser() if own else depot.home() / "memory.sqlite"
