"""The work of a grid as jobs, and a lane for each model that does them in a thread of its own.

A job waits for the jobs that it `needs`; when one of those failed, it has failed too. A lane is started when it has a
job that is ready and when its model fits into the memory that is left, smallest model first. It is ended, and its
model released, when it has no job left, or when it is idle and another needs the memory. Nobody holds memory while
waiting for somebody who needs memory, so the lanes cannot block each other.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.errors import Cancelled, WorkbenchError
from workbench.grid.cells import Cost
from workbench.grid.members import Member, Model
from workbench.grid.memory import give_back
from workbench.grid.turns import Turns, Watch
from workbench.models.load import release
from workbench.types import Failure, Progress, Step

_READ = 100e6  # bytes a second that loading a model is reckoned to take, so that small ones are loaded first

Report = Callable[[str, str, Step], None]
"""Label of the model, name of the text, and how far it is; called in the thread that does the work."""


@dataclass(slots=True)
class Done:
    """What a job made, and the seconds of its own turns."""

    value: Any
    seconds: float


@dataclass(frozen=True, slots=True)
class Work:
    """What a job is given."""

    model: Any
    needed: Sequence[Done]  # what the jobs made that it needs
    progress: Progress  # to be called between batches
    seconds: Callable[[], float]  # that the job has computed so far


Act = Callable[[Work], Any]


@dataclass(slots=True, eq=False)
class Job:
    """One piece of work of one model over one text."""

    lane: Lane
    text: str
    act: Act
    needs: tuple[Job, ...] = ()
    key: object = None  # what the result is called outside; None for a step that nobody outside sees
    result: Done | Failure | None = None
    users: list[Job] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Lane:
    """One model with its jobs."""

    member: Member
    ready: deque[Job] = field(default_factory=deque)
    left: int = 0  # jobs that have no result yet
    running: bool = False
    idle: bool = False
    evicted: bool = False

    def add(self, text: str, act: Act, needs: tuple[Job, ...] = (), key: object = None) -> Job:
        """A new job of this lane; to be called before the work begins."""
        job = Job(self, text, act, needs, key)
        self.left += 1
        for need in needs:
            need.users.append(job)
        if not needs:
            self.ready.append(job)
        return job


class Lanes:
    """Runs the lanes and gives out results in the order in which they come."""

    def __init__(self, lanes: Sequence[Lane], budget: int | None, report: Report) -> None:
        self._lanes = lanes
        self._budget = budget
        self._report = report
        self._turns = Turns()
        self._changed = threading.Condition(threading.RLock())
        self._out: deque[tuple[object, Done | Failure] | Cost] = deque()
        self._threads: list[threading.Thread] = []
        self._used = 0  # bytes that the running lanes may take
        self._stop: BaseException | None = None

    def results(self) -> Iterator[tuple[object, Done | Failure] | Cost]:
        """The results of the jobs with a key, and the cost of each model when it is released.

        Closing the generator, or an exception of `report`, stops all work between two batches.
        """
        try:
            with self._changed:
                self._admit()
            while True:
                with self._changed:
                    while not self._out and not self._over():
                        self._changed.wait()
                    if self._stop is not None:
                        raise self._stop
                    if not self._out:
                        return
                    found = self._out.popleft()
                yield found
        finally:
            with self._changed:
                self._stop = self._stop or Cancelled("Stopped.")
                self._changed.notify_all()
            for thread in self._threads:
                thread.join()

    def _over(self) -> bool:
        return self._stop is not None or not any(lane.running or lane.left for lane in self._lanes)

    # What follows is called with the lock held.

    def _admit(self) -> None:
        """Start every lane that has something to do and fits; make room for those that do not fit yet."""
        waiting = [lane for lane in self._lanes if lane.ready and not lane.running]
        for lane in sorted(waiting, key=lambda lane: lane.member.need):
            need = lane.member.need
            if self._budget is None or self._used + need <= self._budget or not need:
                self._start(lane)
            elif need > self._budget:
                self._fail(lane, _too_large(lane.member, self._budget))
            else:
                for idle in (other for other in self._lanes if other.idle and other.member.need):
                    idle.evicted = True
        self._changed.notify_all()

    def _start(self, lane: Lane) -> None:
        lane.running, lane.idle, lane.evicted = True, False, False
        self._used += lane.member.need
        thread = threading.Thread(target=self._work, args=(lane,), name=f"grid-{lane.member.label}", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _fail(self, lane: Lane, failure: Failure) -> None:
        while lane.ready:
            job = lane.ready.popleft()
            self._finish(job, _at(failure, job.text))

    def _finish(self, job: Job, result: Done | Failure) -> None:
        job.result = result
        job.lane.left -= 1
        if job.key is not None:
            self._out.append((job.key, result))
        for user in job.users:
            if user.result is not None:
                continue
            if isinstance(result, Failure):
                self._finish(user, result)
            elif all(isinstance(need.result, Done) for need in user.needs):
                user.lane.ready.append(user)

    def _next(self, lane: Lane) -> Job | None:
        """The next job of a running lane; waits while others may still make one ready. None: the lane ends."""
        lane.idle = True
        while not (lane.ready or lane.evicted or self._stop) and lane.left:
            self._changed.wait()
        lane.idle = False
        if self._stop or lane.evicted or not lane.ready:
            return None
        return lane.ready.popleft()

    # What follows runs in the threads of the lanes, without the lock.

    def _work(self, lane: Lane) -> None:
        watch = Watch(self._turns, expected=lane.member.need / _READ)
        cost = Cost(lane.member.label, lane.member.stage, None, None, "the model was in memory before")
        try:
            cost = self._lane(lane, watch)
        except BaseException as error:  # handed to the caller of `results`, who raises it
            with self._changed:
                self._stop = self._stop or error
        finally:
            give_back()
            with self._changed:
                lane.running = False
                self._used -= lane.member.need
                self._out.append(cost)
                if self._stop is None:
                    self._admit()
                self._changed.notify_all()

    def _lane(self, lane: Lane, watch: Watch) -> Cost:
        """Load, do the jobs until there are none, release. The model is held by this function alone."""
        try:
            with watch:
                model = lane.member.open()
        except Exception as error:
            with self._changed:
                self._fail(lane, failure_of(error, "", "load"))
            return _cost(lane.member, watch, watch.seconds())
        load_seconds, watch.alone = watch.seconds(), not model.local
        while True:
            with self._changed:
                job = self._next(lane)
            if job is None:
                break
            result = self._do(job, model, watch)
            with self._changed:
                self._finish(job, result)
                self._admit()
        if not lane.member.loaded:
            release(model)
        return _cost(lane.member, watch, load_seconds)

    def _do(self, job: Job, model: Model, watch: Watch) -> Done | Failure:
        def between(step: Step) -> None:
            self._report(job.lane.member.label, job.text, step)
            watch.between()
            if self._stop is not None:
                raise Cancelled("Stopped.")

        inputs = [need.result for need in job.needs if isinstance(need.result, Done)]
        try:
            with watch:
                value = job.act(Work(model, inputs, between, watch.seconds))
            return Done(value, watch.seconds())
        except Cancelled:
            raise
        except Exception as error:  # a runtime may raise anything; the others go on, and the cell says what it was
            return failure_of(error, job.text, job.lane.member.stage.value)


def failure_of(error: Exception, text: str, stage: str) -> Failure:
    """An exception as a value, with its name and its message in one line."""
    message = " ".join(str(error).split())
    if not isinstance(error, WorkbenchError):
        message = f"{type(error).__name__}: {message}" if message else type(error).__name__
    return Failure(text, stage, type(error).__name__, message)


def _at(failure: Failure, text: str) -> Failure:
    return Failure(text, failure.stage, failure.error, failure.message)


def _too_large(member: Member, budget: int) -> Failure:
    message = (
        f"{member.label} needs about {member.need / 1e9:.1f} GB and the models may take {budget / 1e9:.1f} GB; "
        "free some memory, or allow more with --memory."
    )
    return Failure("", "load", "MemoryBudget", message)


def _cost(member: Member, watch: Watch, load_seconds: float) -> Cost:
    if member.loaded:
        return Cost(member.label, member.stage, None, None, "the model was in memory before")
    if member.device != "cpu":
        return Cost(member.label, member.stage, load_seconds, None, f"the model ran on {member.device}")
    return Cost(member.label, member.stage, load_seconds, watch.meter.peak, watch.meter.reason)
