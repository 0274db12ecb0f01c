"""What the Translate tab writes into the memory, and that nothing there ever costs a result. Without a browser."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.errors import UsageError
from workbench.models.fake import FakeSummariser, FakeTranslator
from workbench.store import Store, open_store
from workbench.types import Decoding
from workbench.ui.kept import Kept
from workbench.ui.shelf import Shelf
from workbench.ui.translate.changes import Join, Restore
from workbench.ui.translate.dismissals import dismissed
from workbench.ui.translate.keeping import keep_revised
from workbench.ui.translate.order import Order, Screen, perform
from workbench.ui.translate.terms.mine import Terms
from workbench.ui.translate.terms.remembered import check_current, keep, recalled
from workbench.ui.translate.visit import Ticket, Visit
from workbench.ui.work import Bench

TEXT = "Der erste Satz ist nicht da. Der zweite folgt.\n\nQuelle: dpa © Erika Muster\n\nDas ist alles. Es ist aus."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "memory.sqlite") as opened:
        yield opened


@pytest.fixture
def translator() -> FakeTranslator:
    return FakeTranslator()


def done(
    kept: Kept, translator: FakeTranslator, visit: Visit, change=None, text: str = TEXT, **options
) -> list[Screen]:
    shelf = Shelf(lambda _: translator, lambda _: FakeSummariser())
    return list(perform(visit, Order(text, **options), shelf, Bench(), Ticket(change=change), kept))


def numbers(store: Store) -> list[int]:
    return [entry.id for entry in store.entries.newest()]


def test_each_translation_is_a_run_and_the_second_comes_from_the_cache(store, translator):
    """Another visitor, who has no memory of his own, is spared the model as well; the status line says so."""
    first = done(Kept(store), translator, Visit())[-1]
    assert first.status.words.endswith("· remembered as 1")
    assert store.run(1) == first.visit.run
    second = done(Kept(store), translator, Visit())[-1]
    assert "4 of 4 sentences came from the cache · remembered as 2" in second.status.words
    assert numbers(store) == [2, 1]
    assert len(translator.batches) == 1


def test_without_the_tick_there_is_no_trace(store, translator):
    """Neither the run nor a sentence; what is known is still used, and so is what the visitor saw in this tab."""
    last = done(Kept(store), translator, Visit(), remember=False)[-1]
    assert "not remembered" in last.status.words
    assert (last.visit.number, numbers(store), store.sentences.info().sentences) == (None, [], 0)
    again = done(Kept(store), translator, last.visit, remember=False)[-1]
    assert "4 of 4 sentences came from the cache" in again.status.words
    done(Kept(store), translator, Visit())
    before = store.sentences.info()
    done(Kept(store), translator, Visit(), text=TEXT + " Noch einer steht hier.", remember=False)
    assert (store.sentences.info(), numbers(store)) == (before, [1])


def test_changes_of_a_run_change_what_is_stored(store, translator):
    """Joining, restoring, undoing and dismissing update the run; translating again adds one."""
    kept = Kept(store)
    visit = done(kept, translator, Visit())[-1].visit
    joined = done(kept, translator, visit, Join(0))[-1].visit
    assert (numbers(store), store.run(1)) == ([1], joined.run)
    assert len(store.run(1).article.segments) == 3
    restored = done(kept, translator, joined, Restore(next(iter(_removed(joined)))))[-1].visit
    assert (numbers(store), len(store.run(1).article.segments)) == ([1], 4)
    back = keep_revised(kept, restored.undone().undone(), remember=True).visit
    assert store.run(1).article == visit.article
    revised = replace(back, run=dismissed(back.run, 0, True))
    assert keep_revised(kept, revised, remember=False).warnings == ()
    assert not store.run(1).flags[0].dismissed
    assert keep_revised(kept, revised, remember=True).warnings == ()
    assert store.run(1).flags[0].dismissed
    again = done(kept, translator, revised)[-1].visit
    assert (numbers(store), again.number, store.run(2).flags[0].dismissed) == ([2, 1], 2, True)


def test_a_change_that_is_made_in_another_way_is_a_run_of_its_own(store, translator):
    """With another beam than before; and undoing goes back to the run that it was."""
    visit = done(Kept(store), translator, Visit())[-1].visit
    joined = done(Kept(store), translator, visit, Join(0), decoding=Decoding(beam_size=1))[-1].visit
    assert (joined.number, numbers(store)) == (2, [2, 1])
    assert joined.undone().number == 1


def test_what_was_deleted_stays_deleted(store, translator):
    """Dismissing a doubt does not bring a deleted run back; the page says so once."""
    visit = done(Kept(store), translator, Visit())[-1].visit
    store.delete([1])
    stored = keep_revised(Kept(store), visit, remember=True)
    assert "deleted" in stored.warnings[0]
    assert keep_revised(Kept(store), stored.visit, remember=True).warnings == ()
    assert numbers(store) == []


@pytest.mark.parametrize("table", ["entries", "sentences"])
def test_a_memory_that_breaks_costs_a_warning_and_no_result(store, translator, table):
    """The run is there in full; a broken cache is one line, and the next order tries again."""
    connection = sqlite3.connect(store.path)
    connection.execute(f"DROP TABLE {table}")
    connection.close()
    last = done(Kept(store), translator, Visit())
    (shown,) = [screen for screen in last if screen.run is not None]
    assert len(shown.run.translation.sentences) == 4
    assert any("memory" in warning or "cache" in warning for warning in last[-1].warnings)
    assert last[-1].error is None


def test_a_memory_that_is_locked_keeps_nobody_waiting_for_the_result(tmp_path, translator, monkeypatch):
    """The result is shown before the memory is asked; afterwards the page says that it was not remembered."""
    monkeypatch.setattr("workbench.store.file.PATIENCE", 0.2)
    with open_store(tmp_path / "memory.sqlite") as store:
        other = sqlite3.connect(store.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        screens = done(Kept(store), translator, Visit())
        other.execute("ROLLBACK")
        assert screens[-2].run is not None
        assert "not remembered" in screens[-1].warnings[-1]
        assert "another process" in screens[-1].warnings[-1]
        assert screens[-1].visit.run is screens[-2].run
        assert done(Kept(store), translator, screens[-1].visit)[-1].visit.number == 1


def test_own_terms_come_back_and_two_tabs_do_not_undo_each_other(store):
    """The second tab is shown what the first one did before it may go on."""
    kept = Kept(store)
    one = two = recalled(kept, Terms())
    one, words = keep(kept, one.importing("mine.csv", b"german,english\nKiew,Kyiv\n")[0])
    assert words == ()
    with pytest.raises(UsageError, match="another tab"):
        check_current(kept, two)
    two = recalled(kept, two)
    check_current(kept, two)
    assert two.own == one.own
    two, _ = keep(kept, two.deleting(0))
    assert store.entries.newest() == []


def test_own_terms_that_cannot_be_remembered_stay_in_the_tab(tmp_path):
    """With a word of warning, and they are kept at the next occasion."""
    with open_store(tmp_path / "memory.sqlite") as store:
        terms = Terms().importing("mine.csv", b"german,english\nKiew,Kyiv\n")[0]
        store.close()
        terms, words = keep(Kept(store), terms)
        assert "not remembered" in words[0]
    with open_store(tmp_path / "memory.sqlite") as store:
        check_current(Kept(store), terms)
        assert keep(Kept(store), terms)[1] == ()
        assert recalled(Kept(store), Terms()).own == terms.own


def test_without_a_memory_the_page_works_as_before(translator):
    last = done(Kept(), translator, Visit())[-1]
    assert (last.visit.number, last.run) == (None, last.visit.run)
    assert "remember" not in last.status.words
    assert keep(Kept(), Terms())[1] == ()


def _removed(visit: Visit) -> list[int]:
    return [n for n, block in enumerate(visit.article.blocks) if not block.kept and block.kind != "blank"]
