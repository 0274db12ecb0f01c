"""Models take turns: one computes at a time, and between two batches it lets go when another has computed less.

So a slow model never holds back the others, and the seconds of each are its own: they are counted during its turns
only, when nothing else of the grid computes.
"""

from __future__ import annotations

import heapq
import threading
from itertools import count
from time import perf_counter

from workbench.grid.memory import Meter


class Turns:
    """A lock for which those who have had it for the shortest time stand in front."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._queue: list[tuple[float, int]] = []
        self._tickets = count()  # of equals, the one who came first
        self._taken = False

    def take(self, used: float) -> None:
        """Wait for the turn; `used` are the seconds that the caller has computed before."""
        with self._changed:
            place = (used, next(self._tickets))
            heapq.heappush(self._queue, place)
            while self._taken or self._queue[0] != place:
                self._changed.wait()
            heapq.heappop(self._queue)
            self._taken = True

    def end(self) -> None:
        """Let the next one go on."""
        with self._changed:
            self._taken = False
            self._changed.notify_all()

    @property
    def wanted(self) -> bool:
        """Whether somebody waits."""
        with self._changed:
            return bool(self._queue)


class Watch:
    """Seconds and memory of one model over its turns. A model on another machine (`alone`) takes no turns."""

    def __init__(self, turns: Turns, expected: float = 0.0) -> None:
        self.alone = False
        self.meter = Meter()
        self._turns = turns
        # Seconds of all earlier turns; what the first is expected to take counts as if it had been taken.
        self._before = expected
        self._began = 0.0  # ... and what they were when the `with` block began
        self._since: float | None = None  # when the present turn began

    def __enter__(self) -> Watch:
        self._began = self._before
        self._start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop()

    def seconds(self) -> float:
        """Of the present `with` block, or of the last one, without what it waited for its turns."""
        running = 0.0 if self._since is None else perf_counter() - self._since
        return self._before - self._began + running

    def between(self) -> None:
        """To be called between batches: lets others go on, if there are any."""
        if not self.alone and self._turns.wanted:
            self._stop()
            self._start()

    def _start(self) -> None:
        if not self.alone:
            self._turns.take(self._before)
            self.meter.start()
        self._since = perf_counter()

    def _stop(self) -> None:
        self._before = self._before - (self._since or 0.0) + perf_counter()
        self._since = None
        if not self.alone:
            self.meter.stop()
            self._turns.end()
