"""What a reader may change about how an article was read, and how each change is taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workbench import ingest
from workbench.errors import UsageError
from workbench.types import Article
from workbench.ui.visit import Visit


@dataclass(frozen=True, slots=True)
class Restore:
    """Bring a block back that was set aside."""

    block: int


@dataclass(frozen=True, slots=True)
class Remove:
    """Set a block aside again."""

    block: int


Change = Restore | Remove


def changed(visit: Visit, change: Change) -> Visit:
    """The visit after a change, which can be undone. Raises `UsageError` for a place that the article does not have."""
    if visit.article is None:
        raise UsageError("There is no article to change; translate one first.")
    article, words = _apply(visit.article, change)
    restored = visit.restored
    if isinstance(change, Restore):
        restored |= {change.block}
    elif isinstance(change, Remove):
        restored -= {change.block}
    return replace(visit.saving(words), article=article, restored=restored)


def _apply(article: Article, change: Change) -> tuple[Article, str]:
    """The article after a change, and what was done in words."""
    match change:
        case Restore(block):
            return ingest.keep_blocks(article, [block], []), f"restored block {block + 1}"
        case Remove(block):
            return ingest.keep_blocks(article, [], [block]), f"removed block {block + 1}"
