"""The fields of `Decoding` as numbers from a visitor: checked against their own metadata."""

from __future__ import annotations

from typing import Any, TypeVar

from workbench.errors import UsageError
from workbench.types import knobs

Options = TypeVar("Options")


def checked(options: type[Options], **values: Any) -> Options:
    """The options with these values. Raises `UsageError` for one that is no number or outside its field's range."""
    known = {name: (kind, meta) for name, kind, _, meta in knobs(options)}
    clean = {}
    for name, value in values.items():
        kind, meta = known[name]
        low, high = meta["min"], meta["max"]
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise UsageError(f"{name} must be a number from {low} to {high}, not {value!r}.")
        if kind is int and value != int(value):
            raise UsageError(f"{name} must be a whole number, not {value!r}.")
        clean[name] = kind(value)
    return options(**clean)
