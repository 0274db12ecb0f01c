"""The fields of `Decoding` and `Budget` as controls, and what a visitor set, checked against their own metadata."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import gradio as gr

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


def slider(knob: tuple[str, type, Any, Mapping[str, Any]], prefix: str = "wb") -> gr.Slider:
    """A control made from a field of `Decoding` or `Budget` and its metadata; `prefix` begins its id on the page."""
    name, kind, default, meta = knob
    return gr.Slider(
        meta["min"],
        meta["max"],
        value=default,
        step=1 if kind is int else 0.05,
        label=name.replace("_", " ").capitalize(),
        info=meta["help"],
        elem_id=f"{prefix}-{name.replace('_', '-')}",
        min_width=200,
    )
