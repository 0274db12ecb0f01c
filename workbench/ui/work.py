"""Long work, one job at a time for all visitors, reported step by step and stopped between two reports."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from time import perf_counter
from typing import Generic, TypeVar

from workbench.errors import Cancelled

Result = TypeVar("Result")
Report = TypeVar("Report")
_BEAT = 0.2  # seconds between two looks at whether the job ended without a report


@dataclass(slots=True)
class Ticket:
    """Whether an order is at work, and whether it is to stop. Altered in place: work and button share it."""

    stopped: bool = False
    active: bool = False  # from the click until the work has ended


class Bench:
    """One thread that does all the work it is given, so that two jobs never share the processor."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="workbench")

    def start(self, job: Callable[[Callable[[Report], None]], Result], ticket: Ticket) -> Job[Report, Result]:
        """Begin a job; `job` gets the function that it has to report to, which is where it is stopped."""
        return Job(self._thread, job, ticket)

    def do(self, job: Callable[[], Result]) -> Result:
        """Do a job to its end."""
        return self._thread.submit(job).result()


class Job(Iterator[list[Report]], Generic[Report, Result]):
    """The reports of a job as they come, those that came together as one list; then `result`."""

    def __init__(
        self, thread: ThreadPoolExecutor, job: Callable[[Callable[[Report], None]], Result], ticket: Ticket
    ) -> None:
        self._ticket = ticket
        self._reports: queue.SimpleQueue[Report] = queue.SimpleQueue()
        self._future: Future[Result] = thread.submit(self._run, job)

    def _run(self, job: Callable[[Callable[[Report], None]], Result]) -> Result:
        self._stop_if_asked()
        return job(self._report)

    def _report(self, report: Report) -> None:
        self._reports.put(report)
        self._stop_if_asked()

    def _stop_if_asked(self) -> None:
        if self._ticket.stopped:
            raise Cancelled("Cancelled; what was done before is kept.")

    def __next__(self) -> list[Report]:
        """The reports since the last call; an empty list after a while without any."""
        try:
            found = [self._reports.get(timeout=_BEAT)]
        except queue.Empty:
            if self._future.done() and self._reports.empty():
                raise StopIteration from None
            return []
        while not self._reports.empty():
            found.append(self._reports.get())
        return found

    def result(self) -> Result:
        """What the job returned; raises what it raised."""
        return self._future.result()

    def abandon(self) -> None:
        """Stop the job before its next report, if it is still at work. Does not wait: the bench takes one at a time."""
        self._ticket.stopped = True
        self._future.cancel()


class Pace:
    """News that are told at most once in so many seconds. What comes too soon is told later, and not forgotten.

    A job gives an empty list of reports now and then, so whoever asks on each of them is not kept waiting by the next
    report, which may be a minute away.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._told = float("-inf")
        self._news = False

    def add(self) -> None:
        """There is something to tell."""
        self._news = True

    @property
    def due(self) -> bool:
        """Whether there is something to tell, and the last time is long enough ago."""
        return self._news and perf_counter() - self._told >= self._seconds

    def tell(self, now: bool = False) -> bool:
        """Whether to tell it, with `now` however lately something was told. If so, nothing is left to tell."""
        if not self.due and not (now and self._news):
            return False
        self._told, self._news = perf_counter(), False
        return True
