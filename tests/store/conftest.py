"""A store of its own for each test, and runs made without weights."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench import Run, run
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.store import Store, open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the store of the test lies."""
    return tmp_path / "memory" / "memory.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """A new, empty store."""
    with open_store(path) as opened:
        yield opened


@pytest.fixture
def made() -> Callable[[str], Run]:
    """A run of a text, in capitals, summarised by its last sentences."""
    return lambda text: run(text, translator=FakeTranslator(), summariser=FakeSummariser(), any_language=True)
