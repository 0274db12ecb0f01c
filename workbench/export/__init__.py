"""One writer per format: a `Run` in, text out. To add a format, write one file and give it one line in the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench.errors import UsageError
from workbench.export import html, json, markdown, pharaoh, text
from workbench.types import Run


@dataclass(frozen=True, slots=True)
class Format:
    """How one format is written."""

    name: str
    suffix: str
    media_type: str
    render: Callable[[Run], str]


FORMATS: dict[str, Format] = {
    form.name: form
    for form in (
        Format("text", ".txt", "text/plain", text.render),
        Format("md", ".md", "text/markdown", markdown.render),
        Format("html", ".html", "text/html", html.render),
        Format("json", ".json", "application/json", json.render),
        Format("pharaoh", ".pharaoh", "text/plain", pharaoh.render),
    )
}


def render(run: Run, form: str) -> str:
    """The run in the format of that name. Every format ends in a newline."""
    if form not in FORMATS:
        raise UsageError(f"Unknown format {form!r}; choose one of {', '.join(FORMATS)}.")
    return FORMATS[form].render(run)
