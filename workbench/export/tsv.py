"""The run as tab-separated values for line-based tools: one line per sentence, whatever the sentence holds.

Tabs, line breaks and backslashes in a cell are written as \\t, \\n, \\r and \\\\ (as PostgreSQL's COPY does), so that
`cut` and `awk` need no quoting and nothing is lost.
"""

from __future__ import annotations

from workbench.export.rows import COLUMNS, rows
from workbench.types import Run

# The line ends of Unicode besides \n and \r are written as escapes too, because some readers break lines there.
_ESCAPES = str.maketrans(
    {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
    | {character: f"\\u{ord(character):04x}" for character in "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"}
)


def render(run: Run) -> str:
    """A line of column names, then a line per sentence."""
    lines = [COLUMNS, *rows(run)]
    return "".join("\t".join(cell.translate(_ESCAPES) for cell in line) + "\n" for line in lines)
