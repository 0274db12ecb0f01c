"""Entries of the memory as one file: as it is for one entry, packed together for several."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from workbench.errors import UsageError
from workbench.store import Entry, Store
from workbench.store.written import file_name, to_bytes


def write(store: Store, entries: Sequence[Entry], form: str, folder: Path) -> Path:
    """Write the entries into a file of `folder`. Raises `UsageError` for a format that one of them does not have."""
    if not entries:
        raise UsageError("Nothing is chosen; tick what is to be exported.")
    names = [file_name(entry, form) for entry in entries]
    path = folder / (names[0] if len(names) == 1 else f"workbench-{len(names)}-entries-{form}.zip")
    try:
        if len(names) == 1:
            path.write_bytes(to_bytes(store, entries[0], form))
            return path
        with ZipFile(path, "w", ZIP_DEFLATED) as packed:
            for entry, name in zip(entries, names, strict=True):
                packed.writestr(name, to_bytes(store, entry, form))
    except OSError as error:
        raise UsageError(f"{folder} cannot be written ({error.strerror or error}); make room there.") from error
    return path
