"""How much memory there is, how much a model is likely to need, and how much it did take.

What a model took is how far the resident memory of this process rose during the model's turns, loading included. The
kernel keeps the highest value (VmHWM of /proc/self/status) and resets it on request, so no peak is missed between
samples. During a turn nothing else of the grid computes; what other threads of the process take is counted in, and
so is the code of a runtime for the first model that uses it.
"""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from pathlib import Path

from workbench import depot
from workbench.catalogue import Entry

_STATUS = Path("/proc/self/status")
_RESET = Path("/proc/self/clear_refs")
# What a runtime takes whatever the model: measured with the embedded one (10 MB in CTranslate2, 19 MB in transformers),
# which took 71 and 453 MB with the code of its runtime; chat models run in transformers too.
_RUNTIME = {"ct2": 60_000_000, "hub": 430_000_000, "causal": 430_000_000}
_WORKING = 1.5  # weights and what a batch needs beside them, as a multiple of the files; a guess on the safe side
_SHARE = 0.8  # of the free memory that the grid may fill; the rest is for texts, results and other programs


class Meter:
    """The highest rise of this process's resident memory over several turns of one model."""

    def __init__(self) -> None:
        self.reason = _why_not()
        self._base = 0  # at the start of the turn
        self._held = 0  # what the model's turns have left behind so far
        self._peak = 0

    def start(self) -> None:
        """A turn begins."""
        if self.reason is None:
            _RESET.write_text("5")  # proc(5): resets the peak, "high water mark", of the resident memory
            self._base = _kilobytes("VmRSS")

    def stop(self) -> None:
        """A turn ends."""
        if self.reason is None:
            self._peak = max(self._peak, self._held + _kilobytes("VmHWM") - self._base)
            self._held += _kilobytes("VmRSS") - self._base

    @property
    def peak(self) -> int | None:
        """Bytes; None when it cannot be measured here, for the `reason`."""
        return None if self.reason else max(0, self._peak) * 1024


def _why_not() -> str | None:
    try:
        _RESET.write_text("5")
    except OSError:
        return f"this system ({sys.platform}) does not tell the peak memory of a part of a program"
    return None


def _kilobytes(name: str) -> int:
    line = next(x for x in _STATUS.read_text("ascii", "replace").splitlines() if x.startswith(f"{name}:"))
    return int(line.split()[1])


def likely_need(entry: Entry) -> int:
    """Bytes that a model will about take, told by the size of its weights; 0 for one without, or on a server."""
    if not entry.source or entry.remote:
        return 0
    folder = depot.weights(entry)
    kinds = ("model.bin",) if entry.runtime == "ct2" else ("*.safetensors", "pytorch_model*.bin")
    files = sum(path.stat().st_size for kind in kinds for path in folder.glob(kind))
    return _RUNTIME.get(entry.runtime, 0) + round(_WORKING * files)


def budget(wanted: float | None = None) -> int | None:
    """Bytes that the models may take together: what was asked for (in GB), or most of what is free now.

    None, no limit, where the system does not say what is free.
    """
    if wanted is not None:
        return round(wanted * 1e9)
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
        free = int(next(x for x in lines if x.startswith("MemAvailable:")).split()[1]) * 1024
    except (OSError, StopIteration):
        names = os.sysconf_names if hasattr(os, "sysconf_names") else {}
        if "SC_PHYS_PAGES" not in names:
            return None
        free = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    return round(_SHARE * free)


def give_back() -> None:
    """Have Python collect what nobody uses, and the C library return it to the system."""
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc has it, musl does not
        if trim is not None:
            trim(0)
