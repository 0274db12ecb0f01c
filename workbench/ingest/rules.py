"""The rules that say what is boilerplate: read from TOML, checked, compiled once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from workbench.errors import UsageError
from workbench.types import BlockKind


class Scope(StrEnum):
    """How much of a block a rule speaks of."""

    LINE = "line"
    START = "start"
    HEAD = "head"
    TAIL = "tail"


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern of boilerplate."""

    name: str
    kind: BlockKind
    scope: Scope
    pattern: re.Pattern[str]
    reason: str
    longest: int = 300  # characters


_KEYS = {"name", "kind", "scope", "pattern", "reason", "longest"}
_OWN = Path(__file__).with_name("rules.toml")


def rules_for(extra: Path | None = None) -> tuple[Rule, ...]:
    """The user's rules from `extra`, then those of the user's configuration folder, then our own. The first match wins.

    Raises `UsageError` naming the file and the rule when one cannot be used.
    """
    files = [_OWN]
    configured = _configured()
    if configured.is_file():
        files.insert(0, configured)
    if extra is not None:
        files.insert(0, extra)
    return tuple(rule for file in files for rule in _read(file, file.stat().st_mtime_ns if file.exists() else 0))


def _configured() -> Path:
    from platformdirs import user_config_path  # deferred: not every user of this module reads rules

    return user_config_path("workbench", appauthor=False) / "rules.toml"


@lru_cache(maxsize=8)
def _read(file: Path, changed: int) -> tuple[Rule, ...]:  # noqa: ARG001  (a part of the cache's key)
    """The rules of one file; `changed` is its time of change, so that an edited file is read again."""
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"The rules file {file} cannot be read ({error.strerror}); check the path.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"The rules file {file} is not valid TOML: {error}.") from error
    entries = data.get("rule", [])
    if set(data) - {"rule"} or not isinstance(entries, list):
        raise UsageError(f"The rules file {file} may hold [[rule]] tables and nothing else.")
    return tuple(_rule(file, number, entry) for number, entry in enumerate(entries, 1))


def _rule(file: Path, number: int, entry: object) -> Rule:
    where = f"Rule {number} of {file}"
    if not isinstance(entry, dict):
        raise UsageError(f"{where} is not a table; write it as [[rule]].")
    where = f"Rule {entry.get('name', number)!r} of {file}"
    missing, unknown = _KEYS - {"longest"} - set(entry), set(entry) - _KEYS
    if missing or unknown:
        wrong = [f"has no {key!r}" for key in sorted(missing)] + [f"has an unknown key {k!r}" for k in sorted(unknown)]
        raise UsageError(f"{where} {' and '.join(wrong)}; the keys are {', '.join(sorted(_KEYS))}.")
    longest = entry.get("longest", 300)
    for key, value in entry.items():
        if not isinstance(value, int if key == "longest" else str):
            raise UsageError(f"{where} has {key} = {value!r}; {key} is {'a number' if key == 'longest' else 'a text'}.")
    for key, known in (("kind", [k for k in BlockKind if k is not BlockKind.BLANK]), ("scope", list(Scope))):
        if entry[key] not in known:
            raise UsageError(f"{where} has {key} = {entry[key]!r}; it can be {', '.join(known)}.")
    try:
        pattern = re.compile(entry["pattern"])
    except re.error as error:
        raise UsageError(f"{where} has a pattern that is not a regular expression: {error}.") from error
    kind, scope = BlockKind(entry["kind"]), Scope(entry["scope"])
    return Rule(entry["name"], kind, scope, pattern, entry["reason"], longest)
