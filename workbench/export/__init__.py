"""One writer per format: a `Run` in, a file out. To add a format, write one file and give it one line in the table."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from workbench.errors import UsageError

if TYPE_CHECKING:
    from workbench.types import Run


@dataclass(frozen=True, slots=True)
class Format:
    """How one format is written. Its writer is loaded when it is used, so that the command line can know the names."""

    name: str
    suffix: str
    media_type: str
    writer: str  # a module of this folder with `render`: a run in, text out (bytes out when `binary`)
    binary: bool = False


FORMATS: dict[str, Format] = {
    form.name: form
    for form in (
        Format("text", ".txt", "text/plain", "text"),
        Format("md", ".md", "text/markdown", "markdown"),
        Format("html", ".html", "text/html", "html"),
        Format("json", ".json", "application/json", "json"),
        Format("jsonl", ".jsonl", "application/jsonl", "jsonl"),
        Format("csv", ".csv", "text/csv", "csv"),
        Format("tsv", ".tsv", "text/tab-separated-values", "tsv"),
        Format(
            "docx", ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", True
        ),
        Format("tmx", ".tmx", "application/x-tmx+xml", "tmx"),
        Format("xliff", ".xlf", "application/xliff+xml", "xliff"),
        Format("xliff2", ".xlf", "application/xliff+xml", "xliff2"),
        Format("srt", ".srt", "application/x-subrip", "srt"),
        Format("pharaoh", ".pharaoh", "text/plain", "pharaoh"),
    )
}


def render(run: Run, form: str) -> str:
    """The run in a format that is text. Ends in a newline, and can always be encoded in UTF-8."""
    found = _format(form)
    if found.binary:
        raise UsageError(f"{form} is not text; write it to a file.")
    text: str = _writer(found).render(run)
    # Half a character (a lone surrogate) cannot be written in any encoding, so it is shown as an escape.
    return text.encode("utf-8", "backslashreplace").decode()


def to_bytes(run: Run, form: str) -> bytes:
    """The run in any format, as it goes into a file."""
    found = _format(form)
    if not found.binary:
        return render(run, form).encode()
    content: bytes = _writer(found).render(run)
    return content


def _format(form: str) -> Format:
    if form not in FORMATS:
        raise UsageError(f"Unknown format {form!r}; choose one of {', '.join(FORMATS)}.")
    return FORMATS[form]


def _writer(form: Format) -> Any:
    return import_module(f"workbench.export.{form.writer}")
