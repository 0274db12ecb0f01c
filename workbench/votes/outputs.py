"""Files with outputs to be voted on, of any form that is read here, told by what is in them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from workbench.comparison.schema import SCHEMA as COMPARISON
from workbench.comparison.schema import load_comparison
from workbench.comparison.types import Comparison
from workbench.errors import SchemaError
from workbench.ingest import read_text
from workbench.votes import lines, pearmut, summvis
from workbench.votes.sheet import SCHEMA as SHEET
from workbench.votes.sheet import Row, Sheet, load_sheet

_FORMS = (
    "a comparison or a sheet (JSON), a campaign of Pearmut (JSON), SummVis (JSONL), or aligned lines: "
    f"{lines.SOURCE} with a NAME{lines.SUFFIX} per system, all chosen at once"
)


def read_outputs(files: Mapping[str, bytes]) -> Comparison | Sheet:
    """What is in the files, by name. Several files are aligned lines. Raises `SchemaError`, `UnreadableSource`."""
    texts = {name: read_text(data) for name, data in files.items()}
    if len(texts) != 1 or lines.SOURCE in texts:
        sheet = lines.read(_beginning(texts.get(lines.SOURCE, "")), texts, "What was chosen")
    else:
        (name, text), *_ = texts.items()
        found = _one(text, PurePath(name).stem)
        if isinstance(found, Comparison):
            return found
        sheet = found
    _check(sheet)
    return sheet


def _one(text: str, name: str) -> Comparison | Sheet:
    start = text[:200]
    if f'"{COMPARISON}"' in start:
        return load_comparison(text)
    if f'"{SHEET}"' in start:
        return load_sheet(text)
    if pearmut.is_annotations(text):
        raise SchemaError(
            "These are votes, not outputs to vote on; `workbench votes import --from pearmut` reads them."
        )
    if '"campaign_id"' in text:
        return pearmut.load_campaign(text)
    if text.lstrip().startswith("{") and '"document"' in text:
        return summvis.load(text, name)
    raise SchemaError(f"The file {name!r} is of no form that is read here; give {_FORMS}.")


def _beginning(text: str) -> str:
    """Lines have no name of their own; those of their files are names of systems, which voters are not to see."""
    first = " ".join(text[:200].split())
    return f"Lines: {first if len(first) <= 50 else first[:49] + '…'}"


def _check(sheet: Sheet) -> None:
    """Votes are kept by the rows' ids, and texts as UTF-8."""
    seen: set[str] = set()
    for row in sheet.rows:
        if row.id in seen:
            raise SchemaError(f"Two rows have the id {row.id!r}, so votes could not be told apart; give them others.")
        seen.add(row.id)
        if any("\ud800" <= character <= "\udfff" for text in _texts(row) for character in text):
            raise SchemaError(f"The row {row.id!r} holds half a character (a lone surrogate), which cannot be kept.")


def _texts(row: Row) -> list[str]:
    return [row.id, row.document, row.source, row.reference or "", *row.outputs, *row.outputs.values()]
