"""How far each cell of a grid is, while it fills. Knows nothing of gradio."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.grid import Cell, Cost, Planned, Route
from workbench.types import Failure, Run, Stage, Step
from workbench.ui.messages import Status


@dataclass(frozen=True, slots=True)
class Told:
    """How far a model is with a text."""

    model: str
    text: str
    step: Step


@dataclass(frozen=True, slots=True)
class Square:
    """A cell of the grid as it stands: without an outcome it waits or is at work."""

    planned: Planned
    outcome: Run | Failure | None = None

    @property
    def seconds(self) -> float:
        """What the summary took."""
        return self.outcome.timings.get("summarise", 0.0) if isinstance(self.outcome, Run) else 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """One text through one translator, with a square for each summariser."""

    text: str
    translator: str
    squares: tuple[Square, ...]
    done: int  # sentences translated so far
    total: int

    @property
    def translated(self) -> Run | None:
        """A run that has the translation."""
        return next((square.outcome for square in self.squares if isinstance(square.outcome, Run)), None)

    @property
    def failed(self) -> bool:
        """Whether nothing came of it."""
        return all(isinstance(square.outcome, Failure) for square in self.squares)


class Board:
    """Takes what the grid reports, and says how things stand."""

    def __init__(self, planned: Sequence[Planned], sentences: Mapping[str, int]) -> None:
        self._planned = planned
        self._sentences = sentences
        self._outcomes: dict[int, Run | Failure] = {}
        self._steps: dict[tuple[str, str], int] = {}
        self._latest: Told | None = None
        self.found: list[Cell | Cost] = []

    def take(self, report: Cell | Cost | Told) -> None:
        """One report of the grid."""
        if isinstance(report, Told):
            self._latest = report
            # A translator also translates summaries; only steps over the whole text say how far the text is.
            if report.step.stage is Stage.TRANSLATE and report.step.total == self._sentences.get(report.text):
                key = (report.text, report.model)
                self._steps[key] = max(self._steps.get(key, 0), report.step.done)
            return
        self.found.append(report)
        if isinstance(report, Cell):
            self._outcomes[report.place] = report.outcome

    @property
    def done(self) -> int:
        """Cells that are filled, whether that went well or not."""
        return len(self._outcomes)

    @property
    def total(self) -> int:
        """Cells of the whole grid."""
        return len(self._planned)

    @property
    def failures(self) -> list[Failure]:
        """What failed, each reason once."""
        return list(dict.fromkeys(o for o in self._outcomes.values() if isinstance(o, Failure)))

    def rows(self) -> list[Row]:
        """The grid, text by text."""
        found: dict[tuple[str, str], list[Square]] = {}
        for planned in self._planned:
            square = Square(planned, self._outcomes.get(planned.place))
            found.setdefault((planned.text, planned.translator), []).append(square)
        return [self._row(*key, squares) for key, squares in found.items()]

    def _row(self, text: str, translator: str, squares: list[Square]) -> Row:
        total = self._sentences.get(text, 0)
        row = Row(text, translator, tuple(squares), self._steps.get((text, translator), 0), total)
        return Row(text, translator, row.squares, total, total) if row.translated else row

    def status(self) -> Status:
        """One line about all of it."""
        words = f"{self.done} of {self.total} results"
        if self._latest is not None and self.done < self.total:
            words += f" · {self._latest.model}: {_step(self._latest.step)}, {self._latest.text}"
        return Status(words, self.done, self.total)


def columns(rows: Sequence[Row]) -> list[str]:
    """What stands over the squares; a summariser that takes both routes has two of them."""
    planned = [square.planned for square in rows[0].squares] if rows else []
    return [p.summariser + (" (of the German)" if p.route is Route.SUMMARISE_FIRST else "") for p in planned]


def _step(step: Step) -> str:
    if step.stage is Stage.TRANSLATE:
        return f"{step.done} of {step.total} sentences"
    return "summarising"
