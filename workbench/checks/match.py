"""Which words of one side of a pair have a counterpart on the other, by the lexicon, by spelling and by sound."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from workbench import words
from workbench.checks import german, lexicon
from workbench.checks.pair import Pair, Word

_PREFIX = 5  # letters that two words of one origin share: "Kommission" and "commission" do not, "Minister" does


@dataclass(frozen=True, slots=True)
class Sides:
    """What each side offers the other."""

    images: frozenset[str]  # English stems that can translate a word of the source
    stems: frozenset[str]  # English stems of the target
    source_sounds: frozenset[str]  # how capitalised words sound: names, and every German noun
    target_sounds: frozenset[str]
    starts: frozenset[str]  # first letters of the source's words, to see words of one origin
    target_starts: frozenset[str]


@lru_cache(maxsize=4)
def of(pair: Pair) -> Sides:
    """Both sides of a pair; several checks ask for the same."""
    source, target = pair.source_words, pair.target_words
    left = [_german(word.lower) for word in source]
    right = [_english(word.lower) for word in target]
    return Sides(
        frozenset().union(*[images for images, _ in left]),
        frozenset().union(*[stems for stems, _ in right]),
        _sounds(source),
        _sounds(target),
        frozenset().union(*[starts for _, starts in left]),
        frozenset().union(*[starts for _, starts in right]),
    )


@lru_cache(maxsize=1 << 15)
def _german(word: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """What can translate a German word, and the first letters of its parts."""
    parts = _parts(word)
    return frozenset().union(*map(lexicon.translations, parts)), tuple(part[:_PREFIX] for part in parts)


@lru_cache(maxsize=1 << 15)
def _english(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The stems of an English word's parts, and their first letters."""
    parts = _parts(word)
    return tuple(map(words.stem, parts)), tuple(part[:_PREFIX] for part in parts)


def _sounds(side: tuple[Word, ...]) -> frozenset[str]:
    capitalised = [word.lower for word in side if word.text[0].isupper()]
    return frozenset([lexicon.sound(part) for word in capitalised for part in _parts(word)])


@lru_cache(maxsize=1 << 15)
def _parts(word: str) -> tuple[str, ...]:
    return tuple(part for part in word.replace("'s", "").split("-") if part)


def is_told(word: Word, pair_sides: Sides) -> bool:
    """Whether a German word has a counterpart in the translation."""
    return all(_part_told(part, pair_sides) for part in _parts(word.lower))


def _part_told(part: str, pair_sides: Sides) -> bool:
    if not pair_sides.stems.isdisjoint(lexicon.translations(part)):
        return True
    return part[:_PREFIX] in pair_sides.target_starts or lexicon.sound(part) in pair_sides.target_sounds


def is_said(word: Word, pair_sides: Sides) -> bool:
    """Whether an English word has a counterpart in the source."""
    return any(_part_said(part, pair_sides) for part in _parts(word.lower))


def _part_said(part: str, pair_sides: Sides) -> bool:
    if part in words.FUNCTION_WORDS or words.stem(part) in pair_sides.images:
        return True
    return part[:_PREFIX] in pair_sides.starts or lexicon.sound(part) in pair_sides.source_sounds


def content(words_of: tuple[Word, ...], function_words: frozenset[str]) -> list[Word]:
    """The words that say what a sentence is about."""
    return [word for word in words_of if len(word.text) > 2 and word.lower not in function_words]


GERMAN_FUNCTION_WORDS = german.FUNCTION_WORDS
ENGLISH_FUNCTION_WORDS = words.FUNCTION_WORDS
