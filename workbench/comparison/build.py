"""Runs → Comparison. Nothing here loads a model or reads a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from workbench import __version__
from workbench.comparison import figures
from workbench.comparison.judged import judged
from workbench.comparison.quality import quality
from workbench.comparison.references import Aligned, References, align
from workbench.comparison.summaries import label_of, overlaps, summary_system
from workbench.comparison.types import Comparison, Output, Sentence, SummaryOf, System, Text, Verdicts
from workbench.errors import UsageError
from workbench.grid.cells import Cell, Cost, Route
from workbench.metrics.chrf import likeness_signature, sentence_score
from workbench.pieces import against
from workbench.types import Article, Failure, Run, Stage

_Likenesses = dict[tuple[str, str], list[float]]


def compare(
    found: Iterable[Cell | Cost | Run],
    *,
    base: str | None = None,
    references: References | None = None,
    verdicts: Verdicts | None = None,
) -> Comparison:
    """Hold runs against each other: what `run_grid` gave, or runs that were made one by one.

    `base` is the translator that the others are marked and tested against; without, the first. `verdicts` are what
    `judging.judge` found in a comparison of the same runs. Raises `UsageError` for an unknown base, runs of one text
    that were cut into other sentences, or references or verdicts that do not fit.
    """
    everything = list(found)
    cells = [_as_cell(x) if isinstance(x, Run) else x for x in everything if not isinstance(x, Cost)]
    cells.sort(key=lambda cell: cell.place)  # results come as they are made, and a comparison does not depend on that
    if not cells:
        raise UsageError("There is nothing to compare; give at least one run.")
    grid = _Grid(cells, [x for x in everything if isinstance(x, Cost)])
    base = _base(base, grid)
    aligned = align(references, grid.sources()) if references else None
    likenesses: _Likenesses = {}
    sentences = tuple(s for name in grid.articles for s in _sentences(name, grid, base, aligned, likenesses))
    summaries = grid.summaries()
    first_summary = next((name for name in summaries), None)
    labels = [label for label in grid.translators if any(label in runs for runs in grid.runs.values())]
    made = Comparison(
        base=base,
        texts=tuple(_text(name, grid) for name in grid.texts),
        systems=tuple(grid.system(label, likenesses) for label in grid.translators),
        sentences=sentences,
        disagreement=figures.disagreement(sentences),
        agreement_signature=likeness_signature(),
        summary_systems=tuple(summary_system(cells) for cells in grid.by_summary.values()),
        summaries=tuple(_summary(cell, aligned) for cell in cells if isinstance(cell.outcome, Run)),
        overlaps=overlaps(summaries),
        quality=quality(sentences, labels, base, aligned, summaries, first_summary) if aligned else None,
        failures=tuple(dict.fromkeys(cell.outcome for cell in cells if isinstance(cell.outcome, Failure))),
        workbench=__version__,
    )
    return judged(made, verdicts) if verdicts else made


class _Grid:
    """The cells, sorted by what they will be asked for."""

    def __init__(self, cells: Sequence[Cell], costs: Sequence[Cost]) -> None:
        self.cells = cells
        self.texts = list(dict.fromkeys(cell.text for cell in cells))
        self.translators = list(dict.fromkeys(cell.translator for cell in cells))
        self.costs = {cost.model: cost for cost in costs if cost.stage is Stage.TRANSLATE}
        self.runs: dict[str, dict[str, Run]] = {name: {} for name in self.texts}  # by text and translator
        self.by_summary: dict[str, list[Cell]] = {}
        self.articles: dict[str, Article] = {}
        for cell in cells:
            self.by_summary.setdefault(label_of(cell), []).append(cell)
            if isinstance(cell.outcome, Run):
                self.runs[cell.text].setdefault(cell.translator, cell.outcome)
                self._article(cell.text, cell.outcome.article)

    def _article(self, name: str, article: Article) -> None:
        known = self.articles.setdefault(name, article)
        if (known.id, known.segments) != (article.id, article.segments):
            raise UsageError(f"The runs of {name} were cut into different sentences; make them from the same article.")

    def sources(self) -> Mapping[str, list[str]]:
        """The German sentences of each text that was read."""
        return {name: [a.source(s) for s in a.segments] for name, a in self.articles.items()}

    def summaries(self) -> dict[str, dict[str, str]]:
        """The summaries by system and text; systems without any are left out."""
        made = {
            label: {c.text: c.outcome.summary.text for c in cells if isinstance(c.outcome, Run)}
            for label, cells in self.by_summary.items()
        }
        return {label: texts for label, texts in made.items() if texts}

    def system(self, label: str, likenesses: _Likenesses) -> System:
        """One translator over all texts."""
        runs = [runs[label] for runs in self.runs.values() if label in runs]
        return figures.system(label, runs, len(self.texts) - len(runs), self.costs.get(label), likenesses)


def _as_cell(run: Run) -> Cell:
    route = Route.SUMMARISE_FIRST if any(s.original for s in run.summary.sentences) else Route.TRANSLATE_FIRST
    name = run.article.metadata.get("file") or run.article.title or run.article.id
    return Cell(name, run.translation.model, run.summary.model, route, run.summary.model in ("lead", "extractive"), run)


def _base(wanted: str | None, grid: _Grid) -> str | None:
    """The base that was asked for, or the first translator that has a run."""
    if wanted is not None and wanted not in grid.translators:
        raise UsageError(f"The base {wanted!r} is none of the translators: {', '.join(grid.translators)}.")
    having = [label for label in grid.translators if any(label in runs for runs in grid.runs.values())]
    return wanted if wanted in having else next(iter(having), None)


def _sentences(
    name: str, grid: _Grid, base: str | None, aligned: Aligned | None, likenesses: _Likenesses
) -> Iterable[Sentence]:
    article, runs = grid.articles[name], grid.runs[name]
    present = {label: runs[label] for label in grid.translators if label in runs}
    references = aligned.sentences.get(name, ()) if aligned else ()
    for segment in article.segments:
        texts = {label: run.translation.sentences[segment.index].text for label, run in present.items()}
        reference = references[segment.index] if segment.index < len(references) else ""
        outputs = [_output(label, run, segment.index, texts.get(base or "")) for label, run in present.items()]
        sentence = Sentence(
            text=name,
            index=segment.index,
            block=segment.block,
            source=article.source(segment),
            outputs=tuple(outputs),
            agreement=figures.agreement(texts, likenesses),
        )
        yield _referred(sentence, reference) if reference.strip() else sentence


def _output(label: str, run: Run, index: int, base: str | None) -> Output:
    made = run.translation.sentences[index]
    flags = tuple(flag for flag in run.flags if flag.segment == index)
    pieces = against(made.text if base is None else base, made.text)
    return Output(label, made.text, made.score, made.truncated, flags, pieces)


def _referred(sentence: Sentence, reference: str) -> Sentence:
    outputs = tuple(replace(output, chrf=sentence_score(output.text, reference)) for output in sentence.outputs)
    values = [output.chrf for output in outputs if output.chrf is not None]
    spread = max(values) - min(values) if len(values) > 1 else None
    return replace(sentence, outputs=outputs, reference=reference, spread=spread)


def _summary(cell: Cell, aligned: Aligned | None) -> SummaryOf:
    assert isinstance(cell.outcome, Run)
    reference = aligned.summaries.get(cell.text) if aligned else None
    return SummaryOf(cell.text, label_of(cell), cell.outcome.summary.sentences, reference)


def _text(name: str, grid: _Grid) -> Text:
    article = grid.articles.get(name)
    if article is None:
        return Text(name, "", None, 0)
    warnings = dict.fromkeys(warning for run in grid.runs[name].values() for warning in run.warnings)
    return Text(name, article.id, article.title, len(article.segments), tuple(warnings))
