"""Summaries against each other and against what they were made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from workbench.comparison.figures import mean, ratio
from workbench.comparison.types import Overlap, SummarySystem
from workbench.grid.cells import Cell, Route
from workbench.metrics.rouge import overlap
from workbench.types import Run
from workbench.words import tokens


def label_of(cell: Cell) -> str:
    """What a translator and a summariser are called together; the one that comes first stands first."""
    if cell.route is Route.TRANSLATE_FIRST:
        return f"{cell.translator} → {cell.summariser}"
    return f"{cell.summariser} → {cell.translator}"


def summary_system(cells: Sequence[Cell]) -> SummarySystem:
    """What can be counted of one translator with one summariser over all texts."""
    first = cells[0]
    runs = [cell.outcome for cell in cells if isinstance(cell.outcome, Run)]
    written = [(tokens(run.summary.text), tokens(run.translation.text)) for run in runs]
    words = sum(len(summary) for summary, _ in written)
    sentences = [sentence for run in runs for sentence in run.summary.sentences]
    pairs = [pair for summary, source in written for pair in _novel(summary, source)]
    return SummarySystem(
        label=label_of(first),
        translator=first.translator,
        summariser=first.summariser,
        route=first.route,
        baseline=first.baseline,
        signatures=tuple(dict.fromkeys(run.summary.signature for run in runs)),
        texts=len(runs),
        failed=len(cells) - len(runs),
        sentences=len(sentences),
        words=words,
        seconds=sum(run.timings.get("summarise", 0.0) for run in runs) if runs else None,
        copied=ratio(sum(_copied(summary, source) for summary, source in written), words),
        novelty=mean([float(new) for new in pairs]),
        compression=ratio(sum(len(source) for _, source in written), words),
        supported=mean([float(bool(sentence.evidence)) for sentence in sentences]),
        support=mean([sentence.support for sentence in sentences]),
    )


def overlaps(summaries: Mapping[str, Mapping[str, str]]) -> tuple[Overlap, ...]:
    """ROUGE-1 between each two systems; `summaries` are texts by system and name of the text."""
    found = []
    for one, other in combinations(summaries, 2):
        both = [name for name in summaries[one] if name in summaries[other]]
        # Neither is the reference: F1 is the same both ways.
        values = [overlap(summaries[one][name], summaries[other][name], "1") for name in both]
        if values:
            found.append(Overlap(one, other, sum(values) / len(values)))
    return tuple(found)


def _novel(summary: Sequence[str], source: Sequence[str]) -> Iterator[bool]:
    """For each pair of neighbouring words of the summary, whether the source does not have it."""
    known = set(pairwise(source))
    return (pair not in known for pair in pairwise(summary))


def _copied(summary: Sequence[str], source: Sequence[str]) -> int:
    """Words of the summary that stand in fragments of the source: greedily the longest from each place on."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(source):
        places.setdefault(word, []).append(place)
    start = copied = 0
    while start < len(summary):
        longest = max((_run(summary, start, source, place) for place in places.get(summary[start], ())), default=0)
        copied += longest
        start += max(1, longest)
    return copied


def _run(summary: Sequence[str], start: int, source: Sequence[str], place: int) -> int:
    length = 0
    while (
        start + length < len(summary)
        and place + length < len(source)
        and summary[start + length] == source[place + length]
    ):
        length += 1
    return length
