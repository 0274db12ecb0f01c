"""Prompts are data: one .toml per prompt in `prompts/`, found, validated and rendered here.

A file holds `description`, `template` (with {variables}) and `[example]`, which gives each variable a value; a test
renders every prompt with its own example. Unknown keys and variables that do not match are errors that name them.
"""

from __future__ import annotations

import hashlib
import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import UsageError

_PACKAGE = Path(__file__).resolve().parent
# In a checkout the prompts lie at the top level, where people look for them; an installed package carries a copy.
FOLDERS = (_PACKAGE / "assets" / "prompts", _PACKAGE.parent / "prompts")
_KEYS = {"description": str, "template": str, "example": dict}


@dataclass(frozen=True, slots=True)
class Prompt:
    """A template with named variables."""

    name: str
    description: str
    template: str
    example: Mapping[str, str]

    @property
    def variables(self) -> frozenset[str]:
        """The names that `render` must be given."""
        return frozenset(field for _, field, _, _ in string.Formatter().parse(self.template) if field is not None)

    @property
    def hash(self) -> str:
        """Names this very wording in a signature."""
        return hashlib.sha256(self.template.encode()).hexdigest()[:8]

    def render(self, **values: str) -> str:
        """The template with each variable replaced. Raises `UsageError` naming what is missing or too much."""
        missing, surplus = self.variables - set(values), set(values) - self.variables
        if missing or surplus:
            what = [f"lacks {name!r}" for name in sorted(missing)] + [f"has no {name!r}" for name in sorted(surplus)]
            raise UsageError(f"The prompt {self.name}: {', '.join(what)}; its variables are {sorted(self.variables)}.")
        return self.template.format_map(values)


def names() -> tuple[str, ...]:
    """The prompts there are."""
    return tuple(sorted({path.stem for folder in FOLDERS for path in folder.glob("*.toml")}))


def load(name: str) -> Prompt:
    """Read a prompt by its name. Raises `UsageError` for an unknown name or a file with a mistake in it."""
    for folder in FOLDERS:
        if (folder / f"{name}.toml").is_file():
            return read(folder / f"{name}.toml")
    raise UsageError(f"No prompt is called {name!r}; there are {', '.join(names())}.")


def read(path: Path) -> Prompt:
    """Read and check a prompt's file."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"The prompt {path} cannot be read: {error}; correct it.") from error
    for key in data.keys() | _KEYS.keys():
        if key not in _KEYS:
            raise UsageError(f"The prompt {path}: unknown key {key!r}; known keys are {', '.join(_KEYS)}.")
        if not isinstance(data.get(key), _KEYS[key]):
            raise UsageError(f"The prompt {path}: the key {key!r} is missing or of the wrong type.")
    prompt = Prompt(path.stem, data["description"], data["template"], data["example"])
    _check_template(path, prompt)
    return prompt


def _check_template(path: Path, prompt: Prompt) -> None:
    try:
        variables = prompt.variables
    except ValueError as error:
        raise UsageError(f"The prompt {path}: the template has a stray brace ({error}); write {{{{ or }}}}.") from error
    if bad := sorted(name for name in variables if not name.isidentifier()):
        raise UsageError(f"The prompt {path}: {bad[0]!r} is no name of a variable.")
    prompt.render(**prompt.example)
