"""What is known of a word is found out once, and remembered for as many words as a newspaper uses, never for more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

_WORDS = 1 << 15  # of each function; a year of a newspaper has more, but these are nearly all that it prints
_LETTERS = 60  # longer than the words of news; loops of a model are not worth remembering

Found = TypeVar("Found")


class _Remembered(dict[str, Found]):
    """The results of a function by word. Full, it forgets all: the common words are back after a few sentences."""

    def __init__(self, find: Callable[[str], Found]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, word: str) -> Found:
        found = self._find(word)
        if len(word) <= _LETTERS:
            if len(self) >= _WORDS:
                self.clear()
            self[word] = found
        return found


def remembered(find: Callable[[str], Found]) -> Callable[[str], Found]:
    """A function of one word that remembers its results, and answers for a known word without a call into Python."""
    memory = _Remembered(find)
    _MEMORIES.append(memory)
    return memory.__getitem__


def forget() -> None:
    """Know no word any more, as in a fresh process; to measure how long the first sentences take."""
    for memory in _MEMORIES:
        memory.clear()


_MEMORIES: list[_Remembered[Any]] = []
