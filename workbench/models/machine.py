"""What this machine lends to a runtime."""

from __future__ import annotations

import os

from workbench.errors import UsageError


def usable_threads() -> int:
    """WORKBENCH_THREADS where it is set, else the cores that this process may use."""
    wanted = os.environ.get("WORKBENCH_THREADS")
    if wanted is None:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if not wanted.isdecimal() or int(wanted) < 1:
        raise UsageError(f"WORKBENCH_THREADS is {wanted!r}; give a whole number of threads, or unset it.")
    return int(wanted)
