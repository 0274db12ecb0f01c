"""What the workbench costs, as ratios measured side by side in one run.

Absolute seconds depend on the machine and on what else it does, so every figure is a ratio of two things that were
timed in turn (A B A B …), or a property of a fresh process that was started for it.
"""

from __future__ import annotations

from workbench.bench.figures import Figure, table, to_json
from workbench.bench.measure import measure_all

__all__ = ["Figure", "measure_all", "table", "to_json"]
