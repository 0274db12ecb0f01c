"""A prompt's file, read strictly: an unknown key, a wrong type, a variable without a use are errors that name them.

Every mistake is a `PromptFault` with the line in which it stands, as far as it stands in one.
"""

from __future__ import annotations

import difflib
import re
import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.errors import PromptFault, UsageError
from workbench.prompts.lines import line_of, line_of_key, line_of_table
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


_PLACE = re.compile(r"\(at line (\d+)")


@dataclass(frozen=True, slots=True)
class _File:
    """The text of a prompt's file and what errors call it."""

    label: str
    text: str

    def fault(self, words: str, key: str = "", exact: str = "") -> PromptFault:
        """A mistake at a key of the file, or rather at some exact words of what the key holds."""
        line = line_of_table(self.text, key) if key == "example" else line_of_key(self.text, key)
        return PromptFault(f"{self.label}: ", words, line_of(self.text, exact, line) if exact else line)


def read(path: Path) -> Prompt:
    """Read and check a prompt's file. Raises `PromptFault`, which names the file and what is wrong in it."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise UsageError(f"The prompt {path} cannot be read: {error}; correct it.") from error
    return parse(text, path.stem, str(path))


def parse(text: str, name: str | None, where: str = "") -> Prompt:
    """A prompt from the text of a file that has a name; None for a text that has none yet.

    `where` is how errors call it. Raises `PromptFault`.
    """
    file = _File(f"The prompt {where or name or ''}".strip(), text)
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        place = _PLACE.search(str(error))
        line = int(place[1]) if place else text.count("\n") + 1  # "at end of document"
        raise PromptFault(f"{file.label} ", f"cannot be read: {error}; correct it.", line) from error
    _check_keys(file, data)
    values: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in data.items()}
    prompt = Prompt(**values)
    if name is not None and prompt.name != name:
        raise file.fault(f"its 'name' is {prompt.name!r}; it must be {name!r}, as the file is called.", "name")
    _check_choices(file, prompt)
    _check_templates(file, prompt)
    _check_form(file, prompt)
    _check_example(file, prompt)
    return prompt


def _check_keys(file: _File, data: Mapping[str, Any]) -> None:
    for key in data:
        if key not in _KINDS:
            near = difflib.get_close_matches(key, _KINDS, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known keys are {', '.join(_KINDS)}."
            raise file.fault(f"unknown key {key!r}; {hint}", key)
    for key in _NEEDED:
        if key not in data:
            raise file.fault(f"the key {key!r} is missing.")
    for key, value in data.items():
        kind = _KINDS[key]
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        fits = isinstance(value, kind) and not isinstance(value, bool) and all(isinstance(v, str) for v in inner)
        if not fits:
            raise file.fault(f"{key!r} must be {_WORDS[kind]}, not {value!r}.", key)


def _check_choices(file: _File, prompt: Prompt) -> None:
    _one_of(file, "task", prompt.task, tuple(TASKS))
    _one_of(file, "form", prompt.form, FORMS)
    _one_of(file, "answer", prompt.answer, ANSWERS[prompt.task])
    if len(prompt.languages) != 2:
        words = "'languages' must hold the language it reads and the one it writes, such as de, en."
        raise file.fault(words, "languages")
    if (prompt.answer == "labels") != bool(prompt.labels):
        raise file.fault("'labels' and answer = \"labels\" go together; give both or neither.", "answer")
    if not 1 <= prompt.at_once <= _MOST_AT_ONCE:
        raise file.fault(f"'at_once' must lie between 1 and {_MOST_AT_ONCE}, not {prompt.at_once}.", "at_once")
    if prompt.at_once > 1 and prompt.answer != "numbered":
        words = "several sentences 'at_once' need answer = \"numbered\", or they could be mixed up."
        raise file.fault(words, "at_once")
    if not all(prompt.stop):
        raise file.fault("'stop' holds an empty text, at which a model would stop at once.", "stop")


def _check_templates(file: _File, prompt: Prompt) -> None:
    known = TASKS[prompt.task]
    used: set[str] = set()
    for key in ("system", "user", "again"):
        found = _variables(file, key, getattr(prompt, key))
        used |= found if key != "again" else set()
        if surplus := found - set(prompt.variables):
            held = f"{{{min(surplus)}}}"
            raise file.fault(f"{key!r} holds {held}, which 'variables' does not name.", key, held)
        if hit := mark_pattern(known).search(getattr(prompt, key)):
            raise file.fault(
                f"{key!r} holds {hit[0]!r}, a mark that the program sets itself; leave it out.", key, hit[0]
            )
    if unused := set(prompt.variables) - used:
        raise file.fault(f"the variable {min(unused)!r} stands neither in 'system' nor in 'user'.", "variables")
    if unknown := set(prompt.variables) - known:
        words = f"a prompt to {prompt.task} has no variable {min(unknown)!r}; it has {', '.join(sorted(known))}."
        raise file.fault(words, "variables")
    needed = {"source", "first", "second"} if prompt.task == "judge" else {"text"}
    if lacking := needed - set(prompt.variables):
        raise file.fault(f"a prompt to {prompt.task} needs the variable {min(lacking)!r}.", "variables")


def _variables(file: _File, key: str, template: str) -> set[str]:
    try:
        parsed = list(string.Formatter().parse(template))
    except ValueError as error:
        raise file.fault(f"the template has a stray brace ({error}); write {{{{ or }}}}.", key) from error
    found = {name for _, name, _, _ in parsed if name is not None}
    if dressed := [name for _, name, spec, conversion in parsed if spec or conversion]:
        words = f"{{{dressed[0]}}} takes no format and no conversion; write the name alone."
        raise file.fault(words, key, f"{{{dressed[0]}")
    if bad := sorted(name for name in found if not name.isidentifier()):
        raise file.fault(f"{bad[0]!r} is no name of a variable.", key, f"{{{bad[0]}}}")
    return found


def _check_form(file: _File, prompt: Prompt) -> None:
    """A prefix is for models that read no instructions: nothing may stand after the bare text, nothing else before."""
    if prompt.form == CHAT:
        return
    if prompt.system or prompt.again or not prompt.user.endswith("{text}") or prompt.variables != ("text",):
        raise file.fault(f"a {PREFIX} has a 'user' that ends in {{text}}, its one variable, and no 'system'.", "form")


def _check_example(file: _File, prompt: Prompt) -> None:
    try:
        prompt.messages(**prompt.example)
    except UsageError as error:
        words, line = f"in its own example: {error}", line_of_table(file.text, "example")
        raise PromptFault(f"{file.label}, ", words, line) from error


def _one_of(file: _File, key: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise file.fault(f"{key!r} must be one of {', '.join(allowed)}, not {value!r}.", key)
