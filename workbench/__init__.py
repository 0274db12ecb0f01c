"""German news, understood in English, on your own machine.

>>> from workbench import read_article, run
>>> print(run(read_article("seeds/rt-2024-01-peskow-putin-nordkorea.txt")).summary.text)

Everything here is loaded when it is first used: ``import workbench`` alone imports nothing heavy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from workbench.comparison import compare as compare
    from workbench.errors import WorkbenchError as WorkbenchError
    from workbench.grid import run_grid as run_grid
    from workbench.ingest import read_article as read_article
    from workbench.pipeline import run as run
    from workbench.pipeline import summarise as summarise
    from workbench.pipeline import translate as translate
    from workbench.store import open_store as open_store
    from workbench.types import Article as Article
    from workbench.types import Decoding as Decoding
    from workbench.types import Run as Run
    from workbench.types import Summary as Summary
    from workbench.types import Translation as Translation

_HOMES = {
    "Article": "workbench.types",
    "Decoding": "workbench.types",
    "Run": "workbench.types",
    "Summary": "workbench.types",
    "Translation": "workbench.types",
    "WorkbenchError": "workbench.errors",
    "compare": "workbench.comparison",
    "open_store": "workbench.store",
    "read_article": "workbench.ingest",
    "run": "workbench.pipeline",
    "run_grid": "workbench.grid",
    "summarise": "workbench.pipeline",
    "translate": "workbench.pipeline",
}

__all__ = sorted([*_HOMES, "__version__"])


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'workbench' has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
