"""`workbench history`: what is remembered; list, show, search, diff, note, star, export, delete."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli import options, streams
from workbench.cli.entries import difference_lines, head, table
from workbench.errors import UnknownEntry, UsageError

if TYPE_CHECKING:
    from workbench.store import Entry, Store

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
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="Only these: run, comparison, or another kind.")
    ] = None,
    article: Annotated[
        str | None, typer.Option("--article", metavar="ID", help="Only runs of this article (its id in JSON).")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show what is remembered, newest first."""
    from workbench.store import MADE, open_store

    with open_store() as store:
        entries = store.entries.newest(kind=kind or MADE, starred=starred, about=article, limit=-1 if every else limit)
        _print(entries, as_json)
        if not entries:
            print(f"workbench: nothing is remembered in {store.path} that fits.", file=sys.stderr)
        if not as_json and not every and len(entries) == limit:
            print(f"workbench: the newest {limit}; --all shows the rest.", file=sys.stderr)


@app.command("show")
def show(number: Number = LAST, as_json: AsJson = False) -> None:
    """Show a run or a comparison again, with its note and, for a run, how long it took."""
    from workbench.store import RUN, open_store
    from workbench.store.written import to_bytes

    with open_store() as store:
        entry = store.entries.get(_number(store, number))
        text = to_bytes(store, entry, "json" if as_json else "text").decode()
        run = store.run(entry.id) if entry.kind == RUN else None
    if not as_json:
        sys.stdout.writelines(line + "\n" for line in (*head(entry, run), ""))
    sys.stdout.write(text)


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
    """Find runs and comparisons by their words, in German, English and summary; a word finds all that begin with it.

    Exit code 1 when nothing was found.
    """
    from workbench.store import MADE, open_store

    with open_store() as store:
        found = store.entries.search(" ".join(words), column=column, kind=MADE, limit=limit)
    if as_json:
        print(json.dumps([{**asdict(f.entry), "snippet": f.snippet} for f in found], ensure_ascii=False, indent=1))
    else:
        for line, hit in zip(table([hit.entry for hit in found]), found, strict=True):
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
        sys.stdout.writelines(line + "\n" for line in difference_lines(found, *numbers))


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
    """Write runs again, in any format, and comparisons as text, md, html, json or csv."""
    from workbench.store import open_store
    from workbench.store.written import file_name

    with open_store() as store:
        chosen = [store.entries.get(number) for number in _chosen(store, numbers, every)]
        several = len(chosen) > 1
        options.check_format(form, to_stdout=streams.to_stdout(output), several=several)
        targets = [_target(file_name(entry, form), output, several) for entry in chosen]
        for entry, target in zip(chosen, targets, strict=True):
            _write(store, entry, form, target, one_line=several)


@app.command("delete")
def delete(
    numbers: Numbers = None,
    every: Annotated[bool, typer.Option("--all", help="Everything that is remembered.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before everything is deleted.")] = False,
) -> int:
    """Delete entries for good: from the file, its log, the search index and the sentence cache."""
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
    from workbench.store import MADE

    if text == LAST:
        newest = store.entries.newest(kind=MADE, limit=1)
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


def _target(name: str, output: Path | None, several: bool) -> Path | None:
    if output is None or streams.to_stdout(output):
        return None
    if not several and not output.is_dir():
        return output
    if output.exists() and not output.is_dir():
        raise UsageError(f"{output} is a file; several runs need a folder after --output.")
    return output / name


def _write(store: Store, entry: Entry, form: str, target: Path | None, one_line: bool) -> None:
    """In the format; JSON of several on standard output as one line each."""
    from workbench.store.written import to_bytes

    content = to_bytes(store, entry, form)
    if form == "json" and one_line and target is None:
        content = json.dumps(json.loads(content)).encode() + b"\n"
    streams.write_result(target, content)


def _print(entries: Sequence[Entry], as_json: bool) -> None:
    if as_json:
        print(json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, indent=1))
        return
    for line in table(entries):
        print(line)
