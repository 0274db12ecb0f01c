"""`workbench compare`: any translators × any summarisers, side by side."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli import options, streams
from workbench.cli.keeping import Stores, keeping
from workbench.errors import UsageError
from workbench.types import Article, Decoding, Failure

if TYPE_CHECKING:
    from workbench.comparison import Comparison
    from workbench.grid import Cell, Cost


class Form(StrEnum):
    """How a comparison is written."""

    TEXT = "text"
    MD = "md"
    HTML = "html"
    JSON = "json"
    CSV = "csv"


@options.with_decoding
def compare(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE...", help="Files, or - for standard input.")],
    decoding: Decoding,
    translators: Annotated[
        str, typer.Option("--translators", metavar="A,B", help="Models, as for --translator; LABEL=MODEL names one.")
    ] = "auto",
    summarisers: Annotated[
        str,
        typer.Option("--summarisers", metavar="X,Y", help="Models, as for --summariser; lead and extractive are in."),
    ] = "",
    routes: Annotated[
        str,
        typer.Option("--routes", metavar="R,R", help="translate-first, summarise-first; else what each model can."),
    ] = "",
    reference: Annotated[
        Path | None,
        typer.Option("--reference", metavar="FILE", help="References: lines, .tsv or .jsonl (docs/comparing.md)."),
    ] = None,
    base: Annotated[
        str | None, typer.Option("--base", metavar="A", help="The translator that the others are held against.")
    ] = None,
    lines: Annotated[
        bool, typer.Option("--lines", help="Each line of a source is one sentence, as it stands.")
    ] = False,
    sentences: options.Sentences = 3,
    keep: options.Keep = "",
    rules: options.Rules = None,
    glossary: options.Terms = None,
    memory: Annotated[
        float | None,
        typer.Option("--memory", metavar="GB", min=0, help="What the models may take together; else most of the rest."),
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="How the result is written.")] = Form.TEXT,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="PATH", help="A file.")] = None,
    judge: Annotated[
        str | None,
        typer.Option("--judge", metavar="MODEL", help="A chat model that says which is better, and why; ::PROMPT too."),
    ] = None,
    judge_sentences: Annotated[
        int, typer.Option("--judge-sentences", metavar="N", min=1, help="How many it judges of each pair at most.")
    ] = 20,
    any_language: options.AnyLanguage = False,
    device: options.Device = "cpu",
    store: Stores = True,
) -> int:
    """Compare translators and summarisers on the same texts; with references, with scores and how sure they are.

    What fails is reported and stands in the result; the others go on, and the exit code is then 1.
    """
    from workbench.comparison import compare as hold_against
    from workbench.comparison import read_references
    from workbench.grid import run_grid
    from workbench.report import render

    references = None if reference is None else read_references(reference)
    judging = None if judge is None else _judging(judge, judge_sentences, options.check_device(device))
    found = run_grid(
        sources,
        _named(translators, "--translators"),
        _named(summarisers, "--summarisers"),
        routes=_routes(routes),
        sentences=sentences,
        decoding=decoding,
        glossary=glossary or [],
        any_language=any_language,
        memory=memory,
        device=options.check_device(device),
        read=_reader(lines, keep, rules),
    )
    comparison = hold_against(list(_told(found)), base=base, references=references)
    if judging is not None:
        comparison = judging(comparison)
    with keeping(stores=store, caches=False) as kept:
        kept.comparison(comparison)
    text = render(comparison, form)
    if output is None:
        sys.stdout.write(text)
    else:
        streams.write_whole(output, text)
    stopped = comparison.judgement is not None and comparison.judgement.stopped
    return 1 if comparison.failures or stopped else 0


def _judging(name: str, sentences: int, device: str) -> Callable[[Comparison], Comparison]:
    """What a judge will do with a comparison. A name that cannot judge is told before anything is translated."""
    from workbench.comparison import judged
    from workbench.judging import find_judge
    from workbench.judging import judge as ask

    opening = find_judge(name)

    def judging(comparison: Comparison) -> Comparison:
        verdicts = ask(comparison, opening(device), sentences, _report)
        if verdicts.stopped:
            print(f"workbench: the judge {verdicts.judge} {verdicts.stopped}", file=sys.stderr)
        return judged(comparison, verdicts)

    return judging


def _report(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"workbench: verdict {done + 1} of {total}", file=sys.stderr)


def _named(words: str, option: str) -> dict[str, str] | list[str]:
    """Names with commas between them; as soon as one has a label, all have one."""
    names = [word.strip() for word in words.split(",") if word.strip()]
    pairs = [_pair(name) for name in names]
    if not any(label for label, _ in pairs):
        return names
    labelled = {label or _short(name): name for label, name in pairs}
    if len(labelled) < len(pairs):
        raise UsageError(f"{option} has the same label twice: {words}.")
    return labelled


def _short(name: str) -> str:
    """A folder is called by its last part."""
    path = Path(name).expanduser()
    return path.resolve().name if path.is_dir() else name


def _pair(name: str) -> tuple[str, str]:
    label, equals, model = name.partition("=")
    return (label.strip(), model.strip()) if equals and "/" not in label else ("", name)


def _routes(words: str) -> list[str]:
    from workbench.grid import Route

    names = [word.strip() for word in words.split(",") if word.strip()]
    unknown = [name for name in names if name not in set(Route)]
    if unknown:
        raise UsageError(f"There is no route {unknown[0]!r}; the routes are {' and '.join(Route)}.")
    return names


def _reader(lines: bool, keep: str, rules: Path | None) -> Callable[[str], Article]:
    return _read_lines if lines else partial(_read_article, keep=keep, rules=rules)


def _read_article(source: str, keep: str, rules: Path | None) -> Article:
    from workbench.ingest import read_article

    return read_article(streams.read_bytes(source), keep=keep, rules=rules)


def _read_lines(source: str) -> Article:
    from workbench.ingest.article import join_lines

    article = join_lines(streams.read_lines(source))
    return replace(article, metadata={**article.metadata, "file": Path(source).name})


def _told(found: Iterable[Cell | Cost]) -> Iterator[Cell | Cost]:
    """Pass on what comes, and say on stderr what failed (once) and, on a terminal, what is done."""
    said: set[Failure] = set()
    for one in found:
        outcome = getattr(one, "outcome", None)
        if isinstance(outcome, Failure):
            if outcome not in said:
                said.add(outcome)
                print(f"workbench: {outcome.source}: {outcome.message}", file=sys.stderr)
        elif outcome is not None and sys.stderr.isatty():
            print(f"workbench: done: {_where(one)}", file=sys.stderr)
        yield one


def _where(cell: Cell | Cost) -> str:
    from workbench.comparison.summaries import label_of
    from workbench.grid import Cell

    assert isinstance(cell, Cell)
    return f"{cell.text}, {label_of(cell)}"
