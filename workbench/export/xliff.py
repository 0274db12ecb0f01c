"""The sentence pairs for a translator to revise, XLIFF 1.2 (OASIS, 2008)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from workbench import __version__
from workbench.export.text import doubts
from workbench.export.xml import attribute, escape, lost
from workbench.types import Run


def render(run: Run) -> str:
    """One group per block of the article, one unit per sentence; all of them still need review."""
    article = run.article
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">',
        f'<file original={attribute(article.metadata.get("file", article.id))} datatype="plaintext" '
        f'source-language={attribute(article.language)} target-language="en" tool-id="workbench">',
        "<header>",
        *(f"<note from={attribute(source)}>{escape(text)}</note>" for source, text in about(run)),
        f'<tool tool-id="workbench" tool-name="workbench" tool-version={attribute(__version__)}/>',
        "</header>",
        "<body>",
        *_groups(run),
        "</body>",
        "</file>",
        "</xliff>",
    ]
    return "\n".join(lines) + "\n"


def about(run: Run) -> Iterator[tuple[str, str]]:
    """What is known of the whole article, as (who says it, text)."""
    yield "workbench", "Machine translation, not reviewed."
    yield "signature", run.translation.signature
    for warning in run.warnings:
        yield "workbench", warning
    for sentence in run.summary.sentences:
        yield "summary", sentence.text


def _groups(run: Run) -> Iterator[str]:
    for block, segments in groupby(run.article.segments, key=lambda segment: segment.block):
        yield f'<group id="b{block + 1}" restype={attribute("x-" + run.article.blocks[block].kind.value)}>'
        for segment in segments:
            yield from _unit(run, segment.index)
        yield "</group>"


def _unit(run: Run, index: int) -> Iterator[str]:
    german, english = run.article.source(run.article.segments[index]), run.translation.sentences[index].text
    yield f'<trans-unit id="{index + 1}" xml:space="preserve">'
    yield f"<source>{escape(german)}</source>"
    yield f'<target state="needs-review-translation" state-qualifier="mt-suggestion">{escape(english)}</target>'
    yield from (f'<note from="checks" annotates="target">{escape(doubt)}</note>' for doubt in doubts(run, index))
    note = lost(german, english)
    if note:
        yield f'<note from="workbench">{escape(note)}</note>'
    yield "</trans-unit>"
