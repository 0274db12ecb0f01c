"""The models known by name: `catalogue.toml` and the user's own `models.toml`. Data, not code.

A user's file lies at ``<user config>/workbench/models.toml`` (see `user_file`), has the same form, and may replace an
entry of the same name. Unknown keys and wrong types are errors that name the file, the entry and the key.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from workbench.address import read_address
from workbench.errors import UnknownModel, UsageError

TASKS = ("translate", "summarise")
CHAT = "chat"  # the task of models that do either, as a prompt tells them
RUNTIMES = ("ct2", "hub", "causal", "endpoint", "extractive", "lead")
_CHATS = ("causal", "endpoint")
_OTHERS = tuple(name for name in RUNTIMES if name not in _CHATS)
# The names of `models.seq2seq.Search`, which this level must not import; a test holds the two together.
SEARCH_KEYS = ("beam_size", "length_penalty", "repetition_penalty", "no_repeat_ngram", "min_length", "max_length")
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*")
BUILT_IN = Path(__file__).with_name("catalogue.toml")


@dataclass(frozen=True, slots=True)
class Entry:
    """One model. The comments are the manual of the file's keys."""

    name: str  # what --model takes
    task: str  # "translate", "summarise", or "chat" for models that are told by a prompt which of them to do
    runtime: str  # "ct2" (CTranslate2), "hub" (transformers), or "extractive", "lead" (no weights); of a chat model
    # "causal" (transformers) or "endpoint" (a server)
    source: str = ""  # hub id "org/name", absolute path of a folder, "assets/…" for what ships, "" without weights, or
    # for a server its address with the model's name there: "http://127.0.0.1:11434/v1#qwen2.5"
    revision: str = "main"  # branch, tag or commit of the hub repository
    languages: tuple[str, ...] = ()  # pairs such as "de-en" for translators, languages such as "en" for summarisers
    window: int = 0  # longest input in the model's own pieces; longer ones are read in parts; 0: what its files say
    licence: str = "unknown"  # SPDX identifier where there is one
    size: int = 0  # bytes to download, about
    rank: int = 0  # which of the present ones "auto" takes: the highest; below 0 never
    note: str = ""  # what a user should know before choosing it
    source_token: str | None = None  # language token in front of the source, e.g. "__de__", ">>eng<<"
    target_token: str | None = None  # language token that the output starts with, e.g. "__en__"
    prompt: str | None = None  # name of a prompt, for models that need to be told the task
    key: str | None = None  # of a server: the environment variable that holds its key; never the key itself
    timeout: int = 0  # of a server: seconds without a sign of it before it is given up; 0: as long as is usual
    search: Mapping[str, float] = field(
        default_factory=dict, hash=False
    )  # a summariser's own beam, lengths and penalties
    figures: Mapping[str, str] = field(default_factory=dict, hash=False)  # measured here, e.g. {"ROUGE-1" = "0.41"}

    @property
    def remote(self) -> bool:
        """Whether it runs on a server that the user named, so that texts are sent there."""
        return self.runtime == "endpoint"

    @property
    def embedded(self) -> bool:
        """Whether it ships with the package (or needs no weights), so that there is nothing to pull."""
        return not self.source or self.source.startswith("assets/")

    @property
    def on_hub(self) -> bool:
        """Whether its source is a hub id, so that it can be pulled."""
        return not self.embedded and not self.remote and is_hub_id(self.source)

    def can(self, task: str) -> bool:
        """Whether it does a task."""
        return self.task in (task, CHAT)


def is_hub_id(text: str) -> bool:
    """Whether a text has the form "org/name" of a hub repository and is no path."""
    return text.count("/") == 1 and not text.startswith((".", "/", "~")) and all(text.split("/"))


def user_file() -> Path:
    """Where a user's own entries lie; the file need not exist."""
    import platformdirs

    return Path(platformdirs.user_config_dir("workbench", appauthor=False)) / "models.toml"


def entries() -> tuple[Entry, ...]:
    """All models, the built-in ones first, each name once. Raises `UsageError` for a file with a mistake in it."""
    found = {entry.name: entry for entry in _read(BUILT_IN, _changed(BUILT_IN))}
    own = user_file()
    if own.is_file():
        found |= {entry.name: entry for entry in _read(own, _changed(own))}
    return tuple(found.values())


