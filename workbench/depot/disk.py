"""What a disk may do to us, in words."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.errors import DepotError


@contextmanager
def disk_errors(folder: Path) -> Iterator[None]:
    """Turn what the disk says into `DepotError`, with the path and what to do next."""
    try:
        yield
    except PermissionError as error:
        raise DepotError(
            f"{error.filename or folder} cannot be written: no permission; set WORKBENCH_HOME to a folder of yours."
        ) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DepotError(f"The disk of {folder} is full; free some space and pull again, it goes on.") from error
        raise DepotError(f"{error.filename or folder} cannot be written ({error.strerror or error}).") from error
