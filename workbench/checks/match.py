"""Which words of one side of a pair have a counterpart on the other, by the lexicon, by spelling and by sound."""

from __future__ import annotations

from functools import cached_property, lru_cache
from itertools import chain

from workbench import words
from workbench.checks.facts import English, German, parts_of, sounds
from workbench.checks.pair import Pair


class Sides:
    """What each side of a pair offers the other."""

    def __init__(self, pair: Pair) -> None:
        source, target = pair.source_words, pair.target_words
        self._pair = pair
        self.keys = frozenset(chain.from_iterable([word.keys for word in target]))
        asked = self.keys.intersection(chain.from_iterable([word.keys for word in source]))
        # Whether the lexicon or the spelling finds each word that matters on the other side.
        self.read = [word.matters and _is_read(word, self.keys) for word in source]
        self.written = [word.matters and not asked.isdisjoint(word.keys) for word in target]
        # The same of the content words alone, in order.
        self.told = [read for word, read in zip(source, self.read, strict=True) if word.is_content]
        self.said = [written for word, written in zip(target, self.written, strict=True) if word.is_content]

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
    return frozenset(chain.from_iterable([sounds(word.lower) for word in side if word.is_capital]))


def _is_read(word: German, keys: frozenset[str]) -> bool:
    """Whether the lexicon or the spelling finds a German word, or each part of one with hyphens, in a translation."""
    if word.parts:
        return all(_is_read(part, keys) for part in word.parts)
    return not keys.isdisjoint(word.keys)


def is_told(word: German, sides: Sides) -> bool:
    """Whether a German word, or each part of one with hyphens, has a counterpart, at least one that sounds alike."""
    if word.parts:
        return all(is_told(part, sides) for part in word.parts)
    return _is_read(word, sides.keys) or not sides.target_sounds.isdisjoint(sounds(word.lower))


def is_said(place: int, word: English, sides: Sides) -> bool:
    """Whether an English word, or a part of one with hyphens, has a counterpart, at least one that sounds alike."""
    if sides.written[place] or not sides.source_sounds.isdisjoint(sounds(word.lower)):
        return True
    return "-" in word.lower and not words.FUNCTION_WORDS.isdisjoint(parts_of(word.lower) or ())
