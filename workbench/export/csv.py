"""The run as CSV (RFC 4180) with a byte order mark, as spreadsheets write "CSV UTF-8" and need it to read umlauts."""

from __future__ import annotations

import csv
import io

from workbench.export.rows import COLUMNS, rows
from workbench.types import Run


def render(run: Run) -> str:
    """Cells hold the text as it is, line breaks included; every cell is quoted, so that a reader need not guess."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows(run))
    return "\ufeff" + out.getvalue()
