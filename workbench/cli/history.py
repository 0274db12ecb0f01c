"""`workbench history`: what is remembered; list, show, search, diff, note, star, export, delete."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli import options, streams
from workbench.errors import UnknownEntry, UsageError
from workbench.export import FORMATS

if TYPE_CHECKING:
    from workbench.difference import Difference
    from workbench.store import Entry, Store
    from workbench.types import Run

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)

LAST = "last"
Number = Annotated[str, typer.Argument(metavar="NUMBER", help="A number of the list, or 'last'.")]
Numbers = Annotated[list[str] | None, typer.Argument(metavar="[NUMBER...]", help="Numbers of the list, or 'last'.")]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON.")]
Limit = Annotated[int, typer.Option("--limit", min=1, help="At most so many.")]


@app.command("list")
def list_entries(
    limit: Limit = 20,
    every: Annotated[bool, typer.Option("--all", help="All of them, however many.")] = False,
    starred: Annotated[bool, typer.Option("--starred", help="Only those with a star.")] = False,
    article: Annotated[
        str | None, typer.Option("--article", metavar="ID", help="Only runs of this article (its id in JSON).")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show what is remembered, newest first."""
    from workbench.store import open_store

    with open_store() as store:
        entries = store.entries.newest(starred=starred, about=article, limit=-1 if every else limit)
        _print(entries, as_json)
        if not entries:
            print(f"workbench: nothing is remembered in {store.path} that fits.", file=sys.stderr)
        if not as_json and not every and len(entries) == limit:
            print(f"workbench: the newest {limit}; --all shows the rest.", file=sys.stderr)


@app.command("show")
def show(number: Number = LAST, as_json: AsJson = False) -> None:
    """Show one run again, with its note and how long it took."""
    from workbench.export import render
    from workbench.store import open_store

    with open_store() as store:
        entry = store.entries.get(_number(store, number))
        run = store.run(entry.id)
    if as_json:
        sys.stdout.write(render(run, "json"))
        return
    sys.stdout.writelines(line + "\n" for line in _head(entry, run))
    sys.stdout.write("\n" + render(run, "text"))


@app.command("search")
def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORD...", help="All of them; quote for a phrase: '\"am Montag\"'.")
    ],
    column: Annotated[
        str | None,
        typer.Option("--in", metavar="WHERE", help="Only in: title, german, english, summary or note."),
    ] = None,
    limit: Limit = 20,
    as_json: AsJson = False,
) -> int:
    """Find runs by their words, in German, English and summary; a word finds all that begin with it.

    Exit code 1 when nothing was found.
    """
    from workbench.store import open_store

    with open_store() as store:
        found = store.entries.search(" ".join(words), column=column, limit=limit)
    if as_json:
        print(json.dumps([{**asdict(f.entry), "snippet": f.snippet} for f in found], ensure_ascii=False, indent=1))
    else:
        for line, hit in zip(_table([hit.entry for hit in found]), found, strict=True):
            print(line)
            print("      " + " ".join(hit.snippet.split()))
    return 0 if found else 1


@app.command("diff")
def diff(left: Number, right: Number = LAST, as_json: AsJson = False) -> None:
    """Show what two runs say differently, word by word."""
    from workbench.difference import difference
    from workbench.store import open_store

    with open_store() as store:
        numbers = _number(store, left), _number(store, right)
        found = difference(store.run(numbers[0]), store.run(numbers[1]))
    if as_json:
        print(json.dumps(asdict(found), ensure_ascii=False, indent=1))
    else:
        sys.stdout.writelines(line + "\n" for line in _difference(found, *numbers))


@app.command("note")
def note(number: Number, text: Annotated[str, typer.Argument(metavar="TEXT", help='"" takes the note away.')]) -> None:
    """Write a note on a run; it is searched, too."""
    from workbench.store import open_store

    with open_store() as store:
        store.entries.mark(_number(store, number), note=text)


@app.command("star")
def star(
    number: Number = LAST, on: Annotated[bool, typer.Option("--on/--off", help="Give it, or take it away.")] = True
) -> None:
    """Give a run a star."""
    from workbench.store import open_store

    with open_store() as store:
        store.entries.mark(_number(store, number), star=on)


