"""Which word of a sentence became which word of its translation: words, links, and their Pharaoh form "0-0 1-2".

A word is what white space parts, punctuation included, so that the numbers of a link are those of ``text.split()`` for
everybody who reads the Pharaoh form. Invisible marks make no word. A link is a pair (source word, target word), from 0;
links are sorted and each stands once.

Attention is turned into links in `models/attention.py`. Here is what text does to them: parts that are joined, and a
translation that was changed afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from workbench.segment import clean_for_model
from workbench.types import Links

Span = tuple[int, int]

# Runs of what `clean_for_model` does not turn into white space, so that a cleaned text has the same words.
_WORD = re.compile("[^\\s\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufffe\uffff]+")
_PHARAOH = re.compile(r"(\d{1,9})-(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a translation that was replaced: offsets into the text as it was, and as it is."""

    start: int
    end: int
    new_start: int
    new_end: int


@lru_cache(maxsize=1 << 11)
def words(text: str) -> tuple[Span, ...]:
    """Where the words of a text stand; ``words(text)`` and ``words(clean_for_model(text))`` are equally many."""
    return tuple(match.span() for match in _WORD.finditer(text) if match[0].isalnum() or clean_for_model(match[0]))


def spans(links: Links, source: str, target: str) -> list[tuple[Span, Span]]:
    """Links as places of both texts."""
    left, right = words(source), words(target)
    return [(left[i], right[j]) for i, j in links]


def to_pharaoh(links: Links) -> str:
    """Links as "0-0 1-2": source word, target word."""
    return " ".join(f"{i}-{j}" for i, j in links)


def from_pharaoh(text: str) -> Links:
    """Read "0-0 1-2". Raises `ValueError` for anything else."""
    found = [_PHARAOH.fullmatch(pair) for pair in text.split()]
    if not all(found):
        raise ValueError(f"{text[:60]!r} is no alignment; write pairs of word numbers, such as '0-0 1-2'")
    return normal((int(match[1]), int(match[2])) for match in found if match)


def normal(links: Iterable[tuple[int, int]]) -> Links:
    """Links in order, each once."""
    return tuple(sorted(set(links)))


def fits(links: Links, source: str, target: str) -> bool:
    """Whether every link points at a word of both texts."""
    left, right = len(words(source)), len(words(target))
    return all(i < left and j < right for i, j in links)


def joined(links: Sequence[Links], sources: Sequence[Span], targets: Sequence[Span], source: str, target: str) -> Links:
    """The links of parts as links of the whole: `sources[k]` and `targets[k]` are where part k stands in it.

    A word that was cut in two is one word of the whole, so both halves' links are its.
    """
    left, right = words(source), words(target)
    found: set[tuple[int, int]] = set()
    for part, (a, b), (c, d) in zip(links, sources, targets, strict=True):
        here = _places(words(source[a:b]), a, left)
        there = _places(words(target[c:d]), c, right)
        found |= {(here[i], there[j]) for i, j in part}
    return normal(found)


def _places(part: Sequence[Span], shift: int, whole: Sequence[Span]) -> list[int]:
    """For each word of a part the word of the whole that it lies in."""
    places, at = [], 0
    for start, _ in part:
        while whole[at][1] <= start + shift:
            at += 1
        places.append(at)
    return places


def changed(links: Links, before: str, after: str, edits: Sequence[Edit]) -> Links:
    """Links to the words of `before` as links to those of `after`, which `edits` made of it.

    What an edit wrote is linked to all that what it replaced was linked to. Edits may not overlap.
    """
    old, by_old = words(before), _by_target(links)
    ordered = sorted(edits, key=lambda edit: edit.new_start)
    found: set[tuple[int, int]] = set()
    for j, (start, end) in enumerate(words(after)):
        a, b = _back(start, ordered, first=True), _back(end, ordered, first=False)
        # A word that an edit put between two others replaced nothing, and so has no links.
        kept = [k for k, (c, d) in enumerate(old) if c < b and a < d]
        found |= {(i, j) for k in kept for i in by_old.get(k, ())}
    return normal(found)


def _by_target(links: Links) -> dict[int, list[int]]:
    sources: dict[int, list[int]] = {}
    for i, j in links:
        sources.setdefault(j, []).append(i)
    return sources


def _back(place: int, edits: Sequence[Edit], first: bool) -> int:
    """A place of the new text in the old one; inside what an edit wrote it is that edit's start, or its end."""
    shift = 0
    for edit in edits:
        if place < edit.new_start or (not first and place == edit.new_start):
            break
        if place < edit.new_end or (not first and place == edit.new_end):
            return edit.start if first else edit.end
        shift = edit.end - edit.new_end
    return place + shift
