"""The small pieces of HTML that all tabs use: header, status line, message box, notice."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.ui.escape import shown


@dataclass(frozen=True, slots=True)
class Status:
    """How far the work is."""

    words: str
    done: int = 0
    total: int = 0


def header(name: str) -> str:
    """The name and one sentence."""
    return (
        f'<div class="wb-header"><h1>{shown(name)}</h1>'
        "<p>Read a German article with its English translation and summary, sentence by sentence, "
        "made on this machine and nowhere else.</p></div>"
    )


def status(now: Status) -> str:
    """How far the work is, in words and as a bar."""
    bar = ""
    if now.total:
        bar = f'<progress max="{now.total}" value="{now.done}" aria-label="progress"></progress>'
    return f'<div class="wb-status" role="status" aria-live="polite">{bar}<span>{shown(now.words)}</span></div>'


def error(words: str) -> str:
    """One clear box."""
    return f'<div class="wb-box wb-error" role="alert"><strong>Not done.</strong> {shown(words)}</div>' if words else ""


def warnings(lines: tuple[str, ...]) -> str:
    """What the reader should know about a result."""
    return "".join(f'<div class="wb-box wb-warning" role="note">{shown(line)}</div>' for line in lines)


def notice(words: str | None) -> str:
    """Which model is at work, where that needs saying."""
    return f'<p class="wb-notice">{shown(words)}</p>' if words else ""
