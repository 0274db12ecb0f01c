"""The English of German words, learnt from sentence pairs, for words that a model garbled.

`dictionary.txt` has a German word in lower case, its English, and how sure that is in per cent to a line;
`training/dictionary.py` makes it. A form that it lacks is taken for the form of the same stem that is surest, and a
compound of two nouns for what the two are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from workbench.checks import english, german
from workbench.segment import usual_casing

VERSION = 1  # goes into signatures; raise it when a word may be mended in another way
_STEM = 5  # letters of the shortest stem by which a form may stand for another
_SURE = 5  # per cent at least of such a form
_PART = 4  # letters of the shortest part of a compound
_SURE_PART = 8  # per cent at least of each part
_JOINTS = ("", "s", "es", "n", "en")  # what may stand between the parts
_LONG_PLURALS = ("ses", "xes", "zes", "ches", "shes", "atoes")  # those with an "e" more


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """The likeliest English of a German word."""

    sure: int  # per cent: the product of the probabilities of both directions
    english: str


def look_up(word: str) -> Entry | None:
    """What the dictionary says of a German word; None where it says nothing."""
    lower = word.lower()
    return _table().get(lower) or _by_stem().get(german.stem(lower)) or _compound(word)


@cache
def _table() -> dict[str, Entry]:
    lines = files("workbench.glossary").joinpath("dictionary.txt").read_text("utf-8").splitlines()
    return {word: Entry(int(sure), english) for word, english, sure in map(str.split, lines)}


@cache
def _by_stem() -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for word, known in _table().items():
        stem = german.stem(word)
        if len(stem) >= _STEM and known.sure >= _SURE and known > found.get(stem, Entry(0, "")):
            found[stem] = known
    return found


def _compound(word: str) -> Entry | None:
    """Two nouns in one: "flight time" for Flugzeit; as sure as the less sure of the two."""
    if not word[:1].isupper():
        return None
    lower = word.lower()
    pairs = (
        Entry(min(head.sure, tail.sure), f"{_singular(head.english)} {tail.english}")
        for cut in range(_PART, len(lower) - _PART + 1)
        if (tail := _noun(lower[cut:])) is not None
        for head in _heads(lower[:cut])
    )
    return max(pairs, default=None)


def _heads(part: str) -> Iterator[Entry]:
    for joint in _JOINTS:
        head = _noun(part.removesuffix(joint)) if part.endswith(joint) else None
        if head is not None:
            yield head


def _noun(part: str) -> Entry | None:
    known = _table().get(part) if len(part) >= _PART else None
    return known if known is not None and known.sure >= _SURE_PART and usual_casing(part)[0].isupper() else None


def _singular(noun: str) -> str:
    """As English puts it before another noun: "cat" for "cats"."""
    cut = 2 if noun.endswith(_LONG_PLURALS) else 1
    if not noun.endswith("s") or noun.endswith("ss"):
        return noun
    single = noun[:-3] + "y" if noun.endswith("ies") else noun[:-cut]
    return single if english.is_word(single.lower()) else noun
