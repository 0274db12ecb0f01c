"""A prompt's file, read strictly: an unknown key, a wrong type, a variable without a use are errors that name them."""

from __future__ import annotations

import difflib
import string
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workbench.errors import UsageError
from workbench.prompts.prompt import CHAT, FORMS, PREFIX, TASKS, Prompt, mark_pattern

ANSWERS: Mapping[str, tuple[str, ...]] = {
    "translate": ("text", "numbered"),
    "summarise": ("sentences", "bullets", "headline", "labels"),
    "judge": ("choice",),
}
"""How an answer may be read, by task."""

_KINDS: Mapping[str, type] = {
    "name": str,
    "task": str,
    "description": str,
    "languages": list,
    "variables": list,
    "system": str,
    "user": str,
    "again": str,
    "stop": list,
    "answer": str,
    "labels": list,
    "at_once": int,
    "form": str,
    "example": dict,
}
_NEEDED = ("name", "task", "description", "languages", "variables", "user", "answer", "example")
_WORDS: Mapping[type, str] = {str: "a text", list: "a list of texts", dict: "a table of texts", int: "a whole number"}
_MOST_AT_ONCE = 50


def read(path: Path) -> Prompt:
    """Read and check a prompt's file. Raises `UsageError`, which names the file and what is wrong in it."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise UsageError(f"The prompt {path} cannot be read: {error}; correct it.") from error
    return parse(text, path.stem, str(path))


def parse(text: str, name: str, where: str = "") -> Prompt:
    """A prompt from the text of a file that has a name. `where` is how errors call it."""
    label = f"The prompt {where or name}"
    try:
        data = tomllib.loads(text)
    except ValueError as error:
        raise UsageError(f"{label} cannot be read: {error}; correct it.") from error
    _check_keys(label, data)
    values: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in data.items()}
    prompt = Prompt(**values)
    if prompt.name != name:
        raise UsageError(f"{label}: its 'name' is {prompt.name!r}; it must be {name!r}, as the file is called.")
    _check_choices(label, prompt)
    _check_templates(label, prompt)
    _check_form(label, prompt)
    _check_example(label, prompt)
    return prompt


def _check_keys(label: str, data: Mapping[str, Any]) -> None:
    for key in data:
        if key not in _KINDS:
            near = difflib.get_close_matches(key, _KINDS, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known keys are {', '.join(_KINDS)}."
            raise UsageError(f"{label}: unknown key {key!r}; {hint}")
    for key in _NEEDED:
        if key not in data:
            raise UsageError(f"{label}: the key {key!r} is missing.")
    for key, value in data.items():
        kind = _KINDS[key]
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        fits = isinstance(value, kind) and not isinstance(value, bool) and all(isinstance(v, str) for v in inner)
        if not fits:
            raise UsageError(f"{label}: {key!r} must be {_WORDS[kind]}, not {value!r}.")


def _check_choices(label: str, prompt: Prompt) -> None:
    _one_of(label, "task", prompt.task, tuple(TASKS))
    _one_of(label, "form", prompt.form, FORMS)
    _one_of(label, "answer", prompt.answer, ANSWERS[prompt.task])
    if len(prompt.languages) != 2:
        raise UsageError(f"{label}: 'languages' must hold the language it reads and the one it writes, such as de, en.")
    if (prompt.answer == "labels") != bool(prompt.labels):
        raise UsageError(f"{label}: 'labels' and answer = \"labels\" go together; give both or neither.")
    if not 1 <= prompt.at_once <= _MOST_AT_ONCE:
        raise UsageError(f"{label}: 'at_once' must lie between 1 and {_MOST_AT_ONCE}, not {prompt.at_once}.")
    if prompt.at_once > 1 and prompt.answer != "numbered":
        raise UsageError(f"{label}: several sentences 'at_once' need answer = \"numbered\", or they could be mixed up.")
    if not all(prompt.stop):
        raise UsageError(f"{label}: 'stop' holds an empty text, at which a model would stop at once.")


def _check_templates(label: str, prompt: Prompt) -> None:
    known = TASKS[prompt.task]
    used: set[str] = set()
    for key in ("system", "user", "again"):
        found = _variables(label, getattr(prompt, key))
        used |= found if key != "again" else set()
        surplus = found - set(prompt.variables)
        if surplus:
            raise UsageError(f"{label}: {key!r} holds {{{min(surplus)}}}, which 'variables' does not name.")
        if hit := mark_pattern(known).search(getattr(prompt, key)):
            raise UsageError(f"{label}: {key!r} holds {hit[0]!r}, a mark that the program sets itself; leave it out.")
    if unused := set(prompt.variables) - used:
        raise UsageError(f"{label}: the variable {min(unused)!r} stands neither in 'system' nor in 'user'.")
    if unknown := set(prompt.variables) - known:
        raise UsageError(
            f"{label}: a prompt to {prompt.task} has no variable {min(unknown)!r}; it has {', '.join(sorted(known))}."
        )
    needed = {"source", "first", "second"} if prompt.task == "judge" else {"text"}
    if lacking := needed - set(prompt.variables):
        raise UsageError(f"{label}: a prompt to {prompt.task} needs the variable {min(lacking)!r}.")


def _variables(label: str, template: str) -> set[str]:
    try:
        parsed = list(string.Formatter().parse(template))
    except ValueError as error:
        raise UsageError(f"{label}: the template has a stray brace ({error}); write {{{{ or }}}}.") from error
    found = {name for _, name, _, _ in parsed if name is not None}
    if dressed := [name for _, name, spec, conversion in parsed if spec or conversion]:
        raise UsageError(f"{label}: {{{dressed[0]}}} takes no format and no conversion; write the name alone.")
    if bad := sorted(name for name in found if not name.isidentifier()):
        raise UsageError(f"{label}: {bad[0]!r} is no name of a variable.")
    return found


def _check_form(label: str, prompt: Prompt) -> None:
    """A prefix is for models that read no instructions: nothing may stand after the bare text, nothing else before."""
    if prompt.form == CHAT:
        return
    if prompt.system or prompt.again or not prompt.user.endswith("{text}") or prompt.variables != ("text",):
        raise UsageError(f"{label}: a {PREFIX} has a 'user' that ends in {{text}}, its one variable, and no 'system'.")


def _check_example(label: str, prompt: Prompt) -> None:
    try:
        prompt.messages(**prompt.example)
    except UsageError as error:
        raise UsageError(f"{label}, in its own example: {error}") from error


def _one_of(label: str, key: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise UsageError(f"{label}: {key!r} must be one of {', '.join(allowed)}, not {value!r}.")
