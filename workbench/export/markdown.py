"""The run as Markdown: summary, a table of sentence pairs, and what was not translated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.export.text import accounted, dismissed, doubts, evidence_note, numbers, read_as, visible
from workbench.segment import clean_for_model
from workbench.types import Run

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def render(run: Run) -> str:
    """GitHub-flavoured Markdown; nothing in the article can act as markup."""
    return "\n".join(_lines(run)) + "\n"


def escape(text: str) -> str:
    """Text as one line in which no character acts as Markdown or HTML."""
    return _SPECIAL.sub(r"\\\1", clean_for_model(text)).replace("&", "&amp;")


def _lines(run: Run) -> Iterator[str]:
    article = run.article
    yield f"# {escape(article.title or 'Untitled article')}"
    yield ""
    if article.date:
        yield f"*{escape(article.date)}*"
        yield ""
    for warning in run.warnings:
        yield f"> **{escape(warning)}**"
        yield ""
    yield "## Summary"
    yield ""
    for sentence in run.summary.sentences:
        yield f"- {escape(sentence.text)} {escape(evidence_note(sentence.evidence))}"
    if run.summary.left_out:
        yield ""
        yield f"Not seen by the summariser: sentences {numbers(run.summary.left_out)}."
    yield ""
    yield "## Translation"
    yield ""
    yield "| | German | English |"
    yield "|---:|---|---|"
    for segment, translated in zip(article.segments, run.translation.sentences, strict=True):
        doubt = "".join(f"<br>**{escape(reason)}**" for reason in doubts(run, segment.index))
        doubt += "".join(f"<br>*dismissed: {escape(reason)}*" for reason in dismissed(run, segment.index))
        german = escape(article.source(segment))
        if read_as(translated):
            german += f"<br>*{escape(read_as(translated))}*"
        yield f"| {segment.index + 1} | {german} | {escape(translated.text)}{doubt} |"
    yield from _removed(run)
    yield ""
    yield escape(accounted(run))
    yield ""
    yield f"`{run.signature.replace('`', '')}`"


def _removed(run: Run) -> Iterator[str]:
    removed = [block for block in run.article.blocks if not block.kept and visible(run, block)]
    if not removed:
        return
    yield ""
    yield "## Not translated"
    yield ""
    for block in removed:
        yield f"- **{block.kind}**: {escape(visible(run, block))} — {escape(block.reason or '')}"
