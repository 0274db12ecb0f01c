"""The memory: every run in one SQLite file in the user's data folder, to be listed, searched, marked and deleted.

>>> with open_store() as store:
...     number = store.add_run(run(article))
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
from workbench.store.runs import draft_of
from workbench.store.versions import CURRENT, SEARCHED
from workbench.types import Run

__all__ = ["CURRENT", "OFF", "RUN", "SEARCHED", "Draft", "Entry", "Found", "Store", "open_store", "store_path"]


class Store:
    """An open memory; closed by `close` or at the end of a `with`. Threads may share it."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file
        self.path = file.path
        self.entries = Entries(file)

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

        False when another process is reading at this moment: then what it reads stays in the log until it is done.
        """
        self.entries.delete(numbers)
        return self._file.sweep()

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


def open_store(path: str | Path | None = None) -> Store:
    """Open the memory, or begin one. Raises `StoreError` for one that is damaged, too new or out of reach."""
    where = store_path() if path is None else Path(path)
    if where is None:
        raise StoreError(f"WORKBENCH_STORE is {OFF!r}, so nothing is remembered; unset it to use the memory.")
    return Store(StoreFile(where))
