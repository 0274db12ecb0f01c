"""The one SQLite file: opened, brought up to date, and shared by threads and by processes.

Write-ahead logging lets one process write while others read; whoever wants to write waits for the other. Deleted
content is overwritten with zeros (`secure_delete`), and the file belongs to its owner alone.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from workbench.errors import StoreError
from workbench.store import versions
from workbench.store.faults import in_words

PATIENCE = 10.0  # seconds to wait for another process; a write of ours takes milliseconds
APPLICATION = 0x57424D31  # "WBM1": what SQLite keeps in the header to tell whose file it is


class StoreFile:
    """An open file. `read` and `write` are the only ways in; both may be used from any thread."""

    def __init__(self, path: Path) -> None:
        """Open or create the file. Raises `StoreError` for one that is damaged, foreign, too new or out of reach."""
        self.path = path
        self._lock = threading.RLock()
        with in_words(path):
            _create(path)
            self._connection = sqlite3.connect(path, PATIENCE, isolation_level=None, check_same_thread=False)
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def read(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with self._lock, in_words(self.path):
            return self._connection.execute(sql, values).fetchall()

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of it is kept, or nothing when the body or the disk fails."""
        with self._lock, in_words(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk makes SQLite roll back by itself
                    self._connection.execute("ROLLBACK")
                raise

    def sweep(self) -> bool:
        """Give freed pages back to the disk and empty the log, so that nothing deleted is left in any of the files.

        False when another process is reading, so that its part of the log could not be emptied yet.
        """
        with self._lock, in_words(self.path):
            # As a script: `execute` takes one step of it, which frees one page.
            self._connection.executescript("PRAGMA incremental_vacuum")
            busy, *_ = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy

    def check(self) -> None:
        """Let SQLite read the whole file. Raises `StoreError` with the first thing that is wrong."""
        ((first,), *_) = self.read("PRAGMA quick_check(1)")
        if first != "ok":
            raise StoreError(
                f"The memory {self.path} is damaged ({' '.join(str(first).split())}); keep a copy, try "
                "`sqlite3 FILE .recover`, or move it away and a new one is begun."
            )
        with self.write() as connection:  # raises SQLITE_CORRUPT when the index and the texts do not fit
            connection.execute("INSERT INTO entries_fts (entries_fts, rank) VALUES ('integrity-check', 1)")

    def size(self) -> int:
        """Bytes on disk, the log included."""
        parts = [self.path, self.path.with_name(self.path.name + "-wal")]
        return sum(part.stat().st_size for part in parts if part.exists())

    def close(self) -> None:
        """Close the file; the last process to do so also removes the log."""
        with self._lock:
            self._connection.close()

    def _prepare(self) -> None:
        """Say how the file is to be used, and bring its tables up to this version."""
        version = self._version()
        self._connection.execute("PRAGMA secure_delete = ON")
        # In WAL mode this loses the last transactions when the power fails, never the file; a run can be made again.
        self._connection.execute("PRAGMA synchronous = NORMAL")
        if version == versions.CURRENT:
            return
        if version == 0:
            _patiently(lambda: self._connection.execute("PRAGMA auto_vacuum = INCREMENTAL"))
            _patiently(lambda: self._connection.execute("PRAGMA journal_mode = WAL").fetchone())
        with self.write() as connection:
            # Read again: another process may have done the same while this one waited for its turn.
            versions.migrate(connection, self._version())
            connection.execute(f"PRAGMA application_id = {APPLICATION}")

    def _version(self) -> int:
        """The version of the tables; 0 for an empty file. Refuses what is not ours and what is newer than this."""
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        (owner,) = self._connection.execute("PRAGMA application_id").fetchone()
        (tables,) = self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if owner != APPLICATION and (owner or version or tables):
            raise StoreError(
                f"{self.path} is a SQLite file of another program; set WORKBENCH_STORE to a file of its own."
            )
        if version > versions.CURRENT:
            raise StoreError(
                f"The memory {self.path} is of a newer workbench (its version is {version}, this program knows "
                f"{versions.CURRENT}); get the newer workbench again, or set WORKBENCH_STORE to another file."
            )
        return int(version)


def _create(path: Path) -> None:
    """The folder and an empty file that only its owner may read: texts can be private."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _patiently(change: Any) -> None:
    """SQLite does not wait for others when it changes what a new file is like, so this does."""
    end = monotonic() + PATIENCE
    while True:
        try:
            change()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or monotonic() > end:
                raise
            sleep(0.02)
        else:
            return
