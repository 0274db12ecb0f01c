"""The JSON form of a comparison, "workbench.comparison/1": the fields of its dataclasses, read back equal."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter, ValidationError

from workbench.comparison.types import Comparison
from workbench.errors import SchemaError

SCHEMA = "workbench.comparison/1"
_adapter = TypeAdapter(Comparison)


def comparison_to_dict(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain data, ready for `json.dumps`."""
    return {"schema": SCHEMA, **_adapter.dump_python(comparison, mode="json")}


def load_comparison(text: str | bytes) -> Comparison:
    """Read a comparison back. Raises `SchemaError` with the first place that is wrong."""
    try:
        data = json.loads(text)
    except ValueError as error:
        message = f"This is not JSON: {error}. Give a file that `workbench compare --format json` wrote."
        raise SchemaError(message) from None
    version = data.pop("schema", None) if isinstance(data, dict) else None
    if version != SCHEMA:
        raise SchemaError(f"Expected schema {SCHEMA!r}, found {version!r}; this version reads no other.")
    try:
        return _adapter.validate_python(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise SchemaError(f"The comparison is damaged at {place}: {first['msg']}.") from None
