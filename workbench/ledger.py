"""What became of every character of a source: nothing is lost in silence.

Each character has exactly one fate, so the numbers add up to the length of the source, always:

| fate | what it counts |
|---|---|
| translated | read by the translator, and within the reach of the summariser |
| beyond-window | read by the translator, but beyond the summariser's window; it is not counted as "translated" again |
| kept | shown to the reader and read by no model: white space, and marks that nobody sees |
| removed | in a block that was set aside; `why` is the rule that did it (and `reason` its words), or else the reason |
| skipped | kept, and yet not translated: it holds no words, or it came back as it was, or empty |

White space inside a sentence: a model reads one space for each run of it, so the first of the run counts with the
sentence and the rest is kept. What was translated in all is "translated" and "beyond-window" together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import groupby

from workbench.segment import clean_for_model
from workbench.types import Article, Block, BlockKind, Run, Segment, Summary, Translated, Translation

WHITE_SPACE = "white space"
INVISIBLE = "invisible characters"
UNCHANGED = "came back as it was"
EMPTY = "came back empty"
OUTSIDE = "in no sentence"
_NO_WORDS = "no-words"  # the rule of ingest that names blocks without a letter


class Fate(StrEnum):
    """What became of a character, in the order in which it is told."""

    TRANSLATED = "translated"
    BEYOND_WINDOW = "beyond-window"
    KEPT = "kept"
    REMOVED = "removed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of one fate side by side: ``source[start:end]``. Stretches tile the source."""

    start: int
    end: int
    fate: Fate
    why: str | None = None  # None for what was translated
    reason: str | None = None  # in words, where `why` is the name of a rule


@dataclass(frozen=True, slots=True)
class Entry:
    """How many characters had one fate for one reason."""

    fate: Fate
    why: str | None
    characters: int
    reason: str | None = None  # in words, where `why` is the name of a rule


@dataclass(frozen=True, slots=True)
class Told:
    """Why characters have a fate, as a reader is told: rules that say the same stand together."""

    words: str
    rules: tuple[str, ...]  # their names; none where nothing but the words says why
    characters: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """The account of a source: ``sum(entry.characters for entry in entries) == total``, the source's length."""

    total: int
    entries: tuple[Entry, ...]  # by fate, the largest first

    def count(self, fate: Fate) -> int:
        """All characters of a fate."""
        return sum(entry.characters for entry in self.entries if entry.fate is fate)

    def told(self, fate: Fate) -> tuple[Told, ...]:
        """Why so many characters have a fate, in words; the most frequent reason first."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if entry.fate is fate and entry.why:
                found.setdefault(entry.reason or entry.why, []).append(entry)
        every = [
            Told(words, tuple(e.why for e in same if e.reason and e.why), sum(e.characters for e in same))
            for words, same in found.items()
        ]
        return tuple(sorted(every, key=lambda told: -told.characters))


def of(run: Run) -> Ledger:
    """The account of a run's source."""
    return account(run.article, run.translation, run.summary)


def account(article: Article, translation: Translation, summary: Summary) -> Ledger:
    """The account of an article that was translated and summarised."""
    counts: dict[tuple[Fate, str | None], int] = {}
    reasons: dict[tuple[Fate, str | None], str | None] = {}
    for stretch in stretches(article, translation, summary):
        key = (stretch.fate, stretch.why)
        counts[key] = counts.get(key, 0) + stretch.end - stretch.start
        reasons.setdefault(key, stretch.reason)
    order = list(Fate)
    entries = [Entry(*key, characters, reasons[key]) for key, characters in counts.items()]
    entries.sort(key=lambda entry: (order.index(entry.fate), -entry.characters, entry.why or ""))
    return Ledger(len(article.text), tuple(entries))


def stretches(article: Article, translation: Translation, summary: Summary) -> list[Stretch]:
    """The source in stretches of one fate and reason, in order, without a gap."""
    fates: list[_Fate] = [(Fate.SKIPPED, OUTSIDE, None)] * len(article.text)
    for block in article.blocks:
        _fill(fates, block.start, _of_block(block, article.text[block.start : block.end]))
    beyond = frozenset(summary.left_out)
    for segment, translated in zip(article.segments, translation.sentences, strict=True):
        fate = _of_segment(article.source(segment), translated, segment.index in beyond)
        _fill(fates, segment.start, _of_sentence(article, segment, *fate))
    found, start = [], 0
    for (kind, why, reason), same in groupby(fates):
        end = start + len(list(same))
        found.append(Stretch(start, end, kind, why, reason))
        start = end
    return found


_Fate = tuple[Fate, str | None, str | None]  # as the last fields of `Stretch`
_Fates = Iterator[_Fate]


def _fill(fates: list[_Fate], start: int, some: _Fates) -> None:
    for place, fate in enumerate(some, start=start):
        fates[place] = fate


def _of_block(block: Block, text: str) -> _Fates:
    """The fates of a block's characters before its sentences are looked at."""
    if block.kept or block.kind is BlockKind.BLANK:
        return (_of_unread(char, OUTSIDE) for char in text)
    if block.rule == _NO_WORDS:
        return ((Fate.SKIPPED, block.reason, None) for _ in text)
    if block.rule:
        return ((Fate.REMOVED, block.rule, block.reason) for _ in text)
    return ((Fate.REMOVED, block.reason, None) for _ in text)


def _of_unread(char: str, why: str) -> _Fate:
    """The fate of a character that no model read."""
    if char.isspace():
        return Fate.KEPT, WHITE_SPACE, None
    return (Fate.SKIPPED, why, None) if _is_seen(char) else (Fate.KEPT, INVISIBLE, None)


@lru_cache(maxsize=1 << 12)
def _is_seen(char: str) -> bool:
    return bool(clean_for_model(char))


def _of_segment(source: str, translated: Translated, beyond: bool) -> tuple[Fate, str | None]:
    if not translated.text.strip() and clean_for_model(source):
        return Fate.SKIPPED, EMPTY
    if translated.score is None and translated.text == source:  # what no model could read comes back like this
        return Fate.SKIPPED, UNCHANGED
    return (Fate.BEYOND_WINDOW, None) if beyond else (Fate.TRANSLATED, None)


def _of_sentence(article: Article, segment: Segment, fate: Fate, why: str | None) -> _Fates:
    """The fates of a sentence's characters: that of the sentence, but for what its model did not see."""
    spaced = True  # at the sentence's start white space says nothing
    for char in article.source(segment):
        if char.isspace():
            yield (Fate.KEPT, WHITE_SPACE, None) if spaced else (fate, why, None)
            spaced = True
        elif not _is_seen(char):
            yield Fate.KEPT, INVISIBLE, None
        else:
            yield fate, why, None
            spaced = False
