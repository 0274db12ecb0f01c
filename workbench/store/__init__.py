"""The memory: every run in one SQLite file in the user's data folder, to be listed, searched, marked and deleted.

>>> with open_store() as store:
...     number = store.add_run(run(article, cache=store.sentences))
...     again = store.run(number)
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from workbench.errors import StoreError, UsageError
from workbench.store.entries import Draft, Entries, Entry, Found
from workbench.store.file import StoreFile
from workbench.store.place import OFF, store_path
from workbench.store.runs import KIND as RUN
from workbench.store.runs import draft_of, translated_texts
from workbench.store.sentences import CacheInfo, Sentences
from workbench.store.versions import CURRENT, SEARCHED
from workbench.types import Run

__all__ = [
    "CURRENT",
    "OFF",
    "RUN",
    "SEARCHED",
    "CacheInfo",
    "Draft",
    "Entry",
    "Found",
    "Sentences",
    "Store",
    "open_store",
    "store_path",
]


class Store:
    """An open memory; closed by `close` or at the end of a `with`. Threads may share it."""

    def __init__(self, file: StoreFile, *, keeps_sentences: bool = True) -> None:
        self._file = file
        self.path = file.path
        self.entries = Entries(file)
        self.sentences = Sentences(file, keeps=keeps_sentences)

    def add_run(self, run: Run) -> int:
        """Remember a run; returns its number."""
        return self.entries.add(draft_of(run))

    def run(self, number: int) -> Run:
        """A run as it was. Raises `UnknownEntry`, and `UsageError` for an entry that is something else."""
        entry = self.entries.get(number)
        if entry.kind != RUN:
            raise UsageError(f"{number} is not a run but a {entry.kind}.")
        return Run.from_json(self.entries.payload(number))

    def delete(self, numbers: Sequence[int]) -> bool:
        """Delete entries and what hangs on them, so that nothing of them is left in the files.

        The sentence cache forgets the sentences of deleted runs, too. False when another process is reading at this
        moment: then what it reads stays in the log until it is done. Raises `UnknownEntry` before anything is deleted.
        """
        runs = [number for number in numbers if self.entries.get(number).kind == RUN]
        texts = [text for number in runs for text in translated_texts(self.run(number))]
        self.entries.delete(numbers)
        self.sentences.forget(texts)
        return self._file.sweep()

    def clear_cache(self) -> tuple[int, bool]:
        """Forget all cached sentences: how many there were, and whether nothing of them is left in the files."""
        return self.sentences.clear(), self._file.sweep()

    def check(self) -> None:
        """Read all of the file. Raises `StoreError` when a part of it is damaged, or the index does not fit."""
        self._file.check()

    def size(self) -> int:
        """Bytes on disk."""
        return self._file.size()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_store(path: str | Path | None = None, *, keeps_sentences: bool = True) -> Store:
    """Open the memory, or begin one. With `keeps_sentences` off, the sentence cache is read and never written.

    Raises `StoreError` for one that is damaged, too new or out of reach."""
    where = store_path() if path is None else Path(path)
    if where is None:
        raise StoreError(f"WORKBENCH_STORE is {OFF!r}, so nothing is remembered; unset it to use the memory.")
    return Store(StoreFile(where), keeps_sentences=keeps_sentences)
