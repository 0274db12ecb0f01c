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
    return frozenset().union(*[_sounds_of(word.lower) for word in side if word.text[0].isupper()])


@lru_cache(maxsize=1 << 15)
def _sounds_of(word: str) -> tuple[str, ...]:
    return tuple(map(lexicon.sound, _parts(word)))


@lru_cache(maxsize=1 << 15)
def _parts(word: str) -> tuple[str, ...]:
    return tuple(part for part in word.replace("'s", "").split("-") if part)


def is_told(word: Word, pair_sides: Sides) -> bool:
    """Whether a German word, and each part of one with hyphens, has a counterpart in the translation."""
    if "-" in word.lower:
        return all(_is_told(part, pair_sides) for part in _parts(word.lower))
    return _is_told(word.lower, pair_sides)


def _is_told(word: str, pair_sides: Sides) -> bool:
    images, starts = _german(word)
    if not (pair_sides.stems.isdisjoint(images) and pair_sides.target_starts.isdisjoint(starts)):
        return True
    return not pair_sides.target_sounds.isdisjoint(_sounds_of(word))


def is_said(word: Word, pair_sides: Sides) -> bool:
    """Whether an English word, or a part of one with hyphens, has a counterpart in the source."""
    stems, starts = _english(word.lower)
    if not (pair_sides.images.isdisjoint(stems) and pair_sides.starts.isdisjoint(starts)):
        return True
    if not pair_sides.source_sounds.isdisjoint(_sounds_of(word.lower)):
        return True
    return "-" in word.lower and not words.FUNCTION_WORDS.isdisjoint(_parts(word.lower))


def content(words_of: tuple[Word, ...], function_words: frozenset[str]) -> list[Word]:
    """The words that say what a sentence is about."""
    return [word for word in words_of if len(word.text) > 2 and word.lower not in function_words]


GERMAN_FUNCTION_WORDS = german.FUNCTION_WORDS
ENGLISH_FUNCTION_WORDS = words.FUNCTION_WORDS
