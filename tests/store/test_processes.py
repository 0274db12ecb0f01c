"""Real processes share one file: none waits forever, none loses anything, and one that is killed harms nobody."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

from workbench.store import CURRENT, open_store

WRITER = Path(__file__).with_name("writer.py")
ROOT = Path(__file__).parent.parent.parent


def writer(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(WRITER), str(path), name, str(count)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
    )


def sound(path: Path) -> bool:
    connection = sqlite3.connect(path)
    (state,) = connection.execute("PRAGMA integrity_check").fetchone()
    connection.execute("INSERT INTO entries_fts (entries_fts, rank) VALUES ('integrity-check', 1)")
    connection.close()
    return bool(state == "ok")


def test_four_processes_begin_and_fill_one_file(path: Path) -> None:
    """They create it at the same moment, write at the same time, and all of it is there."""
    started = [writer(path, name, 25) for name in ("anna", "ben", "clara", "dora")]
    for process in started:
        _, complaint = process.communicate(timeout=200)
        assert process.returncode == 0, complaint
    with open_store(path) as store:
        assert len(store.entries.newest()) == 100
        assert len(store.entries.search("clara")) == 25
        assert store.sentences.info().sentences == 101  # the shared sentence once
        assert {store.run(entry.id).translation.sentences[1].text for entry in store.entries.newest()} == {
            "DIESER SATZ STEHT IN ALLEN TEXTEN."
        }
    assert sound(path)


def test_a_process_that_is_killed_while_it_writes_harms_nobody(path: Path) -> None:
    """What it had finished is there, the file is sound, and others write on."""
    process = writer(path, "emil", 0)
    assert process.stdout is not None
    done = [process.stdout.readline() for _ in range(20)]
    process.kill()
    process.communicate(timeout=60)
    assert len(done) == 20
    assert sound(path)
    with open_store(path) as store:
        assert len(store.entries.newest()) >= 20
    other = writer(path, "frida", 3)
    other.communicate(timeout=200)
    assert other.returncode == 0
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (CURRENT,)
    connection.close()
