"""The commands that read texts: run, translate, summarise, segment, ingest."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from workbench.cli import options, streams
from workbench.errors import SchemaError, UsageError, WorkbenchError
from workbench.types import Article, Decoding, Run

File = Annotated[str, typer.Argument(metavar="[FILE]", help="A file, or - for standard input.")]
LINES_AT_ONCE = 2000  # lines that are translated before the first of them is written, so that a pipe flows


class RunFormat(StrEnum):
    """How `run` writes its result."""

    TEXT = "text"
    MD = "md"
    HTML = "html"
    JSON = "json"
    PHARAOH = "pharaoh"


class IngestFormat(StrEnum):
    """How `ingest` writes its result."""

    TEXT = "text"
    JSON = "json"


@options.with_decoding
def run(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE...", help="Files, or - for standard input.")],
    decoding: Decoding,
    translator: options.TranslatorName = "auto",
    summariser: options.SummariserName = "auto",
    sentences: options.Sentences = 3,
    keep: options.Keep = "",
    rules: options.Rules = None,
    glossary: options.Terms = None,
    form: Annotated[RunFormat, typer.Option("--format", help="How the result is written.")] = RunFormat.TEXT,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="PATH", help="A file; a folder for several sources.")
    ] = None,
    any_language: options.AnyLanguage = False,
    device: options.Device = "cpu",
) -> int:
    """Translate and summarise articles, with the evidence for every sentence.

    With several sources, a source that fails is reported and the others go on; the exit code is then 1.
    Several runs in JSON are written one to a line.
    """
    from workbench.models import load_summariser, load_translator
    from workbench.pipeline import open_glossary
    from workbench.pipeline import run as run_pipeline

    targets = _targets(sources, output, form)
    terms = open_glossary(glossary or [])
    reader = load_translator(translator, device=options.check_device(device))
    writer = load_summariser(summariser, device=device)
    _say_better("translate", translator)
    failures = 0
    for source, target in zip(sources, targets, strict=True):
        try:
            article = _read(source, keep, rules)
            with streams.progress() as progress:
                result = run_pipeline(
                    article,
                    translator=reader,
                    summariser=writer,
                    sentences=sentences,
                    decoding=decoding,
                    glossary=terms,
                    any_language=any_language,
                    progress=progress,
                )
            _write(result, form, target, one_line=len(sources) > 1)
        except WorkbenchError as error:
            if len(sources) == 1:
                raise
            failures += 1
            print(f"workbench: {source}: {error}", file=sys.stderr)
    return 1 if failures else 0


def _targets(sources: Sequence[str], output: Path | None, form: RunFormat) -> list[Path | None]:
    """Where each result goes: nowhere (stdout), the one file, or a file of the source's name in the folder."""
    if output is None or str(output) == streams.STANDARD_INPUT:
        return [None] * len(sources)
    if len(sources) == 1 and not output.is_dir():
        return [output]
    from workbench.export import FORMATS

    if output.exists() and not output.is_dir():
        raise UsageError(f"{output} is a file; several sources need a folder after --output.")
    stems = ["stdin" if source == streams.STANDARD_INPUT else Path(source).stem for source in sources]
    doubled = sorted({stem for stem in stems if stems.count(stem) > 1})
    if doubled:
        raise UsageError(f"Several sources are named {doubled[0]!r}, so one would overwrite the other; run them apart.")
    return [output / (stem + FORMATS[form].suffix) for stem in stems]


def _write(result: Run, form: RunFormat, target: Path | None, one_line: bool) -> None:
    from workbench.export import render

    text = result.to_json() + "\n" if form is RunFormat.JSON and one_line and not target else render(result, form)
    if target is None:
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        streams.write_whole(target, text)


def _read(source: str, keep: str, rules: Path | None = None) -> Article:
    from workbench.ingest import read_article

    return read_article(streams.read_bytes(source), keep=keep, rules=rules)


def _say_better(task: str, asked: str) -> None:
    """With `auto`, say on stderr which model it was and how to get a better one."""
    if asked != "auto":
        return
    from workbench.models import better, choose

    found = better(task)
    if found is not None and sys.stderr.isatty():
        print(
            f"workbench: using {choose(task).name}; 'workbench models pull {found.name}' gets a better one.",
            file=sys.stderr,
        )


