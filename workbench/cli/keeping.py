"""What the commands remember: results in the memory, sentences in its cache. Neither ever stops the work."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.errors import StoreError
from workbench.types import Run, Translation

if TYPE_CHECKING:
    from workbench.comparison import Comparison
    from workbench.store import Sentences, Store

Stores = Annotated[
    bool,
    typer.Option(
        "--store/--no-store", help="Remember the result; with --no-store no trace of it is left on this machine."
    ),
]
Caches = Annotated[
    bool, typer.Option("--cache/--no-cache", help="Take sentences that were translated before from the cache.")
]


class Keeping:
    """The memory of one command, as far as it is wanted and works."""

    def __init__(self, store: Store | None, *, stores: bool, caches: bool) -> None:
        self._store = store
        self._stores = stores
        self.cache: Sentences | None = store.sentences if store is not None and caches else None
        self._sentences = 0
        self._cached = 0

    def run(self, run: Run) -> None:
        """Remember a run. What goes wrong is said on stderr, and the run goes its way all the same."""
        self.count(run.translation)
        if self._store is None or not self._stores:
            return
        try:
            self._store.add_run(run)
        except StoreError as error:
            _say(f"This run is not remembered. {error}")

    def comparison(self, comparison: Comparison) -> None:
        """Remember a comparison, as `run` does a run."""
        if self._store is None or not self._stores:
            return
        try:
            self._store.add_comparison(comparison)
        except StoreError as error:
            _say(f"This comparison is not remembered. {error}")

    def count(self, translation: Translation) -> None:
        """Take note of how many sentences came from the cache."""
        self._sentences += len(translation.sentences)
        self._cached += sum(sentence.cached for sentence in translation.sentences)

    def report(self) -> None:
        """Say what the user would wonder about: work that was not done, a cache that does not work."""
        if self.cache is not None and self.cache.fault is not None:
            _say(self.cache.fault)
        if self._cached:
            _say(f"{self._cached} of {self._sentences} sentences came from the cache (--no-cache translates afresh).")


@contextmanager
def keeping(*, stores: bool, caches: bool) -> Iterator[Keeping]:
    """The memory for the time of a command. One that cannot be opened is a line on stderr, not an error."""
    store = _open(stores) if stores or caches else None
    kept = Keeping(store, stores=stores, caches=caches)
    try:
        yield kept
    finally:
        kept.report()
        if store is not None:
            store.close()


def _open(stores: bool) -> Store | None:
    from workbench.store import open_store, store_path

    logging.getLogger("workbench.store").addHandler(logging.NullHandler())  # `report` says it in this program's form
    path = store_path()
    if path is None or not (stores or path.exists()):
        return None
    try:
        return open_store(path, keeps_sentences=stores)
    except StoreError as error:
        _say(f"Going on without the memory. {error}")
        return None


def _say(message: str) -> None:
    print("workbench:", " ".join(message.split()), file=sys.stderr)
