"""Where commands read and write: '-' is standard input, files come whole or not at all, progress goes to stderr."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.types import Progress, Stage, Step, ignore_progress

STANDARD_INPUT = "-"
_WORDS = {Stage.LOAD: "Loading the models", Stage.TRANSLATE: "Translating", Stage.SUMMARISE: "Summarising"}


def to_stdout(output: Path | None) -> bool:
    """Whether a result goes to stdout: no file is named, or "-"."""
    return output is None or str(output) == STANDARD_INPUT


def read_bytes(source: str) -> bytes | Path:
    """The bytes of standard input for '-', otherwise the path of the file."""
    return sys.stdin.buffer.read() if source == STANDARD_INPUT else Path(source)


def read_lines(source: str) -> list[str]:
    """The lines of a file, without their ends; only LF and CRLF end a line, so that line numbers stay true."""
    from workbench.ingest import read_text

    lines = read_text(read_bytes(source)).split("\n")
    if lines[-1] == "":
        lines.pop()
    return [line.removesuffix("\r") for line in lines]


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file so that nobody ever sees half of it: to a neighbour first, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("wb", dir=path.parent, delete=False) as file:
        try:
            file.write(content.encode() if isinstance(content, str) else content)
        except BaseException:
            Path(file.name).unlink()
            raise
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)


def write_result(target: Path | None, content: bytes) -> None:
    """Write a result to a file, or to stdout when there is none."""
    if target is not None:
        write_whole(target, content)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


@contextmanager
def progress() -> Iterator[Progress]:
    """A bar on stderr when that is a terminal; silence otherwise. stdout is never touched."""
    if not sys.stderr.isatty():
        yield ignore_progress
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {}

        def show(step: Step) -> None:
            if step.stage not in tasks:
                tasks[step.stage] = bar.add_task(_WORDS[step.stage], total=step.total)
            bar.update(tasks[step.stage], completed=step.done, total=step.total)

        yield show
