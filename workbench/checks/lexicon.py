"""Which English words can translate a German one: a learnt lexicon of stems, compounds, and spelling across languages.

`lexicon.txt` has a German stem and its English stems to a line, the likeliest first; `training/lexicon.py` makes it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

from workbench import words
from workbench.checks import german
from workbench.checks.remembered import remembered

_PART = 4  # letters of the shortest part of a compound; shorter ones are found in every word
_LONGEST = 60  # letters; longer than the compounds of news, and loops of a model are no words
_SPELLINGS = {
    "schtsch": "s", "tsch": "x", "dsch": "j", "sch": "s", "zh": "s", "sh": "s", "ch": "x", "kh": "x", "ph": "f",
    "th": "t", "gh": "g", "dj": "j", "ck": "k", "qu": "k", "ts": "s", "tz": "s", "c": "k", "q": "k", "w": "v",
    "z": "s", "ß": "s",
}  # fmt: skip
_SPELLING = re.compile("|".join(_SPELLINGS))
_WEAK = re.compile(r"[^b-df-gk-np-tvx]+")  # vowels, "h" and "j", and marks
_TWICE = re.compile(r"(.)\1+")


@cache
def _table() -> dict[str, tuple[str, ...]]:
    lines = files("workbench.checks").joinpath("lexicon.txt").read_text("utf-8").splitlines()
    return {stem: tuple(stems) for stem, *stems in map(str.split, lines)}


@cache
def _starts() -> frozenset[str]:
    """The first letters of every German stem, to pass over most places where a compound has no joint."""
    return frozenset(stem[:_PART] for stem in _table())


@cache
def _english() -> frozenset[str]:
    return frozenset(stem for stems in _table().values() for stem in stems)


def is_english(word: str) -> bool:
    """Whether a lower-case English word is one that the lexicon translates by, or a function word."""
    return word in words.FUNCTION_WORDS or words.stem(word) in _english()


def is_english_stem(stem: str) -> bool:
    """Whether the lexicon translates by an English stem."""
    return stem in _english()


@remembered
def is_german(word: str) -> bool:
    """Whether a lower-case German word, or every part of it, is in the lexicon."""
    return bool(parts(word))


def parts(word: str) -> tuple[str, ...]:
    """The stems that the lexicon knows of a lower-case German word: its own, or those of the compound; may be empty."""
    stem = german.cut(word)
    return (stem,) if stem in _table() else _compound(word, stem)


def _compound(word: str, stem: str) -> tuple[str, ...]:
    if not 2 * _PART <= len(word) <= _LONGEST:
        return ()
    table, plain, starts = _table(), german.plain(word), _starts()
    for cut in range(len(word) - _PART, _PART - 1, -1):
        if plain[cut : cut + _PART] not in starts:
            continue
        # Stems keep at least as many letters as a part has, so the stem of a long enough end is the end of the stem.
        tail = stem[cut:] if len(stem) - cut >= _PART else german.stem(word[cut:])
        if tail in table:
            head = _head(word[:cut])
            if head:
                return (*head, tail)
    return ()


def _head(word: str) -> tuple[str, ...]:
    """The stems of the first part of a compound, with or without the "s" that joins it to the next."""
    for part in (word.rstrip("s"), word):
        stem = german.stem(part)
        if stem in _table():
            return (stem,)
    return parts(word)


def translations(word: str) -> tuple[str, ...]:
    """English stems that can translate a lower-case German word; for a compound, those of its parts."""
    table, stem = _table(), german.cut(word)
    if stem in table:
        return (*table[stem], words.cut(word))
    found = [english for part in _compound(word, stem) for english in table[part]]
    if not found and len(word) <= _LONGEST:  # the head of an unknown compound still says something
        found = _of_tail(word)
    return (*found, words.cut(word))


def _of_tail(word: str) -> list[str]:
    """The translations of the longest end of a word that is a word."""
    table, plain, starts = _table(), german.plain(word), _starts()
    for cut in range(_PART, len(word) - _PART + 1):
        if plain[cut : cut + _PART] in starts:
            tail = german.stem(word[cut:])
            if tail in table:
                return list(table[tail])
    return []


@remembered
def sound(name: str) -> str:
    """A name in lower case as both languages share it: "schoigu" and "shoigu", "lawrow" and "lavrov's" are one."""
    plain = name if name.isascii() else unicodedata.normalize("NFKD", name)
    text = _SPELLING.sub(lambda match: _SPELLINGS[match[0]], plain)
    first = "a" if text[:1] in "aeiouyjh" else ""
    return first + _TWICE.sub(r"\1", _WEAK.sub("", text)).rstrip("s")


def entry(stem: str) -> tuple[str, ...]:
    """The English stems of a German stem, the likeliest first; empty when the lexicon does not have it."""
    return _table().get(stem, ())
