"""The sentence cache: translations by signature and German sentence, the least recently used ones leave first.

The German itself is not stored, only the start of its sha256. A cache that fails is never in the way: it says why in
`fault` and in the log, and is quiet from then on.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from time import time
from typing import Any

from workbench import __version__
from workbench.errors import StoreError, UsageError
from workbench.store import plain
from workbench.store.file import StoreFile
from workbench.types import Translated

DEFAULT_LIMIT = 100  # MB: some 300,000 sentences of news, which take 330 bytes each
OVERHEAD = 120  # bytes that a sentence takes beside its JSON, in its row and three indexes; measured on 100,000 of them
_KEPT_FRESH = 600  # seconds in which a sentence that is used again need not be written down again
_ROOM = 0.9  # of the limit is left when sentences had to leave, so that not every write has to make room
_AT_ONCE = 500  # values in one IN (…)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CacheInfo:
    """What is in the cache."""

    sentences: int
    signatures: int  # ways of translating: model, decoding, version
    size: int  # bytes, about
    limit: int  # bytes


class Sentences:
    """The table of sentences. `find` and `keep` fulfil `models.cached.SentenceCache`; any thread may call them."""

    def __init__(
        self, file: StoreFile, limit: int | None = None, *, keeps: bool = True, clock: Callable[[], float] = time
    ) -> None:
        """`limit` is in bytes, by default that of WORKBENCH_CACHE_MB. With `keeps` off, nothing new is written."""
        self._file = file
        self._limit = limit_from_environment() if limit is None else limit
        self._keeps = keeps
        self._clock = clock
        self.fault: str | None = None  # why the cache is out of use

    def for_one(self, *, keeps: bool) -> Sentences:
        """The same cache for one piece of work: it may be told to write nothing, and starts without a fault."""
        return Sentences(self._file, self._limit, keeps=keeps and self._keeps, clock=self._clock)

    def find(self, signature: str, sentences: Sequence[str]) -> dict[str, Translated]:
        """Those of the German sentences whose translation under this signature is known."""
        if self.fault is not None:
            return {}
        try:
            return self._find(signature, sentences)
        except StoreError as error:
            self._give_up(error)
            return {}

    def keep(self, signature: str, translated: Mapping[str, Translated]) -> None:
        """Remember the translations of these German sentences; the oldest leave when there are too many."""
        if self.fault is not None or not self._keeps or not translated or not self._limit:
            return
        try:
            self._keep(signature, translated)
        except StoreError as error:
            self._give_up(error)

    def info(self) -> CacheInfo:
        """What is in the cache. Raises `StoreError`."""
        ((count, size),) = self._file.read("SELECT count(*), coalesce(sum(size), 0) FROM sentences")
        ((signatures,),) = self._file.read("SELECT count(DISTINCT signature) FROM sentences")
        return CacheInfo(count, signatures, size, self._limit)

    def clear(self) -> int:
        """Forget all sentences; returns how many there were. Raises `StoreError`."""
        with self._file.write() as connection:
            gone = connection.execute("DELETE FROM sentences").rowcount
            connection.execute("DELETE FROM signatures")
        return gone

    def forget(self, sentences: Sequence[str]) -> None:
        """Forget these German sentences, however they were translated. Raises `StoreError`."""
        with self._file.write() as connection:
            for some in _some([_key(sentence) for sentence in sentences]):
                connection.execute(f"DELETE FROM sentences WHERE source IN ({_marks(some)})", some)  # noqa: S608

    def _find(self, signature: str, sentences: Sequence[str]) -> dict[str, Translated]:
        by_key = {_key(sentence): sentence for sentence in sentences}
        number = self._file.read("SELECT id FROM signatures WHERE text = ?", [_full(signature)])
        if not number:
            return {}
        found: dict[str, Translated] = {}
        stale: list[int] = []
        for some in _some(list(by_key)):
            rows = self._file.read(
                "SELECT id, source, translated, used FROM sentences "  # noqa: S608  (only marks are put in)
                f"WHERE signature = ? AND source IN ({_marks(some)})",
                [number[0][0], *some],
            )
            found |= {by_key[source]: _read(text) for _, source, text, _ in rows}
            stale += [row for row, *_, used in rows if used < self._clock() - _KEPT_FRESH]
        if stale and self._keeps:
            self._refresh(stale)
        return found

    def _refresh(self, rows: Sequence[int]) -> None:
        with self._file.write() as connection:
            for some in _some(rows):
                values = [int(self._clock()), *some]
                connection.execute(f"UPDATE sentences SET used = ? WHERE id IN ({_marks(some)})", values)  # noqa: S608

    def _keep(self, signature: str, translated: Mapping[str, Translated]) -> None:
        texts = {_key(sentence): plain.dumps(made) for sentence, made in translated.items()}
        with self._file.write() as connection:
            connection.execute("INSERT OR IGNORE INTO signatures (text) VALUES (?)", [_full(signature)])
            (number,) = connection.execute("SELECT id FROM signatures WHERE text = ?", [_full(signature)]).fetchone()
            connection.executemany(
                "INSERT OR REPLACE INTO sentences (signature, source, translated, used, size) VALUES (?, ?, ?, ?, ?)",
                [(number, key, text, int(self._clock()), len(text) + OVERHEAD) for key, text in texts.items()],
            )
            self._make_room(connection)

    def _make_room(self, connection: sqlite3.Connection) -> None:
        (size,) = connection.execute("SELECT sum(size) FROM sentences").fetchone()
        if size <= self._limit:
            return
        excess = size - int(self._limit * _ROOM)
        oldest = []
        for row, bytes_used in connection.execute("SELECT id, size FROM sentences ORDER BY used, id"):
            if excess <= 0:
                break
            oldest.append((row,))
            excess -= bytes_used
        connection.executemany("DELETE FROM sentences WHERE id = ?", oldest)

    def _give_up(self, error: StoreError) -> None:
        self.fault = f"The sentence cache is out of use for now, so every sentence is translated afresh. {error}"
        _log.warning(self.fault)


def limit_from_environment() -> int:
    """WORKBENCH_CACHE_MB in bytes; 0 means that nothing is kept. Raises `UsageError` for what is no number."""
    text = os.environ.get("WORKBENCH_CACHE_MB", str(DEFAULT_LIMIT))
    if not text.isdecimal():
        raise UsageError(f"WORKBENCH_CACHE_MB is {text!r}; give a whole number of megabytes, 0 for no cache.")
    return int(text) * 1_000_000


def _full(signature: str) -> str:
    """The model's signature, and this version, which may clean and cut a sentence otherwise than the last one.

    The fields that are kept are in it too: a row that lacks a newer field is not found.
    """
    made = f"{signature}|workbench:{__version__}|fields:{','.join(plain.compared(Translated))}"
    return made.encode("utf-8", "backslashreplace").decode()  # a model's folder may have a name that is no text


def _key(sentence: str) -> bytes:
    return hashlib.sha256(sentence.encode("utf-8", "surrogatepass")).digest()[:16]


def _read(text: str) -> Translated:
    try:
        return plain.loads(Translated, text)
    except ValueError as error:
        raise StoreError(f"A sentence in the cache is damaged ({error}); `workbench cache clear` mends it.") from error


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))


def _some(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]
