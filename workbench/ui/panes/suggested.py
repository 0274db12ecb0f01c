"""Places where a sentence should perhaps be split, because a heading seems to be glued into it."""

from __future__ import annotations

from workbench.types import Article, Segment, Suggestion
from workbench.ui.escape import shown
from workbench.ui.panes.spans import Span

_AROUND = 30  # characters shown on each side of the place


def glue(segment: Segment, suggestion: Suggestion) -> Span:
    """The word that would begin the second sentence."""
    at = suggestion.at - segment.start
    return Span(at, at + 1, "wb-glue")


def suggested(article: Article, segment: Segment, suggestion: Suggestion) -> str:
    """The question, and both answers to it."""
    at = suggestion.at
    before = article.text[max(segment.start, at - _AROUND) : at].rstrip()
    after = article.text[at : min(segment.end, at + _AROUND)].rstrip()
    number = segment.index + 1
    return (
        f'<span class="wb-suggestion" role="group" lang="en" aria-label="Suggestion for sentence {number}">'
        f'Is a heading glued into sentence {number}? <span lang="de">… {shown(before)} <strong>|</strong> '
        f"{shown(after)} …</span> ({shown(suggestion.why)})<br>"
        f'<button type="button" class="wb-small" data-split="{segment.index}" data-at="{at - segment.start}">'
        f'Split here</button><button type="button" class="wb-small" data-leave="{at}">Leave it</button></span>'
    )
