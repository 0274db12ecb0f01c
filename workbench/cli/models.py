"""`workbench models`: list, info, pull, remove, verify."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench import catalogue
from workbench.errors import ModelMissing, UnknownModel, UsageError, WorkbenchError

if TYPE_CHECKING:
    from workbench.catalogue import Entry
    from workbench.pull import PullStep

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)

Name = Annotated[str, typer.Argument(metavar="NAME", help="A name of the list, or a hub id such as org/name.")]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON.")]
_COLUMNS = ("name", "task", "languages", "size", "licence", "here", "figures", "note")
_ROOM_FOR_NOTES = 110  # columns of a terminal; the other cells take about 80


@app.command("list")
def list_models(as_json: AsJson = False) -> int:
    """Show every model that is known by name, and whether it is on this machine."""
    entries = [*catalogue.entries(), *_pulled_by_id()]
    if as_json:
        print(json.dumps([_facts(entry) for entry in entries], ensure_ascii=False, indent=1))
    elif sys.stdout.isatty():
        _print_table(entries)
    else:
        _print_aligned(entries)
    return 0


@app.command("info")
def info(name: Name, as_json: AsJson = False) -> int:
    """Show all that is known about one model."""
    facts = _facts(_entry(name))
    if as_json:
        print(json.dumps(facts, ensure_ascii=False, indent=1))
        return 0
    for key, value in facts.items():
        if value not in (None, "", {}, []):
            print(f"{key + ':':<14}{_shown(value)}")
    return 0


@app.command("pull")
def pull(
    name: Name,
    revision: Annotated[
        str | None, typer.Option("--revision", metavar="R", help="A branch, tag or commit of the repository.")
    ] = None,
) -> int:
    """Download a model, convert it, try it out. What a broken pull has loaded is kept and gone on from."""
    from workbench import depot
    from workbench.pull import pull as bring

    entry = _entry(name, to_pull=True)
    with _Bar(entry.name) as bar:
        made = bring(entry, revision, bar.report)
    print(f"{entry.name}: {_bytes(made.size)} in {depot.folder(entry)}, revision {made.revision[:12]}", file=sys.stderr)
    return 0


@app.command("remove")
def remove(name: Name) -> int:
    """Delete a pulled model from this machine."""
    from workbench import depot

    entry = _entry(name, to_pull=True)
    print(f"{entry.name}: {_bytes(depot.remove(entry))} freed", file=sys.stderr)
    return 0


@app.command("verify")
def verify(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="A model; all that are here without it.")] = None,
) -> int:
    """Hash the files of a model again and say whether it is as it was made."""
    from workbench import depot

    if name is not None:
        entry = _entry(name)
        if entry.remote:
            raise UsageError(f"{name} runs on a server, so there is nothing of it here to verify.")
        if not depot.present(entry):
            raise ModelMissing(f"{entry.name} is not on this machine; `workbench models pull {entry.name}` gets it.")
        depot.verify(entry)
        print(f"{entry.name}: sound")
        return 0
    damaged = 0
    for entry in [*catalogue.entries(), *_pulled_by_id()]:
        if not entry.source or entry.remote or not depot.present(entry):
            continue
        try:
            depot.verify(entry)
            print(f"{entry.name}: sound")
        except WorkbenchError as error:
            damaged += 1
            print(f"{entry.name}: {error}")
    return 1 if damaged else 0


def _entry(name: str, to_pull: bool = False) -> Entry:
    """The entry of a name of either task, or one made up for a hub id."""
    from workbench import depot

    try:
        return catalogue.find(name)
    except UnknownModel:
        if not catalogue.is_hub_id(name):
            raise
    entry = _of_hub_id(name)
    if not to_pull and not depot.present(entry):
        raise ModelMissing(f"{name} is not in the catalogue and not on this machine; `workbench models pull {name}`.")
    return entry


def _of_hub_id(name: str) -> Entry:
    from workbench import depot

    entry = catalogue.Entry(name=name, task="translate", runtime="ct2", source=name)
    if depot.is_chat(depot.folder(entry)):
        return replace(entry, task=catalogue.CHAT, runtime="causal")
    return entry


def _pulled_by_id() -> list[Entry]:
    """Models in the depot that no catalogue entry names: they were pulled by their hub id."""
    from workbench import depot

    known = {depot.folder(entry) for entry in catalogue.entries()}
    found = (depot.models_dir()).glob(f"[!.]*/{depot.places.MANIFEST}")
    folders = (path.parent for path in sorted(found) if path.parent not in known)
    return [_of_hub_id(folder.name.replace("--", "/", 1)) for folder in folders]


def _facts(entry: Entry) -> dict[str, Any]:
    """What list and info show, as plain values."""
    from workbench import depot

    present = depot.present(entry)
    facts = asdict(entry) | {"here": present, "figures": dict(entry.figures), "search": dict(entry.search)}
    if present and entry.source and not entry.remote:
        facts |= _on_disk(depot.folder(entry))
    return facts


def _on_disk(folder: Path) -> dict[str, Any]:
    from workbench import depot
    from workbench.depot import manifest

    facts: dict[str, Any] = {"folder": str(folder)}
    if (folder / depot.places.MANIFEST).is_file():
        try:
            made = manifest.read(folder)
        except WorkbenchError as error:
            return facts | {"fault": str(error)}
        facts |= {"on_disk": made.size, "commit": made.revision, "converted": made.converted, "date": made.date}
    return facts


def _row(entry: Entry) -> tuple[str, ...]:
    from workbench import depot

    figures = ", ".join(f"{name} {value}" for name, value in entry.figures.items())
    size = _bytes(entry.size) if entry.size else "-"
    here = "server" if entry.remote else "yes" if depot.present(entry) else "no"
    return entry.name, entry.task, " ".join(entry.languages), size, entry.licence, here, figures, entry.note


def _print_aligned(entries: list[Entry]) -> None:
    rows = [_COLUMNS, *map(_row, entries)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(_COLUMNS))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _print_table(entries: list[Entry]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    rows = [_row(entry) for entry in entries]
    shown = [i for i, column in enumerate(_COLUMNS) if column != "figures" or any(row[i] for row in rows)]
    if console.width < _ROOM_FOR_NOTES:
        shown = [i for i in shown if _COLUMNS[i] != "note"]  # `info` has it
    table = Table(box=None, header_style="bold", pad_edge=False)
    for i in shown:
        table.add_column(_COLUMNS[i], no_wrap=_COLUMNS[i] not in ("note", "figures"))
    for row in rows:
        table.add_row(*(Text(row[i]) for i in shown))  # Text: a note's [brackets] are no markup
    console.print(table)


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {item}" for key, item in value.items())
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    return " ".join(value) if isinstance(value, list | tuple) else str(value)


def _bytes(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"


class _Bar:
    """Progress of a pull on stderr: a bar on a terminal, one line per stage elsewhere."""

    def __init__(self, name: str) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

        console = Console(stderr=True)
        columns = TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn()
        self._progress = Progress(*columns, console=console, disable=not console.is_terminal)
        self._say: Callable[[str], None] = lambda text: console.print(text, markup=False, highlight=False)
        self._quiet = console.is_terminal
        self._name = name
        self._stage = ""
        self._task: Any = None

    def __enter__(self) -> _Bar:
        self._progress.start()
        return self

    def __exit__(self, *reason: object) -> None:
        self._progress.stop()

    def report(self, step: PullStep) -> None:
        """Show one step of the pull."""
        if step.stage != self._stage:
            self._stage = step.stage
            self._task = self._progress.add_task(f"{self._name}: {step.stage}", total=step.total or None)
            if not self._quiet:
                self._say(f"{self._name}: {step.stage}")
        self._progress.update(self._task, completed=step.done, total=step.total or None)
