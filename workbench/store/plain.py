"""Frozen dataclasses as JSON and back, by their fields, so that a field that is added later is kept by itself."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Thing = TypeVar("Thing")


def compared(kind: type[Any]) -> tuple[str, ...]:
    """The names of the fields that make two of a kind equal; the others say nothing of the thing itself."""
    return tuple(f.name for f in fields(kind) if f.compare)


def dumps(thing: Any) -> str:
    """A dataclass as JSON in ASCII, so that any text, even half a character, can be written anywhere."""
    return json.dumps(_plain(thing), separators=(",", ":"))


def loads(kind: type[Thing], text: str) -> Thing:
    """Read one back. Raises `ValueError` for JSON that is none; unknown or missing fields are such, too."""
    return _typed(kind, json.loads(text))  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {name: _plain(getattr(value, name)) for name in compared(type(value))}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.value if isinstance(value, Enum) else value


def _typed(kind: Any, value: Any) -> Any:
    """The value as an instance of an annotation: a dataclass, a tuple, an enum, a union of them, or plain."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return None if value is None else _typed(next(k for k in get_args(kind) if k is not NoneType), value)
    if origin is tuple:
        if not isinstance(value, list):
            raise ValueError(f"a list was expected, not {value!r}")
        inner = get_args(kind)
        kinds = [inner[0]] * len(value) if inner[1:] == (...,) else list(inner)
        return tuple(_typed(k, v) for k, v in zip(kinds, value, strict=True))
    if is_dataclass(kind):
        return _dataclass(kind, value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if not isinstance(value, (int, float) if kind is float else kind):
        raise ValueError(f"{kind.__name__} was expected, not {value!r}")
    return value


def _dataclass(kind: Any, value: Any) -> Any:
    hints = _hints(kind)
    if not isinstance(value, dict) or set(value) != set(hints):
        raise ValueError(f"the fields of {kind.__name__} were expected, not {value!r}")
    return kind(**{name: _typed(hints[name], value[name]) for name in hints})


@lru_cache(maxsize=16)
def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {name: hints[name] for name in compared(kind)}
