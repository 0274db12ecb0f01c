"""What of a sentence survives translation: its numbers, its names; and whether an output loops."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_WORD = re.compile(r"\w[\w'-]*")
_LONGEST_PHRASE = 10  # words; longer phrases repeated three times exceed any segment


def numbers(text: str) -> Counter[str]:
    """The numbers of a text as strings of digits: separators differ between the languages."""
    return Counter(re.sub(r"\D", "", found) for found in _NUMBER.findall(text))


def names(source: str, reference: str) -> Counter[str]:
    """Capitalised words inside the source that the reference keeps letter by letter: names that must survive.

    German nouns are capitalised too; the reference tells which of them are names.
    """
    inside = Counter(word for word in _WORD.findall(source)[1:] if word[0].isupper() and len(word) > 1)
    return inside & Counter(_WORD.findall(reference))


def kept(wanted: Sequence[Counter[str]], found: Sequence[Counter[str]]) -> float | None:
    """Share of all wanted items that were found in the same line; None when nothing was wanted."""
    total = sum(count.total() for count in wanted)
    return sum((want & find).total() for want, find in zip(wanted, found, strict=True)) / total if total else None


def words(text: str) -> Counter[str]:
    """The words of a text."""
    return Counter(_WORD.findall(text))


def loops(text: str) -> bool:
    """True when a phrase of one to ten words stands three times in a row."""
    tokens = text.lower().split()
    for size in range(1, min(_LONGEST_PHRASE, len(tokens) // 3) + 1):
        for start in range(len(tokens) - 3 * size + 1):
            phrase = tokens[start : start + size]
            if phrase == tokens[start + size : start + 2 * size] == tokens[start + 2 * size : start + 3 * size]:
                return True
    return False
