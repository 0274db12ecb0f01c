"""Which words are English: a list of stems, and what prefixes, endings and joints make of them.

`english.txt` has a stem to a line, without those that `lexicon.txt` has on its English side and those that the rules
below find anyway; `training/wordlist.py` makes it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files

from workbench import words
from workbench.checks import lexicon
from workbench.checks.remembered import remembered

_PREFIXES = tuple(
    """un re non over under out mis anti pre post co sub super semi counter inter multi micro mini mega bio eco cyber
    self ultra de dis mid trans hyper auto electro photo""".split()
)
_ENDINGS = tuple(
    """s es ed ing er ers or ness less like ful able ably ism ist ists ize ized izing ise ised ising isation
    ization ly ment wise style hood esque""".split()
)
_PART = 4  # letters that are left of a word, and of each part of a compound; nearly anything is made of shorter ones
_LONGEST = 30  # letters of the longest word that is looked into
_UMLAUTS = frozenset("äöüß")  # those of the list are written without them, and German words have them

Listed = Callable[[str], bool]


@cache
def _stems() -> frozenset[str]:
    lines = files("workbench.checks").joinpath("english.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def is_listed(stem: str) -> bool:
    """Whether the list, or the lexicon, has a stem."""
    return lexicon.is_english_stem(stem) or stem in _stems()


@remembered
def is_word(word: str) -> bool:
    """Whether a lower-case word without hyphens is in the list, a function word, or made of words that are."""
    plain = word if word.isascii() or not _UMLAUTS.isdisjoint(word) else without_accents(word)
    return plain in words.FUNCTION_WORDS or is_made(plain, is_listed)


def without_accents(word: str) -> str:
    """A word as English often writes it: "cliche" for "cliché"."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", word) if letter.isalpha())


def is_made(word: str, listed: Listed) -> bool:
    """Whether a list of stems has a word, or has what is left of it; the list of a compound is the lexicon."""
    stem = words.cut(word)
    if listed(stem) or len(word) > _LONGEST:
        return listed(stem)
    return any(_is_derived(form, listed) or _is_compound(form) for form in {word, stem})


def _is_derived(word: str, listed: Listed) -> bool:
    """Whether it is a listed word with a prefix or an ending more."""
    return any(listed(words.cut(rest)) for rest in _rests(word))


def _rests(word: str) -> Iterator[str]:
    """What may be left of a word without its prefix or its ending, as it was spelt before."""
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= _PART:
            yield word[len(prefix) :]
    for ending in _ENDINGS:
        rest = word[: -len(ending)]
        if len(rest) >= _PART and word.endswith(ending):
            yield from (rest, rest + "e", rest + "y")
            if rest[-1] == rest[-2]:
                yield rest[:-1]


def _is_compound(word: str) -> bool:
    """Whether two words join in it; only the common ones of the lexicon, as a long list has a word for any letters."""
    return any(_is_common(word[cut:]) and _is_common(word[:cut]) for cut in range(_PART, len(word) - _PART + 1))


def _is_common(word: str) -> bool:
    return word in words.FUNCTION_WORDS or lexicon.is_english_stem(words.cut(word))
