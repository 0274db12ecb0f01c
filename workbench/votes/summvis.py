"""SummVis: lines of {"document", "summary:reference", "summary:NAME", …}, as its README and join.py have them."""

from __future__ import annotations

import json
from typing import Any

from workbench.errors import SchemaError
from workbench.votes.sheet import Row, Sheet

_PREFIX = "summary:"
_REFERENCE = "summary:reference"


def dump(sheet: Sheet) -> str:
    """One line per row. SummVis wants the same columns everywhere, so a summary that is missing is an empty text."""
    named = any(row.reference for row in sheet.rows)
    lines = []
    for row in sheet.rows:
        line = {"document": row.source}
        if named:
            line[_REFERENCE] = row.reference or ""
        line |= {f"{_PREFIX}{name}": row.outputs.get(name, "") for name in sheet.systems}
        lines.append(json.dumps(line, ensure_ascii=False) + "\n")
    return "".join(lines)


def load(text: str, name: str) -> Sheet:
    """The rows are numbered from 1. Empty summaries are none. Raises `SchemaError` with the line."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    return Sheet(name, tuple(_row(line, number) for number, line in lines))


def _row(line: str, number: int) -> Row:
    try:
        data: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise SchemaError(f"Line {number}: not JSON ({error}).") from None
    if not isinstance(data, dict) or not isinstance(data.get("document"), str):
        raise SchemaError(f'Line {number}: expected an object with a text under "document".')
    summaries = {key: value for key, value in data.items() if key.startswith(_PREFIX)}
    wrong = next((key for key, value in summaries.items() if not isinstance(value, str)), None)
    if wrong is not None:
        raise SchemaError(f"Line {number}: expected a text under {wrong!r}.")
    outputs = {k.removeprefix(_PREFIX): v for k, v in summaries.items() if k != _REFERENCE and v}
    return Row(str(number), str(number), data["document"], outputs, summaries.get(_REFERENCE) or None)
