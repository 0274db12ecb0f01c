"""Places where a sentence should perhaps be split, because a heading seems to be glued into it."""

from __future__ import annotations

from workbench.types import Article, Segment, Suggestion
from workbench.ui.escape import shown
from workbench.ui.translate.panes.spans import Span

_AROUND = 34  # characters on each side of the place, of which whole words are shown


def glue(segment: Segment, suggestion: Suggestion) -> Span:
    """The word that would begin the second sentence."""
    at = suggestion.at - segment.start
    return Span(at, at + 1, "wb-glue")


def suggested(article: Article, segment: Segment, suggestion: Suggestion) -> str:
    """Why, where, and both answers."""
    at = suggestion.at
    before = article.text[max(segment.start, at - _AROUND) : at].rstrip().partition(" ")[2]
    after = article.text[at : min(segment.end, at + _AROUND)].rpartition(" ")[0]
    return (
        '<span class="wb-suggestion" role="group" lang="en" '
        f'aria-label="Suggestion for sentence {segment.index + 1}">{shown(suggestion.why)}. '
        f'<span lang="de">… {shown(before)} <strong>|</strong> {shown(after)} …</span><br>'
        f'<button type="button" class="wb-small" data-split="{segment.index}" data-at="{at - segment.start}">'
        f'Split here</button><button type="button" class="wb-small" data-leave="{at}">Leave it</button></span>'
    )
