"""Processes that add up through shared memory all hold the same sum."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
import torch.distributed as dist

from training.exchange import SharedSum

RANKS, ROUNDS = 2, 40


def _process(rank: int, folder: str) -> None:
    torch.set_num_threads(1)
    dist.init_process_group("gloo", init_method=f"file://{folder}/rendezvous", rank=rank, world_size=RANKS)
    shared = SharedSum(1000)
    sums = []
    for turn in range(ROUNDS):
        values = torch.arange(1000 - turn, dtype=torch.float32) * (rank + 1) + turn
        shared.sum_(values)
        sums.append(values)
    torch.save(sums, Path(folder, f"sums-{rank}.pt"))
    dist.barrier()
    dist.destroy_process_group()


def test_every_process_holds_the_same_sum_round_after_round(tmp_path: Path) -> None:
    torch.multiprocessing.spawn(_process, (str(tmp_path),), nprocs=RANKS)
    found = [torch.load(tmp_path / f"sums-{rank}.pt", weights_only=True) for rank in range(RANKS)]
    for turn in range(ROUNDS):
        wanted = torch.arange(1000 - turn, dtype=torch.float32) * 3 + 2 * turn
        for rank in range(RANKS):
            torch.testing.assert_close(found[rank][turn], wanted, atol=0, rtol=0)


def test_one_process_alone_changes_nothing() -> None:
    values = torch.tensor([1.0, 2.0])
    SharedSum(2).sum_(values)
    assert values.tolist() == [1.0, 2.0]


def test_more_than_there_is_room_for_is_refused() -> None:
    with pytest.raises(ValueError, match="3 numbers, room for 2"):
        SharedSum(2).sum_(torch.zeros(3))
