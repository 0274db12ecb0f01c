"""Which weights a result came from: the start of the sha256 of the weights file."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

SHOWN = 12  # hex digits in a signature, as git shows a commit when it wants to be sure


def revision(weights: Path) -> str:
    """The first digits of the file's sha256. A file is read once per process while its size and time stay the same.

    10 MB take about 10 ms; a model of some hundred MB takes longer to load than to hash.
    """
    status = weights.stat()
    return _hash(weights, status.st_size, status.st_mtime_ns)[:SHOWN]


@lru_cache(maxsize=64)
def _hash(path: Path, _size: int, _modified: int) -> str:
    return file_hash(path)


def file_hash(path: Path) -> str:
    """The sha256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
