"""`workbench prompts`: list, show, render, try."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli import options, streams
from workbench.errors import UsageError, WorkbenchError

if TYPE_CHECKING:
    from workbench.prompts import Prompt

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)

Name = Annotated[str, typer.Argument(metavar="NAME", help="A name of the list, or a .toml file.")]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON.")]
Variables = Annotated[
    list[str] | None,
    typer.Option("--var", metavar="NAME=VALUE", help="A value; NAME=@FILE takes a file's text, NAME=@- stdin."),
]
_WIDTH = 20


@app.command("list")
def list_prompts(as_json: AsJson = False) -> int:
    """Show every prompt, what it is for, and whether it is your own. One with a mistake in it says so."""
    from workbench import prompts

    rows = [_row(name) for name in prompts.names()]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            own = " (yours)" if row["own"] else ""
            told = row.get("error") or row["description"]
            print(f"{row['name']:<{_WIDTH}}{row['task']:<11}{told}{own}")
    return 1 if any("error" in row for row in rows) else 0


def _row(name: str) -> dict[str, Any]:
    from workbench import prompts

    own = prompts.own(name)
    try:
        prompt = prompts.load(name)
    except WorkbenchError as error:
        return {"name": name, "task": "?", "own": own, "error": str(error)}
    told = {"description": prompt.description, "variables": list(prompt.variables), "hash": prompt.hash}
    return {"name": name, "task": prompt.task, "own": own, **told}


@app.command("show")
def show(name: Name) -> None:
    """Write a prompt's file: the start of one of your own."""
    _prompt(name)
    sys.stdout.write(_file(name).read_text(encoding="utf-8"))


@app.command("render")
def render(
    name: Name,
    var: Variables = None,
    example: Annotated[bool, typer.Option("--example", help="Take the prompt's own example for what is left.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show what a model is told, with your values in it."""
    prompt = _prompt(name)
    messages = prompt.messages(**_values(prompt, var or [], example))
    if as_json:
        print(json.dumps([{"role": m.role, "content": m.text} for m in messages], ensure_ascii=False, indent=1))
        return
    print("\n\n".join(f"[{message.role}]\n{message.text}" for message in messages))


@app.command("try")
def try_out(
    name: Name,
    model: Annotated[
        str, typer.Option("--model", metavar="MODEL", help="A chat model: name, hub id, folder, address.")
    ],
    var: Variables = None,
    example: Annotated[bool, typer.Option("--example", help="Take the prompt's own example for what is left.")] = False,
    device: options.Device = "cpu",
) -> int:
    """Ask a model with a prompt; show what it says, and how that is read."""
    from workbench.models.load import load_chat
    from workbench.models.trial import try_prompt

    prompt = _prompt(name)
    values = _values(prompt, var or [], example)
    prompt.messages(**values)  # a mistake is told before the model is loaded
    trial = try_prompt(load_chat(model, device=options.check_device(device)), prompt, values)
    print(f"[answer]\n{trial.answer.text}{' …' if trial.answer.cut else ''}\n\n[read as {prompt.answer}]")
    print(f"It cannot be read: {trial.unread}." if trial.unread else "\n".join(trial.lines))
    return 1 if trial.unread else 0


def _prompt(name: str) -> Prompt:
    from workbench import prompts

    return prompts.read(_file(name))


def _file(name: str) -> Path:
    from workbench import prompts

    return Path(name) if name.endswith(".toml") else prompts.where(name)


def _values(prompt: Prompt, given: Sequence[str], example: bool) -> dict[str, str]:
    """The values of --var; with --example those of the prompt for what is left."""
    values = dict(prompt.example) if example else {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals:
            raise UsageError(f"--var {one!r} has no '='; write NAME=VALUE or NAME=@FILE.")
        values[name] = _text(value[1:]) if value.startswith("@") else value
    return values


def _text(source: str) -> str:
    from workbench.ingest import read_text

    return read_text(streams.read_bytes(source)).rstrip("\n")
