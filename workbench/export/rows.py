"""The run as rows for the formats that are tables: every sentence pair, then the sentences of the summary."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.export.text import doubts
from workbench.types import Run

COLUMNS = ("number", "part", "german", "english", "score", "truncated", "doubts", "evidence")


def rows(run: Run) -> Iterator[tuple[str, ...]]:
    """One tuple of `COLUMNS` per sentence; numbers count from 1, separately in the summary."""
    article = run.article
    for segment, made in zip(article.segments, run.translation.sentences, strict=True):
        yield (
            str(segment.index + 1),
            article.blocks[segment.block].kind.value,
            article.source(segment),
            made.text,
            "" if made.score is None else repr(made.score),
            "yes" if made.truncated else "",
            "; ".join(doubts(run, segment.index)),
            "",
        )
    for number, sentence in enumerate(run.summary.sentences, start=1):
        evidence = " ".join(str(index + 1) for index in sentence.evidence)
        yield (str(number), "summary", sentence.original or "", sentence.text, "", "", "", evidence)
