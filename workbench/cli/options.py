"""Command-line options made from the fields of a dataclass, so that a knob is declared in one place only."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from workbench.errors import UsageError
from workbench.export import FORMATS
from workbench.types import Decoding, knobs

Keep = Annotated[
    str,
    typer.Option("--keep", metavar="KINDS", help="Restore removed blocks: 'all', or kinds such as 'credit,appeal'."),
]
Rules = Annotated[
    Path | None,
    typer.Option("--rules", metavar="FILE", help="More boilerplate rules (docs/adding-a-rule.md), tried first."),
]
Terms = Annotated[
    list[str] | None,
    typer.Option(
        "--glossary",
        metavar="FILE",
        help="Terms (CSV, TOML, TBX), or 'starter' for our list, which also mends garbled words; repeatable.",
    ),
]
TranslatorName = Annotated[
    str, typer.Option("--translator", metavar="MODEL", help="Catalogue name, hub id or folder; see 'models list'.")
]
SummariserName = Annotated[
    str, typer.Option("--summariser", metavar="MODEL", help="Catalogue name, hub id or folder; see 'models list'.")
]
ModelName = Annotated[
    str, typer.Option("--model", metavar="MODEL", help="Catalogue name, hub id or folder; see 'models list'.")
]
Sentences = Annotated[int, typer.Option("--sentences", min=1, max=20, help="Sentences in the summary.")]
Device = Annotated[str, typer.Option("--device", help="Where the model runs: cpu or cuda.")]
RunFormat = Annotated[
    str, typer.Option("--format", metavar="FORMAT", help=f"How a run is written: {', '.join(FORMATS)}.")
]
AnyLanguage = Annotated[bool, typer.Option("--any-language", help="Translate although the text is not German.")]


def with_decoding(command: Callable[..., Any]) -> Callable[..., Any]:
    """Replace the parameter `decoding` of a command by one option for each field of `Decoding`."""
    taken = inspect.signature(command, eval_str=True)
    names = [name for name, *_ in knobs(Decoding)]

    def call(**arguments: Any) -> Any:
        values = {name: arguments.pop(name) for name in names}
        return command(**arguments, decoding=Decoding(**values))

    plain = [p for p in taken.parameters.values() if p.name != "decoding"]
    made = [_option(name, kind, default, about) for name, kind, default, about in knobs(Decoding)]
    both = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in (*plain, *made)]
    call.__signature__ = taken.replace(parameters=both)  # type: ignore[attr-defined]
    call.__annotations__ = {p.name: p.annotation for p in both}
    call.__name__, call.__doc__, call.__module__ = command.__name__, command.__doc__, command.__module__
    return call


def _option(name: str, kind: type[Any], default: Any, about: Any) -> inspect.Parameter:
    flag = about.get("flag", "--" + name.replace("_", "-"))
    option = typer.Option(flag, min=about["min"], max=about["max"], help=about["help"])
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, option])


def check_device(device: str) -> str:
    """A device is named, never guessed."""
    if device not in ("cpu", "cuda"):
        raise UsageError(f"Unknown device {device!r}; choose cpu or cuda.")
    return device


def check_format(form: str, to_stdout: bool, several: bool = False) -> str:
    """A format that is known, and that can go where it shall go: bytes are not for a terminal."""
    if form not in FORMATS:
        raise UsageError(f"Unknown format {form!r}; choose one of {', '.join(FORMATS)}.")
    if FORMATS[form].binary and to_stdout and (several or sys.stdout.isatty()):
        what = "several files in one stream cannot be told apart" if several else "a terminal cannot show it"
        raise UsageError(f"{form} is not text and {what}; name a file or a folder with --output.")
    return form
