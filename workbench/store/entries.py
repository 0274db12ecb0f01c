"""What is remembered: entries of any kind with a title, facts, texts to search, a note, a star and JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from workbench.errors import UnknownEntry, UsageError
from workbench.segment import clean_for_model
from workbench.store.file import StoreFile
from workbench.store.versions import SEARCHED

_COLUMNS = "id, kind, about, created, title, facts, note, star"
_NUMBERS = 2**63  # SQLite counts to here
_AT_ONCE = 500  # values in one IN (…); SQLite before 3.32 allowed 999


@dataclass(frozen=True, slots=True)
class Draft:
    """Something that is to be remembered."""

    kind: str
    payload: str  # JSON
    title: str
    about: str = ""  # what it belongs to: an article's id, or the number of an entry, with which it is then deleted
    facts: Mapping[str, Any] = field(default_factory=dict)  # what a list shows of it
    german: str = ""  # texts to search; none may hold half a character, which SQLite cannot store
    english: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that is remembered, without its payload."""

    id: int
    kind: str
    about: str
    created: str  # UTC, ISO 8601, e.g. "2026-03-01T17:05:09+00:00"
    title: str
    facts: Mapping[str, Any]
    note: str
    star: bool

    def when(self) -> str:
        """Date and time in the user's own time zone, e.g. "2026-03-01 18:05"."""
        return datetime.fromisoformat(self.created).astimezone().strftime("%Y-%m-%d %H:%M")


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that a search found, and where: the words that matched stand in marks, [ ] by default."""

    entry: Entry
    snippet: str


class Entries:
    """The table of entries. Numbers count up from 1 in the order in which things were added."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    def add(self, draft: Draft) -> int:
        """Remember something; returns its number."""
        row = (
            draft.kind,
            draft.about,
            datetime.now(UTC).isoformat(timespec="seconds"),
            draft.title,
            json.dumps(dict(draft.facts)),
            draft.german,
            draft.english,
            draft.summary,
            draft.payload,
        )
        with self._file.write() as connection:
            added = connection.execute(
                "INSERT INTO entries (kind, about, created, title, facts, german, english, summary, payload) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )
        assert added.lastrowid is not None
        return added.lastrowid

    def replace(self, number: int, draft: Draft) -> None:
        """Put something in the place of an entry of its kind; number, date, note and star stay.

        Raises `UnknownEntry` when there is none, or it is of another kind.
        """
        facts = json.dumps(dict(draft.facts))
        values = [draft.about, draft.title, facts, draft.german, draft.english, draft.summary, draft.payload]
        with self._file.write() as connection:
            done = connection.execute(
                "UPDATE entries SET about = ?, title = ?, facts = ?, german = ?, english = ?, summary = ?, payload = ? "
                "WHERE id = ? AND kind = ?",
                [*values, number, draft.kind],
            )
            if not done.rowcount:
                raise UnknownEntry(f"The memory holds no {draft.kind} under {number} any more.")

    def newest(
        self,
        *,
        kind: str | Sequence[str] | None = None,
        about: str | None = None,
        starred: bool = False,
        limit: int = -1,
        skip: int = 0,
    ) -> list[Entry]:
        """The entries that fit, newest first; a limit of -1 means all of them. None means any kind."""
        where, values = _narrowed(kind, about, starred)
        rows = self._file.read(
            f"SELECT {_COLUMNS} FROM entries WHERE {where} ORDER BY id DESC LIMIT ? OFFSET ?",  # noqa: S608  (clauses are ours)
            [*values, limit, skip],
        )
        return [_entry(row) for row in rows]

    def count(self, *, kind: str | Sequence[str] | None = None, starred: bool = False) -> int:
        """How many entries fit."""
        where, values = _narrowed(kind, None, starred)
        return int(self._file.read(f"SELECT count(*) FROM entries WHERE {where}", values)[0][0])  # noqa: S608

    def get(self, number: int) -> Entry:
        """One entry. Raises `UnknownEntry`."""
        known = 0 < number < _NUMBERS
        rows = self._file.read(f"SELECT {_COLUMNS} FROM entries WHERE id = ?", [number]) if known else []  # noqa: S608
        if not rows:
            raise UnknownEntry(f"The memory holds nothing under {number}; `workbench history list` shows what it has.")
        return _entry(rows[0])

    def payload(self, number: int) -> str:
        """The JSON of one entry. Raises `UnknownEntry`."""
        self.get(number)
        return str(self._file.read("SELECT payload FROM entries WHERE id = ?", [number])[0][0])

    def find(self, kind: str, payload: str) -> int | None:
        """The number of the newest entry that is just this; None where there is none."""
        rows = self._file.read(
            "SELECT id FROM entries WHERE kind = ? AND payload = ? ORDER BY id DESC LIMIT 1", [kind, payload]
        )
        return rows[0][0] if rows else None

    def revise(self, number: int, change: Callable[[str], tuple[str, Mapping[str, Any]]]) -> None:
        """Put what `change` makes of the JSON of an entry, and its facts, in their place.

        Nobody else writes in between; when `change` raises, all is as it was. Raises `UnknownEntry`.
        """
        with self._file.write() as connection:
            payload, facts = change(self.payload(number))
            connection.execute(
                "UPDATE entries SET payload = ?, facts = ? WHERE id = ?", [payload, json.dumps(dict(facts)), number]
            )

    def mark(self, number: int, *, note: str | None = None, star: bool | None = None) -> Entry:
        """Write a note of one line on an entry ("" takes it away), or give it a star; None changes nothing."""
        self.get(number)
        with self._file.write() as connection:
            if note is not None:
                connection.execute("UPDATE entries SET note = ? WHERE id = ?", [clean_for_model(note), number])
            if star is not None:
                connection.execute("UPDATE entries SET star = ? WHERE id = ?", [int(star), number])
        return self.get(number)

    def search(
        self,
        words: str,
        *,
        column: str | None = None,
        kind: str | Sequence[str] | None = None,
        starred: bool = False,
        limit: int = -1,
        skip: int = 0,
        marks: tuple[str, str] = ("[", "]"),
    ) -> list[Found]:
        """The entries that hold all the words, best first, in one of `SEARCHED` or in any of them.

        A word finds what begins with it; in quotation marks, one or several words are taken as they are.
        `marks` stand around what matched in the snippets.
        """
        query = _in_column(words, column)
        where, values = _narrowed(kind, None, starred)
        rows = self._file.read(
            f"SELECT {', '.join('entries.' + name for name in _COLUMNS.split(', '))}, "  # noqa: S608
            "snippet(entries_fts, -1, ?, ?, '…', 12) FROM entries_fts JOIN entries ON entries.id = entries_fts.rowid "
            f"WHERE entries_fts MATCH ? AND {where} ORDER BY rank LIMIT ? OFFSET ?",
            [*marks, query, *values, limit, skip],
        )
        return [Found(_entry(row[:-1]), str(row[-1])) for row in rows]

    def count_found(self, words: str, *, kind: str | Sequence[str] | None = None, starred: bool = False) -> int:
        """How many entries a search finds."""
        where, values = _narrowed(kind, None, starred)
        rows = self._file.read(
            "SELECT count(*) FROM entries_fts JOIN entries ON entries.id = entries_fts.rowid "  # noqa: S608
            f"WHERE entries_fts MATCH ? AND {where}",
            [_query(words), *values],
        )
        return int(rows[0][0])

    def delete(self, numbers: Sequence[int]) -> list[int]:
        """Delete entries and what hangs on them, from the index too. Returns the numbers of all that are gone.

        The words of a deleted entry stay in the index until its parts are merged, so they are merged here.
        """
        for number in numbers:
            self.get(number)
        gone: list[int] = []
        with self._file.write() as connection:
            doomed = list(dict.fromkeys(numbers))
            while doomed:
                gone += doomed
                for some in _some(doomed):
                    connection.execute(f"DELETE FROM entries WHERE id IN ({_marks(some)})", some)  # noqa: S608
                doomed = [
                    row[0]
                    for some in _some([str(number) for number in doomed])
                    for row in connection.execute(f"SELECT id FROM entries WHERE about IN ({_marks(some)})", some)  # noqa: S608
                ]
            connection.execute("INSERT INTO entries_fts (entries_fts) VALUES ('optimize')")
        return gone


def _entry(row: Sequence[Any]) -> Entry:
    number, kind, about, created, title, facts, note, star = row
    return Entry(number, kind, about, created, title, json.loads(facts), note, bool(star))


def _narrowed(kind: str | Sequence[str] | None, about: str | None, starred: bool) -> tuple[str, list[Any]]:
    """A condition of SQL, and its values."""
    clauses, values = ["1"], list[Any]()
    if kind is not None:
        kinds = [kind] if isinstance(kind, str) else list(kind)
        clauses.append(f"entries.kind IN ({_marks(kinds)})")
        values += kinds
    if about is not None:
        clauses.append("entries.about = ?")
        values.append(about)
    if starred:
        clauses.append("entries.star = 1")
    return " AND ".join(clauses), values


def _in_column(words: str, column: str | None) -> str:
    """The query for one of the searched texts, or for all of them."""
    if column is not None and column not in SEARCHED:
        raise UsageError(f"There is no {column!r} to search in; choose one of {', '.join(SEARCHED)}.")
    query = _query(words)
    return f"{{{column}}} : ({query})" if column else query


def _query(words: str) -> str:
    """What the user typed as an FTS5 query in which no character acts as an operator."""
    parts = []
    for quoted, word in re.findall(r'"([^"]*)"|([^\s"]+)', clean_for_model(words)):
        text = quoted or word
        if any(character.isalnum() for character in text):
            parts.append(f'"{text}"' if quoted else f'"{text}" *')
    if not parts:
        raise UsageError(f"There is no word to search for in {words!r}; give at least one.")
    return " AND ".join(parts)


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))


def _some(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]
