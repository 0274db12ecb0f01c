"""What is remembered, as lines for the terminal: a table of entries, the head of one, what two runs say differently."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.difference import Difference
    from workbench.store import Entry
    from workbench.types import Run


def table(entries: Sequence[Entry]) -> Iterator[str]:
    """A line per entry: number, star, when, how many sentences, the models, the title, the note."""
    rows = [_row(entry) for entry in entries]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(5)]
    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for row in rows:
        cells = [
            cell.rjust(width) if i == 0 else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row[:5], widths, strict=True))
        ]
        line = "  ".join((*cells, row[5])).rstrip()
        yield line if room is None or len(line) <= room else line[: room - 1] + "…"


def _row(entry: Entry) -> tuple[str, ...]:
    note = f"  ({entry.note})" if entry.note else ""
    size = _size(entry)
    return (str(entry.id), "*" if entry.star else " ", entry.when(), size, _models(entry), entry.title + note)


def _size(entry: Entry) -> str:
    """How much it is; what is no run says its kind first."""
    facts = entry.facts
    if "sentences" not in facts:
        return entry.kind
    texts = f"{entry.kind}, {facts['texts']} texts, " if "texts" in facts else ""
    doubted = f", {facts['doubted']} doubted" if facts.get("doubted") else ""
    return f"{texts}{facts['sentences']} sentences{doubted}"


def _models(entry: Entry) -> str:
    """A run's translator and summariser; all of those of a comparison."""
    named = [entry.facts.get(key) for key in ("translator", "translators", "summariser", "summarisers")]
    return " + ".join(one if isinstance(one, str) else ", ".join(one) for one in named if one)


def head(entry: Entry, run: Run | None) -> Iterator[str]:
    """Number, time and note of an entry; of a run also how long it took."""
    yield f"{entry.id}{' *' if entry.star else ''}  {entry.when()}"
    if entry.note:
        yield f"Note: {entry.note}"
    if run is None:
        return
    seconds = ", ".join(f"{stage} {value:.2f} s" for stage, value in run.timings.items())
    cached = sum(sentence.cached for sentence in run.translation.sentences)
    yield f"Took: {seconds}" + (f" ({cached} sentences came from the cache)" if cached else "")


def difference_lines(found: Difference, left: int, right: int) -> Iterator[str]:
    """The parts, sentences and summaries in which the runs `left` and `right` differ, changed words marked."""
    from workbench.difference import marked

    for part in found.parts:
        yield f"{part.name}: {part.left or '(none)'} -> {part.right or '(none)'}"
    yield f"{len(found.pairs) - len(found.changed)} of {len(found.pairs)} sentences are the same."
    width = max(len(str(left)), len(str(right)))
    for pair in found.changed:
        yield ""
        yield " " * (width + 2) + " ".join(pair.source.split())
        texts: tuple[Any, ...] = (pair.left, pair.right)
        if pair.left is not None and pair.right is not None:
            texts = marked(pair.left, pair.right)
        for number, text in zip((left, right), texts, strict=True):
            yield f"{number:>{width}}  {'(not in this run)' if text is None else text}"
    yield ""
    if found.left_summary == found.right_summary:
        yield "The summaries are the same."
        return
    for number, summary, other in (
        (left, found.left_summary, found.right_summary),
        (right, found.right_summary, found.left_summary),
    ):
        yield f"Summary of {number}:"
        yield from (f"  {' ' if sentence in other else '!'} {sentence}" for sentence in summary)
