"""A run that was made before, shown as it was: from the memory, or from a file of a run's JSON."""

from __future__ import annotations

import re
from pathlib import Path

from workbench.errors import SchemaError
from workbench.ingest.parts import KEPT
from workbench.types import Article, Run
from workbench.ui.translate.order import LONGEST
from workbench.ui.translate.visit import Visit

_SUFFIX = ".json"
_BEGINNING = re.compile(rb'(\xef\xbb\xbf)?\s*\{\s*"schema"')
_LARGEST = 8 * LONGEST  # bytes; a run says every sentence twice and the offsets of its words


def visit_of(run: Run, number: int | None = None) -> Visit:
    """What a visitor has who opens a run; `number` is its number in the memory, so that it is changed there, too."""
    return Visit(run.article, restored=_restored(run.article), run=run, number=number)


def is_run(name: str, data: bytes) -> bool:
    """Whether a file is meant as a run: by its name, or because it begins as a run's JSON does."""
    return Path(name).suffix.lower() == _SUFFIX or _BEGINNING.match(data) is not None


def read_run(name: str, data: bytes) -> Run:
    """The run in a file. Raises `SchemaError` with the file's name for anything else."""
    if len(data) > _LARGEST:
        raise SchemaError(f"{name} has {len(data):,} bytes, and the page opens runs of up to {_LARGEST:,}.")
    try:
        return Run.from_json(data)
    except SchemaError as error:
        raise SchemaError(f"{name} cannot be opened as a run. {error}") from error
    except RecursionError as error:
        raise SchemaError(f"{name} cannot be opened as a run: it is nested too deeply for one.") from error


def _restored(article: Article) -> frozenset[int]:
    """Blocks of a kind that is set aside, and that somebody brought back."""
    return frozenset(n for n, block in enumerate(article.blocks) if block.kept and block.kind not in KEPT)
