"""What is deleted is in none of the files any more, nor in the index."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench import Run, translate
from workbench.models.fake import FakeTranslator
from workbench.store import Store, open_store

Made = Callable[[str], Run]
KEPT = "Die Brücke über die Elbe wird im März gesperrt. Das teilte die Stadt am Montag mit."


def secrets(count: int, seed: int = 1) -> list[str]:
    """Words that stand nowhere else, and do not begin alike, so that the index holds each of them whole."""
    draw = random.Random(seed)
    return ["".join(draw.choices("bcdfghklmnprstvwxz", k=12)) for _ in range(count)]


def text_of(words: list[str]) -> str:
    """Paragraphs with a few of the words in each sentence."""
    sentences = [f"Der Ort {' '.join(words[i : i + 4])} liegt am Meer." for i in range(0, len(words), 4)]
    return "\n\n".join(" ".join(sentences[i : i + 5]) for i in range(0, len(sentences), 5))


def left_in_files(path: Path, words: list[str]) -> set[str]:
    """Which words, or their last two thirds (the index leaves out what a word shares with the one before)."""
    content = b"".join(file.read_bytes() for file in path.parent.iterdir()).lower()
    return {word for word in words if word[4:].encode() in content}


def left_in_index(path: Path, words: list[str]) -> set[str]:
    connection = sqlite3.connect(path)
    connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, entries_fts, row)")
    terms = {term for (term,) in connection.execute("SELECT term FROM temp.words")}
    connection.close()
    return terms & set(words)


@pytest.mark.parametrize("count", [4, 4000], ids=["short", "long"])  # long: rows and index over many pages
@pytest.mark.parametrize("closed", [False, True], ids=["open", "closed"])
def test_nothing_of_a_deleted_run_is_left(path: Path, made: Made, count: int, closed: bool) -> None:
    """German, English, summary, title, note, and its sentences in the cache; whether or not the file is closed."""
    words = secrets(count)
    store = open_store(path)
    store.add_run(made(KEPT))
    number = store.add_run(made(text_of(words)))
    translate(text_of(words), model=FakeTranslator(), any_language=True, cache=store.sentences)
    other = store.add_run(made(KEPT))
    store.entries.mark(number, note=f"denk an {words[0]}")
    assert left_in_files(path, words) == set(words)
    assert left_in_index(path, words) == set(words)
    assert store.delete([number])
    if closed:
        store.close()
    assert left_in_files(path, words) == set()
    assert left_in_index(path, words) == set()
    with open_store(path) as again:
        assert again.run(other).article.text == KEPT
        assert len(again.entries.search("Elbe")) == 2
        assert again.sentences.info().sentences == 0
    store.close()


def test_nothing_is_left_after_many_runs_came_and_went(path: Path, made: Made) -> None:
    """Freed pages are used again, the index merges its parts by itself, notes change: none of it leaves traces."""
    groups = [secrets(60, seed) for seed in range(12)]
    with open_store(path) as store:
        for number, words in enumerate(groups, start=1):
            store.add_run(made(text_of(words)))
            store.entries.mark(number, note=words[0])
            store.entries.mark(number, note="")
        store.delete([2, 3, 5, 8, 12])
        gone = [word for number in (2, 3, 5, 8, 12) for word in groups[number - 1]]
        every = [word for words in groups for word in words]
        kept = [word for word in every if word not in gone]
        assert left_in_files(path, gone) == set()
        assert left_in_index(path, gone) == set()
        assert left_in_index(path, kept) == set(kept)
        store.delete([entry.id for entry in store.entries.newest()])
        assert left_in_files(path, every) == set()


def test_a_note_that_is_taken_away_is_gone_once_the_file_is_closed(path: Path, made: Made) -> None:
    with open_store(path) as store:
        store.add_run(made(KEPT))
        store.entries.mark(1, note="xylophonstunde")
        store.entries.mark(1, note="")
        store.delete([store.add_run(made(KEPT))])
    assert left_in_files(path, ["xylophonstunde"]) == set()


def test_clearing_the_cache_leaves_nothing_and_gives_the_room_back(path: Path) -> None:
    words = secrets(4000)
    with open_store(path) as store:
        translate(text_of(words), model=FakeTranslator(), any_language=True, cache=store.sentences)
        before = store.size()
        assert store.clear_cache() == (1000, True)
        assert store.size() < before / 2
        assert left_in_files(path, words) == set()


def test_a_reader_in_another_process_is_told_of(path: Path, made: Made, store: Store) -> None:
    """While somebody reads, the log cannot be emptied: that is said, and the next deletion does it."""
    words = secrets(40)
    number = store.add_run(made(text_of(words)))
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM entries").fetchone()
    store._file._connection.execute("PRAGMA busy_timeout = 100")  # the reader will not go away by itself
    assert not store.delete([number])
    assert store.entries.newest() == []
    reader.execute("COMMIT")
    reader.close()
    assert store.clear_cache() == (0, True)
    assert left_in_files(path, words) == set()
