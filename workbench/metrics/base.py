"""The contract of a metric.

Three nouns, as in sacreBLEU: a `Score`, the signature that every score carries, and the `Metric` that makes it. A
metric's arithmetic is a metric of sacreBLEU or a subclass of sacreBLEU's own base class (`means.py`), so that one
piece of code, sacreBLEU's, resamples them all (`significance.py`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workbench.types import Stage


@dataclass(frozen=True, slots=True)
class Sample:
    """What is scored: the sources, one reference for each, and one output for each; none of the references is blank."""

    sources: Sequence[str]
    references: Sequence[str]
    outputs: Sequence[str]


class Metric(ABC):
    """One way to hold an output against a reference."""

    id: str  # what files and options call it, e.g. "chrf"
    name: str  # as it is shown
    task: Stage  # Stage.TRANSLATE: sentence by sentence; Stage.SUMMARISE: summary by summary
    higher_is_better: bool = True
    about: str  # one line for people who do not know it

    def missing(self) -> str | None:
        """What this machine lacks for it, in words that continue "because"; None when it can be computed."""
        return None

    def unfit(self, sample: Sample) -> str | None:
        """Why the texts have no meaningful number, in words that continue "because"; None when they have one."""
        if not any(output.strip() for output in sample.outputs):
            return "the system wrote nothing"
        return None

    @abstractmethod
    def engine(self, sources: Sequence[str]) -> Any:
        """A fresh metric in sacreBLEU's sense; most need no sources. Called only when nothing is `missing`."""