@app.command("export")
def export(
    numbers: Numbers = None,
    every: Annotated[bool, typer.Option("--all", help="All runs.")] = False,
    form: options.RunFormat = "text",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="PATH", help="A file; a folder for several runs.")
    ] = None,
) -> None:
    """Write runs again, in any format."""
    from workbench.store import open_store

    with open_store() as store:
        chosen = _chosen(store, numbers, every)
        options.check_format(form, to_stdout=streams.to_stdout(output), several=len(chosen) > 1)
        for number in chosen:
            _write(store.run(number), form, _target(number, form, output, len(chosen) > 1), len(chosen) > 1)


@app.command("delete")
def delete(
    numbers: Numbers = None,
    every: Annotated[bool, typer.Option("--all", help="Everything that is remembered.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before everything is deleted.")] = False,
) -> int:
    """Delete runs for good: from the file, its log, the search index and the sentence cache."""
    from workbench.store import open_store

    with open_store() as store:
        chosen = _chosen(store, numbers, every, of_any_kind=True)
        if every and not yes and not _agreed(len(chosen)):
            return 1
        clean = store.delete(chosen)
        print(f"Deleted {len(chosen)}.", file=sys.stderr)
        if not clean:
            print(
                f"workbench: another program is reading {store.path}; until it ends, traces stay in its log. "
                "`workbench cache clear` or the next deletion sweeps it.",
                file=sys.stderr,
            )
    return 0 if clean else 1


def _number(store: Store, text: str) -> int:
    """A number as the user gives it."""
    if text == LAST:
        newest = store.entries.newest(limit=1)
        if not newest:
            raise UnknownEntry(f"Nothing is remembered in {store.path} yet; `workbench run` adds to it.")
        return newest[0].id
    if not text.isdecimal():
        raise UsageError(f"{text!r} is no number; give one of `workbench history list`, or 'last'.")
    return int(text)


def _chosen(store: Store, numbers: Sequence[str] | None, every: bool, of_any_kind: bool = False) -> list[int]:
    from workbench.store import RUN

    if bool(numbers) == every:
        raise UsageError("Give the numbers of runs, or --all.")
    if every:
        return [entry.id for entry in reversed(store.entries.newest(kind=None if of_any_kind else RUN))]
    return list(dict.fromkeys(_number(store, number) for number in numbers or ()))


def _agreed(count: int) -> bool:
    if not sys.stdin.isatty():
        raise UsageError(f"All {count} entries would be deleted; say --yes with --all.")
    return typer.confirm(f"Delete all {count} entries for good?", err=True)


def _target(number: int, form: str, output: Path | None, several: bool) -> Path | None:
    if output is None or streams.to_stdout(output):
        return None
    if not several and not output.is_dir():
        return output
    if output.exists() and not output.is_dir():
        raise UsageError(f"{output} is a file; several runs need a folder after --output.")
    return output / f"run-{number}{FORMATS[form].suffix}"


def _write(run: Run, form: str, target: Path | None, several: bool) -> None:
    from workbench.export import to_bytes

    one_line = form == "json" and several and target is None
    streams.write_result(target, f"{run.to_json()}\n".encode() if one_line else to_bytes(run, form))


def _print(entries: Sequence[Entry], as_json: bool) -> None:
    if as_json:
        print(json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, indent=1))
        return
    for line in _table(entries):
        print(line)


def _table(entries: Sequence[Entry]) -> Iterator[str]:
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
    facts = entry.facts
    models = " + ".join(str(facts[key]) for key in ("translator", "summariser") if key in facts)
    doubted = f", {facts['doubted']} doubted" if facts.get("doubted") else ""
    sentences = f"{facts['sentences']} sentences{doubted}" if "sentences" in facts else entry.kind
    note = f"  ({entry.note})" if entry.note else ""
    return (str(entry.id), "*" if entry.star else " ", _when(entry), sentences, models, entry.title + note)


def _when(entry: Entry) -> str:
    """In the user's own time zone."""
    return datetime.fromisoformat(entry.created).astimezone().strftime("%Y-%m-%d %H:%M")


def _head(entry: Entry, run: Run) -> Iterator[str]:
    yield f"{entry.id}{' *' if entry.star else ''}  {_when(entry)}"
    if entry.note:
        yield f"Note: {entry.note}"
    seconds = ", ".join(f"{stage} {value:.2f} s" for stage, value in run.timings.items())
    cached = sum(sentence.cached for sentence in run.translation.sentences)
    yield f"Took: {seconds}" + (f" ({cached} sentences came from the cache)" if cached else "")


def _difference(found: Difference, left: int, right: int) -> Iterator[str]:
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