def find(name: str, task: str | None = None) -> Entry:
    """The entry of a name, or of a hub id that an entry names. Raises `UnknownModel`, which names the nearest."""
    every = entries()
    known = [entry for entry in every if task is None or entry.can(task)]
    for entry in known:
        if name == entry.name or (entry.on_hub and name == entry.source):
            return entry
    for entry in every:
        if name == entry.name:
            raise UnknownModel(f"{name} is a model to {entry.task}, not to {task}; known to {task}: {_names(known)}.")
    raise UnknownModel(f"No model is called {name!r}; {_advice(name, known)}")


def _advice(name: str, known: Iterable[Entry]) -> str:
    names = {entry.name.lower(): entry.name for entry in known}
    near = difflib.get_close_matches(name.lower().rpartition("/")[2], names, n=3, cutoff=0.4)
    if near:
        return f"did you mean {' or '.join(names[key] for key in near)}? `workbench models list` shows them all."
    return f"known are {', '.join(names.values())}."


def _names(known: Iterable[Entry]) -> str:
    return ", ".join(entry.name for entry in known)


def _changed(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=8)
def _read(path: Path, _stamp: tuple[int, int]) -> tuple[Entry, ...]:
    """The entries of a file; the stamp makes a changed file a new key."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"The catalogue {path} cannot be read: {error}; correct it or move it away.") from error
    unknown = set(data) - {"model"}
    if unknown or not isinstance(data.get("model", []), list):
        raise UsageError(f"The catalogue {path} may only hold [[model]] tables, not {', '.join(sorted(unknown))}.")
    return tuple(_entry(path, table) for table in data.get("model", []))


def _entry(path: Path, table: Mapping[str, Any]) -> Entry:
    """One table as an `Entry`, or a `UsageError` that names the key that is wrong."""
    label = f"{path}, model {table.get('name', '(no name)')!r}"
    known = {f.name: f for f in fields(Entry)}
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; known keys are {', '.join(known)}."
            raise UsageError(f"{label}: unknown key {key!r}{hint}")
    for key, spec in known.items():
        required = spec.default is MISSING and spec.default_factory is MISSING
        if required and key not in table:
            raise UsageError(f"{label}: the key {key!r} is missing.")
    values = dict(table)
    for key, value in table.items():
        kind = _KINDS.get(key, str)
        if not isinstance(value, kind) or isinstance(value, bool):
            raise UsageError(f"{label}: {key!r} must be {_WORDS[kind]}, not {value!r}.")
    if "languages" in values:
        values["languages"] = tuple(values["languages"])
    entry = Entry(**values)
    if not all(isinstance(language, str) for language in entry.languages):
        raise UsageError(f"{label}: 'languages' must hold texts, not {list(entry.languages)!r}.")
    _check(label, "task", entry.task, (*TASKS, CHAT))
    _check(label, "runtime", entry.runtime, _CHATS if entry.task == CHAT else _OTHERS)
    _check_search(label, entry)
    _check_server(label, entry)
    return entry


def _check_search(label: str, entry: Entry) -> None:
    for key, number in entry.search.items():
        _check(label, "search", key, SEARCH_KEYS)
        if isinstance(number, bool) or not isinstance(number, float | int if key.endswith("penalty") else int):
            raise UsageError(f"{label}: {key!r} of 'search' must be a number, whole unless a penalty, not {number!r}.")


def _check_server(label: str, entry: Entry) -> None:
    """The address is one, and no key stands in the file."""
    if entry.remote:
        read_address(entry.source)
    elif entry.key or entry.timeout:
        raise UsageError(f"{label}: 'key' and 'timeout' are for servers (runtime = \"endpoint\") alone.")
    if entry.key is not None and not _VARIABLE.fullmatch(entry.key):
        raise UsageError(f"{label}: 'key' must be the name of an environment variable in capitals, not the key itself.")


def _check(label: str, key: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise UsageError(f"{label}: {key!r} must be one of {', '.join(allowed)}, not {value!r}.")


_KINDS: Mapping[str, type] = {
    "window": int,
    "size": int,
    "rank": int,
    "timeout": int,
    "languages": list,
    "search": dict,
    "figures": dict,
}
_WORDS: Mapping[type, str] = {str: "a text", int: "a whole number", list: "a list", dict: "a table"}
