"""A comparison as JSON, schema "workbench.comparison/1"."""

from __future__ import annotations

import json

from workbench.comparison.schema import comparison_to_dict
from workbench.comparison.types import Comparison


def render(c: Comparison) -> str:
    """Indented. A lone surrogate in a text, which UTF-8 cannot hold, is written as an escape."""
    data = comparison_to_dict(c)
    text = json.dumps(data, ensure_ascii=False, indent=1)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = json.dumps(data, ensure_ascii=True, indent=1)
    return text + "\n"
