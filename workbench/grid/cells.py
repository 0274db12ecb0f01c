"""What the grid gives: a cell per text, translator, summariser and route, and what each model cost."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.types import Failure, Run, Stage


class Route(StrEnum):
    """Which step comes first."""

    TRANSLATE_FIRST = "translate-first"  # the summariser reads the English translation
    SUMMARISE_FIRST = "summarise-first"  # the summariser reads the German; what it wrote is translated


@dataclass(frozen=True, slots=True)
class Cell:
    """One text through one translator and one summariser, or why that did not work."""

    text: str  # the name of the source, unique in the grid
    translator: str  # labels, as the caller named the models
    summariser: str
    route: Route
    baseline: bool  # True for a summariser that stands there to be beaten (lead, extractive)
    outcome: Run | Failure
    place: int = 0  # cells sorted by it stand in the order in which texts, translators and summarisers were named


@dataclass(frozen=True, slots=True)
class Cost:
    """What one model of the grid took of this machine."""

    model: str  # its label
    stage: Stage  # Stage.TRANSLATE or Stage.SUMMARISE
    load_seconds: float | None  # None when it was in memory before
    memory: int | None  # bytes that the process grew by at most, while it loaded and worked
    memory_reason: str | None = None  # why there is no `memory`
