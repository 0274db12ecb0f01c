"""One writer per format: a `Comparison` in, text out. To add a format, write one file and give it one line here."""

from __future__ import annotations

from collections.abc import Callable

from workbench.comparison.types import Comparison
from workbench.errors import UsageError
from workbench.report import csv, html, json, markdown, text

FORMATS: dict[str, Callable[[Comparison], str]] = {
    "text": text.render,
    "md": markdown.render,
    "html": html.render,
    "json": json.render,
    "csv": csv.render,
}


def render(comparison: Comparison, form: str) -> str:
    """The comparison in the format of that name. Every format ends in a newline."""
    if form not in FORMATS:
        raise UsageError(f"Unknown format {form!r}; choose one of {', '.join(FORMATS)}.")
    return FORMATS[form](comparison)
