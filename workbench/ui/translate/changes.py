"""What a reader may change about how an article was read. Each change is taken back by `Visit.undone`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from workbench import ingest
from workbench.errors import UsageError
from workbench.types import Article
from workbench.ui.translate.visit import Visit


@dataclass(frozen=True, slots=True)
class Restore:
    """Bring a block back that was set aside."""

    block: int


@dataclass(frozen=True, slots=True)
class Remove:
    """Set a block aside again."""

    block: int


@dataclass(frozen=True, slots=True)
class Join:
    """Make one sentence of a sentence and the next one."""

    segment: int


@dataclass(frozen=True, slots=True)
class Split:
    """Make two sentences of one."""

    segment: int
    at: int  # offset into the sentence


Change = Restore | Remove | Join | Split


def changed(visit: Visit, change: Change) -> Visit:
    """The visit after a change, which can be undone. Raises `UsageError` for a place that the article does not have."""
    if visit.article is None:
        raise UsageError("There is no article to change; translate one first.")
    before = visit.article
    article, words = _apply(before, change)
    restored = _moved(visit.restored, before, article)
    if isinstance(change, Restore):
        restored |= {change.block}
    elif isinstance(change, Remove):
        restored -= {change.block}
    return replace(visit.saving(words).unfinished(), article=article, restored=restored)


def _apply(article: Article, change: Change) -> tuple[Article, str]:
    """The article after a change, and what was done in words; sentences are counted from 1 there."""
    match change:
        case Restore(block):
            return ingest.keep_blocks(article, [block]), f"restored {_kind(article, block)}"
        case Remove(block):
            return ingest.keep_blocks(article, [], [block]), f"removed {_kind(article, block)}"
        case Join(segment):
            return ingest.join_segments(article, segment), f"joined sentences {segment + 1} and {segment + 2}"
        case Split(segment, at):
            if not 0 <= segment < len(article.segments):
                raise UsageError(f"There is no sentence {segment + 1}; there are {len(article.segments)}.")
            place = article.segments[segment].start + at
            return ingest.split_segment(article, segment, place), f"split sentence {segment + 1}"


def _kind(article: Article, block: int) -> str:
    return article.blocks[block].kind if 0 <= block < len(article.blocks) else "block"


def _moved(restored: Collection[int], before: Article, after: Article) -> frozenset[int]:
    """Restored blocks by their number in the changed article: joining sentences may make one block of two."""
    if len(before.blocks) == len(after.blocks):
        return frozenset(restored)
    spans = {(before.blocks[number].start, before.blocks[number].end) for number in restored}
    return frozenset(number for number, block in enumerate(after.blocks) if (block.start, block.end) in spans)
