"""Comparisons in the memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.comparison import Comparison, compare
from workbench.errors import UsageError
from workbench.ingest import read_article
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.pipeline import run
from workbench.store import COMPARISON, open_store


@pytest.fixture
def comparison(seed_path: Path) -> Comparison:
    return compare([run(read_article(seed_path), translator=FakeTranslator(), summariser=FakeSummariser())])


def test_a_comparison_comes_back_equal_and_is_found(comparison: Comparison, tmp_path: Path) -> None:
    with open_store(tmp_path / "memory.sqlite") as store:
        number = store.add_comparison(comparison)
        assert store.comparison(number) == comparison
        entry = store.entries.get(number)
        assert (entry.kind, entry.facts["texts"], entry.facts["translators"]) == (COMPARISON, 1, ["fake"])
        assert entry.title == comparison.texts[0].title
        assert [found.entry.id for found in store.entries.search("Nordkorea", column="german")] == [number]


def test_what_is_no_comparison_is_refused(comparison: Comparison, seed_path: Path, tmp_path: Path) -> None:
    with open_store(tmp_path / "memory.sqlite") as store:
        made = run(read_article(seed_path), translator=FakeTranslator(), summariser=FakeSummariser())
        numbers = store.add_run(made), store.add_comparison(comparison)
        with pytest.raises(UsageError, match="not a comparison but a run"):
            store.comparison(numbers[0])
        with pytest.raises(UsageError, match="not a run but a comparison"):
            store.run(numbers[1])


def test_nothing_of_a_deleted_comparison_is_left(comparison: Comparison, seed_path: Path, tmp_path: Path) -> None:
    """Neither itself nor what the sentence cache knows of its sentences."""
    path = tmp_path / "memory.sqlite"
    with open_store(path) as store:
        run(read_article(seed_path), translator=FakeTranslator(), summariser=FakeSummariser(), cache=store.sentences)
        number = store.add_comparison(comparison)
        assert store.sentences.info().sentences
        assert store.delete([number])
        assert not store.sentences.info().sentences
        assert store.entries.newest() == []
    sentence = comparison.sentences[0].source.encode()
    assert all(sentence not in file.read_bytes() for file in tmp_path.glob("memory.sqlite*"))