@options.with_decoding
def translate(
    decoding: Decoding,
    file: File = streams.STANDARD_INPUT,
    lines: Annotated[bool, typer.Option("--lines", help="One line in, one line out, blank lines included.")] = False,
    alignment: Annotated[
        Path | None,
        typer.Option("--alignment", metavar="FILE", help="With --lines: which word became which, as '0-0 1-2' a line."),
    ] = None,
    model: options.ModelName = "auto",
    keep: options.Keep = "all",
    glossary: options.Terms = None,
    any_language: options.AnyLanguage = False,
    device: options.Device = "cpu",
) -> None:
    """Translate a text into English. Nothing is removed from it unless --keep names what to keep."""
    from workbench import pipeline
    from workbench.alignment import to_pharaoh
    from workbench.models import load_translator

    if alignment and not lines:
        raise UsageError("--alignment counts the words of lines; give --lines too.")
    translator = load_translator(model, device=options.check_device(device))
    terms = pipeline.open_glossary(glossary or [])
    _say_better("translate", model)
    links: list[str] = []
    with streams.progress() as progress:
        if not lines:
            article = _read(file, keep)
            made = pipeline.translate(
                article,
                model=translator,
                decoding=decoding,
                glossary=terms,
                any_language=any_language,
                progress=progress,
            )
            sys.stdout.write(made.text + "\n")
            return
        everything = streams.read_lines(file)
        for start in range(0, len(everything), LINES_AT_ONCE):
            chunk = everything[start : start + LINES_AT_ONCE]
            made = pipeline.translate(chunk, model=translator, decoding=decoding, glossary=terms, progress=progress)
            sys.stdout.writelines(" ".join(t.text.splitlines()).strip() + "\n" for t in made.sentences)
            sys.stdout.flush()
            links += [to_pharaoh(t.alignment or ()) + "\n" for t in made.sentences]
    if alignment:
        streams.write_whole(alignment, "".join(links))


def summarise(
    file: File = streams.STANDARD_INPUT,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help='Lines of {"id", "text"} in, {"id", "summary", "sentences"} out.')
    ] = False,
    model: options.ModelName = "auto",
    sentences: options.Sentences = 3,
    device: options.Device = "cpu",
) -> int:
    """Summarise an English text. The evidence of a sentence are numbers of sentences of the text, from 0."""
    from workbench import pipeline
    from workbench.ingest import read_article
    from workbench.models import load_summariser

    summariser = load_summariser(model, device=options.check_device(device))
    _say_better("summarise", model)
    if not jsonl:
        with streams.progress() as progress:
            made = pipeline.summarise(_read(file, "all"), model=summariser, sentences=sentences, progress=progress)
        sys.stdout.write("\n".join(s.text for s in made.sentences) + "\n")
        return 0
    failures = 0
    for number, line in enumerate(streams.read_lines(file), start=1):
        if not line.strip():
            continue
        answer: dict[str, Any] = {"id": None, "summary": "", "sentences": []}
        try:
            answer["id"], text = _job(line)
            # As bytes, because a text that happens to be the name of a file is still the text here.
            article = read_article(text.encode("utf-8", "surrogatepass"), keep="all", encoding="utf-8")
            made = pipeline.summarise(article, model=summariser, sentences=sentences)
            answer["summary"] = made.text
            answer["sentences"] = [{"text": s.text, "evidence": list(s.evidence)} for s in made.sentences]
        except WorkbenchError as error:
            failures += 1
            answer["error"] = str(error)
            print(f"workbench: line {number}: {error}", file=sys.stderr)
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return 1 if failures else 0


def _job(line: str) -> tuple[Any, str]:
    """The id and the text of one line of --jsonl."""
    try:
        job = json.loads(line)
    except ValueError as error:
        raise SchemaError(f"not JSON: {error}.") from None
    if not isinstance(job, dict) or not isinstance(job.get("text"), str):
        raise SchemaError('expected an object with "id" and "text".')
    return job.get("id"), job["text"]


def segment(file: File = streams.STANDARD_INPUT) -> None:
    """Split a German text, one sentence per line; nothing is removed, line breaks inside a sentence become spaces."""
    from workbench.ingest import read_text
    from workbench.segment import split

    text = read_text(streams.read_bytes(file))
    sys.stdout.writelines(" ".join(text[start:end].split()) + "\n" for start, end in split(text))


def ingest(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="A file, or - for standard input.")],
    form: Annotated[IngestFormat, typer.Option("--format", help="How the result is written.")] = IngestFormat.TEXT,
    keep: options.Keep = "",
    rules: options.Rules = None,
) -> None:
    """Show the blocks of an article: what each is, whether it is kept and, if not, why."""
    article = _read(source, keep, rules)
    if form is IngestFormat.JSON:
        from workbench.schema import article_to_dict

        sys.stdout.write(json.dumps(article_to_dict(article), ensure_ascii=False, indent=1) + "\n")
        return
    sys.stdout.writelines(_block_lines(article))


def _block_lines(article: Article) -> Iterator[str]:
    for block in article.blocks:
        text = " ".join(article.text[block.start : block.end].split())
        if text:
            state = "kept" if block.kept else f"removed: {block.reason}"
            yield f"{block.kind:<11} {state}\n    {text}\n"
            for suggestion in article.suggestions:
                if block.start <= suggestion.at < block.end:
                    yield f"    ? {suggestion.why}\n"
