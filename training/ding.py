"""The Ding dictionary (TU Chemnitz, GPL-2+; Debian package `trans-de-en`) as word and phrase pairs.

A line is `German :: English`; `|` separates forms of one headword and `;` synonyms, and both sides have the same
number of `|` parts. Grammar `{m}`, domains `[zool.]`, remarks `(…)`, `/abbreviations/` and `<variants>` are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from training.pairs import Pair, clean_source, clean_target

_REMARKS = re.compile(r"\{[^}]*\}|\[[^\]]*\]|/[^/]*/|<[^>]*>|\([^)]*\)")
_SYNONYMS = 4  # later synonyms of a headword are rare words; four cover nearly all that a text uses


def _terms(part: str) -> list[str]:
    terms = (clean_source(_REMARKS.sub(" ", term)).strip(" ,;") for term in part.split(";"))
    return [term for term in terms if term]


def read_ding(path: Path) -> Iterator[Pair]:
    """Reads pairs from a Ding file; synonyms match by position when their numbers agree, else the first English one."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#") or "::" not in line:
                continue
            german, english = line.split("::", 1)
            parts = german.split("|"), english.split("|")
            if len(parts[0]) != len(parts[1]):
                continue
            for left, right in zip(*parts, strict=True):
                sources, targets = _terms(left), _terms(right)
                if not sources or not targets:
                    continue
                matched = targets if len(targets) == len(sources) else [targets[0]] * len(sources)
                for source, target in list(zip(sources, matched, strict=True))[:_SYNONYMS]:
                    yield Pair(source, clean_target(target), "ding")
