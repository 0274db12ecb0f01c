"""Parts → blocks that tile the text; what no rule has named gets its kind by its form and its place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.ingest.parts import KEPT, Part, parts_of
from workbench.ingest.rules import Rule
from workbench.segment import clean_for_model, has_words, starts_with_bullet
from workbench.types import Block, BlockKind

NO_WORDS = "no-words"
NO_WORDS_REASON = "Holds no words, so there is nothing to translate"
_FINAL = re.compile(r"[.!…:;,][\"'“”‘’»«)\]]*$")
_LONGEST_HEADLINE = 200  # characters; German online headlines with their kicker seldom pass 120
_LONGEST_SUBHEADING = 120


def tile(text: str, rules: Sequence[Rule]) -> tuple[tuple[Block, ...], str | None]:
    """Blocks that tile the text: joined, they give it back character for character. And the date, if a rule found one.

    White space belongs to the block before it, so that a restored block brings its own line breaks along; white space
    at the text's start belongs to the first block.
    """
    if not text:
        return (), None
    parts = parts_of(text, rules)
    if not parts:
        return (Block(BlockKind.BLANK, 0, len(text), False, "Only white space"),), None
    starts = [0, *(part.start for part in parts[1:]), len(text)]
    kinds = _kinds(text, parts)
    blocks = [
        _block(text, part, kind, start, end)
        for part, kind, start, end in zip(parts, kinds, starts, starts[1:], strict=False)
    ]
    return tuple(blocks), next((part.date for part in parts if part.date), None)


def _block(text: str, part: Part, kind: BlockKind, start: int, end: int) -> Block:
    if kind is BlockKind.BLANK:
        return Block(kind, start, end, False, "Only invisible characters")
    if part.rule is not None:
        kept = kind in KEPT
        return Block(kind, start, end, kept, None if kept else part.rule.reason, part.rule.name)
    if not has_words(text[part.start : part.end]):  # "***" or "1.": no sentence, but the reader may want to see it
        return Block(kind, start, end, False, NO_WORDS_REASON, NO_WORDS)
    return Block(kind, start, end, True)


def _kinds(text: str, parts: Sequence[Part]) -> list[BlockKind]:
    """The kind of each part: by its rule, else by its form and its place among those that no rule has named."""
    kinds = [part.rule.kind if part.rule else _wordless(text, part) for part in parts]
    free = [i for i, part in enumerate(parts) if part.rule is None and has_words(text[part.start : part.end])]
    headings = [_is_heading(text, parts[i], first=place == 0) for place, i in enumerate(free)]
    title = _title([parts[i] for i in free], headings)
    lead_at = headings.index(False) if title >= 0 and False in headings else -1
    for place, i in enumerate(free):
        last = place == len(free) - 1
        if place == title:
            kinds[i] = BlockKind.HEADLINE
        elif starts_with_bullet(text, parts[i].start, parts[i].end):
            kinds[i] = BlockKind.LIST_ITEM
        elif place < lead_at or (headings[place] and not last and not headings[place + 1]):
            kinds[i] = BlockKind.SUBHEADING
        elif place == lead_at and not last:
            kinds[i] = BlockKind.LEAD
        else:
            kinds[i] = BlockKind.PARAGRAPH
    return kinds


def _wordless(text: str, part: Part) -> BlockKind:
    """The kind of what holds no words; what does gets its own afterwards."""
    return BlockKind.PARAGRAPH if clean_for_model(text[part.start : part.end]) else BlockKind.BLANK


def _title(free: Sequence[Part], headings: Sequence[bool]) -> int:
    """Where the headline is, -1 when there is none: the longest of up to three headings that come before all else.

    The shorter ones are a kicker above it or a line below it.
    """
    if False not in headings:
        return 0 if len(free) > 1 and headings[0] else -1
    top = headings.index(False)
    return max(range(top), key=lambda place: free[place].end - free[place].start) if 0 < top <= 3 else -1


def _is_heading(text: str, part: Part, first: bool) -> bool:
    """At most two lines, short, and without the punctuation that ends a sentence; a question may be a heading too."""
    size = part.end - part.start
    if size > (_LONGEST_HEADLINE if first else _LONGEST_SUBHEADING) or starts_with_bullet(text, part.start, part.end):
        return False
    line = text[part.start : part.end]
    return not _FINAL.search(line) and len(line.splitlines()) <= 2
