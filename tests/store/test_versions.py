"""Files of older versions open and lose nothing; newer, foreign and damaged ones are refused and not touched."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench import Run, translate
from workbench.errors import StoreError
from workbench.models.fake import FakeTranslator
from workbench.store import CURRENT, Store, open_store
from workbench.store.faults import in_words

Made = Callable[[str], Run]
FIRST = Path(__file__).with_name("version-1.sqlite")  # two runs; the first has a star and the note "für später"


def version(path: Path) -> int:
    connection = sqlite3.connect(path)
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    connection.close()
    return int(found)


def columns(path: Path) -> dict[str, list[str]]:
    connection = sqlite3.connect(path)
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {table: [row[1] for row in connection.execute(f"PRAGMA table_info('{table}')")] for table in tables}
    connection.close()
    return found


def test_a_file_of_version_1_opens_with_all_that_is_in_it(path: Path) -> None:
    """It is brought up to date in place, and everything of today works on it."""
    path.parent.mkdir()
    shutil.copyfile(FIRST, path)
    assert version(path) == 1
    with open_store(path) as store:
        assert [(e.id, e.star, e.note) for e in store.entries.newest()] == [(2, False, ""), (1, True, "für später")]
        assert store.run(1).article.text.startswith("Der Brückenbau.")
        assert store.run(2).translation.text == "DER BÜRGERMEISTER LEHNTE AM MONTAG AB."
        assert [hit.entry.id for hit in store.entries.search("Elbe")] == [1]
        source = store.run(1).article.text
        translate(source, model=FakeTranslator(), cache=store.sentences)
        assert store.sentences.info().sentences == 3
        assert store.delete([1, 2])
    assert version(path) == CURRENT


def test_an_old_file_becomes_the_same_as_a_new_one(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    shutil.copyfile(FIRST, path)
    open_store(path).close()
    open_store(tmp_path / "new.sqlite").close()
    assert columns(path) == columns(tmp_path / "new.sqlite")


def test_a_migration_that_fails_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it or nothing: the old program still reads the file."""
    path.parent.mkdir()
    shutil.copyfile(FIRST, path)
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE sentences (in_the_way INTEGER)")
    connection.commit()
    connection.close()
    before = columns(path)
    with pytest.raises(Exception, match="sentences"):
        open_store(path)
    assert version(path) == 1
    assert columns(path) == before


def test_a_file_of_a_newer_version_is_refused_and_not_touched(path: Path, made: Made) -> None:
    with open_store(path) as store:
        store.add_run(made("Ein Satz steht hier."))
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {CURRENT + 1}")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    before = hashlib.sha256(path.read_bytes()).digest()
    with pytest.raises(StoreError, match=f"newer workbench.*{CURRENT + 1}.*{CURRENT}"):
        open_store(path)
    assert hashlib.sha256(path.read_bytes()).digest() == before


def test_a_file_of_another_program_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        open_store(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"not a database at all, " * 100, b"SQLite format 3\x00" + bytes(range(256)) * 32])
def test_a_file_that_is_no_database_is_refused_and_not_touched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "memory.sqlite"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"memory.sqlite is damaged"):
        open_store(path)
    assert path.read_bytes() == content


def test_damage_inside_the_file_is_said_when_it_is_met(path: Path, made: Made) -> None:
    """The first page is whole, so the file opens; what is torn is not handed out as if it were right."""
    with open_store(path) as store:
        for _ in range(5):
            store.add_run(made("Ein Satz steht hier. " * 200))
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)
    with open_store(path) as store, pytest.raises(StoreError, match=r"is damaged.*move it away"):
        store.entries.newest()


@pytest.mark.parametrize("place", ["file/memory.sqlite", "folder"])
def test_a_place_where_no_file_can_be_is_said(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    with pytest.raises(StoreError, match="WORKBENCH_STORE"):
        open_store(tmp_path / place)


def test_a_full_disk_loses_only_what_was_to_be_written(store: Store, made: Made) -> None:
    """SQLite is told that no page can be added, which it reports as it reports a full disk."""
    number = store.add_run(made("Ein Satz steht hier."))
    (pages,) = store._file._connection.execute("PRAGMA page_count").fetchone()
    store._file._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match=r"the disk is full.*free some space"):
        store.add_run(made("Noch ein Satz. " * 4000))
    assert [entry.id for entry in store.entries.newest()] == [number]
    store._file._connection.execute("PRAGMA max_page_count = 100000")
    assert store.add_run(made("Noch ein Satz.")) == number + 1


def test_an_error_without_a_code_is_still_a_sentence(path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be used"), in_words(path):
        raise sqlite3.ProgrammingError("Cannot operate on a closed database.")
