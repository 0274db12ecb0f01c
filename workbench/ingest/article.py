"""The three ways to an `Article`: read one, change what is kept of one, or make one of lines."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from workbench.errors import EmptySource, UsageError
from workbench.ingest.blocks import NO_WORDS, NO_WORDS_REASON, tile
from workbench.ingest.boundaries import segments_of, with_blocks
from workbench.ingest.glued import suggestions
from workbench.ingest.language import detect_language
from workbench.ingest.rules import rules_for
from workbench.ingest.source import read_source
from workbench.segment import clean_for_model
from workbench.types import Article, Block, BlockKind, Segment


def read_article(
    source: str | Path | bytes,
    *,
    keep: Collection[str] | str = (),
    rules: Path | None = None,
    encoding: str | None = None,
) -> Article:
    """Read a text, a file or bytes as an article.

    A `str` that names a file is read as that file; one that looks like a path and names none is an error, never text.
    `keep` names kinds of blocks that are kept although they are boilerplate ("credit,appeal", a collection, or "all").
    `rules` is a file of more rules (see docs/adding-a-rule.md). `encoding` is detected when it is not given.
    Raises `EmptySource`, `UnreadableSource`, or `UsageError` for an unknown kind or a bad rule.
    """
    kinds = _kinds_to_keep(keep)
    text, metadata = read_source(source, encoding)
    if not clean_for_model(text):
        raise EmptySource(f"{metadata.get('file', 'The text')} is empty; there is nothing to translate.")
    blocks, date = tile(text, rules_for(rules))
    blocks = tuple(_restored(block) if block.kind in kinds else block for block in blocks)
    return _article(text, blocks, metadata, date)


def keep_blocks(article: Article, keep: Collection[int], drop: Collection[int] = ()) -> Article:
    """The article with the blocks of these indexes restored or removed, and its sentences counted anew.

    Sentences that a reader joined or split stay so.

    Blank blocks cannot be restored and are passed over. Raises `UsageError` for an index that is no block.
    """
    for index in (*keep, *drop):
        if not 0 <= index < len(article.blocks):
            raise UsageError(f"There is no block {index}; this article has blocks 0 to {len(article.blocks) - 1}.")
    reasons = {NO_WORDS: NO_WORDS_REASON} | {rule.name: rule.reason for rule in rules_for()}
    blocks = []
    for index, block in enumerate(article.blocks):
        if index in drop and block.kind is not BlockKind.BLANK:
            block = replace(
                block, kept=False, reason=block.reason or reasons.get(block.rule or "", "Removed by the user")
            )
        elif index in keep:
            block = _restored(block)
        blocks.append(block)
    return with_blocks(article, blocks)


def join_lines(sentences: Sequence[str]) -> Article:
    """An article of which each string is one block and one segment, in order, whatever it holds.

    The text is the strings joined by line feeds. Here alone a segment may be blank, because the caller decided what
    a sentence is and counts on as many translations as strings.
    """
    blocks: list[Block] = []
    segments: list[Segment] = []
    start = 0
    for index, sentence in enumerate(sentences):
        end = start + len(sentence)
        following = end + (index + 1 < len(sentences))
        segments.append(Segment(index, index, start, end))
        blocks.append(Block(BlockKind.PARAGRAPH, start, following, True))
        start = following
    text = "\n".join(sentences)
    language, probability = detect_language(text)
    metadata = {"language_probability": f"{probability:.3f}"}
    return Article(_identity(text), text, tuple(blocks), tuple(segments), language, metadata=metadata)


def _article(text: str, blocks: Sequence[Block], metadata: dict[str, str], date: str | None) -> Article:
    segments = segments_of(text, blocks)
    body = " ".join(text[s.start : s.end] for s in segments[:60]) or text
    language, probability = detect_language(clean_for_model(body))
    titles = (clean_for_model(text[b.start : b.end]) for b in blocks if b.kind is BlockKind.HEADLINE)
    article = Article(
        id=_identity(text),
        text=text,
        blocks=tuple(blocks),
        segments=segments,
        language=language,
        title=next(titles, None),
        date=date,
        metadata={**metadata, "language_probability": f"{probability:.3f}"},
    )
    return replace(article, suggestions=suggestions(article))


def _restored(block: Block) -> Block:
    return block if block.kind is BlockKind.BLANK else replace(block, kept=True, reason=None)


def _kinds_to_keep(keep: Collection[str] | str) -> frozenset[BlockKind]:
    names = [name.strip() for name in keep.split(",") if name.strip()] if isinstance(keep, str) else list(keep)
    if "all" in names:
        return frozenset(BlockKind)
    known = [kind.value for kind in BlockKind if kind is not BlockKind.BLANK]
    for name in names:
        if name not in known:
            raise UsageError(f"There is no kind of block {name!r}; the kinds are {', '.join(known)}, or all.")
    return frozenset(BlockKind(name) for name in names)


def _identity(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
