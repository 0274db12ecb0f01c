"""What SQLite and the disk may say, in words that tell what to do next."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.errors import StoreError

_PRIMARY = 0xFF  # SQLite keeps the kind of an error in the low byte and its details above (sqlite.org/rescode.html)
_WORDS = {
    sqlite3.SQLITE_NOTADB: "is damaged or is no SQLite file",
    sqlite3.SQLITE_CORRUPT: "is damaged",
    sqlite3.SQLITE_READONLY: "cannot be written: no permission",
    sqlite3.SQLITE_PERM: "cannot be written: no permission",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened or created in its folder",
    sqlite3.SQLITE_FULL: "cannot be written: the disk is full",
    sqlite3.SQLITE_IOERR: "cannot be read or written: the disk reported an error",
    sqlite3.SQLITE_BUSY: "is being written by another process for too long",
    sqlite3.SQLITE_LOCKED: "is being written by another process for too long",
}
_MOVE = "set WORKBENCH_STORE to a file of yours in a folder that can be written"
_NEXT = {
    sqlite3.SQLITE_NOTADB: "move it away and a new one is begun",
    sqlite3.SQLITE_CORRUPT: "keep a copy, try `sqlite3 FILE .recover`, or move it away and a new one is begun",
    sqlite3.SQLITE_FULL: "free some space",
    sqlite3.SQLITE_BUSY: "try again when that is done",
    sqlite3.SQLITE_LOCKED: "try again when that is done",
}


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn what SQLite and the disk say about the memory into `StoreError`, with its path and what to do next."""
    try:
        yield
    except sqlite3.Error as error:
        kind = getattr(error, "sqlite_errorcode", -1) & _PRIMARY
        said = _WORDS.get(kind, "cannot be used")
        raise StoreError(f"The memory {path} {said} ({error}); {_NEXT.get(kind, _MOVE)}.") from error
    except OSError as error:
        raise StoreError(
            f"The memory {path} cannot be opened ({error.filename or path}: {error.strerror or error}); {_MOVE}."
        ) from error
