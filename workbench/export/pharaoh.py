"""The word alignment: one line a sentence, "German ||| English ||| 0-0 1-2", words counted from 0 between spaces."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.alignment import to_pharaoh
from workbench.segment import clean_for_model
from workbench.types import Run


def render(run: Run) -> str:
    """The third column is empty where the runtime gave no alignment. "|" is written as Moses writes it, "&#124;"."""
    return "\n".join(_lines(run)) + "\n"


def _lines(run: Run) -> Iterator[str]:
    for segment, translated in zip(run.article.segments, run.translation.sentences, strict=True):
        source, target = (_column(text) for text in (run.article.source(segment), translated.text))
        yield f"{source} ||| {target} ||| {to_pharaoh(translated.alignment or ())}".rstrip()


def _column(text: str) -> str:
    return clean_for_model(text).replace("|", "&#124;")
