"""Which words of one side of a pair have a counterpart on the other, by the lexicon, by spelling and by sound."""

from __future__ import annotations

from functools import cached_property, lru_cache

from workbench import words
from workbench.checks.facts import English, German, parts_of, sounds
from workbench.checks.pair import Pair


class Sides:
    """What each side of a pair offers the other."""

    def __init__(self, pair: Pair) -> None:
        source, target = pair.source_words, pair.target_words
        self._pair = pair
        # English stems that can translate a word of the source, and those of the translation.
        self.images = frozenset().union(*[word.images for word in source])
        self.stems = frozenset().union(*[word.stems for word in target])
        # First letters of the words, to see words of one origin.
        self.source_starts = frozenset().union(*[word.starts for word in source])
        self.target_starts = frozenset().union(*[word.starts for word in target])

    @cached_property
    def source_sounds(self) -> frozenset[str]:
        """How the capitalised words of the source sound: names, and every noun. Only few pairs need to be heard."""
        return _sounds(self._pair.source_words)

    @cached_property
    def target_sounds(self) -> frozenset[str]:
        """How the capitalised words of the translation sound."""
        return _sounds(self._pair.target_words)


of = lru_cache(maxsize=4)(Sides)  # several checks ask for the same pair


def _sounds(side: tuple[German, ...] | tuple[English, ...]) -> frozenset[str]:
    return frozenset().union(*[sounds(word.lower) for word in side if word.is_capital])


def is_read(word: German, sides: Sides) -> bool:
    """Whether the lexicon or the spelling finds a German word, and each part of one with hyphens, in the translation."""
    if word.parts:
        return all([is_read(part, sides) for part in word.parts])
    return not (sides.stems.isdisjoint(word.images) and sides.target_starts.isdisjoint(word.starts))


def is_told(word: German, sides: Sides) -> bool:
    """Whether a German word, and each part of one with hyphens, has a counterpart, at least one that sounds alike."""
    if word.parts:
        return all([is_told(part, sides) for part in word.parts])
    return is_read(word, sides) or not sides.target_sounds.isdisjoint(sounds(word.lower))


def is_written(word: English, sides: Sides) -> bool:
    """Whether the lexicon or the spelling finds an English word, or a part of one with hyphens, in the source."""
    return not (sides.images.isdisjoint(word.stems) and sides.source_starts.isdisjoint(word.starts))


def is_said(word: English, sides: Sides) -> bool:
    """Whether an English word, or a part of one with hyphens, has a counterpart, at least one that sounds alike."""
    if is_written(word, sides) or not sides.source_sounds.isdisjoint(sounds(word.lower)):
        return True
    return "-" in word.lower and not words.FUNCTION_WORDS.isdisjoint(parts_of(word.lower))
