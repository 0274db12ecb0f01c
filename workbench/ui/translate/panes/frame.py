"""What all panes are made of: a head, rows of blocks, sentences, and a foot that says how it was made."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.alignment import to_pharaoh, words
from workbench.types import Block, BlockKind, Links
from workbench.ui.escape import attribute, shown
from workbench.ui.translate.panes.spans import Span, marked

Rows = list[tuple[int, Block]]
"""The blocks that are shown, with their number in the article; a block's place here is its row."""

_TAGS = {BlockKind.HEADLINE: "h3", BlockKind.SUBHEADING: "h4"}
_HEAD = 1  # the panes' own headings take the first row of the grid


def pane(name: str, title: str, language: str, inner: str) -> str:
    """One of the three panes."""
    return f'<section class="wb-pane wb-{name}" aria-label="{title}" lang="{attribute(language)}">{inner}</section>'


def head(title: str, note: str, copy: bool) -> str:
    """The pane's name, a few words about what is in it, and a button to copy it."""
    button = f'<button type="button" class="wb-copy" aria-label="Copy: {title}" data-copy>Copy</button>' if copy else ""
    told = f'<h2>{title}</h2><span class="wb-note">{shown(note)}</span>'
    return f'<header class="wb-head" lang="en">{told}{button}</header>'


def foot(signature: str) -> str:
    """How it was made: one line, opened by a click where it is longer than the pane is wide."""
    line = ""
    if signature:
        told = f'<summary title="How this was made">{shown(signature)}</summary>'
        line = f'<details class="wb-signature">{told}</details>'
    return f'<footer class="wb-foot" lang="en">{line}</footer>'


def row(number: int, inner: str) -> str:
    """A row of the grid, which the German and the English pane share."""
    return f'<div class="wb-row" data-row="{number}" style="--row:{number + _HEAD + 1}">{inner}</div>'


def block(kind: BlockKind, inner: str) -> str:
    """A block with the tag that suits its kind."""
    if kind is BlockKind.LIST_ITEM:
        return f'<ul class="wb-list"><li>{inner}</li></ul>'
    tag = _TAGS.get(kind, "p")
    return f'<{tag} class="wb-{kind}">{inner}</{tag}>'


def sentence(
    text: str,
    of: tuple[int, ...],
    number: int | None = None,
    kinds: Sequence[str] = (),
    spans: Sequence[Span] = (),
    described: str = "",
    links: Links | None = None,
) -> str:
    """One sentence that can be pointed at, focused and pinned; the stylesheet sets its number before it.

    `kinds` are what the filter knows it by, `described` the ids of the elements that say more about it. With a number,
    the places of its words are told, and with `links` which German words each of them came from: a script makes
    elements of words only when one is pointed at, because an article may have a hundred thousand.
    """
    attributes = "" if number is None else f' data-n="{number}" data-words="{_places(text)}"'
    attributes += f' data-links="{to_pharaoh(links)}"' if links else ""
    attributes += f' data-kinds="{attribute(" ".join(kinds))}"' if kinds else ""
    attributes += f' aria-describedby="{described}"' if described else ""
    return (
        f'<span class="wb-s" role="button" tabindex="0" aria-pressed="false" '
        f'data-of="{" ".join(map(str, of))}"{attributes}>{marked(text, spans)}</span>'
    )


def _places(text: str) -> str:
    return " ".join(f"{start}-{end}" for start, end in words(text))


def numbers(indexes: Sequence[int]) -> str:
    """Segment indexes as readers count them, from 1."""
    return ", ".join(str(index + 1) for index in indexes)


def counted(count: int, word: str) -> str:
    """ "1 sentence", "2 sentences"."""
    return f"{count:,} {word}{'s' * (count != 1)}"
