"""The English of rarer German words, learnt from sentence pairs: the words that small models garble.

`rare_words.txt` has a German word in lower case, its English, and how sure that is in per cent to a line;
`training/rare_words.py` makes it. A form that it lacks is taken for the form of the same stem that is surest.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from workbench.checks import german

VERSION = 1  # goes into signatures; raise it when a word may be mended in another way
_STEM = 5  # letters of the shortest stem by which a form may stand for another
_SURE = 5  # per cent at least of such a form


@dataclass(frozen=True, slots=True, order=True)
class RareWord:
    """The likeliest English of a German word."""

    sure: int  # per cent: the product of the probabilities of both directions
    english: str


@cache
def _table() -> dict[str, RareWord]:
    lines = files("workbench.glossary").joinpath("rare_words.txt").read_text("utf-8").splitlines()
    return {word: RareWord(int(sure), english) for word, english, sure in map(str.split, lines)}


@cache
def _by_stem() -> dict[str, RareWord]:
    found: dict[str, RareWord] = {}
    for word, known in _table().items():
        stem = german.stem(word)
        if len(stem) >= _STEM and known.sure >= _SURE and known > found.get(stem, RareWord(0, "")):
            found[stem] = known
    return found


def rare_word(word: str) -> RareWord | None:
    """What the list says of a German word; None where it says nothing."""
    lower = word.lower()
    return _table().get(lower) or _by_stem().get(german.stem(lower))
