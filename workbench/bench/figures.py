"""What a measurement gives, and how it is shown."""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value with the target that it is held against."""

    name: str
    value: float
    unit: str
    target: float
    at_most: bool  # True: the value should not be above the target; False: not below
    runs: int
    low: float  # the smallest and the largest value of the single runs
    high: float

    @property
    def met(self) -> bool:
        """Whether the median meets the target."""
        return self.value <= self.target if self.at_most else self.value >= self.target


def table(figures: Sequence[Figure]) -> str:
    """The figures as aligned text."""
    rows: list[tuple[str, ...]] = [("", "median", "low", "high", "target", "", "runs")]
    for f in figures:
        sign = "≤" if f.at_most else "≥"
        target = f"{sign} {f.target:g} {f.unit}"
        rows.append(
            (f.name, *(f"{v:.3g}" for v in (f.value, f.low, f.high)), target, "ok" if f.met else "MISSED", str(f.runs))
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "\n".join(lines)


def to_json(figures: Sequence[Figure]) -> str:
    """The figures with the machine that they were measured on."""
    machine = {"processor": platform.machine(), "python": platform.python_version(), "system": platform.system()}
    return json.dumps(
        {"schema": "workbench.bench/1", "machine": machine, "figures": [{**asdict(f), "met": f.met} for f in figures]},
        indent=1,
        ensure_ascii=False,
    )
