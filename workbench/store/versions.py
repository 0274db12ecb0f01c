"""The tables, version by version. A file remembers its version; what it lacks is done to it when it is opened.

To change the tables, add one function to the end of the list. None of those above is ever changed: files that they
made are out there. sqlite-utils is loaded only when a file is new or old, because it takes 0.4 s where pandas is
installed (it looks for it).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

SEARCHED = ("title", "german", "english", "summary", "note")


def _history(database: Database) -> None:
    """Version 1: what was made, of any kind, with the texts that can be searched."""
    entries = database.table("entries")
    entries.create(
        {
            "id": int,
            "kind": str,  # "run", …
            "about": str,  # what it belongs to: the id of the article for a run, of an entry for what hangs on one
            "created": str,  # UTC, ISO 8601
            "title": str,
            "facts": str,  # JSON: what a list shows of it
            "note": str,
            "star": int,
            "german": str,
            "english": str,
            "summary": str,
            "payload": str,  # JSON: the thing itself
        },
        pk="id",
        not_null={"kind", "about", "created", "title", "facts", "note", "star", "payload"},
        defaults={"note": "", "star": 0},
    )
    entries.create_index(["kind", "created"])
    entries.create_index(["about"])
    entries.enable_fts(
        ["title", "german", "english", "summary", "note"],
        create_triggers=True,
        tokenize="unicode61 remove_diacritics 2",
    )


def _cache(database: Database) -> None:
    """Version 2: sentences that were translated, by how and from what."""
    database.table("signatures").create({"id": int, "text": str}, pk="id", not_null={"text"})
    database.table("signatures").create_index(["text"], unique=True)
    sentences = database.table("sentences")
    sentences.create(
        {
            "id": int,
            "signature": int,
            "source": bytes,  # the start of the sha256 of the German
            "translated": str,  # JSON: the fields of `Translated`
            "used": int,  # when it was asked for last, in seconds since 1970
            "size": int,  # bytes on disk, about
        },
        pk="id",
        not_null={"signature", "source", "translated", "used", "size"},
    )
    sentences.create_index(["signature", "source"], unique=True)
    sentences.create_index(["source"])  # to forget the sentences of a deleted run, however they were translated
    sentences.create_index(["used", "size"])  # to find the oldest, and to add up all sizes, without reading any text


_STEPS: tuple[Callable[[Database], None], ...] = (_history, _cache)
CURRENT = len(_STEPS)


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring the tables from a version to the current one, inside the transaction that the caller has begun."""
    if version == CURRENT:
        return
    from sqlite_utils import Database

    database = Database(connection, execute_plugins=False)
    for step in _STEPS[version:]:
        step(database)
    connection.execute(f"PRAGMA user_version = {CURRENT}")
