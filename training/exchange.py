"""Sums over the processes of one machine, through memory that they share.

Gloo sends tensors over loopback sockets, some 60 MB a step for the gradients and Muon's updates of a small model. Here
each process lays its part down in a slot of a shared file, and all add up all slots, in the same order, so that every
process holds the same sum, bit for bit.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import torch
import torch.distributed as dist

_MEMORY = Path("/dev/shm")  # noqa: S108  # a file there never touches the disk


class SharedSum:
    """Adds up tensors of at most `size` float32 numbers over all processes of the default group; alone, does nothing.

    All processes must make it, and call it, in the same order.
    """

    def __init__(self, size: int) -> None:
        self._ranks = dist.get_world_size() if dist.is_initialized() else 1
        self._rank = dist.get_rank() if dist.is_initialized() else 0
        self._size, self._turn = size, 0
        if self._ranks > 1:
            self._slots = self._map(size)

    def _map(self, size: int) -> torch.Tensor:
        """The shared slots, shape (2, ranks, size): two turns, so that one can be read while the next is written."""
        names = [""]
        if self._rank == 0:
            with tempfile.NamedTemporaryFile(dir=_MEMORY if _MEMORY.is_dir() else None, delete=False) as file:
                file.truncate(2 * self._ranks * size * torch.float32.itemsize)
                names = [file.name]
        dist.broadcast_object_list(names)
        count = 2 * self._ranks * size
        slots = torch.from_file(names[0], shared=True, size=count, dtype=torch.float32).view(2, self._ranks, size)
        dist.barrier()
        if self._rank == 0:
            Path(names[0]).unlink()  # mapped by all; so nothing stays behind, however the run ends
        return slots

    def sum_(self, values: torch.Tensor) -> None:
        """Replaces flat `values` by their sum over the processes.

        Raises:
            ValueError: when there are more of them than `size`.
        """
        if len(values) > self._size:
            raise ValueError(f"{len(values)} numbers, room for {self._size}")
        if self._ranks == 1:
            return
        slots = self._slots[self._turn, :, : len(values)]
        slots[self._rank].copy_(values)
        dist.barrier()
        torch.sum(slots, 0, out=values)
        # Nobody writes into this turn's slots before all have passed the next turn's barrier, and so have read these.
        self._turn = 1 - self._turn
