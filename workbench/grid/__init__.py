"""The grid: any texts through any translators and any summarisers, in either order. It makes the runs; `comparison`
holds them against each other.

>>> from workbench.grid import run_grid
>>> for found in run_grid(["seeds/rt-2024-01-peskow-putin-nordkorea.txt"], ["marian-de-en"]): ...
"""

from workbench.grid.cells import Cell, Cost, Route
from workbench.grid.plan import Planned, plan_grid
from workbench.grid.run import run_grid

__all__ = ["Cell", "Cost", "Planned", "Route", "plan_grid", "run_grid"]
