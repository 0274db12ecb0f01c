"""Step 2: a run in one process a core, or in this one on a GPU."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.context import SpawnProcess
from pathlib import Path

import torch
import torch.distributed as dist

from training.recipe import Recipe, RecipeError
from training.runs import Run, run_folder
from training.trainer import Limits, Trainer

_POLL_SECONDS = 0.2
_GRACE_SECONDS = 10.0  # for the others, when one process has failed
# The C library gives big blocks back to the system and gets them anew, page fault by page fault, at each step; these
# bounds (bytes) let it keep them.
_KEEP_MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(1 << 30), "MALLOC_TRIM_THRESHOLD_": str(1 << 32)}


@dataclass(frozen=True)
class Job:
    """All that a process needs to take part in a run."""

    recipe: Recipe
    run: Run
    data: Path
    state: Path
    limits: Limits

    def work(self, parent: int | None = None) -> None:
        """Trains in this process; SIGTERM, SIGINT or the death of `parent` ends it behind the step at hand."""
        trainer = Trainer(self.recipe, self.run, self.data, self.state, parent)

        def stop(*_: object) -> None:
            trainer.stopping = True

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        trainer.train(self.limits)


def _process(rank: int, ranks: int, rendezvous: str, parent: int, job: Job) -> None:
    """One of several CPU processes."""
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    dist.init_process_group("gloo", init_method=f"file://{rendezvous}", rank=rank, world_size=ranks)
    job.work(parent)
    dist.barrier()
    dist.destroy_process_group()


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keeps a second call from training the same run at the same time.

    Raises:
        RecipeError: when one does already.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RecipeError(
                f"run {folder.name!r} is being trained by another process; stop that one first"
            ) from error
        yield


def train(job: Job, processes: int = 0) -> None:
    """Trains a run: in this process on CUDA, else in `processes` CPU processes (0: one a core).

    One process a core with gradients averaged over gloo is about 1.6 times faster than two threads in one process.
    SIGTERM ends the run behind the step at hand, with a checkpoint; SIGKILL costs what came after the last one.

    Raises:
        RecipeError: when the run is being trained already.
        RuntimeError: when a process failed.
    """
    folder = run_folder(job.state, job.run.name)
    ranks = 1 if torch.cuda.is_available() else processes or len(os.sched_getaffinity(0))
    with _alone(folder):
        if ranks == 1:
            job.work()
            return
        rendezvous = folder / "rendezvous"
        rendezvous.unlink(missing_ok=True)
        os.environ |= _KEEP_MEMORY | {"OMP_NUM_THREADS": "1"}
        context = torch.multiprocessing.get_context("spawn")
        arguments = [(rank, ranks, str(rendezvous), os.getpid(), job) for rank in range(ranks)]
        workers = [context.Process(target=_process, args=each) for each in arguments]
        for worker in workers:
            worker.start()
        _wait(workers)
        rendezvous.unlink(missing_ok=True)


def _wait(workers: list[SpawnProcess]) -> None:
    """Waits for all workers and passes signals on to them; when one fails, ends the others.

    Raises:
        RuntimeError: when one has failed.
    """

    def pass_on(number: int, _: object) -> None:
        for worker in workers:
            if worker.pid is not None and worker.is_alive():
                os.kill(worker.pid, number)

    signal.signal(signal.SIGTERM, pass_on)
    signal.signal(signal.SIGINT, pass_on)
    while any(worker.is_alive() for worker in workers):
        time.sleep(_POLL_SECONDS)
        if any(worker.exitcode not in (None, 0) for worker in workers):
            for worker in workers:
                worker.terminate()
                worker.join(_GRACE_SECONDS)
                worker.kill()
    if codes := [worker.exitcode for worker in workers if worker.exitcode]:
        raise RuntimeError(f"training processes ended with {codes}; the run goes on from its last checkpoint")
