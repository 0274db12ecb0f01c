"""Texts × translators × summarisers × routes, each translator once per text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import Any

from workbench import ingest, pipeline, summarising
from workbench.errors import EmptySource, WorkbenchError
from workbench.glossary import Glossary
from workbench.grid.cells import Cell, Cost, Route
from workbench.grid.lanes import Act, Lane, Lanes, Report, Work, failure_of
from workbench.grid.members import Named
from workbench.grid.memory import budget
from workbench.grid.plan import Key, Plan, make_plan
from workbench.translating import translate_article
from workbench.types import (
    Article,
    Budget,
    Decoding,
    Failure,
    Flag,
    Run,
    Step,
    Summary,
    Translation,
)


@dataclass(frozen=True, slots=True)
class _Text:
    name: str
    article: Article
    warnings: tuple[str, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class _FromGerman:
    """A summary of the German, and whether the model wrote it in English at once."""

    summary: Summary
    english: bool


@dataclass(frozen=True, slots=True)
class _Translated:
    translation: Translation
    flags: tuple[Flag, ...]
    seconds: float
    check_seconds: float


@dataclass(frozen=True, slots=True)
class _Options:
    decoding: Decoding
    budget: Budget
    terms: Glossary


def ignore_report(model: str, text: str, step: Step) -> None:
    """The report of those who do not want any."""


def run_grid(
    sources: Sequence[pipeline.Source],
    translators: Named = ("auto",),
    summarisers: Named = (),
    *,
    routes: Collection[Route | str] = (),
    sentences: int = 3,
    decoding: Decoding | None = None,
    glossary: pipeline.Terms = (),
    any_language: bool = False,
    memory: float | None = None,
    device: str = "cpu",
    read: Callable[[Any], Article] = ingest.read_article,
    report: Report = ignore_report,
) -> Generator[Cell | Cost, None, None]:
    """Every text through every translator and every summariser; results come as they are made, the quickest first.

    The first sentences ("lead") and the extractive summariser always stand among the summarisers, to be beaten.
    `routes` are the orders of the two steps; without, each summariser takes its natural one: the English translation,
    or the German text for one that reads German. `memory` is what the models may take together, in GB; without, most
    of what is free. What fails is a `Cell` with a `Failure`. Closing the generator, or an exception of `report`, stops
    all work between two batches. Raises `UsageError` before anything is loaded.
    """
    plan = make_plan(translators, summarisers, routes, device)
    options = _Options(decoding or Decoding(), Budget(sentences), pipeline.open_glossary(glossary))
    return _cells(_read_all(sources, read, any_language), plan, options, budget(memory), report)


def _cells(
    texts: Sequence[_Text | Failure],
    plan: Plan,
    options: _Options,
    memory: int | None,
    report: Report,
) -> Generator[Cell | Cost, None, None]:
    keys = plan.keys([text.source if isinstance(text, Failure) else text.name for text in texts])
    for text in texts:
        if isinstance(text, Failure):
            yield from (key.cell(text) for key in keys[text.source])
    lanes = _lanes([text for text in texts if isinstance(text, _Text)], plan, options, keys)
    for found in Lanes(lanes, memory, report).results():
        if isinstance(found, Cost):
            yield found
        else:
            key, result = found
            assert isinstance(key, Key)
            yield key.cell(result if isinstance(result, Failure) else result.value)


def _lanes(
    texts: Sequence[_Text],
    plan: Plan,
    options: _Options,
    keys: Mapping[str, Sequence[Key]],
) -> list[Lane]:
    """All jobs of the grid. What a translator or a German summariser makes of a text is made once."""
    lanes = {id(member): Lane(member) for member in (*plan.translators, *(member for member, _ in plan.summarisers))}
    for text in texts:
        german = {
            member.label: lanes[id(member)].add(text.name, _summarise_german(text, options))
            for member, route in plan.summarisers
            if route is Route.SUMMARISE_FIRST
        }
        translated = {
            member.label: lanes[id(member)].add(text.name, _translate(text, options)) for member in plan.translators
        }
        for key in keys[text.name]:
            english = translated[key.translator.label]
            if key.route is Route.TRANSLATE_FIRST:
                lanes[id(key.summariser)].add(text.name, _summarise(text, options), (english,), key)
            else:
                needs = (english, german[key.summariser.label])
                lanes[id(key.translator)].add(text.name, _into_english(text, options), needs, key)
    return list(lanes.values())


def _translate(text: _Text, options: _Options) -> Act:
    def act(work: Work) -> _Translated:
        made = translate_article(text.article, work.model, options.decoding, work.progress, options.terms)
        seconds = work.seconds()
        flags = pipeline.flags_of(made)
        return _Translated(made.translation, flags, seconds, work.seconds() - seconds)

    return act


def _summarise(text: _Text, options: _Options) -> Act:
    def act(work: Work) -> Run:
        translated: _Translated = work.needed[0].value
        document = summarising.document_of(translated.translation, work.model)
        summary = summarising.summarise_document(document, work.model, options.budget, work.progress)
        return _run(text, translated, summary, work.seconds())

    return act


def _summarise_german(text: _Text, options: _Options) -> Act:
    def act(work: Work) -> _FromGerman:
        document = summarising.document_of(text.article, work.model)
        summary = summarising.summarise_document(document, work.model, options.budget, work.progress)
        signed = replace(summary, signature=f"{summary.signature}|reads:{text.article.language}")
        return _FromGerman(signed, work.model.writes == "en")

    return act


def _into_english(text: _Text, options: _Options) -> Act:
    def act(work: Work) -> Run:
        translated, german = work.needed
        made: _FromGerman = german.value
        if made.english:
            summary = summarising.with_evidence(made.summary, translated.value.translation)
        else:
            summary = summarising.into_english(made.summary, work.model, options.decoding)
        return _run(text, translated.value, summary, german.seconds + work.seconds())

    return act


def _run(text: _Text, made: _Translated, summary: Summary, seconds: float) -> Run:
    timings = {
        "read": text.seconds,
        "translate": made.seconds,
        "summarise": seconds,
        "check": made.check_seconds,
    }
    signature = pipeline.run_signature(made.translation, summary)
    return Run(text.article, made.translation, summary, made.flags, timings, signature, text.warnings)


def _read_all(
    sources: Sequence[pipeline.Source], read: Callable[[Any], Article], any_language: bool
) -> list[_Text | Failure]:
    """Each text under a name of its own; one that cannot be read, or is not German, is a failure."""
    found: list[_Text | Failure] = []
    names: dict[str, int] = {}
    for number, source in enumerate(sources, start=1):
        begun = perf_counter()
        try:
            article = source if isinstance(source, Article) else read(source)
            warning = pipeline.check_language(article, any_language)
            if not article.segments:
                raise EmptySource(
                    "Every block was removed, so nothing is left to translate; keep some with --keep all."
                )
            warnings = (warning,) if warning else ()
            name = _unique(_name(source, article, number), names)
            found.append(_Text(name, article, warnings, perf_counter() - begun))
        except WorkbenchError as error:
            given = source if isinstance(source, Article) else None
            name = _unique(_name(source, given, number), names)
            found.append(failure_of(error, name, "read"))
    return found


def _name(source: pipeline.Source, article: Article | None, number: int) -> str:
    """The file's name, the title, or the number of the text."""
    if isinstance(source, Path):
        return source.name
    if article is not None:
        return article.metadata.get("file") or article.title or f"text {number}"
    if isinstance(source, str) and source.strip() and len(source) < 200 and "\n" not in source:
        return Path(source.strip()).name or source.strip()
    return f"text {number}"


def _unique(name: str, taken: dict[str, int]) -> str:
    taken[name] = taken.get(name, 0) + 1
    return name if taken[name] == 1 else f"{name} ({taken[name]})"
