"""Runs → Comparison: outputs side by side, where they differ, how far they agree, what references say.

>>> from workbench import compare, run
>>> compare([run("seeds/rt-2024-01-peskow-putin-nordkorea.txt")]).systems[0].label
'marian-de-en'

Pure functions: no model work, no files but the references that the caller names.
"""

from workbench.comparison.build import compare
from workbench.comparison.judged import judged
from workbench.comparison.references import References, read_references
from workbench.comparison.types import Comparison

__all__ = ["Comparison", "References", "compare", "judged", "read_references"]
