"""Over-long sentence → parts that fit a model's window, cut where it hurts least."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

# The best places first: after a mark that closes a clause, after a comma, before a conjunction, at any white space. A
# full stop is none: inside a sentence it is an abbreviation's or an ordinal's.
_PLACES = (
    re.compile(r"[!?…;:]+[\"'“”‘’»«)\]]*\s+|(?<=\s)[–—]\s+"),
    re.compile(r",\s+"),
    re.compile(r"\s+(?=(?:und|oder|aber|sowie|denn|sondern|dass|weil|wobei|während|obwohl|and|or|but)\s)"),
    re.compile(r"\s+"),
)
# How far from the ideal place, as a share of the text, a place of each class may lie.
_REACH = (0.2, 0.2, 0.15, 0.45)
_LONGEST_CLUSTER = 1000  # code points; no script has clusters that come near this, so a longer one is noise


def cut_long(text: str, length: Callable[[str], int], window: int) -> list[str]:
    """Cut a sentence into parts with ``length(part) <= window``, as even as safe places allow.

    Only white space between parts is lost. Inside a word it cuts only where no white space is near enough, and inside
    a grapheme cluster only when nothing else is left to cut. One code point that is longer than the window stays
    whole, because nothing smaller exists. `length` is called about twice per part.
    """
    parts: list[str] = []
    waiting = [text.strip()]
    while waiting:
        part = waiting.pop()
        if not part:
            continue
        size = length(part)
        if size <= window or len(part) == 1:
            parts.append(part)
            continue
        wanted = max(2, -(-size // max(window, 1)))
        cut = _place(part, len(part) * (wanted // 2) / wanted)
        waiting += [part[cut:].lstrip(), part[:cut].rstrip()]
    return parts


def _place(text: str, ideal: float) -> int:
    """The best place to cut near `ideal`: 0 < place < len(text)."""
    for pattern, reach in zip(_PLACES, _REACH, strict=True):
        slack = reach * len(text)
        low, high = max(1, int(ideal - slack)), min(len(text) - 1, int(ideal + slack) + 1)
        ends = [m.end() for m in pattern.finditer(text, low, high) if low <= m.end() <= high]
        if ends:
            return min(ends, key=lambda end: abs(end - ideal))
    middle = min(max(1, round(ideal)), len(text) - 1)
    for step in range(_LONGEST_CLUSTER):
        for place in (middle - step, middle + step):
            if 0 < place < len(text) and not _inside_cluster(text, place):
                return place
    return middle


def _inside_cluster(text: str, place: int) -> bool:
    """Whether a cut would part what is seen as one character (the common cases of Unicode's UAX #29)."""
    before, after = text[place - 1], text[place]
    if before == "\r" and after == "\n":
        return True
    if unicodedata.category(after) in ("Mn", "Mc", "Me") or after == "\u200d" or before == "\u200d":
        return True
    if unicodedata.combining(before) == 9 and after.isalpha():  # a virama ties the next consonant to this one
        return True
    if "\U0001f3fb" <= after <= "\U0001f3ff" or "\U000e0020" <= after <= "\U000e007f":
        return True
    if _is_flag(before) and _is_flag(after):
        run = 0
        while run < min(place, 64) and _is_flag(text[place - 1 - run]):
            run += 1
        return run % 2 == 1
    return "\u1160" <= after <= "\u11ff"  # vowels and finals of conjoining Hangul


def _is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
