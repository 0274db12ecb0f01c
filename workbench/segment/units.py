"""Text → units: paragraphs, list items and lines that stand for themselves, such as headings.

A line break is ordinary white space unless one of these holds:

1. An empty line lies there.
2. The next line begins with a bullet. "•", "*", "▪" and the like always count; a dash, "1." or "a)" counts only after
   a line that ends a clause, or after another list item, because hard-wrapped prose can put them first in a line.
3. The break was deliberate: this line does not end in a comma, a dash, an abbreviation or a word that asks for more,
   the next one does not begin in lower case, and either the next line's first word would have fitted on this line, or
   this line ends a sentence and the text is not hard-wrapped at all.
"""

from __future__ import annotations

import re
from itertools import pairwise

from workbench.segment.abbreviations import BEFORE_NUMBER, BINDING, OPEN, OPEN_ENDED

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_BULLET = re.compile(r"[•‣▪▫●○◦■□►▸*·][ \t\u00a0]*(?=\S)")
_WEAK_BULLET = re.compile(r"(?:[-–—+][ \t\u00a0]+|\d{1,3}[.)][ \t\u00a0]+|[a-zA-Z]\)[ \t\u00a0]+)(?=\S)")
_WORD = re.compile(r"[^\W\d_]")

_ENDS = frozenset('.!?…:"“”»«)')  # what a line ends in when a sentence ends there
# A line filled below this share of the text's width was not broken by wrapping, even where hyphenation is poor.
_FULL = 0.85
# In hard-wrapped German about half of all breaks fall before a word in lower case; below this share nothing wraps.
_WRAPPED = 0.1


def has_words(text: str) -> bool:
    """Whether a text holds a letter of any script, so that there is something to translate."""
    return _WORD.search(text) is not None


def starts_with_bullet(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` begins as an item of a list does: "•", "–", "1." or "a)"."""
    return bool(_BULLET.match(text, start, end) or _WEAK_BULLET.match(text, start, end))


def units(text: str) -> list[tuple[int, int]]:
    """Spans of the paragraphs, list items and free-standing lines of a text, trimmed, in order, none of them blank."""
    lines = _lines(text)
    width = _width(lines)
    wrapped = _is_wrapped(text, lines)
    found: list[tuple[int, int]] = []
    start = last = -1
    in_list = False
    for position, (a, b) in enumerate(lines):
        bullet = _is_bullet(text, a, b, in_list, lines[position - 1] if position and start >= 0 else None)
        if start < 0:
            start = a
        elif _gap(text, last, a) or bullet or _deliberate(text, lines[position - 1], (a, b), width, wrapped):
            found.append((start, last))
            in_list = in_list and bullet
            start = a
        in_list = in_list or bullet
        last = b
    if start >= 0:
        found.append((start, last))
    return found


def _lines(text: str) -> list[tuple[int, int]]:
    """Trimmed spans of the lines that are not blank."""
    spans = []
    for match in _LINE.finditer(text):
        line = match.group()
        stripped = line.strip()
        if stripped:
            a = match.start() + len(line) - len(line.lstrip())
            spans.append((a, a + len(stripped)))
    return spans


def _width(lines: list[tuple[int, int]]) -> int:
    """The line width of the text: its longest line, without the longest tenth (a lone URL says nothing)."""
    lengths = sorted(b - a for a, b in lines)
    return lengths[-1 - len(lengths) // 10] if lengths else 0


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether lines were broken by their length: then many begin in the midst of a sentence, in lower case."""
    breaks = low = 0
    for (_, end), (start, _) in pairwise(lines):
        if not _gap(text, end, start):
            breaks += 1
            low += text[start].islower()
    return low > breaks * _WRAPPED


def _gap(text: str, end: int, start: int) -> bool:
    """Whether an empty line (or a form feed, or a paragraph separator) lies between two lines."""
    between = text[end:start].replace("\r\n", "\n")
    return sum(between.count(c) for c in "\n\r\x85") > 1 or any(c in between for c in "\x0b\x0c\u2028\u2029")


def _is_bullet(text: str, a: int, b: int, in_list: bool, before: tuple[int, int] | None) -> bool:
    if _BULLET.match(text, a, b):
        return True
    if not _WEAK_BULLET.match(text, a, b):
        return False
    return before is None or in_list or text[before[1] - 1] in ".:!?;,…"


def _deliberate(text: str, line: tuple[int, int], after: tuple[int, int], width: int, wrapped: bool) -> bool:
    """Whether the break between two lines was meant, and not made by wrapping."""
    a, b = line
    if text[b - 1] in ",;-–—/&(„" or text[after[0]].islower():
        return False
    ends = not wrapped and text[b - 1] in _ENDS
    if not ends and b - a + 1 + len(text[after[0] : after[1]].split(None, 1)[0]) > width * _FULL:
        return False
    final = text[max(a, b - 60) : b].rsplit(None, 1)[-1].casefold()
    if final.endswith("."):
        return not (len(final) == 2 or final[:-1].isdigit() or final[:-1] in BINDING | OPEN | BEFORE_NUMBER)
    return final not in OPEN_ENDED
