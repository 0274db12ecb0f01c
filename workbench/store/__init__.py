"""The memory: runs and comparisons in one SQLite file in the user's data folder, listed, searched, marked, deleted.

>>> with open_store() as store:
...     number = store.add_run(run(article, cache=store.sentences))
...     again = store.run(number)
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from workbench.errors import StoreError, UsageError
from workbench.store.entries import Draft, Entries, Entry, Found
from workbench.store.file import StoreFile
from workbench.store.kinds import BALLOT, COMPARISON, MADE, RUN, SHEET, TERMS
from workbench.store.place import OFF, store_path
from workbench.store.runs import draft_of, translated_texts
from workbench.store.sentences import CacheInfo, Sentences
from workbench.store.versions import CURRENT, SEARCHED
from workbench.types import Run

if TYPE_CHECKING:
    from workbench.comparison import Comparison
    from workbench.store.ballots import Ballots

__all__ = [
    "BALLOT",
    "COMPARISON",
    "CURRENT",
    "MADE",
    "OFF",
    "RUN",
    "SEARCHED",
    "SHEET",
    "TERMS",
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

    def replace_run(self, number: int, run: Run) -> None:
        """Put a changed run in the place of one that is remembered; its number, date, note and star stay.

        Sentences that the run no longer has leave the cache, too: nobody could delete them later. Raises
        `UnknownEntry` when the run was deleted, `UsageError` for an entry that is something else.
        """
        gone = set(translated_texts(self.run(number))) - set(translated_texts(run))
        self.entries.replace(number, draft_of(run))
        self.sentences.forget(sorted(gone))

    def run(self, number: int) -> Run:
        """A run as it was. Raises `UnknownEntry`, and `UsageError` for an entry that is something else."""
        return Run.from_json(self._payload(number, RUN))

    def add_comparison(self, comparison: Comparison) -> int:
        """Remember a comparison; returns its number."""
        from workbench.store import comparisons  # a comparison takes more to load than a run, which is kept far oftener

        return self.entries.add(comparisons.draft_of(comparison))

    def comparison(self, number: int) -> Comparison:
        """A comparison as it was. Raises `UnknownEntry`, and `UsageError` for an entry that is something else."""
        from workbench.comparison.schema import load_comparison

        return load_comparison(self._payload(number, COMPARISON))

    def own_terms(self) -> str:
        """The user's own glossary on the page, as TOML; "" when there is none."""
        known = self._terms()
        if not known:
            return ""
        try:
            return str(json.loads(self.entries.payload(known[0].id))["toml"])
        except (ValueError, KeyError, TypeError) as error:
            raise StoreError(
                f"The own glossary in the memory {self.path} is damaged; `workbench history delete {known[0].id}` "
                "begins a new one."
            ) from error

    def keep_own_terms(self, toml: str) -> None:
        """Remember the user's own glossary in the place of the earlier one; an empty one is deleted."""
        # Without a title and texts: it is no find for who searches what was made.
        draft = Draft(TERMS, json.dumps({"toml": toml}), title="")
        known = self._terms()
        if not toml:
            self.delete([entry.id for entry in known])
        elif known:
            self.entries.replace(known[0].id, draft)
        else:
            self.entries.add(draft)

    def _terms(self) -> list[Entry]:
        return self.entries.newest(kind=TERMS, limit=1)

    @property
    def ballots(self) -> Ballots:
        """What people voted, and the outputs that they voted on."""
        from workbench.store.ballots import Ballots  # takes as much to load as a comparison

        return Ballots(self.entries)

    def _payload(self, number: int, kind: str) -> str:
        entry = self.entries.get(number)
        if entry.kind != kind:
            raise UsageError(f"{number} is not a {kind} but a {entry.kind}.")
        return self.entries.payload(number)

    def delete(self, numbers: Sequence[int]) -> bool:
        """Delete entries and what hangs on them, so that nothing of them is left in the files.

        The sentence cache forgets the sentences of deleted runs, comparisons and sheets, too. False when another
        process is reading at this moment: then what it reads stays in the log until it is done. Raises `UnknownEntry`
        before anything is deleted.
        """
        texts = [text for number in numbers for text in self._german(number)]
        self.entries.delete(numbers)
        self.sentences.forget(texts)
        return self._file.sweep()

    def _german(self, number: int) -> list[str]:
        """What was translated for an entry."""
        kind = self.entries.get(number).kind
        if kind == RUN:
            return translated_texts(self.run(number))
        if kind == SHEET:
            return list(dict.fromkeys(row.source for row in self.ballots.sheet(number).rows))
        if kind != COMPARISON:
            return []
        return list(dict.fromkeys(sentence.source for sentence in self.comparison(number).sentences))

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
