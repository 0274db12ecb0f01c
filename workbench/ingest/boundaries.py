"""Sentence boundaries in the reader's hand: two segments joined, one split. Pure functions; the text never changes.

Joined and split sentences are marked in ``article.metadata["boundaries"]``, a short hash that goes into the signature
of a translation, as long as they differ from what the splitter makes of the blocks. A boundary that is put back takes
the mark away.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from workbench.errors import UsageError
from workbench.ingest.glued import suggestions
from workbench.segment import has_words, sentences_in
from workbench.types import Article, Block, BlockKind, Segment

MARK = "boundaries"


def join_segments(article: Article, index: int) -> Article:
    """The article with segment `index` and the next one as one segment, with all that stands between them.

    In two blocks that lie side by side, or with a blank one between, the blocks become one, of the longer one's kind:
    a line break had cut a sentence in two. Raises `UsageError` where there is no next one, or text that was set aside
    lies between.
    """
    segments = list(article.segments)
    if not 0 <= index < len(segments) - 1:
        raise UsageError(f"Sentence {index + 1} has no next one to be joined with; there are {len(segments)}.")
    first, second = segments[index : index + 2]
    if first.block != second.block:
        _check_between(article, first, second)
    blocks, shift = _merged(article.blocks, first.block, second.block)
    segments[index : index + 2] = [replace(first, end=second.end)]
    moved = [s if s.block <= first.block else replace(s, block=max(first.block, s.block - shift)) for s in segments]
    return _finished(replace(article, blocks=blocks), moved)


def split_segment(article: Article, index: int, at: int) -> Article:
    """The article with segment `index` cut in two at offset `at` of the article's text; white space there is trimmed.

    Raises `UsageError` for a place outside the segment, or where a side would hold no word.
    """
    segments = list(article.segments)
    if not 0 <= index < len(segments):
        raise UsageError(f"There is no sentence {index + 1}; there are {len(segments)}.")
    segment = segments[index]
    if not segment.start < at < segment.end:
        raise UsageError(f"Offset {at} is not inside sentence {index + 1} ({segment.start} to {segment.end}).")
    left, right = article.text[segment.start : at], article.text[at : segment.end]
    if not has_words(left) or not has_words(right):
        raise UsageError(f"Sentence {index + 1} cannot be split at {at}: one side would hold no word.")
    segments[index : index + 1] = [
        replace(segment, end=at - len(left) + len(left.rstrip())),
        replace(segment, start=at + len(right) - len(right.lstrip())),
    ]
    return _finished(article, segments)


def with_blocks(article: Article, blocks: Sequence[Block]) -> Article:
    """The article with other blocks kept; sentences of blocks that were kept before stay as the reader made them."""
    own: dict[int, list[Segment]] = {}
    for segment in article.segments:
        own.setdefault(segment.block, []).append(segment)
    fresh = {n for n, (old, new) in enumerate(zip(article.blocks, blocks, strict=True)) if new.kept and not old.kept}
    found: list[Segment] = []
    for number, block in enumerate(blocks):
        if number in fresh:
            found += _split(article.text, block, number)
        elif block.kept:
            found += own.get(number, [])
    return _finished(replace(article, blocks=tuple(blocks)), found)


def segments_of(text: str, blocks: Sequence[Block]) -> tuple[Segment, ...]:
    """The sentences of the kept blocks as the splitter finds them."""
    found = [s for number, block in enumerate(blocks) if block.kept for s in _split(text, block, number)]
    return _numbered(found)


def _split(text: str, block: Block, number: int) -> list[Segment]:
    return [Segment(0, number, start, end) for start, end in sentences_in(text, block.start, block.end)]


def _numbered(segments: Collection[Segment]) -> tuple[Segment, ...]:
    return tuple(replace(segment, index=index) for index, segment in enumerate(segments))


def _finished(article: Article, segments: Sequence[Segment]) -> Article:
    """The article with these segments, counted anew, its mark and its suggestions following."""
    numbered = _numbered(segments)
    metadata = {key: value for key, value in article.metadata.items() if key != MARK}
    if numbered != segments_of(article.text, article.blocks):
        spans = ",".join(f"{segment.start}-{segment.end}" for segment in numbered)
        metadata[MARK] = hashlib.sha256(spans.encode()).hexdigest()[:8]
    made = replace(article, segments=numbered, metadata=metadata)
    return replace(made, suggestions=suggestions(made))


def _check_between(article: Article, first: Segment, second: Segment) -> None:
    """Two blocks can become one when nothing that was set aside lies between their sentences."""
    apart = [b for b in article.blocks[first.block + 1 : second.block] if b.kind is not BlockKind.BLANK]
    if apart:
        raise UsageError(
            f"Sentences {first.index + 1} and {second.index + 1} cannot be joined: a block that was set aside "
            f"({apart[0].kind}) lies between them; restore it first."
        )


def _merged(blocks: Sequence[Block], first: int, last: int) -> tuple[tuple[Block, ...], int]:
    """The blocks with `first` to `last` as one, and how many fewer they are."""
    some = blocks[first : last + 1]
    longest = max(some, key=lambda block: block.end - block.start)
    one = replace(longest, start=some[0].start, end=some[-1].end) if len(some) > 1 else some[0]
    made = (*blocks[:first], one, *blocks[last + 1 :])
    assert all(a.end == b.start for a, b in pairwise(made))
    return made, last - first
