"""What a word is by itself, whatever sentence it stands in; every check asks for it, so it is found out once.

A text is cut into words, and each word is looked up: the common ones are there already. What only few sentences ask
for (how a name sounds, whether a word is a determiner) is not here but in functions that remember their results.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain

from workbench import words
from workbench.checks import english, german, lexicon
from workbench.checks.numberwords import GERMAN_SCALES, ROMAN, TELLING, german_number
from workbench.checks.remembered import remembered

_ORIGIN = 5  # letters that two words of one origin share: "Kommission" and "commission" do not, "Minister" does
_CONTENT = 3  # letters of the shortest word that says what a sentence is about
_NAME = 4  # shorter names sound like too many other words
_SPELT = 4  # letters of the shortest word that must be in the list of English words; shorter ones are often units
SMALLEST_NUMBER = 3.0  # one and two are said in too many ways: a, both, another, couple, pair
_DENIALS = frozenset(
    """not never no none nobody nothing neither not nor cannot nowhere without noone ain't nope""".split()
)
_SIGNS = re.compile(r"([^\W\d_])\1{4}")
_SYLLABLES = re.compile(r"([^\W\d_]{2,4}?)\1{3}")
_LOOP = 4  # letters at least that a word with a loop uses again


# Not frozen, because a frozen one takes three times as long to make; nothing changes a fact.
@dataclass(slots=True, eq=False)
class German:
    """A German word."""

    text: str  # as written, with ' for every apostrophe
    lower: str
    is_capital: bool
    is_content: bool  # says what a sentence is about
    may_be_name: bool  # is written like one, as every German noun
    matters: bool  # either, so that its counterpart is asked for
    number: float | None  # the value of a number word
    may_count: bool  # may be, or belong to, a number word that a translation must say
    keys: tuple[str, ...]  # a word with one of them is a counterpart: English stems, and how the parts begin
    parts: tuple[German, ...]  # what the hyphens join; empty without a hyphen


# The same.
@dataclass(slots=True, eq=False)
class English:
    """An English word."""

    text: str  # as written, with ' for every apostrophe
    lower: str
    is_capital: bool
    is_content: bool
    may_be_name: bool  # is written like one, and English does not know it as a word
    matters: bool  # either
    may_be_number: bool
    denies: bool  # is a "not"
    may_loop: bool  # has letters or syllables over and over
    unlisted: tuple[str, ...]  # it or what its hyphens join, where the list of English does not have it; mostly empty
    keys: tuple[str, ...]  # the stems of its parts, and how they begin


@remembered
def of_german(text: str) -> German:
    """The facts of a German word as written."""
    lower, is_capital, number = text.lower(), text[0].isupper(), german_number(text.lower())
    parts = parts_of(lower)
    is_content = len(text) >= _CONTENT and lower not in german.FUNCTION_WORDS
    may_be_name = is_capital and len(text) >= _NAME and text[1].islower()
    return German(
        text,
        lower,
        is_capital,
        is_content,
        may_be_name,
        is_content or may_be_name,
        number,
        lower in GERMAN_SCALES or text in ROMAN or (number is not None and number >= SMALLEST_NUMBER),
        (*lexicon.translations(lower), _beginning(lower)) if parts is None else _german_keys(parts),
        tuple(map(of_german, parts)) if parts is not None and "-" in lower else (),
    )


@remembered
def of_english(text: str) -> English:
    """The facts of an English word as written."""
    lower, is_capital = text.lower(), text[0].isupper()
    parts = parts_of(lower)
    keys = (words.cut(lower), _beginning(lower)) if parts is None else _english_keys(parts)
    is_content = len(text) >= _CONTENT and lower not in words.FUNCTION_WORDS
    may_be_name = is_capital and len(text) >= _NAME and text[1].islower() and text[1:].islower()
    return English(
        text,
        lower,
        is_capital,
        is_content,
        may_be_name,
        is_content or may_be_name,
        lower in TELLING or text in ROMAN or "-" in lower,
        lower in _DENIALS or lower.endswith("n't"),
        len(text) > _LOOP and len(text) - len(set(text)) >= _LOOP and _loops(text),
        _unlisted(text, lower, parts, keys) if is_content else (),
        keys,
    )


def _unlisted(text: str, lower: str, parts: tuple[str, ...] | None, keys: tuple[str, ...]) -> tuple[str, ...]:
    """What of a word the list does not have; a word with capitals inside, or with one and a hyphen, may be a name."""
    if parts is None:
        if len(lower) < _SPELT or english.is_listed(keys[0]):
            return ()
        return (lower,) if text[1:].islower() else ()
    if not text.islower():
        return ()
    found = zip(parts, keys, strict=False)  # behind the stems stand the beginnings
    return tuple(
        [part for part, stem in found if len(part) >= _SPELT and part.isalpha() and not english.is_listed(stem)]
    )


def parts_of(lower: str) -> tuple[str, ...] | None:
    """What the hyphens of a lower-case word join, without "'s"; None for most words, which have neither."""
    if "'" not in lower and "-" not in lower:
        return None
    return tuple([part for part in lower.replace("'s", "").split("-") if part])


def _beginning(word: str) -> str:
    """The first letters of a word, marked so that they are no stem."""
    return "^" + word[:_ORIGIN]


def _german_keys(parts: tuple[str, ...]) -> tuple[str, ...]:
    return (*chain.from_iterable(map(lexicon.translations, parts)), *map(_beginning, parts))


def _english_keys(parts: tuple[str, ...]) -> tuple[str, ...]:
    return (*map(words.cut, parts), *map(_beginning, parts))


def _loops(text: str) -> bool:
    return _SIGNS.search(text) is not None or _SYLLABLES.search(text) is not None


@remembered
def sounds(lower: str) -> tuple[str, ...]:
    """How the parts of a name sound in both languages."""
    return tuple(map(lexicon.sound, parts_of(lower) or (lower,)))
