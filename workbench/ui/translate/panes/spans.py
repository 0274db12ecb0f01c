"""Places inside a text that are marked, whatever way they overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from workbench.ui.escape import attribute, shown


@dataclass(frozen=True, slots=True)
class Span:
    """A place to mark: ``text[start:end]``, half-open code points."""

    start: int
    end: int
    look: str  # a class of the stylesheet
    title: str = ""  # what to say about it


def marked(text: str, spans: Sequence[Span]) -> str:
    """The text as HTML, cut where a span begins or ends; each piece has the looks of all spans that it lies in."""
    inside = [span for span in spans if 0 <= span.start < span.end <= len(text)]
    if not inside:
        return shown(text)
    cuts = sorted({0, len(text), *(span.start for span in inside), *(span.end for span in inside)})
    return "".join(
        _piece(text[start:end], [span for span in inside if span.start <= start and end <= span.end])
        for start, end in pairwise(cuts)
    )


def _piece(text: str, spans: list[Span]) -> str:
    if not spans:
        return shown(text)
    looks = " ".join(dict.fromkeys(span.look for span in spans))
    words = "; ".join(dict.fromkeys(span.title for span in spans if span.title))
    title = f' title="{attribute(words)}"' if words else ""
    return f'<span class="{looks}"{title}>{shown(text)}</span>'
