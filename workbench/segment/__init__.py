"""Text → sentences with character offsets, lossless; and what of a sentence a model is given to read.

>>> split("Am 3. Oktober war z. B. Dr. Weiß da. Danach nicht.")
[(0, 36), (37, 50)]

The rules are own code over `re` alone: pysbd, syntok and sentence-splitter are measured against it by
`benchmarks/segmentation.py` (docs/segmentation.md has the table), and importing this room costs next to nothing.
"""

from __future__ import annotations

from workbench.segment.abbreviations import STARTERS
from workbench.segment.casing import CASING, in_casing_of, recased, usual_casing
from workbench.segment.clean import clean_for_model
from workbench.segment.cut import cut_long
from workbench.segment.sentences import sentences_in, split
from workbench.segment.units import has_words, starts_with_bullet, units

__all__ = [
    "CASING",
    "STARTERS",
    "VERSION",
    "clean_for_model",
    "cut_long",
    "has_words",
    "in_casing_of",
    "recased",
    "sentences_in",
    "split",
    "starts_with_bullet",
    "units",
    "usual_casing",
]

VERSION = "1"
"""The splitter's version, for signatures: it changes whenever any text may be split in another way."""
