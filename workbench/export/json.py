"""The run as JSON, schema "workbench.run/1"."""

from __future__ import annotations

from workbench.types import Run


def render(run: Run) -> str:
    """Indented, so that two runs can be compared line by line."""
    return run.to_json(indent=1) + "\n"
