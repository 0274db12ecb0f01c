"""Where prompts lie: those that ship, and the user's own beside them, which replace a shipped one of the same name."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from pathlib import Path

from workbench.errors import UsageError
from workbench.prompts.prompt import Prompt
from workbench.prompts.reading import parse, read

_PACKAGE = Path(__file__).resolve().parent.parent
# In a checkout the prompts lie at the top level, where people look for them; an installed package carries a copy.
FOLDERS = (_PACKAGE / "assets" / "prompts", _PACKAGE.parent / "prompts")
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")


def user_folder() -> Path:
    """Where a user's own prompts lie; need not exist."""
    import platformdirs

    return Path(platformdirs.user_config_dir("workbench", appauthor=False)) / "prompts"


def names(task: str | None = None) -> tuple[str, ...]:
    """The prompts there are. With a task only its own; a file that cannot be read is then left for `load` to name."""
    found = sorted({path.stem for folder in _folders() for path in folder.glob("[!.]*.toml")})
    return tuple(name for name in found if task is None or _is_for(name, task))


def _is_for(name: str, task: str) -> bool:
    try:
        return load(name).task == task
    except UsageError:
        return False


def load(name: str) -> Prompt:
    """Read a prompt by its name. Raises `UsageError` for an unknown name or a file with a mistake in it."""
    return read(where(name))


def where(name: str) -> Path:
    """The file of a prompt. Raises `UsageError` for an unknown name."""
    if Path(name).name == name:  # a name, never a path that leads elsewhere
        for folder in _folders():
            if (folder / f"{name}.toml").is_file():
                return folder / f"{name}.toml"
    raise UsageError(f"No prompt is called {name!r}; {_advice(name, names())}")


def save(name: str, text: str) -> Path:
    """Check the text of a prompt's file and keep it among the user's own. An older one of the same name is replaced."""
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{name!r} is no name for a prompt; use small letters, digits, dots, dashes and underscores, at most 60."
        )
    parse(text, name)
    folder = user_folder()
    draft = folder / f".{name}.draft"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, encoding="utf-8", newline="\n")
        return draft.replace(folder / f"{name}.toml")
    except OSError as error:
        raise UsageError(f"{folder} cannot be written ({error.strerror or error}); nothing was saved.") from error


def shipped(name: str) -> bool:
    """Whether a prompt of this name ships, whether or not an own one stands in its place."""
    return Path(name).name == name and any((folder / f"{name}.toml").is_file() for folder in FOLDERS)


def own(name: str) -> bool:
    """Whether the user has a prompt of this name."""
    return Path(name).name == name and (user_folder() / f"{name}.toml").is_file()


def delete(name: str) -> Path:
    """Take away a prompt of the user's own; where it stood in the place of a shipped one, that one counts again.

    Raises `UsageError` for a name that is none of the user's own: what ships stays.
    """
    if not own(name):
        what = "ships with the workbench" if shipped(name) else "is no prompt of yours"
        raise UsageError(f"{name!r} {what}, so it cannot be deleted; those of your own lie in {user_folder()}.")
    path = user_folder() / f"{name}.toml"
    try:
        path.unlink()
    except OSError as error:
        raise UsageError(f"{path} cannot be deleted ({error.strerror or error}).") from error
    return path


def _folders() -> tuple[Path, ...]:
    return (user_folder(), *FOLDERS)


def _advice(name: str, known: Iterable[str]) -> str:
    known = list(known)
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    return f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(known)}."
