"""What a word is by itself, whatever sentence it stands in; every check asks for it, so it is found out once.

A text is cut into words, and each word is looked up: the common ones are there already. What only few sentences ask
for (how a name sounds, whether a word is a determiner) is not here but in functions that remember their results.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain

from workbench import words
from workbench.checks import german, lexicon
from workbench.checks.numberwords import GERMAN_SCALES, ROMAN, TELLING, german_number
from workbench.checks.remembered import remembered

_ORIGIN = 5  # letters that two words of one origin share: "Kommission" and "commission" do not, "Minister" does
_CONTENT = 3  # letters of the shortest word that says what a sentence is about
_NAME = 4  # shorter names sound like too many other words
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
    number: float | None  # the value of a number word
    may_count: bool  # may be, or belong to, a number word that a translation must say
    images: tuple[str, ...]  # English stems that can translate it
    starts: tuple[str, ...]  # first letters of its parts
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
    may_be_number: bool
    denies: bool  # is a "not"
    may_loop: bool  # has letters or syllables over and over
    stems: tuple[str, ...]  # of its parts
    starts: tuple[str, ...]


@remembered
def of_german(text: str) -> German:
    """The facts of a German word as written."""
    lower = text.lower()
    parts = parts_of(lower)
    number = german_number(lower)
    return German(
        text=text,
        lower=lower,
        is_capital=text[0].isupper(),
        is_content=len(text) >= _CONTENT and lower not in german.FUNCTION_WORDS,
        may_be_name=is_like_name(text),
        number=number,
        may_count=lower in GERMAN_SCALES or text in ROMAN or (number is not None and number >= SMALLEST_NUMBER),
        images=lexicon.translations(lower) if parts[0] == lower else _images(parts),
        starts=tuple([part[:_ORIGIN] for part in parts]),
        parts=tuple(map(of_german, parts)) if "-" in lower else (),
    )


@remembered
def of_english(text: str) -> English:
    """The facts of an English word as written."""
    lower = text.lower()
    parts = parts_of(lower)
    return English(
        text=text,
        lower=lower,
        is_capital=text[0].isupper(),
        is_content=len(text) >= _CONTENT and lower not in words.FUNCTION_WORDS,
        may_be_name=is_like_name(text) and text[1:].islower(),
        may_be_number=lower in TELLING or text in ROMAN or "-" in lower,
        denies=lower in _DENIALS or lower.endswith("n't"),
        may_loop=len(text) - len(set(text)) >= _LOOP and _loops(text),
        stems=tuple(map(words.cut, parts)),
        starts=tuple([part[:_ORIGIN] for part in parts]),
    )


def parts_of(lower: str) -> tuple[str, ...]:
    """What the hyphens of a lower-case word join, without "'s"; mostly the word itself."""
    if "'" in lower:
        lower = lower.replace("'s", "") or lower
    return tuple([part for part in lower.split("-") if part]) if "-" in lower else (lower,)


def is_like_name(text: str) -> bool:
    """Whether a word is written like a name, as every German noun is."""
    return len(text) >= _NAME and text[0].isupper() and text[1].islower()


def _images(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(map(lexicon.translations, parts))))


def _loops(text: str) -> bool:
    return _SIGNS.search(text) is not None or _SYLLABLES.search(text) is not None


@remembered
def sounds(lower: str) -> tuple[str, ...]:
    """How the parts of a name sound in both languages."""
    return tuple(map(lexicon.sound, parts_of(lower)))
