"""Names and terms: a list that says how the German is written in English, and where a translation missed it.

Words that a model garbled are mended as well, by a dictionary that was learnt, where a glossary asks for it.
"""

from __future__ import annotations

from workbench.glossary.applying import Applied, Change, apply
from workbench.glossary.matching import Kind, Match, find
from workbench.glossary.places import Link
from workbench.glossary.readers import make_term, parse_glossary, read_glossary, starter
from workbench.glossary.report import Report, report
from workbench.glossary.terms import EMPTY, Case, Conflict, Glossary, Term, build, merge
from workbench.glossary.transliteration import transliterate
from workbench.glossary.whole import Whole, apply_to_all
from workbench.glossary.writers import WRITERS

__all__ = [
    "EMPTY",
    "WRITERS",
    "Applied",
    "Case",
    "Change",
    "Conflict",
    "Glossary",
    "Kind",
    "Link",
    "Match",
    "Report",
    "Term",
    "Whole",
    "apply",
    "apply_to_all",
    "build",
    "find",
    "make_term",
    "merge",
    "parse_glossary",
    "read_glossary",
    "report",
    "starter",
    "transliterate",
]
